"""The rows on screen: a window of some height over a layout, moved by rows and by offsets.

Where the person is, is an offset of the text (the anchor): it stays through any change of
width and height, and only scrolling changes it.
"""

from __future__ import annotations

from reader.core.layout import Layout, Place
from reader.core.row import Piece, Row


class Viewport:
    """`height` rows of `layout`, the first of them the one that shows the anchor."""

    def __init__(self, layout: Layout, height: int, anchor: int = 0) -> None:
        """Show the rows from the one with the offset `anchor` on."""
        self.layout = layout
        self.height = max(1, height)
        self.anchor = anchor
        self._top: Place | None = None
        self._rows: list[Row] | None = None

    @property
    def top(self) -> Place:
        """The first row on screen; it is found when it is first asked for."""
        if self._top is None:
            self._top = self._clamped(self.layout.find(self.anchor))
        return self._top

    @property
    def rows(self) -> list[Row]:
        """The rows on screen; fewer than `height` in a short document."""
        if self._rows is None:
            self._rows = self.layout.rows(self.top, self.height)
        return self._rows

    @property
    def top_offset(self) -> int:
        """The first offset on screen."""
        return self.rows[0].start

    @property
    def end_offset(self) -> int:
        """The offset after the last one on screen."""
        return self.rows[-1].end

    def resize(self, layout: Layout, height: int) -> None:
        """Take another layout of the same document, or another height; keep the anchor."""
        self.layout = layout
        self.height = max(1, height)
        self._top = self._rows = None

    def scroll(self, rows: int) -> None:
        """Move down by `rows`, up when negative."""
        self._move_to(self.layout.step(self.top, rows), forward=rows > 0)

    def moved_from(self, top: Place) -> int | None:
        """Return how many rows down the page is from where `top` was its first row.

        Negative when it is up; None when it is a screen away or more.
        """
        first, last = sorted((top, self.top))
        rows = self.layout.distance(first, last, self.height)
        if rows >= self.height:
            return None
        return rows if first == top else -rows

    def go_to(self, offset: int, above: int = 0) -> None:
        """Put the row with `offset` on top, or `above` rows below the top."""
        self._move_to(self.layout.step(self.layout.find(offset), -above))

    def go_to_end(self) -> None:
        """Put the last row at the bottom."""
        self._move_to(self.layout.last)

    def shows(self, offset: int) -> bool:
        """Whether the row with `offset` is on screen."""
        place = self.layout.find(offset)
        return self.top <= place <= self.layout.step(self.top, self.height - 1)

    def slide(self, columns: int) -> None:
        """Move the first table on screen that is too wide for the page by `columns`."""
        table = next((row.block for row in self.rows if any(row.beyond)), None)
        if table is not None and self.layout.slide(table, columns):
            self._rows = None

    @property
    def has_wide_table(self) -> bool:
        """Whether a table on screen goes on beyond the page."""
        return any(any(row.beyond) for row in self.rows)

    def reveal(self, start: int, end: int) -> None:
        """Bring ``[start, end)`` on screen, with as much of it as fits.

        What is on screen does not move the page; what is near moves it by few rows; what is
        far away is put below the top third. In a table, the column of `start` is shown.
        """
        if self.layout.uncover(start):
            self._rows = None
        last = max(start, end - 1)
        if self.shows(start) and self.shows(last):
            return
        first, final = self.layout.find(start), self.layout.find(last)
        tall = self.layout.distance(first, final, self.height) + 1
        if tall >= self.height:
            self._move_to(first)
        elif self.shows(start):
            self._move_to(self.layout.step(final, 1 - self.height))
        elif self.shows(last):
            self._move_to(first)
        else:
            self.go_to(start, min(self.height // 3, self.height - tall))

    def offset_at(self, x: int, y: int) -> int:
        """Return the offset of the cluster drawn at cell `x` of the `y`-th row on screen."""
        row = self.rows[max(0, min(y, len(self.rows) - 1))]
        return offset_in(self.layout, row, x)

    def position_of(self, offset: int) -> tuple[int, int] | None:
        """Return ``(x, y)`` of the cell where `offset` is drawn; None if it is off screen."""
        place = self.layout.find(offset)
        if not self.shows(offset):
            return None
        y = self.layout.distance(self.top, place, self.height)
        return cell_in(self.layout, self.rows[y], offset), y

    def row_away(self, offset: int, rows: int) -> int:
        """Return the offset drawn `rows` below `offset` (above when negative), in its column."""
        place = self.layout.find(offset)
        x = cell_in(self.layout, self.layout.row(place), offset)
        return offset_in(self.layout, self.layout.row(self.layout.step(place, rows)), x)

    def _move_to(self, place: Place, *, forward: bool = True) -> None:
        # A row of text is on top, never the space before it: it is found again by its offset.
        place = self._clamped(self.layout.settled(place, forward=forward))
        if place != self.top:
            self._top = place
            self._rows = None
        self.anchor = self.layout.row(place).start

    def _clamped(self, place: Place) -> Place:
        """Return `place`, or the last one that leaves no blank rows below the text."""
        last = self.layout.step(self.layout.last, 1 - self.height)
        return min(place, self.layout.settled(last))


def offset_in(layout: Layout, row: Row, x: int) -> int:
    """Return the offset of the cluster drawn at cell `x` of `row`, the nearest one if blank."""
    piece = next((p for p in reversed(row.pieces) if p.x <= x), None)
    if piece is None:
        return row.pieces[0].start if row.pieces else row.start
    return piece.start + row.cells(layout.document.text, piece).index(x - piece.x)


def cell_in(layout: Layout, row: Row, offset: int) -> int:
    """Return the cell of `row` that the cluster with `offset` is drawn at."""
    pieces = row.pieces or (Piece(0, row.start, row.start),)
    piece = next((p for p in pieces if p.start <= offset <= p.end), pieces[-1])
    cells = row.cells(layout.document.text, piece)
    return piece.x + cells.cell(max(0, offset - piece.start))
