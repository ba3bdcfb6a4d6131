"""``reader note``."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

TEXT = "Odesa waited. 🕵️ In Odesa people\ncounted hours, and in Odesa they slept.\n"
ODESA = ("a.txt", "--quote", "Odesa", "--text", "which?")


@pytest.fixture
def document(program):
    program.write("a.txt", TEXT)
    return program


def notes(program, *arguments):
    return program.do("note", "list", "--json", *arguments).json


def test_a_note_on_words_prints_its_id_and_is_listed_with_its_place(document):
    added = document.do(
        "note", "add", "a.txt", "--quote", "counted hours", "--tag", "war", "--text", "why *hours*?"
    )
    (note,) = notes(document)
    assert added.lines == [note["id"]]
    start = TEXT.index("counted")
    assert note == {
        "id": note["id"],
        "path": str(document.docs / "a.txt"),
        "targets": [{"start": start, "end": start + 13, "exact": "counted hours"}],
        "tags": ["war"],
        "note": "why *hours*?",
        "status": "accepted",
        "anchor": {"state": "exact", "score": 1.0},
        "created": note["created"],
        "modified": note["created"],
    }
    assert note["created"].endswith("Z")


def test_a_note_without_a_place_is_on_the_document(document):
    document.do("note", "add", "a.txt", "--text", "read again")
    (note,) = notes(document, "a.txt")
    assert (note["path"], note["targets"], note["note"]) == ("a.txt", [], "read again")


@pytest.mark.parametrize(("occurrence", "start"), [("1", 0), ("2", 20), ("3", 55)])
def test_an_occurrence_is_counted_from_the_beginning(document, occurrence, start):
    document.do("note", "add", "a.txt", "--quote", "Odesa", "--occurrence", occurrence)
    assert notes(document)[0]["targets"][0]["start"] == start


def test_that_a_quote_may_mean_several_places_is_told(document):
    assert "3 times, the first was taken" in document.run("note", "add", *ODESA).err
    assert document.run("note", "add", *ODESA, "--occurrence", "2").err == ""
    assert document.run("note", "add", *ODESA, "--quiet").err == ""
    starts = sorted(note["targets"][0]["start"] for note in notes(document))
    assert starts == [0, 0, 20]


def test_offsets_are_code_points_also_after_an_emoji(document):
    document.do("note", "add", "a.txt", "--start", "20", "--end", "25")
    assert notes(document)[0]["targets"] == [{"start": 20, "end": 25, "exact": "Odesa"}]


def test_quoted_words_are_found_across_a_line_break(document):
    document.do("note", "add", "a.txt", "--quote", "people counted")
    assert notes(document)[0]["targets"][0]["exact"] == "people\ncounted"


def test_tags_are_given_several_at_a_time(document):
    document.do("note", "add", "a.txt", "--quote", "hours", "--tag", "war", "--tag", "time")
    assert notes(document)[0]["tags"] == ["war", "time"]


def test_notes_are_listed_for_all_documents_or_for_some(document):
    document.write("b.txt", "Other words.\n")
    document.do("note", "add", "b.txt", "--text", "on b")
    document.do("note", "add", "a.txt", "--text", "on a")
    assert [note["note"] for note in notes(document)] == ["on a", "on b"]
    assert [note["note"] for note in notes(document, "b.txt")] == ["on b"]
    assert [note["note"] for note in notes(document, ".")] == ["on a", "on b"]
    assert [note["note"] for note in notes(document, "--filter", "note:b")] == ["on b"]


def test_a_list_for_people_shows_words_tags_and_the_first_line(document):
    document.do("note", "add", "a.txt", "--quote", "waited", "--tag", "war", "--text", "one\ntwo")
    (row,) = document.do("note", "list", "a.txt").lines
    assert "“waited”" in row
    assert "#war" in row
    assert row.endswith("one")


def test_a_note_is_edited(document):
    (number,) = document.do("note", "add", "a.txt", "--text", "one", "--tag", "war").lines
    document.do(
        *("note", "edit", number, "--text", "two", "--tag", "time"),
        *("--untag", "war", "--status", "disputed"),
    )
    (note,) = notes(document)
    assert (note["note"], note["tags"], note["status"]) == ("two", ["time"], "disputed")
    assert note["modified"] > note["created"]


def test_notes_are_removed(document):
    numbers = [
        document.do("note", "add", "a.txt", "--text", text).lines[0] for text in ("one", "two")
    ]
    document.do("note", "remove", *numbers)
    assert notes(document) == []


def test_notes_of_a_document_that_is_gone_can_be_read_and_removed(document):
    (number,) = document.do("note", "add", "a.txt", "--quote", "hours").lines
    (document.docs / "a.txt").unlink()
    (note,) = notes(document)
    assert note["targets"][0]["exact"] == "hours"
    assert note["anchor"]["state"] == "exact"
    document.do("note", "edit", number, "--text", "gone")
    assert notes(document)[0]["note"] == "gone"
    document.do("note", "remove", number)
    assert notes(document) == []


@pytest.mark.parametrize(
    ("arguments", "status", "told"),
    [
        (["a.txt"], 2, "nothing to add"),
        (["a.txt", "--quote", "x", "--start", "1", "--end", "2"], 2, "cannot be used together"),
        (["a.txt", "--start", "1"], 2, "belong together"),
        (["a.txt", "--start", "2", "--end", "2"], 2, "must be greater"),
        (["a.txt", "--start", "-1", "--end", "2"], 2, "not a whole number"),
        (["a.txt", "--occurrence", "2", "--text", "x"], 2, "needs --quote"),
        (["a.txt", "--quote", " "], 2, "needs words"),
        (["a.txt", "--quote", "nowhere"], 1, "not in the text"),
        (["a.txt", "--quote", "Odesa", "--occurrence", "4"], 1, "in the text 3 times"),
        (["a.txt", "--start", "1", "--end", "9999"], 1, "beyond the text"),
        (["missing.txt", "--text", "x"], 1, "missing.txt"),
    ],
)
def test_what_cannot_be_noted_is_told_and_nothing_is_stored(document, arguments, status, told):
    done = document.run("note", "add", *arguments)
    assert (done.status, done.out) == (status, "")
    assert told in done.err
    assert done.err.count("\n") == 1
    assert not list(document.home.rglob("annotations"))


def test_a_note_that_is_not_there_is_told(document):
    for arguments in (["edit", "7", "--text", "x"], ["remove", "7"]):
        done = document.run("note", *arguments)
        assert (done.status, done.out) == (1, "")
        assert "no such note" in done.err


def test_a_removal_of_several_is_refused_as_a_whole_when_one_is_not_there(document):
    (number,) = document.do("note", "add", "a.txt", "--text", "one").lines
    assert document.run("note", "remove", number, "7").status == 1
    assert len(notes(document)) == 1


def test_a_note_edited_on_two_devices_is_listed_with_both_texts(document, tmp_path):
    laptop = {"READER_STORE": str(tmp_path / "on-laptop"), "READER_HOME": str(tmp_path / "laptop")}
    phone = {"READER_STORE": str(tmp_path / "on-phone"), "READER_HOME": str(tmp_path / "phone")}
    (number,) = document.do("note", "add", "a.txt", "--text", "first", **laptop).lines
    shutil.copytree(laptop["READER_STORE"], phone["READER_STORE"])
    document.do("note", "edit", number, "--text", "on the laptop", **laptop)
    document.do("note", "edit", number, "--text", "on the phone", **phone)
    (file,) = Path(laptop["READER_STORE"]).rglob("annotations/*/*.json")
    (other,) = Path(phone["READER_STORE"]).rglob("annotations/*/*.json")
    shutil.copy(other, file.with_stem(f"{file.stem}.sync-conflict-20261122-181037-ABCDEFG"))
    done = document.run("note", "list", **laptop)
    assert "a copy of its notes that a sync tool left was joined" in done.err
    assert "on the phone  ≠ from this device: on the laptop" in done.out
    (note,) = document.do("note", "list", "--json", **laptop).json
    assert note["note"] == "on the phone"
    (elsewhere,) = note["elsewhere"]
    assert (elsewhere["device"], elsewhere["note"]) == ("this device", "on the laptop")
    assert document.run("note", "edit", "1", "--keep", "both", **laptop).status == 1
    document.do("note", "edit", number, "--keep", "both", **laptop)
    (note,) = document.do("note", "list", "--json", **laptop).json
    assert note["note"] == "on the phone\n\non the laptop"
    assert "elsewhere" not in note
    done = document.run("note", "edit", number, "--keep", "shown", **laptop)
    assert done.status == 1
    assert "no other device wrote another text" in done.err
