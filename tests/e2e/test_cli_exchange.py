"""``reader export``, ``reader import``, ``reader backup``, ``reader restore``, ``reader init``."""

from __future__ import annotations

import json

import pytest

from tests.e2e.program import Program

TEXT = "Odesa waited. In Odesa people counted hours.\n"


@pytest.fixture
def noted(program):
    program.write("a.txt", TEXT)
    program.do("note", "add", "a.txt", "--quote", "counted hours", "--tag", "war", "--text", "why?")
    program.do("note", "add", "a.txt", "--tag", "read")
    return program


def notes(program: Program) -> list[dict]:
    found = program.do("note", "list", "--json").json
    return [{key: note[key] for key in ("id", "targets", "tags", "note")} for note in found]


def test_everything_is_exported_to_standard_output_without_a_path(noted):
    (document,) = noted.do("export", "--format", "json").json["documents"]
    assert document["path"] == str(noted.docs / "a.txt")
    assert [one["note"] for one in document["annotations"]] == ["", "why?"]


def test_an_export_goes_to_a_file_whole_and_may_be_repeated(noted):
    for _ in range(2):
        noted.do("export", "a.txt", "--format", "csv", "-o", "notes.csv")
    assert "counted hours" in (noted.docs / "notes.csv").read_text()


def test_a_file_that_reader_did_not_write_is_not_overwritten(noted):
    other = noted.write("notes.csv", "mine")
    done = noted.run("export", "--format", "csv", "-o", "notes.csv")
    assert (done.status, done.out) == (3, "")
    assert "notes.csv" in done.err
    assert other.read_text() == "mine"


def test_an_export_is_narrowed_by_a_filter(noted):
    (document,) = noted.do("export", "--format", "json", "--filter", "tag:war").json["documents"]
    assert [one["note"] for one in document["annotations"]] == ["why?"]


def test_an_export_is_read_back_when_it_is_to_be_verified(noted):
    done = noted.run("export", "--format", "json", "--verify", "-o", "notes.json")
    assert (done.status, done.out) == (0, "")
    assert "1 span read back" in done.err
    assert noted.run("export", "--format", "json", "--verify", "--quiet", "-o", "b.json").err == ""


def test_what_a_format_cannot_hold_is_told_and_refused_when_strict(noted):
    done = noted.run("export", "--format", "conll")
    assert done.status == 0
    assert "left out" in done.err
    strict = noted.run("export", "--format", "conll", "--strict", "-o", "notes.conll")
    assert (strict.status, strict.out) == (3, "")
    assert not (noted.docs / "notes.conll").exists()


def test_an_unknown_format_is_wrong_usage(noted):
    done = noted.run("export", "--format", "docx")
    assert done.status == 2
    assert "markdown" in done.err


@pytest.mark.parametrize("format_", ["json", "jsonl", "w3c"])
def test_notes_come_back_in_another_home(noted, tmp_path, format_):
    noted.do("export", "--format", format_, "-o", "notes.out")
    wanted = notes(noted)
    (tmp_path / "other").mkdir()
    other = Program(tmp_path / "other", tmp_path)
    other.write("a.txt", TEXT)
    file = str(noted.docs / "notes.out")
    dry = other.do("import", file, "--dry-run")
    assert "2 notes and 2 tags would be added" in dry.out
    assert notes(other) == []
    assert "2 notes and 2 tags added, 0 there already" in other.do("import", file).out
    other.do("note", "list", "a.txt")
    assert notes(other) == wanted
    assert "0 notes and 0 tags added, 2 there already" in other.do("import", file).out


def test_a_file_that_is_no_export_is_told_and_the_others_are_imported(noted):
    noted.do("export", "--format", "json", "-o", "notes.json")
    noted.write("odd.json", "[1")
    done = noted.run("import", "missing.json", "odd.json", "notes.json")
    assert done.status == 1
    assert "missing.json: there is no such file" in done.err
    assert "odd.json: this is none of the formats" in done.err
    assert "0 notes and 0 tags added, 2 there already" in done.out


def test_notes_on_a_document_that_is_not_known_are_told(program):
    annotation = {
        "type": "Annotation",
        "id": "urn:x:1",
        "body": "text",
        "target": {"source": "https://example.org/page", "selector": {"type": "TextQuoteSelector"}},
    }
    program.write("notes.json", json.dumps([annotation]))
    done = program.run("import", "notes.json")
    assert done.status == 1
    assert "not known here" in done.err


def test_a_backup_brings_back_what_was_removed_since(noted):
    before = notes(noted)
    noted.do("backup")
    noted.do("note", "remove", before[0]["id"])
    (row,) = noted.do("restore").lines
    day = row.split()[0]
    assert "comes back" in noted.do("restore", day, "--dry-run").out
    assert len(notes(noted)) == 1
    assert noted.do("restore", day[:10]).out == f"1 note restored from the backup of {day}\n"
    assert sorted(note["id"] for note in notes(noted)) == sorted(note["id"] for note in before)


def test_a_day_without_a_backup_is_told(noted):
    done = noted.run("restore", "2001-01-01")
    assert done.status == 1
    assert "2001-01-01" in done.err
    assert noted.run("restore", "../../x").status == 2


def test_a_store_can_be_made_beside_the_documents_again_and_again(program):
    for _ in range(2):
        assert program.do("init").out == ".reader\n"
    assert (program.docs / ".reader").is_dir()
    done = program.run("init", "missing")
    assert done.status == 1
    assert "missing: there is no such folder" in done.err
