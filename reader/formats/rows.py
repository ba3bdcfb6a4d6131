"""Rows with named columns as a document: a table, or a row a text where a column holds texts."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from statistics import mean
from textwrap import shorten

from reader.core.document import BlockKind, Document, Metadata
from reader.formats.builder import Builder
from reader.formats.encoding import Decoded

MAX_ROWS = 100_000

_TEXT_NAMES = ("text", "content", "body", "document", "abstract", "sentence", "message")
_TITLE_NAMES = ("title", "headline", "heading", "subject", "name")
_AUTHOR_NAMES = ("author", "writer", "from", "by", "speaker")
_DATE_NAMES = ("date", "published", "time", "year")
_TITLE = 60
"""Characters of the text that stand for a title where there is none."""
_LONG = 60
"""Characters from which on, on average, a column holds texts and not values."""
SAMPLE_ROWS = 200
"""Rows that are looked at to find the column with the texts."""


def rows_document(
    kind: str, names: Sequence[str], body: Sequence[Sequence[str]], decoded: Decoded, *warnings: str
) -> Document:
    """Return `body` as a document of this `kind`; `names` are those of the columns.

    `decoded` is the text that they are from; `warnings` say what else the person should know.
    """
    builder = Builder()
    if len(body) > MAX_ROWS:
        body = body[:MAX_ROWS]
        warnings += (f"Only the first {MAX_ROWS:,} rows are shown.",)
    column = text_column(names, body)
    if column is None:
        _write_table(names, body, builder)
    else:
        _write_texts(names, body, column, builder)
    return builder.document(
        kind, Metadata(), (*decoded.warnings, *warnings), encoding=decoded.encoding
    )


def text_column(
    names: Sequence[str], body: Sequence[Sequence[str]], preferred: Sequence[str] = ()
) -> int | None:
    """Return the column with the texts: one named so, or the one with the longest values.

    The names that are `preferred` win; None if no column seems to hold texts.
    """
    sample = body[:SAMPLE_ROWS]
    for name in preferred:
        if name in names:
            return names.index(name)
    lengths = {
        index: mean(len(row[index]) if index < len(row) else 0 for row in sample)
        for index in range(len(names))
        if sample
    }
    named = [index for index in lengths if names[index].strip().lower() in _TEXT_NAMES]
    candidates = [index for index in named or lengths if named or lengths[index] > _LONG]
    return max(candidates, key=lengths.__getitem__, default=None)


def row_document(
    kind: str, names: Sequence[str], row: Sequence[str], column: int, place: str
) -> Document:
    """Return a row as a document of its own: its values, and the paragraphs of its text."""
    builder = Builder()
    builder.locate(place)
    for value in _values(names, row, column):
        builder.begin(BlockKind.METADATA)
        builder.write(value)
    builder.end()
    text = row[column] if column < len(row) else ""
    _write_paragraphs(text, builder)
    named = {name.strip().lower(): value for name, value in zip(names, row, strict=False)}
    title = _first(named, _TITLE_NAMES) or shorten(text, _TITLE, placeholder="…")
    author, date = _first(named, _AUTHOR_NAMES), _first(named, _DATE_NAMES)
    return builder.document(kind, Metadata(title, (author,) if author else (), date))


def _first(values: Mapping[str, str], names: Sequence[str]) -> str:
    """Return the first of the named values that is not empty, on one line."""
    return next((" ".join(found.split()) for name in names if (found := values.get(name, ""))), "")


def _write_table(names: Sequence[str], body: Sequence[Sequence[str]], builder: Builder) -> None:
    builder.begin(BlockKind.TABLE_ROW, header=True)
    _write_cells(names, builder)
    for number, row in enumerate(body, 1):
        builder.locate(f"row {number}")
        builder.begin(BlockKind.TABLE_ROW)
        _write_cells(row, builder)


def _write_cells(cells: Sequence[str], builder: Builder) -> None:
    for index, cell in enumerate(cells):
        if index:
            builder.next_cell()
        builder.write(cell)
    builder.end()


def _write_texts(
    names: Sequence[str], body: Sequence[Sequence[str]], column: int, builder: Builder
) -> None:
    """Write each row as its values in a line, and its text in paragraphs."""
    for number, row in enumerate(body, 1):
        builder.end()
        builder.locate(f"row {number}")
        builder.begin(BlockKind.METADATA)
        builder.write(" · ".join(_values(names, row, column)))
        builder.end()
        _write_paragraphs(row[column] if column < len(row) else "", builder)


def _write_paragraphs(text: str, builder: Builder) -> None:
    for line in text.split("\n"):
        builder.write(line)
        builder.end()


def _values(names: Sequence[str], row: Sequence[str], column: int) -> Iterator[str]:
    for index, (name, value) in enumerate(zip(names, row, strict=False)):
        if index != column and value.strip():
            yield f"{name}: {value}"
