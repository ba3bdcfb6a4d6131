"""Every annotation of a store, read without opening documents that are as they were."""

from __future__ import annotations

from pathlib import Path

import pytest

from reader.core.annotation import AnchorState, ReadingStatus
from reader.core.noted import Noted
from reader.core.session import Session
from reader.library.derived import DerivedCache
from reader.library.library import Library
from reader.library.notes import AllNotes
from tests.fakes import (
    CountingConverter,
    MemoryCatalogue,
    MemorySnapshots,
    MemoryStore,
    TickingClock,
)

TEXT = "The night the grid held\n\nIn Odesa the lines held. People slept.\n"


class Shelf:
    """Documents with annotations, and what reads them all."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.converter, self.store = CountingConverter(), MemoryStore()
        self.catalogue, self.snapshots = MemoryCatalogue(), MemorySnapshots()
        cache = DerivedCache(folder / "cache", "1")
        self.library = Library(
            self.converter, self.store, self.catalogue, cache, lambda _: [], lambda name: {name}
        )
        self.notes = AllNotes(self.store, self.catalogue, self.library.look_at, self.session_of)

    def write(self, name: str, text: str = TEXT) -> Path:
        path = self.folder / name
        path.write_text(text)
        return path

    def session(self, path: Path) -> Session:
        document = self.converter.open(path)
        name = self.catalogue.identify(path, document)
        return Session(name, document, self.store, TickingClock(), snapshots=self.snapshots)

    def session_of(self, document: str) -> Session:
        return self.session(self.catalogue.path(document))

    def annotate(self, path: Path, words: str) -> None:
        session = self.session(path)
        start = str(session.document.text).index(words)
        session.annotate([(start, start + len(words))], note=f"on {words}")

    def read(self) -> list[Noted]:
        return [one for notes in self.notes.by_document() for one in notes]


@pytest.fixture
def shelf(tmp_path):
    return Shelf(tmp_path)


def test_every_annotation_comes_with_its_document(shelf):
    shelf.annotate(shelf.write("a.txt"), "Odesa")
    shelf.annotate(shelf.write("b.md", "Second\n\nPeople slept.\n"), "slept")
    (first, second) = shelf.read()
    assert (first.home.title, first.home.kind) == ("The night the grid held", "txt")
    assert first.home.path == shelf.folder / "a.txt"
    assert second.annotation.note == "on slept"


def test_no_document_is_opened_that_is_as_it_was(shelf):
    shelf.annotate(shelf.write("a.txt"), "Odesa")
    shelf.read()
    shelf.converter.opened.clear()
    (one,) = shelf.read()
    assert one.annotation.anchor.state is AnchorState.EXACT
    assert shelf.converter.opened == []


def test_words_are_followed_through_a_change_of_the_document(shelf):
    path = shelf.write("a.txt")
    shelf.annotate(path, "Odesa")
    shelf.annotate(path, "People slept")
    path.write_text("Here is a new beginning.\n\n" + TEXT.replace(" People slept.", ""))
    by_note = {one.annotation.note: one.annotation for one in shelf.read()}
    city, gone = by_note["on Odesa"], by_note["on People slept"]
    assert path.read_text()[city.start : city.end] == "Odesa"
    assert gone.anchor.state is AnchorState.ORPHAN


def test_a_changed_document_is_opened_once_for_many_looks_at_it(shelf):
    path = shelf.write("a.txt")
    shelf.annotate(path, "Odesa")
    path.write_text(f"New. {TEXT}")
    shelf.read()
    shelf.converter.opened.clear()
    shelf.notes.of(path.name)
    shelf.notes.of(path.name)
    assert shelf.converter.opened == []


def test_how_far_a_document_was_read_is_no_annotation_in_the_list(shelf):
    shelf.session(shelf.write("a.txt")).set_reading(ReadingStatus.READ)
    assert shelf.read() == []


def test_notes_stay_in_the_list_when_their_document_is_gone(shelf):
    path = shelf.write("a.txt")
    shelf.annotate(path, "Odesa")
    path.unlink()
    (one,) = shelf.read()
    assert one.home.title == "a.txt"
    assert one.annotation.quote == "Odesa"


def test_notes_of_another_device_are_in_the_list(shelf):
    shelf.annotate(shelf.write("a.txt"), "Odesa")
    shelf.catalogue.known_paths.clear()
    (one,) = shelf.read()
    assert one.home.path is None
    assert "not on this device" in one.home.title
