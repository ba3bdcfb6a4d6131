"""Files of many documents: each row with a text, and each message, is one."""

import json
from pathlib import Path

import pytest

from reader.core.citation import place
from reader.core.errors import ReaderError
from reader.core.members import member
from reader.formats import corpus
from reader.formats.registry import Registry

LONG = "The water office did not answer the letter of the second of May nor the one after it."
CSV = f'id,title,author,date,body\n1,One,Ada,2024,"{LONG}\n\nIt ""ends""."\n\n2,Two,,,{LONG}\n'
MBOX = (
    "From a@x Sat Jan 11 06:00:00 2025\nFrom: Ada\nSubject: One\n\nFirst.\n\n"
    "From here it is no message.\n>From there neither.\n\n"
    "From b@x Sat Jan 11 06:00:00 2025\nFrom: Bea\nSubject: Two\n\nSecond.\n"
)


@pytest.fixture
def opened(tmp_path):
    """Write a file; return its path, and a function that opens the document of a number."""

    def open_file(name, content, **options):
        path = tmp_path / name
        path.write_bytes(content if isinstance(content, bytes) else content.encode())
        registry = Registry(**options)
        return registry.members(path), lambda number: registry.open(member(path, number))

    return open_file


def test_a_row_is_a_document_with_its_values_and_paragraphs(opened):
    count, document = opened("a.csv", CSV)
    assert count == 2
    first = document(1)
    assert str(first.text) == (
        f'id: 1\ntitle: One\nauthor: Ada\ndate: 2024\n\n{LONG}\n\nIt "ends".'
    )
    assert first.metadata[:3] == ("One", ("Ada",), "2024")
    assert place(first, 60, 70) == "row 1"
    assert document(2).metadata.title == "Two"


def test_a_line_of_json_is_a_document_with_its_own_fields(opened):
    rows = [{"id": 7, "text": LONG}, {"text": "Short.", "lang": "en"}, "Bare."]
    count, document = opened("a.jsonl", "\n\n".join(map(json.dumps, rows)))
    assert count == 3
    assert str(document(1).text) == f"id: 7\n\n{LONG}"
    assert str(document(2).text) == "lang: en\n\nShort."
    assert str(document(3).text) == "Bare."
    assert (
        document(1).metadata.title == "The water office did not answer the letter of the second of…"
    )
    assert document(3).metadata.title == "Bare."


def test_a_message_of_a_mailbox_is_a_document(opened):
    count, document = opened("in.mbox", MBOX)
    assert count == 2
    assert document(1).metadata.title == "One"
    assert "From here it is no message.\nFrom there neither." in str(document(1).text)
    assert str(document(2).text) == "Two\n\nFrom: Bea\n\nSecond."


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("cities.csv", "city,people\nRiga,600000\nOslo,700000\n"),
        ("one.mbox", MBOX[: MBOX.index("From b@x")]),
        ("a.csv", ""),
        ("a.csv", "\r"),
        ("a.csv", "text\n"),
        ("a.jsonl", "not json\n"),
        ("wide.csv", CSV.encode("utf-16")),
        ("binary.csv", bytes(range(256))),
        ("a.txt", CSV),
    ],
)
def test_anything_else_is_one_document(opened, name, content):
    count, document = opened(name, content)
    assert count == 0
    with pytest.raises(ReaderError):
        document(1)


def test_the_column_with_the_texts_can_be_named(opened):
    rows = f"body,comment\n{LONG},Yes.\n{LONG},No.\n"
    assert "Yes." in str(opened("a.csv", rows)[1](1).text).split("\n\n")[0]
    assert str(opened("a.csv", rows, text_columns=["comment"])[1](1).text).endswith("\n\nYes.")


def test_rows_are_read_in_the_encoding_of_the_file(opened):
    text = f"text\nGrüße aus Köln. {LONG}\nÜber Łódź.\n"
    _, document = opened("a.csv", text.replace("Łódź", "Zürich").encode("cp1252"))
    assert "Grüße" in str(document(1).text)
    assert str(document(2).text) == "Über Zürich."
    assert str(opened("b.csv", b"\xef\xbb\xbf" + text.encode())[1](2).text) == "Über Łódź."


def test_a_number_beyond_the_last_is_refused(opened):
    _, document = opened("a.csv", CSV)
    with pytest.raises(ReaderError, match="holds 2 documents"):
        document(3)


def test_a_damaged_line_is_told_when_it_is_opened(opened):
    _, document = opened("a.jsonl", json.dumps({"text": LONG}) + "\n{broken\n")
    with pytest.raises(ReaderError, match="no JSON"):
        document(2)


def test_a_file_that_was_changed_is_looked_at_anew(tmp_path):
    path, registry = tmp_path / "a.csv", Registry()
    path.write_text(CSV)
    assert registry.members(path) == 2
    path.write_text(f"{CSV}3,Three,,,{LONG}\n")
    assert registry.members(path) == 3
    assert registry.open(member(path, 3)).metadata.title == "Three"


def test_a_file_that_really_has_such_a_name_is_itself(tmp_path):
    path = tmp_path / "a.csv#1"
    path.write_text("Just a note.")
    assert str(Registry().open(path).text) == "Just a note."


def test_a_line_without_end_makes_no_corpus(opened, monkeypatch):
    monkeypatch.setattr(corpus, "_MAX_LINE", 1000)
    assert opened("a.csv", f"text\n{'x' * 2000}\n")[0] == 0


def test_only_the_document_asked_for_is_read(opened, monkeypatch):
    lines = "".join(f"{number},{LONG}\n" for number in range(10_000))
    _, document = opened("a.csv", f"id,text\n{lines}")
    read = []
    monkeypatch.setattr(
        corpus,
        "row_document",
        lambda *row, known=corpus.row_document: read.append(row) or known(*row),
    )
    assert str(document(9_999).text).startswith("id: 9998")
    assert len(read) == 1


def test_the_file_as_a_whole_is_still_a_document(tmp_path):
    path = tmp_path / "a.csv"
    path.write_text(CSV)
    assert str(Registry().open(path).text).count(LONG) == 2


def test_a_missing_file_is_named(tmp_path):
    with pytest.raises(ReaderError, match="no such file"):
        Registry().open(Path(tmp_path / "gone.csv#3"))
