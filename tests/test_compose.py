"""The parts of the program put together, over real files."""

from __future__ import annotations

from pathlib import Path

import pytest

from reader.compose import REMEMBERED, Services
from reader.core.annotation import AnchorState
from reader.core.errors import PasswordNeededError, ReaderError
from reader.entities.builtin import BuiltinRecogniser
from reader.formats import child
from reader.formats.opener import PASSWORD_TRIES
from reader.locations import Locations, bundled

DATA = Path(__file__).parent / "data" / "formats"
ENCRYPTED = DATA / "encrypted.pdf"

TEXT = "The night the grid held\n\nIn Odesa people counted hours.\n"


@pytest.fixture
def environment(tmp_path):
    return {"READER_HOME": str(tmp_path / "home")}


@pytest.fixture
def document(tmp_path):
    path = tmp_path / "docs" / "a.txt"
    path.parent.mkdir()
    path.write_text(TEXT)
    return path


def begin(environment: dict[str, str], near: Path) -> Services:
    """Return the services of a new session."""
    return Services(Locations.find(environment, near))


def test_what_is_annotated_in_one_session_is_there_in_the_next(environment, document):
    first = begin(environment, document)
    added = first.open_session(document).annotate([(28, 33)], tags=["place"], note="where?")
    second = begin(environment, document)
    assert second.open_session(document).annotations() == (added,)
    assert second.library.entry(document).tags == ("place",)


def test_an_annotation_goes_with_its_words_when_the_file_is_edited(environment, document):
    begin(environment, document).open_session(document).annotate([(28, 33)])
    document.write_text("A new first line.\n\n" + TEXT)
    session = begin(environment, document).open_session(document)
    (shown,) = session.annotations()
    assert (shown.quote, shown.anchor.state) == ("Odesa", AnchorState.EXACT)
    assert shown.start == 28 + len("A new first line.\n\n")


def test_a_document_that_is_gone_has_the_text_it_was_annotated_on(environment, document):
    session = begin(environment, document).open_session(document)
    added = session.annotate([(28, 33)])
    document.unlink()
    left = begin(environment, document).session_of(session.document_id)
    assert str(left.document.text) == TEXT
    assert left.document.converter == REMEMBERED
    assert left.annotations() == (added,)
    left.remove(added.id)
    assert begin(environment, document).store.annotations(session.document_id) == ()


def test_another_document_in_the_place_of_one_is_not_taken_for_it(environment, document):
    services = begin(environment, document)
    session = services.open_session(document)
    session.annotate([(28, 33)])
    moved = document.rename(document.with_name("b.txt"))
    services.open_session(moved)
    assert services.session_of(session.document_id).document_id == session.document_id
    assert services.catalogue.path(session.document_id) == moved


def test_the_first_run_shows_the_samples_and_a_later_one_the_last_library(environment, document):
    first = begin(environment, document)
    assert first.roots([]) == (bundled("sample_docs"),)
    assert first.roots([document]) == (document,)
    first.remembered.keep_library([document.parent])
    assert begin(environment, document).roots([]) == (document.parent,)


def test_a_library_that_is_gone_is_not_opened(environment, document, tmp_path):
    services = begin(environment, document)
    services.remembered.keep_library([tmp_path / "gone"])
    assert services.roots([]) == (bundled("sample_docs"),)


def test_the_folder_of_a_store_is_its_library(environment, document):
    (document.parent / ".reader").mkdir()
    services = begin(environment, document)
    assert services.roots([]) == (document.parent,)


@pytest.mark.parametrize("content", ["[1", "{}", "[1, null]", '"x"', "1"])
def test_a_damaged_memory_of_the_library_shows_the_samples(environment, document, content):
    services = begin(environment, document)
    services.remembered.keep_library([document.parent])
    (memory,) = services.locations.state.glob("library.json")
    memory.write_text(content)
    assert services.roots([]) == (bundled("sample_docs"),)


@pytest.mark.parametrize("name", ["essay.pdf", "pandoc.epub", "pandoc.docx", "pandoc.html"])
def test_a_document_is_converted_once(environment, monkeypatch, name):
    path = DATA / name
    first = begin(environment, path).converter.open(path)
    monkeypatch.setattr(child, "convert_in_child", _must_not_be_called)
    again = begin(environment, path).converter.open(path)
    assert (str(again.text), again) == (str(first.text), first._replace(text=again.text))


def test_the_article_and_the_whole_page_are_not_taken_for_each_other(environment, tmp_path):
    page = tmp_path / "page.html"
    page.write_text("<nav><p>Home Contact</p></nav><article><p>The grid held.</p></article>")
    for _ in range(2):
        converter = begin(environment, page).converter
        assert str(converter.open(page).text) == "The grid held."
        assert str(converter.open(page, whole_page=True).text) == "Home Contact\n\nThe grid held."


def test_a_password_is_asked_for_until_it_is_right_and_then_not_again(environment):
    answers = iter(["wrong", "secret"])
    services = Services(
        Locations.find(environment, ENCRYPTED), ask_password=lambda _path: next(answers)
    )
    for _ in range(2):
        assert "inline note" in str(services.open_session(ENCRYPTED).document.text)


def test_a_password_is_not_asked_for_without_end(environment):
    asked = []
    services = Services(
        Locations.find(environment, ENCRYPTED),
        ask_password=lambda path: asked.append(path) or "wrong",
    )
    with pytest.raises(PasswordNeededError):
        services.converter.open(ENCRYPTED)
    assert asked == [ENCRYPTED] * PASSWORD_TRIES


def test_neither_a_password_nor_what_it_protects_is_left_on_the_disk(environment, tmp_path):
    services = begin(environment, ENCRYPTED)
    services.unlock(ENCRYPTED, "secret")
    session = services.open_session(ENCRYPTED)
    services.recognition.find(session.document)
    services.library.entry(ENCRYPTED)
    services.close()
    files = [path for path in (tmp_path / "home").rglob("*") if path.is_file()]
    assert files
    for path in files:
        kept = path.read_bytes()
        assert b"secret" not in kept
        assert b"inline note" not in kept


def _must_not_be_called(*_: object) -> None:
    raise AssertionError("it was called")


def test_mentions_are_recognised_once_for_a_text(environment, document, monkeypatch):
    services = begin(environment, document)
    opened = services.converter.open(document)
    found = services.recognition.find(opened, document)
    assert found.mentions
    again = begin(environment, document)
    monkeypatch.setattr(BuiltinRecogniser, "portions", _must_not_be_called)
    assert again.recognition.find(opened, document) == found


def test_an_export_is_written_and_never_over_a_strangers_file(environment, document, tmp_path):
    services = begin(environment, document)
    services.open_session(document).annotate([(28, 33)], note="where?")
    target = tmp_path / "notes.csv"
    assert services.exchange.export([document], "csv", target, overwrite=False) == ()
    assert "where?" in target.read_text()
    target.write_text("mine")
    with pytest.raises(ReaderError, match="did not write"):
        services.exchange.export([document], "csv", target, overwrite=False)
    services.exchange.export([document], "csv", target, overwrite=True)
    assert "where?" in target.read_text()


def test_notes_are_backed_up_once_a_day(environment, document):
    services = begin(environment, document)
    services.open_session(document).annotate([(28, 33)])
    for _ in range(2):
        services.daily()
    (name,) = services.store.backups.names()
    assert name[:10] == services.clock.now()[:10]


def test_closing_builds_nothing_and_loses_nothing(environment, document):
    services = begin(environment, document)
    services.close()
    assert "store" not in services.__dict__
    services.open_session(document).annotate([(28, 33)])
    services.library.entry(document)
    services.close()
    assert len(begin(environment, document).open_session(document).annotations()) == 1


def test_the_time_is_utc_and_sorts_as_text(environment, document):
    clock = begin(environment, document).clock
    times = [clock.now() for _ in range(50)]
    assert times == sorted(times)
    assert all(len(time) == 24 and time.endswith("Z") for time in times)
