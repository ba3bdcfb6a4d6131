from __future__ import annotations

import csv
import io
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reader.core.annotation import Annotation
from reader.core.document import Document
from reader.core.safetext import is_safe
from reader.core.text import Text
from reader.exchange.formula import inert, live
from reader.exchange.model import ExportItem
from reader.exchange.registry import verify
from reader.exchange.tables import (
    COLUMNS,
    _escape,
    _unescape,
    write_csv,
    write_tsv,
)

anything = st.text(st.characters())


def rows(item, codes) -> list[dict[str, str]]:
    content = write_csv([item], codes).content.decode("utf-8-sig")
    return list(csv.DictReader(io.StringIO(content, newline="")))


def note_only(note: str) -> ExportItem:
    document = Document(Text.of("x"), "txt", "txt/1")
    return ExportItem("d", "x.txt", document, (Annotation("1", note=note),))


def test_the_columns_are_those_promised(item, codes):
    assert tuple(rows(item, codes)[0]) == COLUMNS


def test_offsets_and_quotes_are_those_of_the_text(item, codes):
    marked = [row for row in rows(item, codes) if row["start"]]
    assert len(marked) == 8
    text = str(item.document.text)
    clean = [row for row in marked if "\u241b" not in row["quote"]]
    for row in clean:
        assert text[int(row["start"]) : int(row["end"])] == row["quote"]


def test_each_part_of_a_discontinuous_span_is_a_row(item, codes):
    parts = [row for row in rows(item, codes) if row["note"] == "two parts"]
    assert [(row["part"], row["quote"]) for row in parts] == [
        ("1/2", "Payments"),
        ("2/2", "Baltic\nHoldings"),
    ]
    assert parts[0]["tag"] == "money flow; war/air defence"


def test_a_note_on_the_document_has_no_place(item, codes):
    whole = next(row for row in rows(item, codes) if row["note"].startswith("On the"))
    assert (whole["start"], whole["end"], whole["part"], whole["quote"]) == ("", "", "", "")


def test_it_is_what_excel_wants(item, codes):
    content = write_csv([item], codes).content
    assert content.startswith(b"\xef\xbb\xbf")
    assert content.count(b"\r\n") == 1 + 9


@pytest.mark.parametrize(
    "note", ["=cmd|x", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1", " =1", "\n=1", "＝1", "'=1", "-"]
)
def test_no_cell_is_run_as_a_formula(note):
    [row] = rows(note_only(note), ())
    assert row["note"].startswith(("'", "\u240d"))


def test_a_plain_cell_is_left_alone():
    [row] = rows(note_only("a = b, 'c' \"d\""), ())
    assert row["note"] == "a = b, 'c' \"d\""


@given(anything)
def test_the_apostrophe_can_be_taken_away_again(cell):
    assert live(inert(cell)) == cell


@given(anything)
def test_any_note_is_one_cell_without_control_characters(note):
    content = write_csv([note_only(note)], ()).content.decode("utf-8-sig")
    assert is_safe(content.replace("\r\n", ""))
    assert len(list(csv.reader(io.StringIO(content, newline="")))) == 2


@given(anything)
def test_a_raw_cell_comes_back_as_it_was(cell):
    assert _unescape(_escape(cell)) == cell


@given(anything)
def test_a_raw_file_has_a_line_for_each_row(note):
    content = write_tsv([note_only(note)], ()).content.decode()
    header, row, rest = content.split("\n")
    assert len(row.split("\t")) == len(header.split("\t")) == len(COLUMNS)
    assert rest == ""
    assert is_safe(content)


def test_hidden_characters_are_reported_for_csv_and_kept_in_tsv(item, codes):
    assert any("control character" in loss for loss in write_csv([item], codes).losses)
    assert write_tsv([item], codes).losses == ()


def test_files_of_several_documents_are_verified(item, codes):
    items = [item, replace(item, document_id="00d0c0ffee000002")]
    assert verify("csv", write_csv(items, codes).content, items) == 16
    assert verify("tsv", write_tsv(items, codes).content, items) == 16
