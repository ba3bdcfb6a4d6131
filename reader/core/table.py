"""Tables: columns that all rows of a table share, shrunk to fit the page.

The widest columns give way first. Where even narrow columns do not fit, a row is set as its
cells, one below the other, so that nothing is cut off.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Sequence
from itertools import pairwise
from operator import attrgetter

from reader.core.document import Block, BlockKind, Document
from reader.core.width import measure
from reader.core.wrap import wrap

GAP = 3
"""Cells between two columns."""
NARROWEST_COLUMN = 6
"""A column is not shrunk below this many cells."""
SAMPLE = 200
"""Rows at the head of a table that decide how wide its columns are."""

Placed = tuple[int, int, int]
"""``(x, start, end)``: a span of the text and the cell it is drawn from."""


class Tables:
    """The tables of a document, set to a width."""

    def __init__(self, document: Document, width: int) -> None:
        """Measure nothing yet."""
        self._document = document
        self._width = width
        self._columns: dict[int, tuple[int, ...]] = {}

    def columns(self, block: Block) -> tuple[int, ...]:
        """Return the width of each column of the table that the row `block` is in.

        It is empty if the columns do not fit on the page.
        """
        first = self._first_row(block)
        columns = self._columns.get(first)
        if columns is None:
            columns = self._columns[first] = fit(self._natural(first), self._width)
        return columns

    def rows(self, block: Block) -> Iterator[tuple[int, list[Placed]]]:
        """Yield ``(start, [(x, start, end)])`` for each row that the table row is set in."""
        columns = self.columns(block)
        if len(columns) < len(block.cells):
            yield from self._stacked(block)
            return
        cells = [
            self._pieces(start, end, width)
            for (start, end), width in zip(block.cells, columns, strict=False)
        ]
        for number in range(max(map(len, cells))):
            x, placed = 0, []
            for pieces, width in zip(cells, columns, strict=False):
                if number < len(pieces):
                    placed.append((x, *pieces[number]))
                x += width + GAP
            yield (block.start if number == 0 else min(p[1] for p in placed)), placed

    def _stacked(self, block: Block) -> Iterator[tuple[int, list[Placed]]]:
        pieces = [
            piece for start, end in block.cells for piece in self._pieces(start, end, self._width)
        ]
        for number, (start, end) in enumerate(pieces):
            yield (start if number else block.start), [(0, start, end)]

    def _pieces(self, start: int, end: int, width: int) -> list[tuple[int, int]]:
        """Return the spans of the rows of one cell; its line feeds are spaces."""
        text = self._document.text.slice(start, end).replace("\n", " ")
        rows = [*wrap(text, width), len(text)]
        return [(start + a, start + a + len(text[a:b].rstrip())) for a, b in pairwise(rows)]

    def _first_row(self, block: Block) -> int:
        blocks = self._document.blocks
        index = bisect_left(blocks, block.start, key=attrgetter("start"))
        while index and blocks[index - 1].kind is BlockKind.TABLE_ROW:
            index -= 1
        return index

    def _natural(self, first: int) -> list[int]:
        """Return how wide each column would be if the page were wide enough."""
        widths: list[int] = []
        for block in self._document.blocks[first : first + SAMPLE]:
            if block.kind is not BlockKind.TABLE_ROW:
                break
            widths += [0] * (len(block.cells) - len(widths))
            for column, (start, end) in enumerate(block.cells):
                text = self._document.text.slice(start, end)
                widths[column] = max(widths[column], measure(text.replace("\n", " ")).width)
        return widths


def fit(natural: Sequence[int], width: int) -> tuple[int, ...]:
    """Return `natural` column widths shrunk to fit into `width`; empty if they cannot.

    The widest column is cut down until all fit, as water finds its level.
    """
    room = width - GAP * (len(natural) - 1)
    wanted = [max(1, columns) for columns in natural]
    if sum(wanted) <= room:
        return tuple(wanted)
    if sum(min(columns, NARROWEST_COLUMN) for columns in wanted) > room:
        return ()
    level, left = 0, room
    for rank, columns in enumerate(sorted(wanted)):
        level = left // (len(wanted) - rank)
        if columns > level:
            break
        left -= columns
    return tuple(min(columns, level) for columns in wanted)
