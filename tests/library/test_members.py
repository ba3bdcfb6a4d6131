"""A file of many documents in the library: each of them is listed, searched and annotated."""

from __future__ import annotations

import pytest

from reader.compose import Services
from reader.core.query import parse
from reader.formats.registry import Registry
from reader.locations import Locations

LONG = "The water office did not answer the letter of the second of May nor the one after it."
ROWS = f"title,text\nThe meter,{LONG}\nThe trench,Gone to lunch in Odesa. {LONG}\n"
TABLE = "city,people\nRiga,600000\nOslo,700000\n"


@pytest.fixture
def folder(tmp_path):
    documents = tmp_path / "documents"
    documents.mkdir()
    (documents / "letters.csv").write_text(ROWS)
    (documents / "cities.csv").write_text(TABLE)
    return documents


@pytest.fixture
def library(services):
    return services.library


@pytest.fixture
def services(tmp_path, folder):
    return Services(Locations.find({"READER_HOME": str(tmp_path / "home")}, folder))


def names(entries):
    return [entry.path.name for entry in entries]


def test_each_row_is_listed_and_a_table_is_one_document(library, folder):
    entries = list(library.entries([folder]))
    assert names(entries) == ["cities.csv", "letters.csv#1", "letters.csv#2"]
    assert [entry.title for entry in entries] == ["cities", "The meter", "The trench"]
    assert not any(entry.problem for entry in entries)


def test_a_file_is_looked_into_once(library, folder, monkeypatch):
    before = names(library.entries([folder]))
    monkeypatch.setattr(Registry, "members", None)
    assert names(library.entries([folder])) == before


def test_a_file_of_many_documents_is_listed_like_a_folder(library, folder):
    assert names(library.entries([folder / "letters.csv"])) == ["letters.csv#1", "letters.csv#2"]
    assert names(library.entries([folder / "letters.csv#2"])) == ["letters.csv#2"]


def test_a_row_that_is_not_there_has_a_problem(library, folder):
    (entry,) = library.entries([folder / "letters.csv#9"])
    assert "holds 2 documents" in entry.problem


def test_rows_are_filtered_and_searched_one_by_one(library, folder):
    query = parse("lunch")
    assert names(library.matching([folder], query)) == ["letters.csv#2"]
    hits = library.search([folder], "lunch", lambda *_: None)
    assert [hit.path.name for hit in hits] == ["letters.csv#2"]


def test_a_note_on_a_row_is_on_that_row_alone(services, folder):
    services.open_session(folder / "letters.csv#2").annotate([(0, 5)], note="which?")
    counts = {one.path.name: one.notes for one in services.library.entries([folder])}
    assert counts == {"cities.csv": 0, "letters.csv#1": 0, "letters.csv#2": 1}


def test_notes_stay_with_their_rows_when_another_is_put_before_them(services, folder):
    services.open_session(folder / "letters.csv#2").annotate([(0, 5)], note="which?")
    rows = ROWS.replace("title,text\n", f"title,text\nNew,{LONG} And a new one.\n")
    (folder / "letters.csv").write_text(rows)
    counts = {one.title: one.notes for one in services.library.entries([folder / "letters.csv"])}
    assert counts == {"New": 0, "The meter": 0, "The trench": 1}
    (one,) = services.open_session(folder / "letters.csv#3").annotations()
    assert one.note == "which?"
