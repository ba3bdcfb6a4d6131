"""A document set to a width, laid out only where someone looks.

The text is cut into portions of some 32 000 characters, at block or line borders where there are
any. A portion is laid out when a row of it is asked for, from nothing but the text, the blocks
and the width; so the first page, the last page and a change of width cost the same in a document
of 5 KB and in one of 100 MB. Rows are told apart by `Place`, and kept through a change of width
by the offset they start at.
"""

from __future__ import annotations

from bisect import bisect_right
from collections import OrderedDict
from collections.abc import Iterator
from operator import attrgetter
from typing import NamedTuple

from reader.core.document import Block, BlockKind, Document
from reader.core.hyphens import Hyphenate
from reader.core.portion import Portion
from reader.core.row import NARROWEST, Piece, Row, indent, prefix_of
from reader.core.table import Tables
from reader.core.typography import STANDARD, Typography
from reader.core.width import SOFT_HYPHEN, cluster_start, is_plain, measure
from reader.core.width import width as cell_width
from reader.core.wrap import wrap, wrap_hyphenated

GRID = 32_768
"""Code points between the places near which portions are cut."""
KEPT = 48
"""Portions kept laid out: those around where the person is, and where they just were."""
WORD = 512
"""Code points that are looked through for a space to cut a line at that fills a portion."""
WIDENED = 2
"""Cells that the blanks between words are widened by on average, at most."""


_AS_THEY_ARE = frozenset({BlockKind.CODE, BlockKind.HEADING, BlockKind.METADATA, BlockKind.RULE})
"""Blocks that are no running text: not justified, hyphenated or spaced."""

_start = attrgetter("start")


class Place(NamedTuple):
    """A row: its portion, and its number in it."""

    portion: int
    row: int


class Layout:
    """A document set to `width` cells."""

    def __init__(
        self,
        document: Document,
        width: int,
        typography: Typography = STANDARD,
        hyphenate: Hyphenate | None = None,
        *,
        stacked: bool = False,
    ) -> None:
        """Lay out nothing yet. `width` is at least `NARROWEST`, whatever the measure is.

        Words are broken by `hyphenate`, if the typography says so. Tables that are too wide are
        moved sideways by `slide`, or their cells are `stacked`.
        """
        self.document = document
        self.width = max(width, NARROWEST)
        self._typography = typography
        self._hyphenate = hyphenate if typography.hyphenate else None
        self._length = len(document.text)
        self._tables = Tables(document, self.width, stacked=stacked)
        self.moves = 0
        """How often a table was moved sideways."""
        self._portions: OrderedDict[int, Portion] = OrderedDict()

    # Places

    @property
    def last(self) -> Place:
        """The last row of the document."""
        number = max(0, (self._length - 1) // GRID)
        while number and not len(self._portion(number)):
            number -= 1
        return Place(number, max(0, len(self._portion(number)) - 1))

    def find(self, offset: int) -> Place:
        """Return the row that shows `offset`, clamped to the text."""
        offset = max(0, min(offset, self._length))
        number = min(offset // GRID, max(0, (self._length - 1) // GRID))
        # A border is moved back from its place on the grid, never forward.
        if self._border(number + 1) <= offset < self._length:
            number += 1
        while number and not len(self._portion(number)):
            number -= 1
        return Place(number, self._portion(number).find(offset))

    def step(self, place: Place, rows: int) -> Place:
        """Return the row `rows` further on (back when negative), clamped to the document."""
        number, row = place.portion, place.row + rows
        while row < 0 and number:
            number -= 1
            row += len(self._portion(number))
        last = max(0, (self._length - 1) // GRID)
        while number < last and row >= len(self._portion(number)):
            row -= len(self._portion(number))
            number += 1
        if number == last and row >= len(self._portion(number)):
            return self.last
        return Place(number, max(0, row))

    def settled(self, place: Place, *, forward: bool = True) -> Place:
        """Return `place`, or the next row of text if it is blank space between two rows.

        If not `forward`, the one before, unless there is none.
        """
        while self._portion(place.portion).is_space(place.row):
            before = self.step(place, -1)
            forward = forward or before == place
            place = self.step(place, 1) if forward else before
        return place

    def distance(self, start: Place, end: Place, limit: int) -> int:
        """Return how many rows `end` is below `start`, or `limit` if it is that far or more."""
        rows = end.row - start.row
        for number in range(start.portion, end.portion):
            rows += len(self._portion(number))
            if rows - end.row >= limit:
                return limit
        return min(rows, limit)

    def row(self, place: Place) -> Row:
        """Return the row at `place`."""
        portion = self._portion(place.portion)
        if not len(portion):
            return Row(0, 0)
        start, end, text, block, pieces = portion.row(place.row)
        if pieces is not None and block is not None:
            return self._table_row(start, end, pieces, block)
        drawn = text.rstrip()
        wrapped = bool(drawn) and not text.endswith("\n") and end < self._length
        piece = Piece(indent(block, self.width), start, start + len(drawn))
        is_space = start == end and block is not None and block.start < block.end
        prefix = prefix_of(block, -1 if is_space else start, self.width)
        hyphen = wrapped and portion.is_hyphenated(place.row)
        if wrapped and drawn[-1] == SOFT_HYPHEN:
            # A word that had to be folded there leaves no room for it.
            hyphen = piece.x + cell_width(drawn) < self.width
        stretch = 0
        if wrapped and self._typography.justify and _is_running(block):
            stretch = _stretch(drawn, self.width - piece.x - hyphen)
        return Row(start, end, (piece,) if drawn else (), prefix, block, wrapped, stretch, hyphen)

    def _table_row(self, start: int, end: int, pieces: tuple[Piece, ...], block: Block) -> Row:
        """Return what is on the page of a row of a table; without pieces, it is a rule."""
        table = self._tables.of(block)
        if not pieces:
            return Row(start, end, (), "─" * min(table.extent, self.width), block)
        if not table.is_wide:
            return Row(start, end, pieces, "", block)
        visible = (self._clipped(piece, table.shift) for piece in pieces)
        beyond = table.shift > 0, table.shift + self.width < table.extent
        return Row(start, end, tuple(filter(None, visible)), "", block, beyond=beyond)

    def _clipped(self, piece: Piece, shift: int) -> Piece | None:
        """Return what is on the page of `piece` when its table is moved by `shift` cells."""
        x = piece.x - shift
        if x >= self.width:
            return None
        cells = measure(self.document.text.slice(piece.start, piece.end))
        first, last = cells.within(-x, self.width - x)
        if first == last and (x < 0 or piece.start < piece.end):
            return None
        return Piece(x + cells.cell(first), piece.start + first, piece.start + last)

    def slide(self, block: Block, columns: int) -> bool:
        """Move the table of the row `block` sideways; return whether it moved."""
        return self._count(self._tables.of(block).slide(columns))

    def _count(self, moved: bool) -> bool:
        self.moves += moved
        return moved

    def uncover(self, offset: int) -> bool:
        """Move the table that `offset` is in so that it is on the page; return if it moved."""
        place = self.find(offset)
        portion = self._portion(place.portion)
        if not len(portion):
            return False
        _, _, _, block, pieces = portion.row(place.row)
        piece = next((p for p in pieces or () if p.start <= offset <= p.end), None)
        if piece is None or block is None:
            return False
        cells = measure(self.document.text.slice(piece.start, piece.end))
        start = piece.x + cells.cell(offset - piece.start)
        table = self._tables.of(block)
        return self._count(table.show(piece.x, start, piece.x + cells.width))

    def rows(self, place: Place, count: int) -> list[Row]:
        """Return up to `count` rows from `place` on."""
        found: list[Row] = []
        last = max(0, (self._length - 1) // GRID)
        number, row = place
        while len(found) < count and number <= last:
            stop = min(len(self._portion(number)), row + count - len(found))
            found += [self.row(Place(number, r)) for r in range(row, stop)]
            number, row = number + 1, 0
        return found

    # Portions

    def _portion(self, number: int) -> Portion:
        portion = self._portions.get(number)
        if portion is None:
            portion = self._lay_out(self._border(number), self._border(number + 1))
            self._portions[number] = portion
            if len(self._portions) > KEPT:
                self._portions.popitem(last=False)
        else:
            self._portions.move_to_end(number)
        return portion

    def _border(self, number: int) -> int:
        """Return where portion `number` begins: at or before its place on the grid."""
        place = number * GRID
        if place <= 0 or place >= self._length:
            return max(0, min(place, self._length))
        block = self._block_at(place)
        if block is not None and place - block.start < GRID:
            return block.start
        before = self.document.text.slice(place - GRID, place)
        newline = before.rfind("\n")
        if newline >= 0:
            return place - GRID + newline + 1
        space = before.rfind(" ", max(0, GRID - WORD))
        if space >= 0:
            return place - GRID + space + 1
        base = max(0, place - WORD)
        return base + cluster_start(self.document.text.slice(base, place + 1), place - base)

    def _block_at(self, offset: int) -> Block | None:
        """Return the block that begins before `offset` and does not end before it."""
        index = bisect_right(self.document.blocks, offset, key=_start) - 1
        block = self.document.blocks[max(0, index)] if self.document.blocks else None
        return block if block is not None and block.start < offset <= block.end else None

    def _lay_out(self, start: int, end: int) -> Portion:
        portion = Portion(start, self.document.text.slice(start, end))
        if start == end and self._length:
            return portion
        if not self.document.blocks:
            self._add_lines(portion, start, start, end, None)
            return portion
        position = start
        blocks = self.document.blocks
        for index in range(max(0, bisect_right(blocks, start, key=_start) - 1), len(blocks)):
            block = blocks[index]
            if block.start >= end and not (block.start == end == self._length):
                break
            if max(block.end, block.start + 1) <= start:
                continue
            position = self._add_separator(portion, start, position, max(block.start, start))
            stop = min(block.end, end)
            self._add_block(portion, start, position, stop, block)
            if block.header and stop < end and self._ends_head(index):
                portion.add_pieces(stop - start, (), block)
            position = self._after_line_feed(stop, end)
        self._add_separator(portion, start, position, end)
        return portion

    def _ends_head(self, index: int) -> bool:
        """Whether a rule is drawn below the block of this number, the head of a table."""
        if self._tables.is_stacked(self.document.blocks[index]):
            return False
        following = self.document.blocks[index + 1 : index + 2]
        return any(one.kind is BlockKind.TABLE_ROW and not one.header for one in following)

    def _after_line_feed(self, offset: int, end: int) -> int:
        ends_line = offset < end and self.document.text.slice(offset, offset + 1) == "\n"
        return offset + ends_line

    def _add_separator(self, portion: Portion, base: int, start: int, end: int) -> int:
        """Add a blank row for each line between two blocks; return where it ends."""
        if start < end:
            self._add_lines(portion, base, start, end, None)
        return max(start, end)

    def _add_block(self, portion: Portion, base: int, start: int, end: int, block: Block) -> None:
        if block.kind is BlockKind.TABLE_ROW and block.cells and start == block.start:
            for row_start, placed in self._tables.rows(block):
                pieces = tuple(Piece(*piece) for piece in placed)
                portion.add_pieces(row_start - base, pieces, block)
        elif start == end:
            portion.add([start - base], block)
        else:
            self._add_lines(portion, base, start, end, block)

    def _add_lines(
        self, portion: Portion, base: int, start: int, end: int, block: Block | None
    ) -> None:
        text = self.document.text.slice(start, end)
        width = self.width - indent(block, self.width)
        running = _is_running(block)
        hyphenate = self._hyphenate if running else None
        plain = is_plain(text)
        lines = text.split("\n")
        if text.endswith("\n"):
            lines.pop()
        starts: list[int] = []
        position = start - base
        for line in lines:
            if len(line) <= width and plain:
                starts.append(position)
            elif hyphenate is None:
                starts += [position + row for row in wrap(line, width, plain=plain)]
            else:
                found, hyphens = wrap_hyphenated(line, width, hyphenate)
                starts += [position + row for row in found]
                portion.add_hyphens(position + row for row in hyphens)
            position += len(line) + 1
        if self._typography.spacing and running:
            starts = self._spaced(starts, text, base - start)
        portion.add(starts, block)

    def _spaced(self, starts: list[int], text: str, shift: int) -> list[int]:
        """Return `starts` with those of blank rows: each before a row of text, starting with it.

        `text` begins `shift` characters after where starts are counted from.
        """
        rows = 1 + self._typography.spacing
        blank = {"", "\n"}
        return [
            start
            for start in starts
            for _ in range(1 if text[start + shift : start + shift + 1] in blank else rows)
        ]


def rows(
    document: Document,
    width: int,
    typography: Typography = STANDARD,
    hyphenate: Hyphenate | None = None,
) -> Iterator[Row]:
    """Yield every row of `document`, set to `width` cells; see `Layout`.

    Nobody can move a table on what is printed: one that is too wide is set cell below cell.
    """
    layout = Layout(document, width, typography, hyphenate, stacked=True)
    place, last = layout.settled(Place(0, 0)), layout.last
    while place <= last:
        found = layout.rows(place, 256)
        yield from found
        if len(found) < 256:
            return
        place = layout.step(place, 256)


def _is_running(block: Block | None) -> bool:
    return block is None or block.kind not in _AS_THEY_ARE


def _stretch(drawn: str, room: int) -> int:
    """Return the cells that `drawn` is short of `room`; 0 where filling it looks worse."""
    short = room - cell_width(drawn)
    most = min(room // 4, WIDENED * drawn.count(" "))
    return short if 0 < short <= most and "\t" not in drawn else 0
