"""CSV and TSV: tables, and corpora with a text in every row."""

from __future__ import annotations

import csv
import io
from itertools import islice

from reader.core.document import Document
from reader.core.errors import ReaderError
from reader.formats.rows import MAX_ROWS, rows_document
from reader.formats.source import Source

MAX_FIELD = 16 * 1024**2
_DELIMITERS = ",;\t|"


def convert(source: Source) -> Document:
    """Return the rows of the CSV or TSV file in `source`."""
    decoded = source.decoded()
    csv.field_size_limit(MAX_FIELD)
    text = str(decoded.text)
    table = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter_of(text))
    try:
        rows = [row for row in islice(table, MAX_ROWS + 2) if any(map(str.strip, row))]
    except csv.Error as error:
        raise ReaderError(
            "the table is damaged", str(source.path), "Open it in a spreadsheet and save it anew"
        ) from error
    names, *body = rows or [[]]
    names = [name.strip() or f"column {number}" for number, name in enumerate(names, 1)]
    return rows_document("csv", names, body, decoded)


def delimiter_of(text: str) -> str:
    """Return the delimiter that divides the first lines into the same number of fields."""
    lines = [line for line in text[:65_536].split("\n")[:20] if line.strip()]

    def score(delimiter: str) -> tuple[bool, int]:
        counts = [line.count(delimiter) for line in lines]
        return (bool(counts) and min(counts) == max(counts) > 0, sum(counts))

    return max(_DELIMITERS, key=score)
