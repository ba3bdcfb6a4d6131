"""The store as the core sees it."""

from __future__ import annotations

import os
import stat
import tempfile
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path

import pytest
from tinydb import TinyDB

from reader.core.annotation import (
    Anchor,
    Annotation,
    Change,
    Code,
    Creator,
    Event,
    ReadingStatus,
    Target,
)
from reader.core.errors import ConflictError, ReaderError
from reader.store.drafts import DraftFolder
from reader.store.store import TinyStore


def test_an_unknown_document_has_no_annotations_and_nothing_is_created(desk, tmp_path):
    assert desk.store.annotations(desk.document) == ()
    assert desk.store.codes() == ()
    assert desk.store.events(desk.document) == ()
    assert desk.store.documents() == ()
    assert desk.store.counts(desk.document) == (0, 0)
    assert list(tmp_path.iterdir()) == []


def test_everything_of_an_annotation_is_there_after_a_restart(desk):
    one = Annotation(
        "77",
        targets=(Target(1, 3, "ab", "x", "y"), Target(5, 6, "c")),
        tags=("1", "2"),
        note="# héllo\n\u2028\x1b[0m",
        entity_type="GPE",
        creator=Creator(name="me"),
        confidence=0.0,
        created="2026-11-22T10:00:00Z",
        reading=ReadingStatus.READ,
    )
    desk.commit((None, one))
    assert desk.again().store.annotations(desk.document) == (one,)


def test_annotations_come_in_order_of_creation(desk):
    for number in (5, 3, 9, 4):
        desk.add(number)
    assert [one.id for one in desk.store.annotations(desk.document)] == ["3", "4", "5", "9"]


def test_codes_come_in_the_order_they_were_added(desk):
    codes = [Code(str(number), f"code {number}") for number in (9, 2, 5)]
    desk.commit(*((None, code) for code in codes), document="")
    desk.commit((codes[1], replace(codes[1], name="renamed", revision=2)), document="")
    assert [code.name for code in desk.again().store.codes()] == ["code 9", "renamed", "code 5"]


def test_a_change_from_another_revision_is_refused_and_nothing_is_changed(desk):
    one = desk.add(1)
    desk.edit(one, note="newer")
    before = desk.file.read_bytes()
    two = Annotation("2", note="in the same event")
    with pytest.raises(ConflictError):
        desk.commit((None, two), (one, replace(one, note="lost?", revision=2)))
    with pytest.raises(ConflictError):
        desk.commit((None, one))
    with pytest.raises(ConflictError):
        desk.commit((two, None))
    assert desk.file.read_bytes() == before
    assert desk.notes() == {"1": "newer"}


def test_an_event_on_two_documents_is_done_whole_or_not_at_all(desk):
    one = desk.add(1)
    event = Event(
        "e",
        "2026-11-22T10:00:00Z",
        "merge",
        (
            Change("", None, Code("8", "new")),
            Change("another0", None, Annotation("5")),
            Change(desk.document, replace(one, revision=7), None),
        ),
    )
    with pytest.raises(ConflictError):
        desk.store.commit(event)
    assert desk.store.annotations("another0") == ()
    assert desk.store.codes() == ()
    assert desk.store.documents() == (desk.document,)


def test_events_survive_a_restart_in_order(desk):
    one = desk.add(1)
    two = desk.edit(one, note="changed")
    desk.commit((two, None), undoes="something")
    added, edited, removed = desk.again().store.events(desk.document)
    assert added.changes == (Change(desk.document, None, one),)
    assert edited.changes == (Change(desk.document, one, two),)
    assert removed.changes == (Change(desk.document, two, None),)
    assert removed.undoes == "something"
    assert removed.creator == Creator(name="me")


@pytest.mark.parametrize("others", [0, 20])
def test_events_of_several_documents_come_once_in_the_order_they_were_made(desk, others):
    names = [f"another{number:02}" for number in range(20)]
    for number, name in enumerate(names):
        one = Annotation(str(number + 1))
        changes = tuple(Change(document, None, one) for document in (desk.document, name))
        desk.store.commit(Event(f"e{number}", "2026-11-22T18:00:00Z", "both", changes))
    asked = [desk.document, *names[:others]]
    assert [one.id for one in desk.store.events(*asked)] == [f"e{number}" for number in range(20)]
    assert [one.id for one in desk.store.events(*names[3:15])] == [f"e{n}" for n in range(3, 15)]
    assert desk.store.events(*(f"{name}x" for name in names)) == ()


def test_a_removed_annotation_can_be_brought_back(desk):
    one = desk.add(1)
    desk.commit((one, None))
    assert desk.notes() == {}
    desk.commit((None, replace(one, revision=3)))
    assert desk.again().notes() == {"1": "a note"}


def test_two_sessions_see_each_others_notes_at_once(desk):
    other = desk.again()
    assert other.notes() == {}
    one = desk.add(1)
    assert other.store.changed(desk.document)
    assert other.notes() == {"1": "a note"}
    assert not other.store.changed(desk.document)
    other.edit(one, note="theirs")
    assert desk.store.changed(desk.document)
    assert desk.notes() == {"1": "theirs"}


def test_counts_tell_tags_and_notes_of_each_document(desk):
    desk.commit((None, Annotation("1", tags=("7", "8"), note="x")))
    desk.commit((None, Annotation("2", tags=("7",))))
    assert desk.store.counts(desk.document) == (3, 1)
    desk.commit((Annotation("1"), None))
    assert desk.store.counts(desk.document) == (1, 0)


def test_a_document_is_found_by_a_text_that_was_annotated_on_another_device(desk):
    assert desk.store.find("aa") is None
    desk.commit((None, Annotation("1", anchor=Anchor(sha256="aa"))))
    assert desk.store.find("aa") == desk.document
    assert desk.again().store.find("aa") == desk.document
    assert desk.store.find("bb") is None
    desk.commit((None, Annotation("2", anchor=Anchor(sha256="bb"))), document="other0")
    assert desk.store.find("bb") == "other0"


def test_fields_of_a_newer_program_are_kept(desk):
    one = desk.add(1)
    with desk.store._file(desk.document).table.file.held():
        desk.store._file(desk.document).table.update({"from_the_future": [1, {"a": None}]})
    desk.again().edit(one, note="changed")
    assert '"note":"changed","created"' in desk.file.read_text()
    assert desk.file.read_text().count('"from_the_future":[1,{"a":null}]') == 2


def test_files_and_folders_are_for_their_owner_alone(desk, tmp_path):
    old = os.umask(0)
    try:
        desk.add(1)
        desk.commit((None, Code("3", "c")), document="")
        desk.store.counts(desk.document)
        desk.store.daily("2026-11-22")
        DraftFolder(desk.state / "drafts").keep("1", "half a note")
        desk.file.write_bytes(desk.file.read_bytes().replace(b"a note", b"another"))
        assert "1" in desk.again().notes()
    finally:
        os.umask(old)
    made = {path.name for path in desk.state.iterdir()}
    assert {"backups", "device", "drafts", "journal", "quarantine", "summaries.jsonl"} <= made
    for path in tmp_path.rglob("*"):
        assert stat.S_IMODE(path.stat().st_mode) == (0o700 if path.is_dir() else 0o600), path


def test_an_unmodified_tinydb_reads_the_file_at_every_moment(desk):
    one = desk.add(1)
    for number in range(5):
        one = desk.edit(one, note=f"edit {number}")
        with TinyDB(desk.file) as database:
            assert database.table("annotations").get(doc_id=1)["note"] == f"edit {number}"


def test_a_place_that_cannot_be_written_is_named_with_a_remedy():
    with pytest.raises(ReaderError) as raised:
        TinyStore(Path("/proc/none/store"), Path("/proc/none/state")).commit(
            Event("e", "2026-11-22", "t", (Change("3f9c", None, Annotation("1")),))
        )
    assert "/proc/none" in str(raised.value)
    assert raised.value.remedy


@pytest.mark.parametrize(
    "ask",
    [
        lambda desk: desk.store.annotations(desk.document),
        lambda desk: desk.store.codes(),
        lambda desk: desk.store.counts(desk.document),
        lambda desk: desk.store.changed(desk.document),
        lambda desk: desk.store.documents(),
        lambda desk: desk.store.find("aa"),
        lambda desk: desk.store.vanished(),
        lambda desk: desk.add(1),
    ],
)
def test_a_store_below_a_plain_file_is_named_with_a_remedy(another_desk, tmp_path, ask):
    (tmp_path / "letter.txt").write_text("not a folder")
    with pytest.raises(ReaderError, match="letter") as raised:
        ask(another_desk(tmp_path, folder="letter.txt/store"))
    assert "choose another folder" in raised.value.remedy


@contextmanager
def nobody():
    """Be a user who may write nowhere, where the tests are run by one who may everywhere."""
    if os.geteuid():
        yield
        return
    os.seteuid(65534)
    try:
        yield
    finally:
        os.seteuid(0)


def test_a_folder_without_write_permission_can_be_read(another_desk):
    with tempfile.TemporaryDirectory() as name:
        home = Path(name)
        mine = another_desk(home)
        mine.add(1)
        for path in (home, *home.rglob("*")):
            path.chmod(0o555 if path.is_dir() else 0o444)
        with nobody():
            theirs = another_desk(home)
            assert theirs.notes() == {"1": "a note"}
            with pytest.raises(ReaderError, match="cannot be written"):
                theirs.add(2)
            assert theirs.notes() == {"1": "a note"}
        for path in (home, *home.rglob("*")):
            path.chmod(0o700)


@pytest.mark.parametrize("name", ["../../x", "", "a/b", "x" * 65, "\0ab", "."])
def test_a_document_id_never_becomes_another_path(desk, name):
    with pytest.raises(ValueError, match="document id"):
        desk.store.counts(name)


def test_a_lone_surrogate_is_replaced_and_the_file_stays_utf_8(desk):
    desk.add(1, note="bad \udce9 byte")
    assert desk.again().notes() == {"1": "bad \ufffd byte"}
    desk.file.read_bytes().decode()
    again = desk.again()
    again.edit(again.add(2), note="written again")
    again.store.compact(desk.document)
    assert desk.notes() == {"1": "bad \ufffd byte", "2": "written again"}
    assert desk.store.rivals(desk.document) == {}
