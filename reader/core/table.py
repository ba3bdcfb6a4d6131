"""Tables: columns that all rows of a table share, shrunk to fit the page.

The widest columns give way first, but not so far that their words would be folded. A table that
is too wide even then hangs over the edge of the page, and is moved sideways under it; where it
cannot be moved, a row is set as its cells, one below the other, so that nothing is cut off.
"""

from __future__ import annotations

import sys
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from itertools import accumulate, pairwise
from operator import attrgetter

from reader.core.document import Block, BlockKind, Document
from reader.core.width import measure
from reader.core.wrap import wrap

GAP = 3
"""Cells between two columns."""
LONGEST_WORD = 14
"""A word of a table that is longer is folded, if the page is narrow."""
COMFORTABLE = 28
"""A column of a table that is too wide for the page is not wider than this."""
SAMPLE = 200
"""Rows at the head of a table that decide how wide its columns are."""

_start = attrgetter("start")

Placed = tuple[int, int, int]
"""``(x, start, end)``: a span of the text and the cell it is drawn from."""


class Table:
    """The columns of one table on a page of some width, and how far it is moved to the left."""

    def __init__(self, columns: tuple[int, ...], page: int) -> None:
        """Take the widths of the columns and that of the page; the table is not moved yet."""
        self.columns = columns
        self.extent = sum(columns) + GAP * (len(columns) - 1)
        """Cells of the whole table, those beyond the page included."""
        self.shift = 0
        """Cells that the table is moved to the left by."""
        self._page = page

    @property
    def is_wide(self) -> bool:
        """Whether the table does not fit on the page."""
        return self.extent > self._page

    def slide(self, columns: int) -> bool:
        """Move the table by so many columns; return whether it moved."""
        edges = self._edges()
        nearest = bisect_left if columns < 0 else bisect_right
        target = nearest(edges, self.shift) + columns - (columns > 0)
        return self._move(edges[max(0, min(target, len(edges) - 1))])

    def show(self, cell: int, start: int, end: int) -> bool:
        """Move the table so that what is drawn from `start` to `end` is on the page.

        It belongs to the cell of the table that begins at `cell`. Returns whether it had to move.
        """
        if self.shift <= start and end <= self.shift + self._page:
            return False
        edges = (edge for edge in self._edges() if edge <= cell and end <= edge + self._page)
        return self._move(next(edges, cell if start < cell + self._page else start))

    def _edges(self) -> list[int]:
        """Return where each column begins."""
        return [0, *accumulate(width + GAP for width in self.columns)][:-1]

    def _move(self, shift: int) -> bool:
        before = self.shift
        self.shift = max(0, min(shift, self.extent - self._page))
        return self.shift != before


class Tables:
    """The tables of a document, set to a width."""

    def __init__(self, document: Document, width: int, *, stacked: bool = False) -> None:
        """Measure nothing yet. Tables that are too wide are `stacked`, or moved sideways."""
        self._document = document
        self._width = width
        self._is_stacked = stacked
        self._tables: dict[int, Table] = {}
        self._known: list[tuple[int, int]] = []
        """Numbers of the first row of a table and of the last one known to be in it."""

    def of(self, block: Block) -> Table:
        """Return the table that the row `block` is in."""
        first = self._first_row(block)
        table = self._tables.get(first)
        if table is None:
            columns = fit(*self._measured(first), self._width)
            table = self._tables[first] = Table(columns, self._width)
        return table

    def is_stacked(self, block: Block) -> bool:
        """Whether the cells of the row `block` stand one below the other."""
        table = self.of(block)
        if len(table.columns) < len(block.cells):
            return True  # it has more than the rows that were measured
        return self._is_stacked and table.is_wide

    def rows(self, block: Block) -> Iterator[tuple[int, list[Placed]]]:
        """Yield ``(start, [(x, start, end)])`` for each row that the table row is set in."""
        if self.is_stacked(block):
            yield from self._stacked(block)
            return
        columns = self.of(block).columns
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
        """Return the number of the first row of the table that the row `block` is in.

        A long table is gone through once: what is known of it is remembered.
        """
        row = bisect_left(self._document.blocks, block.start, key=_start)
        place = bisect_right(self._known, (row, sys.maxsize)) - 1
        first, last = self._known[place] if place >= 0 else (0, -1)
        if row <= last:
            return first
        index = row
        while index > last + 1 and self._continues(index):
            index -= 1
        if last >= 0 and index == last + 1 and self._continues(index):
            self._known[place] = first, row
            return first
        self._known.insert(place + 1, (index, row))
        return index

    def _continues(self, index: int) -> bool:
        """Whether the block of this number is a row of the table that the one before is in."""
        if not index:
            return False
        before, block = self._document.blocks[index - 1], self._document.blocks[index]
        return (
            before.kind is block.kind is BlockKind.TABLE_ROW
            and block.start <= before.end + 1
            and block.header <= before.header
        )

    def _measured(self, first: int) -> tuple[list[int], list[int]]:
        """Return how wide each column is if there is room, and how narrow it can be."""
        natural: list[int] = []
        least: list[int] = []
        for index, block in enumerate(self._document.blocks[first : first + SAMPLE], first):
            if index > first and not self._continues(index):
                break
            missing = len(block.cells) - len(natural)
            natural += [1] * missing
            least += [1] * missing
            for column, (start, end) in enumerate(block.cells):
                text = self._document.text.slice(start, end).replace("\n", " ")
                natural[column] = max(natural[column], measure(text).width)
                longest = max((measure(word).width for word in text.split()), default=1)
                least[column] = max(least[column], min(longest, LONGEST_WORD))
        return natural, least


def fit(natural: Sequence[int], least: Sequence[int], width: int) -> tuple[int, ...]:
    """Return `natural` column widths shrunk to fit into `width`, but no further than `least`.

    The widest column is cut down until all fit, as water finds its level. If they cannot, they
    are as wide as is comfortable, and wider than `width` together.
    """
    room = width - GAP * (len(natural) - 1)
    if sum(least) > room:
        widest = max(1, min(width, COMFORTABLE))
        return tuple(min(columns, widest) for columns in natural)
    level = min(max(natural), max(room, *least))
    columns = tuple(min(wide, level) for wide in natural)
    while sum(columns) > room:
        level -= 1
        columns = tuple(
            min(wide, max(narrow, level)) for wide, narrow in zip(natural, least, strict=True)
        )
    return columns
