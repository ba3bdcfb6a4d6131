"""One row of the page: what is drawn of the text, and what before it."""

from __future__ import annotations

from typing import NamedTuple

from reader.core.document import Block, BlockKind
from reader.core.text import Text
from reader.core.width import Cells, measure, stretched
from reader.core.width import width as cell_width

NARROWEST = 8
"""Cells of text that an indent leaves at least."""


class Piece(NamedTuple):
    """The text ``[start, end)``, drawn from cell `x` of its row on."""

    x: int
    start: int
    end: int


class Row(NamedTuple):
    """One row of the page. The rows' ``[start, end)`` partition the text, tables aside."""

    start: int
    end: int
    pieces: tuple[Piece, ...] = ()
    """What is drawn of the text; without the line feed and the spaces at a break."""
    prefix: str = ""
    """Drawn before the first piece: a marker, quote bars, a rule. Not part of the text."""
    block: Block | None = None
    """What the row belongs to; None between blocks and in a document without blocks."""
    wrapped: bool = False
    """Whether the line goes on in the next row."""
    stretch: int = 0
    """Cells to share among the spaces of the row, so that it ends at the margin."""
    hyphen: bool = False
    """Whether a hyphen is drawn after the last piece: a word goes on in the next row."""
    beyond: tuple[bool, bool] = (False, False)
    """Whether a table goes on to the left of the page, and to the right of it."""

    def touches(self, start: int, end: int) -> bool:
        """Whether ``[start, end)`` is drawn in the row, or ends where it begins or ends."""
        # The cells of a table row lie outside the span of a row that shows a part of each.
        spans = ((self.start, self.end), *((piece.start, piece.end) for piece in self.pieces))
        return any(first <= end and start <= last for first, last in spans)

    def cells(self, text: Text, piece: Piece) -> Cells:
        """Return where each cluster of `piece`, which is one of this row, is drawn."""
        line = text.slice(piece.start, piece.end)
        cells = measure(line)
        return stretched(cells, line, self.stretch) if self.stretch else cells


def indent(block: Block | None, width: int) -> int:
    """Return the cells before the text of `block`, leaving `NARROWEST` cells for it."""
    if block is None:
        return 0
    bars = 2 * max(1, block.level) if block.kind is BlockKind.QUOTE else 0
    marker = cell_width(block.marker) + 1 if block.marker else 0
    return max(0, min(max(block.indent, bars, marker), width - NARROWEST))


def prefix_of(block: Block | None, start: int, width: int) -> str:
    """Return what is drawn before the row of `block` that begins at `start`, in its indent."""
    if block is None:
        return ""
    if block.kind is BlockKind.RULE:
        return "─" * width
    cells = indent(block, width)
    if block.kind is BlockKind.QUOTE:
        return ("│ " * max(1, block.level))[:cells]
    if block.marker and start == block.start:
        return (" " * (cells - cell_width(block.marker) - 1) + block.marker)[:cells]
    return ""
