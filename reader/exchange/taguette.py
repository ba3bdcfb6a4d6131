"""The codebook as CSV; Taguette reads ``tag`` and ``description`` (https://www.taguette.org).

In comes what we write, and what others do: only the column ``tag`` has to be there.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Mapping, Sequence
from dataclasses import replace

from reader.core.annotation import Code
from reader.core.codebook import SEPARATOR, is_colour, is_symbol
from reader.core.errors import ReaderError
from reader.exchange.formula import inert, live
from reader.exchange.model import Export, ExportItem, Import, Losses
from reader.exchange.tags import Tags

COLUMNS = ("tag", "description", "color", "key", "parent", "symbol")
_LONGEST = 1_000_000
"""Characters of a file that can be a codebook."""


def write(items: Sequence[ExportItem], codes: Sequence[Code]) -> Export:
    """Return the codes in use, by path; annotations are not part of a codebook."""
    losses, tags = Losses(), Tags(codes)
    losses.add("annotation", "left out", sum(len(item.annotations) for item in items))
    file = io.StringIO(newline="")
    writer = csv.writer(file, quoting=csv.QUOTE_ALL, lineterminator="\n")
    writer.writerow(COLUMNS)
    for code in tags:
        if not code.retired:
            parent = tags.path(code.parent) if code.parent else ""
            cells = (
                tags.path(code.id), code.description, code.colour, code.key, parent, code.symbol,
            )  # fmt: skip
            writer.writerow([inert(losses.safe(cell)) for cell in cells])
    return Export(file.getvalue().encode(), losses.sentences())


def read(content: bytes) -> Import:
    """Return the codes of a file; what is above one is named by its path, or by a column.

    Raises `ReaderError` if it is no such file.
    """
    rows = _rows(content)
    codes: dict[str, Code] = {}
    ignored = Losses()
    for row in rows:
        path = _names(row.get("tag", ""))
        above = _names(row.get("parent", ""))
        if above and path[: len(above)] != above:
            path = [*above, *path[-1:]]
        for depth in range(1, len(path) + 1):
            key = SEPARATOR.join(path[:depth])
            parent = SEPARATOR.join(path[: depth - 1])
            codes.setdefault(key, Code(_id(key), path[depth - 1], _id(parent) if parent else ""))
        if path:
            key = SEPARATOR.join(path)
            codes[key] = _described(codes[key], row, ignored)
    return Import(tuple(codes.values()), (), ignored.sentences())


def _rows(content: bytes) -> list[dict[str, str]]:
    """Return the rows by the names of their columns, in lower case."""
    try:
        text = content.decode("utf-8-sig")
        head, *rows = csv.reader(io.StringIO(text[:_LONGEST], newline=""), strict=True)
    except (ValueError, csv.Error) as error:
        raise ReaderError("this is no codebook in CSV", "the file") from error
    names = [name.strip().lower() for name in head]
    if "tag" not in names or "quote" in names:
        raise ReaderError("a codebook in CSV has a column “tag”, and no “quote”", "the first row")
    return [dict(zip(names, map(live, row), strict=False)) for row in rows]


def _names(path: str) -> list[str]:
    return [" ".join(name.split()) for name in path.split(SEPARATOR) if name.strip()]


def _id(path: str) -> str:
    """Return the id of a code in the file, which has none of its own."""
    return f"tag:{path.casefold()}"


def _described(code: Code, row: Mapping[str, str], ignored: Losses) -> Code:
    """Return the code with what the columns say; what cannot be used of them is counted."""
    colour, symbol = (row.get(name, "").strip() for name in ("color", "symbol"))
    if colour and not is_colour(colour):
        ignored.add("colour", "left out: it is not written like #a1b2c3")
    if symbol and not is_symbol(symbol):
        ignored.add("symbol", "left out: it is more than one character")
    return replace(
        code,
        description=" ".join(row.get("description", "").split()),
        colour=colour.lower() if is_colour(colour) else "",
        key=row.get("key", "").strip(),
        symbol=symbol if is_symbol(symbol) else "",
    )
