"""Several devices: copies of a store are joined, and nothing written without knowledge is lost."""

from __future__ import annotations

import shutil
from dataclasses import replace

import pytest

from reader.core.annotation import Annotation, Change, Event, Rival
from reader.core.errors import ConflictError
from reader.store.initialise import initialise

SYNCTHING = "3f9c41d2a07be611.sync-conflict-20261122-181037-ABCDEFG.json"
DROPBOX = "3f9c41d2a07be611 (laptop's conflicted copy 2026-11-22).json"


@pytest.fixture
def pair(desk):
    """Two devices with copies of one store that holds note 1."""
    one = desk.add(1)
    shutil.copytree(desk.folder, desk.home / "copy")
    return desk, desk.on("phone", "copy"), one


def sync(winner, loser, name=SYNCTHING):
    """Do what a sync tool does: one file stays, the other is renamed beside it."""
    (winner.file.parent / name).write_bytes(loser.file.read_bytes())


@pytest.mark.parametrize("name", [SYNCTHING, DROPBOX, "3f9c41d2a07be611 (1).json"])
def test_notes_of_a_conflict_copy_are_joined_and_the_copy_is_kept_aside(pair, name):
    laptop, phone, _ = pair
    laptop.add(2)
    phone.add(3)
    assert laptop.notes()
    sync(laptop, phone, name)
    assert laptop.store.changed(laptop.document)
    assert laptop.notes().keys() == {"1", "2", "3"}
    assert not (laptop.file.parent / name).exists()
    (kept,) = (laptop.state / "quarantine").iterdir()
    assert kept.read_bytes() == phone.file.read_bytes()
    assert laptop.again().notes().keys() == {"1", "2", "3"}


@pytest.fixture
def edited_twice(pair):
    """A note that the laptop and the phone have edited; the laptop has both texts."""
    laptop, phone, one = pair
    laptop.edit(one, note="on the laptop", modified="2026-11-22T10")
    phone.edit(one, note="on the phone", modified="2026-11-22T11")
    sync(laptop, phone)
    (shown,) = laptop.store.annotations(laptop.document)
    (rival,) = laptop.store.rivals(laptop.document)["1"]
    return laptop, phone, shown, rival


def settle(desk, shown, rival, note):
    after = replace(shown, note=note, revision=shown.revision + 1)
    change = Change(desk.document, shown, after, settled=(rival,))
    desk.store.commit(Event("settle", "2026-11-22T12:00:00Z", "keep one text", (change,)))
    return after, change


def test_two_edits_of_one_note_keep_both_texts_until_one_is_settled_on(edited_twice):
    laptop, _, shown, rival = edited_twice
    assert laptop.notes() == {"1": "on the phone"}
    assert rival.annotation.note == "on the laptop"
    assert rival.device == "this device"
    settle(laptop, shown, rival, "on both")
    assert laptop.again().store.rivals(laptop.document) == {}
    assert laptop.again().notes() == {"1": "on both"}


def test_what_was_settled_is_settled_on_the_other_device_too(edited_twice):
    laptop, phone, shown, rival = edited_twice
    settle(laptop, shown, rival, "on the laptop")
    sync(phone, laptop)
    assert phone.notes() == {"1": "on the laptop"}
    assert phone.store.rivals(phone.document) == {}


def test_settling_is_undone_and_done_again_with_both_texts_as_they_were(edited_twice):
    laptop, phone, shown, rival = edited_twice
    after, change = settle(laptop, shown, rival, "on the laptop")
    (*_, event) = laptop.again().store.events(laptop.document)
    assert event.changes == (change,)
    back = event.changes[0].inverse()._replace(after=replace(shown, revision=after.revision + 1))
    laptop.store.commit(Event("undo", "2026-11-22T12:01:00Z", "undo", (back,), undoes="settle"))
    assert laptop.notes() == {"1": "on the phone"}
    again = laptop.again()
    assert again.store.rivals(laptop.document) == {"1": (rival,)}
    sync(phone, laptop)
    name = (laptop.state / "device").read_text()
    assert phone.store.rivals(phone.document) == {"1": (rival._replace(device=name),)}
    assert phone.notes() == {"1": "on the phone"}
    (*_, event) = again.store.events(laptop.document)
    assert event.changes[0].revived == (rival,)
    settle(again, event.changes[0].after, rival, "decided")
    sync(phone, laptop)
    assert phone.store.rivals(phone.document) == {}
    assert phone.notes() == {"1": "decided"}


def test_a_text_that_is_not_there_any_more_is_not_settled(edited_twice):
    laptop, _, shown, rival = edited_twice
    before = laptop.file.read_bytes()
    other = Rival(rival.device, replace(rival.annotation, note="never written"))
    with pytest.raises(ConflictError, match="other text"):
        settle(laptop, shown, other, "x")
    assert laptop.file.read_bytes() == before
    settle(laptop, shown, rival, "first")
    with pytest.raises(ConflictError):
        settle(laptop, shown, rival, "second")


def test_of_three_texts_only_the_one_that_was_looked_at_is_settled(pair):
    laptop, phone, one = pair
    tablet = laptop.on("tablet", "on-tablet")
    tablet.file.parent.mkdir(parents=True)
    tablet.file.write_bytes(laptop.file.read_bytes())
    for number, desk in enumerate((laptop, phone, tablet)):
        desk.edit(one, note=f"text {number}", modified=f"2026-11-22T1{number}")
    sync(laptop, phone)
    sync(laptop, tablet, DROPBOX)
    (shown,) = laptop.store.annotations(laptop.document)
    first, second = laptop.store.rivals(laptop.document)["1"]
    settle(laptop, shown, first, "decided")
    assert laptop.store.rivals(laptop.document) == {"1": (second,)}
    assert laptop.notes() == {"1": "decided"}


def test_an_edit_of_the_shown_text_does_not_drop_the_other_one(pair):
    laptop, phone, one = pair
    laptop.edit(one, note="on the laptop", modified="2026-11-22T10")
    phone.edit(one, note="on the phone", modified="2026-11-22T11")
    sync(laptop, phone)
    (shown,) = laptop.store.annotations(laptop.document)
    laptop.edit(shown, tags=("7",))
    laptop.edit(replace(shown, revision=3), tags=("7", "8"))
    ((_, other),) = laptop.store.rivals(laptop.document)["1"]
    assert other.note == "on the laptop"


def test_an_edit_wins_over_a_removal_that_did_not_know_of_it(pair):
    laptop, phone, one = pair
    laptop.commit((one, None))
    phone.edit(one, note="still wanted")
    sync(laptop, phone)
    assert laptop.notes() == {"1": "still wanted"}


def test_a_removal_wins_over_the_text_it_knew(pair):
    laptop, phone, one = pair
    laptop.commit((one, None))
    sync(laptop, phone)
    assert laptop.notes() == {}


def test_the_codebook_is_joined_too(pair):
    from reader.core.annotation import Code

    laptop, phone, _ = pair
    laptop.commit((None, Code("5", "war")), document="")
    phone.commit((None, Code("6", "energy")), document="")
    copy = laptop.folder / "codebook.sync-conflict-20261122-181037-ABCDEFG.json"
    shutil.copy(phone.folder / "codebook.json", copy)
    assert {code.name for code in laptop.store.codes()} == {"war", "energy"}


def test_a_folder_is_prepared_for_git_and_syncthing_once(tmp_path):
    folder = tmp_path / ".reader"
    assert {path.name for path in initialise(folder)} == {
        ".gitattributes",
        ".gitignore",
        ".stignore",
    }
    (folder / ".stignore").write_text("mine")
    assert initialise(folder) == ()
    assert (folder / ".stignore").read_text() == "mine"


def test_a_tombstone_is_forgotten_after_ninety_days_when_the_file_is_written_again(desk):
    from datetime import UTC, datetime, timedelta

    one = desk.add(1)
    desk.add(2)
    desk.commit((one, None))
    file = desk.store._file(desk.document).file
    for days, lines in ((89, 2), (92, 1)):
        with file.held():
            file.compact(datetime.now(UTC) + timedelta(days=days))
        assert file.lines == lines


def test_an_annotation_that_is_new_on_two_devices_with_one_id_keeps_both(pair):
    laptop, phone, _ = pair
    laptop.commit((None, Annotation("9", note="mine")))
    phone.commit((None, Annotation("9", note="theirs")))
    sync(laptop, phone)
    shown = laptop.notes()["9"]
    ((_, other),) = laptop.store.rivals(laptop.document)["9"]
    assert {shown, other.note} == {"mine", "theirs"}


def test_a_note_edited_by_hand_under_an_open_session_is_a_rival_of_another_program(desk):
    one = desk.add(1, note="mine")
    data = desk.file.read_bytes()
    desk.file.write_bytes(data.replace(b"mine", b"hers"))
    assert desk.notes() == {"1": "hers"}
    (rival,) = desk.store.rivals(desk.document)["1"]
    assert rival == ("this device", one)
    again = desk.again()
    again.edit(again.store.annotations(desk.document)[0], note="both")
    assert again.notes() == {"1": "both"}
