"""Documents of every format, as a person handles them: listed, shown, searched, annotated."""

from __future__ import annotations

import gzip
import json
import shutil
from pathlib import Path

import pytest

from tests.e2e.terminal import Terminal

TOP = Path(__file__).parents[2]
ENCRYPTED = TOP / "tests" / "data" / "formats" / "encrypted.pdf"
PAGE = "<title>T</title><nav><p>Home</p></nav><article><p>It held in Odesa.</p></article>"
ENTITIES = ("entities", "--format", "jsonl")
NOTE = "Only the article of the page is shown"

SAMPLES = {
    "ferry-strike-enters-its-third-week.html": ("Port Merrin", "offset 325"),
    "letters-to-the-water-office.csv#4": ("Ahmed Rahimi", "row 4"),
    "low-water-on-the-ister.pdf": ("Dragan Petrović", "p. 1"),
    "minutes-of-the-harbour-board.docx": ("Gdynia", "¶ 7"),
    "radio-interview-with-a-mapmaker.srt": ("World Bank", "00:00:45"),
    "re-the-missing-crates.eml": ("Alcântara", "offset"),
    "the-keeper-of-skarholm.epub": ("Rotterdam", "The log"),
}
"""A quotation that is an entity in each sample, and the place that a citation gives for it."""


@pytest.mark.parametrize("name", SAMPLES)
def test_a_sample_is_listed_shown_searched_and_annotated(program, name):
    sample = TOP / "sample_docs" / name.partition("#")[0]
    quote, place = SAMPLES[name]
    assert sample.stat().st_size < 60_000
    shutil.copy(sample, program.docs)
    (entry,) = program.do("list", name, "--json").json
    assert entry["kind"] == sample.suffix[1:]
    assert entry["words"] > 25
    assert quote in program.do("show", name, "--quiet").out
    (found,) = (json.loads(line) for line in program.do(*ENTITIES, name).lines)
    assert quote in {entity["text"] for entity in found["entities"]}
    program.do("note", "add", name, "--quote", quote, "--occurrence", "1", "--text", "who?")
    (note,) = program.do("note", "list", ".", "--json").json
    assert note["targets"][0]["exact"] == quote
    assert place in program.do("export", name, "--format", "markdown").out


def test_a_web_page_is_shown_as_its_article_or_whole(program):
    program.write("a.html", PAGE)
    article = program.run("show", "a.html")
    assert (article.status, article.out) == (0, "It held in Odesa.\n")
    assert NOTE in article.err
    assert program.do("show", "a.html", "--whole-page").out == "Home\n\nIt held in Odesa.\n"


def test_a_compressed_document_is_listed_and_opened(program):
    program.write("a.md.gz", gzip.compress(b"# Night\n\nIt held in Odesa.\n"))
    (entry,) = program.do("list", ".", "--json").json
    assert (entry["title"], entry["kind"]) == ("Night", "md")
    program.do("note", "add", "a.md.gz", "--quote", "Odesa")


def test_an_encrypted_document_is_refused_where_nobody_can_be_asked(program):
    shutil.copy(ENCRYPTED, program.docs / "a.pdf")
    done = program.run("show", "a.pdf")
    assert (done.status, done.out) == (1, "")
    assert done.err == (
        "reader: a.pdf: the document is protected by a password. "
        "Open it in a terminal, where its password is asked for\n"
    )
    listed = program.run("list", ".")
    assert (listed.status, listed.out) == (1, "")


def test_a_password_is_asked_for_in_a_terminal_and_not_shown(tmp_path):
    with Terminal(["show", str(ENCRYPTED)], tmp_path) as terminal:
        terminal.wait_for("Password of ")
        terminal.press("secret\r")
        terminal.wait_for("inline note")
        terminal.wait_for_end()
        assert b"secret" not in terminal.raw


def test_each_row_of_a_table_of_texts_is_a_document(program):
    shutil.copy(TOP / "sample_docs" / "letters-to-the-water-office.csv", program.docs)
    entries = program.do("list", ".", "--json").json
    assert [Path(one["path"]).name for one in entries] == [
        f"letters-to-the-water-office.csv#{number}" for number in range(1, 8)
    ]
    refused = program.run("note", "add", "letters-to-the-water-office.csv", "--text", "which?")
    assert refused.status == 1
    assert "holds 7 documents" in refused.err
    program.do("note", "add", entries[2]["path"], "--quote", "gone to lunch")
    (note,) = program.do("note", "list", "letters-to-the-water-office.csv", "--json").json
    assert note["path"].endswith("#3")
    assert "row 3" in program.do("export", ".", "--format", "markdown").out
