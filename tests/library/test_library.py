"""Documents listed, filtered and searched."""

from __future__ import annotations

import os
import re
import sqlite3
from pathlib import Path

import pytest

from reader.core.annotation import ReadingStatus, Status
from reader.core.entity import Mention
from reader.core.ports import Place
from reader.core.query import parse
from reader.core.session import Session
from reader.library.derived import DerivedCache
from reader.library.entry import Entry
from reader.library.library import Library
from tests.fakes import CountingConverter, MemoryCatalogue, MemoryStore, TickingClock

REPORT = "The night the grid held\n\nIn Odesa the lines held.\nOdesa counted hours. People slept.\n"


class Shelf:
    """A library over a folder, with every part at hand."""

    def __init__(self, folder: Path, cache: Path) -> None:
        self.folder = folder
        self.converter = CountingConverter()
        self.store = MemoryStore()
        self.catalogue = MemoryCatalogue()
        self.cache = cache

    @property
    def library(self) -> Library:
        cache = DerivedCache(self.cache, "1")
        return Library(self.converter, self.store, self.catalogue, cache, self.entities, self.names)

    def entities(self, document, _path):
        """Recognise one city under two names."""
        places = re.finditer("Odesa|the pearl of the sea", str(document.text))
        mentions = [Mention(*place.span(), "GPE") for place in places]
        return [mentions] if mentions else []

    def names(self, name):
        return {name, "Odesa"} if name == "Одеса" else {name}

    def write(self, name: str, text: str) -> Path:
        path = self.folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text)
        return path

    def session(self, path: Path) -> Session:
        document = self.converter.open(path)
        name = self.catalogue.identify(path, document)
        return Session(name, document, self.store, TickingClock())

    def entries(self) -> list[Entry]:
        return list(self.library.entries([self.folder]))

    def titles(self, filter_: str) -> list[str]:
        return [one.title for one in self.library.matching([self.folder], parse(filter_))]


@pytest.fixture
def shelf(tmp_path):
    (tmp_path / "docs").mkdir()
    return Shelf(tmp_path / "docs", tmp_path / "cache")


# -- listing


def test_an_entry_tells_what_a_document_is(shelf):
    path = shelf.write("a.md", REPORT)
    os.utime(path, ns=(0, 1_800_000_000 * 10**9))
    (entry,) = shelf.entries()
    assert entry.title == "The night the grid held"
    assert (entry.kind, entry.words, entry.length) == ("md", 15, len(REPORT))
    assert entry.size == path.stat().st_size
    assert entry.modified == "2027-01-15T08:00:00Z"
    assert (entry.document, entry.tags, entry.notes, entry.problem) == (None, (), 0, "")


def test_a_document_without_a_title_is_called_by_its_name(shelf):
    shelf.write("plain.txt", "\n")
    assert [one.title for one in shelf.entries()] == ["plain.txt"]


def test_the_time_to_read_is_at_least_a_minute(shelf):
    shelf.write("a.txt", "word " * 2300)
    shelf.write("b.txt", "word")
    assert [one.minutes for one in shelf.entries()] == [10, 1]


def test_a_document_is_opened_once_for_all_listings(shelf):
    shelf.write("a.txt", REPORT)
    shelf.write("b.txt", REPORT)
    first = shelf.entries()
    assert shelf.converter.opened == ["a.txt", "b.txt"]
    assert shelf.entries() == first
    assert shelf.converter.opened == ["a.txt", "b.txt"]


def test_a_changed_document_is_opened_again(shelf):
    shelf.write("a.txt", REPORT)
    shelf.entries()
    shelf.write("a.txt", "Another title\n")
    assert [one.title for one in shelf.entries()] == ["Another title"]


def test_what_was_opened_is_remembered_when_a_listing_is_broken_off(shelf):
    for number in range(3):
        shelf.write(f"{number}.txt", REPORT)
    listing = shelf.library.entries([shelf.folder])
    next(listing)
    next(listing)
    listing.close()
    shelf.entries()
    assert shelf.converter.opened == ["0.txt", "1.txt", "2.txt"]


def test_what_cannot_be_opened_is_an_entry_with_a_problem_and_the_rest_is_listed(shelf):
    (shelf.folder / "a.txt").write_bytes(b"\xff\xfe\xff")
    (shelf.folder / "b.txt").symlink_to(shelf.folder / "nowhere")
    shelf.write("c.txt", REPORT)
    one, two, three = shelf.entries()
    assert (one.title, one.problem) == ("a.txt", "this cannot be read. Try another one")
    assert "no such file" in two.problem
    assert three.problem == ""


def test_entries_come_one_by_one(shelf):
    for number in range(3):
        shelf.write(f"{number}.txt", REPORT)
    next(shelf.library.entries([shelf.folder]))
    assert shelf.converter.opened == ["0.txt"]


def test_an_entry_shows_tags_notes_and_progress(shelf):
    path = shelf.write("a.txt", REPORT)
    session = shelf.session(path)
    session.annotate([(0, 9)], tags=["war", "energy"])
    session.annotate([], tags=["read", "war"], note="good")
    shelf.catalogue.keep_place("a.txt", Place(40, 0.5))
    entry = shelf.library.entry(path)
    assert (entry.document, entry.notes, entry.progress) == ("a.txt", 2, 0.5)
    assert entry.tags == ("read", "war", "energy")


# -- filtering


@pytest.mark.parametrize(
    ("filter_", "passes"),
    [
        ("", True),
        ("grid", True),
        ("a.txt", True),
        ("counted hours", True),
        ("absent", False),
        ("tag:war", True),
        ("tag:peace", False),
        ("entity:odesa", True),
        ("entity:kyiv", False),
        ("type:txt", True),
        ("type:org", True),
        ("type:md", False),
        ("note:where", True),
        ("status:rejected", True),
        ("status:disputed", False),
        ("date:>=2000", True),
    ],
)
def test_a_filter_looks_at_text_notes_and_entities(shelf, filter_, passes):
    session = shelf.session(shelf.write("a.txt", REPORT))
    session.annotate([(0, 9)], tags=["war"], note="Where?")
    session.annotate([(4, 9)], entity_type="ORG", status=Status.REJECTED)
    assert bool(shelf.titles(filter_)) is passes


def test_a_filter_on_titles_and_tags_opens_no_file(shelf):
    shelf.write("a.txt", REPORT)
    shelf.entries()
    shelf.converter.opened.clear()
    assert shelf.titles("grid -tag:war") == ["The night the grid held"]
    assert shelf.converter.opened == []


def test_a_decision_on_an_entity_is_no_note(shelf):
    path = shelf.write("a.txt", REPORT)
    shelf.session(path).annotate([(4, 9)], entity_type="ORG", status=Status.REJECTED)
    shelf.session(path).annotate([(0, 3)])
    entry = shelf.library.entry(path)
    assert (entry.annotations, entry.notes) == (2, 1)


def test_a_file_that_goes_while_it_is_filtered_has_a_problem(shelf):
    path = shelf.write("a.txt", REPORT)
    shelf.entries()
    path.write_bytes(b"\xff" * path.stat().st_size)
    os.utime(path, ns=(path.stat().st_atime_ns, path.stat().st_mtime_ns))
    assert [one.problem for one in shelf.library.matching([path], parse("absent"))] != [""]


def test_a_text_that_was_read_once_is_filtered_without_opening_it(shelf):
    shelf.write("a.txt", REPORT)
    shelf.write("b.txt", "Another\n")
    shelf.entries()
    shelf.converter.opened.clear()
    assert shelf.titles("ódesa counted") == ["The night the grid held"]
    assert shelf.converter.opened == []


def test_the_text_of_a_file_that_is_gone_is_not_kept(shelf):
    path = shelf.write("a.txt", "the name of a source")
    shelf.entries()
    (database,) = shelf.cache.glob("*.sqlite")
    with sqlite3.connect(database) as connection:
        assert connection.execute("SELECT count(*) FROM facts").fetchone() == (1,)
    path.unlink()
    shelf.entries()
    with sqlite3.connect(database) as connection:
        assert connection.execute("SELECT count(*) FROM facts").fetchone() == (0,)
    connection.close()


# -- searching


def search(shelf: Shelf, words: str) -> list[tuple[str, str, str]]:
    hits = shelf.library.search([shelf.folder], words, lambda *_: None)
    return [(hit.before, hit.exact, hit.after) for hit in hits]


def test_a_search_shows_each_place_within_its_line(shelf):
    shelf.write("a.txt", REPORT)
    assert search(shelf, "odesa") == [
        ("In ", "Odesa", " the lines held."),
        ("", "Odesa", " counted hours. People slept."),
    ]


def test_a_search_finds_words_across_a_line_break(shelf):
    shelf.write("a.txt", REPORT)
    (hit,) = shelf.library.search([shelf.folder], "held. Odesa", lambda *_: None)
    assert REPORT[hit.start : hit.end] == hit.exact == "held.\nOdesa"


def test_the_context_of_a_hit_in_a_long_line_is_bounded(shelf):
    shelf.write("a.txt", "x" * 10_000 + "needle" + "y" * 10_000)
    ((before, _, after),) = search(shelf, "needle")
    assert (before, after) == ("x" * 60, "y" * 60)


def test_a_search_tells_what_it_left_out_and_goes_on(shelf):
    (shelf.folder / "a.txt").write_bytes(b"\xff")
    shelf.write("b.txt", REPORT)
    told = []
    hits = shelf.library.search(
        [shelf.folder / "no", shelf.folder], "grid", lambda *p: told.append(p)
    )
    assert [hit.path.name for hit in hits] == ["b.txt"]
    assert [path.name for path, _ in told] == ["no", "a.txt"]


def test_a_concordance_shows_each_mention_in_its_sentence(shelf):
    shelf.write("a.txt", REPORT)
    hits = shelf.library.concordance([shelf.folder], "ODESA", lambda *_: None)
    assert [(hit.before, hit.exact, hit.after) for hit in hits] == [
        ("In ", "Odesa", " the lines held."),
        ("", "Odesa", " counted hours."),
    ]


@pytest.mark.parametrize("name", ["Odesa", "Одеса"])
def test_a_concordance_has_every_name_of_the_entity(shelf, name):
    shelf.write("a.txt", "In Odesa they slept. They love the pearl of the sea.")
    shelf.write("b.txt", "They love the pearl of the sea.")
    hits = shelf.library.concordance([shelf.folder], name, lambda *_: None)
    assert [(hit.path.name, hit.exact) for hit in hits] == [
        ("a.txt", "Odesa"),
        ("a.txt", "the pearl of the sea"),
    ]


@pytest.mark.parametrize("name", ["Ode", "desa", "Kyiv", "Odesa region", "?!", " "])
def test_a_concordance_takes_whole_names_only(shelf, name):
    shelf.write("a.txt", REPORT)
    assert list(shelf.library.concordance([shelf.folder], name, lambda *_: None)) == []


def test_how_far_a_document_was_read_is_said_by_the_person_or_by_the_place(shelf):
    untouched = shelf.write("a.md", "Untouched\n")
    begun = shelf.write("b.md", "Begun\n")
    read = shelf.write("c.md", "Read\n")
    shelf.session(begun)
    shelf.catalogue.keep_place("b.md", Place(3, 0.5))
    shelf.session(read).set_reading(ReadingStatus.READ)
    assert {one.path: (one.reading, one.annotations) for one in shelf.entries()} == {
        untouched: (ReadingStatus.UNREAD, 0),
        begun: (ReadingStatus.READING, 0),
        read: (ReadingStatus.READ, 0),
    }
    assert shelf.titles("status:read") == ["Read"]
    assert shelf.titles("-status:read") == ["Untouched", "Begun"]
    assert shelf.titles("status:reading") == ["Begun"]


def test_a_search_opens_only_documents_that_have_the_words_in_them(shelf):
    shelf.write("a.txt", REPORT)
    shelf.write("b.txt", "No such city here.")
    assert len(search(shelf, "Odesa")) == 2
    shelf.converter.opened.clear()
    assert len(search(shelf, "Odesa")) == 2
    assert shelf.converter.opened == ["a.txt"]


def test_only_documents_with_the_name_in_them_are_recognised(shelf):
    shelf.write("a.txt", "No such city here.")
    shelf.entities = lambda *_: pytest.fail("it was recognised")
    assert list(shelf.library.concordance([shelf.folder], "Odesa", lambda *_: None)) == []
