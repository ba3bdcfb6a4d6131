"""``reader entities``, ``reader search`` and ``reader concordance``."""

from __future__ import annotations

import csv
import hashlib
import io
import json

import pytest

TEXT = (
    "The night the grid held\n\n"
    "On Tuesday NATO said it would send help 🕵️ to Ukraine. In Odesa the lines held.\n"
    "Odesa counted hours; Germany paid €20 million.\n"
)


@pytest.fixture
def document(program):
    program.write("a.txt", TEXT)
    return program


def test_entities_in_json_lines_are_offsets_into_the_canonical_text(document):
    done = document.do("entities", "a.txt", "--format", "jsonl")
    (line,) = done.lines
    found = json.loads(line)
    assert set(found) == {"path", "sha256", "length", "entities"}
    assert found["path"] == "a.txt"
    assert found["sha256"] == hashlib.sha256(TEXT.encode()).hexdigest()
    assert found["length"] == len(TEXT)
    assert found["entities"]
    for entity in found["entities"]:
        assert set(entity) == {"start", "end", "label", "text", "score"}
        assert TEXT[entity["start"] : entity["end"]] == entity["text"]
        assert 0 <= entity["score"] <= 1
    assert "Ukraine" in {entity["text"] for entity in found["entities"]}


def test_entities_of_several_documents_come_one_object_a_document(document):
    document.write("b.txt", "Nothing of note.\n")
    assert [one["path"] for one in document.do("entities", ".", "--format", "json").json] == [
        "a.txt",
        "b.txt",
    ]
    assert len(document.do("entities", ".", "--format", "jsonl").lines) == 2


def test_entities_are_narrowed_by_type(document):
    (found,) = document.do("entities", "a.txt", "--format", "json", "--labels", "gpe, ORG").json
    labels = {entity["label"] for entity in found["entities"]}
    assert labels <= {"GPE", "ORG"}
    assert "GPE" in labels


def test_entities_for_people_are_names_with_their_count(document):
    rows = [line.split() for line in document.do("entities", "a.txt").lines]
    assert ["a.txt", "GPE", "2", "Odesa"] in rows


def test_entities_for_a_spreadsheet_are_quoted_and_never_formulas(document):
    document.write("=1+1.txt", TEXT)
    out = document.do("entities", "=1+1.txt", "--format", "csv").out
    head, *rows = csv.reader(io.StringIO(out))
    assert head == ["path", "start", "end", "label", "text", "score"]
    assert rows
    assert {row[0] for row in rows} == {"'=1+1.txt"}
    assert all(TEXT[int(row[1]) : int(row[2])] == row[4] for row in rows)


def test_entities_of_standard_input_are_found(document):
    (found,) = document.do("entities", "-", "--format", "json", stdin=TEXT.encode()).json
    assert found["path"] == "-"
    assert found["entities"]


def test_recognition_that_is_turned_off_for_reading_still_answers_when_it_is_asked(document):
    config = document.write("config.toml", 'recogniser = "off"\n')
    (found,) = document.do("entities", "a.txt", "--format", "json", "--config", str(config)).json
    assert found["entities"]


@pytest.mark.parametrize(
    ("arguments", "status", "told"),
    [
        ([], 2, "PATH"),
        (["a.txt", "--labels", "GPE,CITY"], 2, "CITY: there is no such entity type"),
        (["a.txt", "--recogniser", "magic"], 2, "magic: no recogniser of that name"),
        (["a.txt", "--format", "xml"], 2, "invalid choice"),
        (["missing.txt"], 1, "missing.txt: there is no such file"),
    ],
)
def test_what_cannot_be_recognised_is_told(document, arguments, status, told):
    done = document.run("entities", *arguments)
    assert done.status == status
    assert told in done.err


def test_a_search_tells_every_place_with_what_is_around_it(document):
    one, two = document.do("search", "odesa", "a.txt", "--json").json
    start = TEXT.index("Odesa")
    assert one == {
        "path": "a.txt",
        "start": start,
        "end": start + 5,
        "before": "On Tuesday NATO said it would send help 🕵️ to Ukraine. In "[-60:],
        "exact": "Odesa",
        "after": " the lines held.",
    }
    assert two["before"] == ""


def test_a_search_for_people_prints_a_line_a_place(document):
    start = TEXT.index("Germany")
    assert document.do("search", "Germany", ".").lines == [
        f"a.txt:{start}: Odesa counted hours; [Germany] paid €20 million."
    ]


def test_a_search_that_finds_nothing_is_no_failure(document):
    assert document.do("search", "absent", ".", "--json").json == []
    assert document.do("search", "absent", ".").out == ""


def test_a_search_for_nothing_is_wrong_usage(document):
    assert document.run("search", " ", ".").status == 2
    assert document.run("concordance", "", ".").status == 2


def test_a_concordance_tells_every_mention_with_its_sentence(document):
    one, two = document.do("concordance", "odesa", "a.txt", "--json").json
    assert (one["before"], one["exact"], one["after"]) == ("In ", "Odesa", " the lines held.")
    assert (two["before"], two["after"]) == ("", " counted hours; Germany paid €20 million.")
    assert TEXT[two["start"] : two["end"]] == "Odesa"


def test_a_library_chooses_its_recogniser_and_runs_nothing_of_its_own(document):
    document.do("init", ".")
    library = document.docs / ".reader"
    (library / "config.toml").write_text('recogniser = "exec:touch ran"\n')
    done = document.run("entities", "a.txt")
    assert "which runs a program" in done.err
    assert not (document.docs / "ran").exists()
    assert "Odesa" in done.out
    (library / "config.toml").unlink()
    (library / "names.txt").write_text("never\tOdesa\nPRODUCT\tlines\n")
    out = document.do("entities", "a.txt").out
    assert "Odesa" not in out
    assert "PRODUCT" in out


def test_a_recogniser_that_fails_is_told_and_the_built_in_one_answers(document):
    config = document.write("config.toml", 'recogniser = "exec:/no/such/command"\n')
    done = document.run("entities", "a.txt", "--config", str(config))
    assert (done.status, "cannot be started" in done.err) == (1, True)
    assert "Odesa" in done.out
