"""``reader doctor`` and ``reader purge``."""

from __future__ import annotations

import zipfile
from pathlib import Path

import pytest

from tests.e2e.program import Program

SECRET = "the name of the source"


@pytest.fixture
def noted(program):
    program.write("a.txt", "Some words here.\n")
    return program


def holders(program: Program, text: str) -> list[Path]:
    """Return the files of the home in which `text` can be read, those in archives too."""
    found = []
    for path in program.home.rglob("*"):
        if not path.is_file():
            continue
        data = path.read_bytes()
        if zipfile.is_zipfile(path):
            with zipfile.ZipFile(path) as archive:
                data = b"".join(map(archive.read, archive.namelist()))
        if text.encode() in data:
            found.append(path)
    return found


def test_a_sound_store_is_well(noted):
    noted.do("note", "add", "a.txt", "--text", "x")
    done = noted.run("doctor")
    assert (done.status, done.out) == (0, "")
    assert "every note is well" in done.err
    assert noted.run("doctor", "--quiet").err == ""


def test_a_damaged_file_is_told_and_repaired_when_asked(noted):
    noted.do("note", "add", "a.txt", "--text", "kept")
    (file,) = noted.home.rglob("annotations/*/*.json")
    file.write_bytes(file.read_bytes().replace(b"kept", b"k\xff\xffpt"))
    told = noted.run("doctor")
    assert told.status == 1
    assert str(file) in told.out
    assert noted.run("doctor", "--repair").status == 0
    assert noted.run("doctor").out == ""
    (note,) = noted.do("note", "list", "--json").json
    assert note["note"] == "kept"


def test_a_repair_is_told_by_the_verb_that_came_upon_it(noted):
    noted.do("note", "add", "a.txt", "--text", "kept")
    (file,) = noted.home.rglob("annotations/*/*.json")
    file.write_bytes(file.read_bytes().replace(b"kept", b"k\xff\xffpt"))
    done = noted.run("note", "list")
    assert "kept" in done.out
    assert "reader: a.txt: damaged in its notes: 1 line; brought back: 1 note" in done.err
    assert noted.do("note", "list").out == done.out
    assert "1 file kept" in noted.run("doctor").err


def test_notes_that_vanished_are_told_until_they_are_restored_or_accepted(noted):
    noted.do("note", "add", "a.txt", "--text", "x")
    noted.do("note", "list")
    (file,) = noted.home.rglob("annotations/*/*.json")
    file.unlink()
    for _ in range(2):
        done = noted.run("doctor")
        assert done.status == 1
        assert f"{file}: of 1 annotations only 0 are left" in done.out
        assert "reader doctor --accept" in done.out
    assert noted.run("doctor", "--accept").status == 0
    assert noted.run("doctor").status == 0


def test_a_restore_is_previewed_note_by_note(noted):
    (gone,) = noted.do("note", "add", "a.txt", "--quote", "words", "--text", "gone").lines
    (edited,) = noted.do("note", "add", "a.txt", "--text", "as it was").lines
    noted.do("backup")
    noted.do("note", "remove", gone)
    noted.do("note", "edit", edited, "--text", "as it is")
    noted.do("note", "add", "a.txt", "--text", "newer")
    (row,) = noted.do("restore").lines
    name = row.split()[0]
    preview = noted.do("restore", name, "--dry-run").out
    assert "comes back  “words”  gone" in preview
    assert "1 note changed since and 1 newer note stay" in preview
    exact = noted.do("restore", name, "--dry-run", "--exact").out
    assert "becomes again  (document)  as it was" in exact
    assert "is removed     (document)  newer" in exact
    noted.do("restore", name)
    done = noted.run("restore", name, "--dry-run")
    assert "stay as they are" in done.out
    noted.do("restore", name, "--exact")
    assert "nothing would change" in noted.run("restore", name, "--dry-run").err


def test_what_was_purged_cannot_be_found_anywhere(noted):
    (number,) = noted.do("note", "add", "a.txt", "--text", SECRET).lines
    noted.do("note", "add", "a.txt", "--text", "stays")
    noted.do("backup")
    noted.do("note", "remove", number)
    page = noted.home / ".cache" / "reader" / "pages" / "0123abcd"
    page.parent.mkdir(parents=True)
    page.write_text(SECRET)
    assert holders(noted, SECRET)
    done = noted.do("purge", "a.txt", "--yes")
    assert "Other devices" in done.out
    assert holders(noted, SECRET) == []
    assert [note["note"] for note in noted.do("note", "list", "--json").json] == ["stays"]


def test_purging_is_refused_unless_it_is_confirmed(noted):
    (number,) = noted.do("note", "add", "a.txt", "--text", SECRET).lines
    noted.do("note", "remove", number)
    done = noted.run("purge", "a.txt")
    assert (done.status, done.out) == (3, "")
    assert "1 removed note could never be brought back" in done.err
    assert holders(noted, SECRET)
