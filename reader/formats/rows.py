"""Rows with named columns as a document: a table, or a row a text where a column holds texts."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from statistics import mean

from reader.core.document import BlockKind, Document, Metadata
from reader.formats.builder import Builder
from reader.formats.encoding import Decoded

MAX_ROWS = 100_000

_TEXT_NAMES = ("text", "content", "body", "document", "abstract", "sentence", "message")
_LONG = 60
"""Characters from which on, on average, a column holds texts and not values."""
_SAMPLE = 200


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
    column = _text_column(names, body)
    if column is None:
        _write_table(names, body, builder)
    else:
        _write_texts(names, body, column, builder)
    return builder.document(
        kind, Metadata(), (*decoded.warnings, *warnings), encoding=decoded.encoding
    )


def _text_column(names: Sequence[str], body: Sequence[Sequence[str]]) -> int | None:
    """Return the column with the texts: one named so, or the one with the longest values."""
    sample = body[:_SAMPLE]
    lengths = {
        index: mean(len(row[index]) if index < len(row) else 0 for row in sample)
        for index in range(len(names))
        if sample
    }
    named = [index for index in lengths if names[index].strip().lower() in _TEXT_NAMES]
    candidates = [index for index in named or lengths if named or lengths[index] > _LONG]
    return max(candidates, key=lengths.__getitem__, default=None)


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
        for line in (row[column] if column < len(row) else "").split("\n"):
            builder.write(line)
            builder.end()


def _values(names: Sequence[str], row: Sequence[str], column: int) -> Iterator[str]:
    for index, (name, value) in enumerate(zip(names, row, strict=False)):
        if index != column and value.strip():
            yield f"{name}: {value}"
