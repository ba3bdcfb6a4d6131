"""Rows of the page as strips: margins, gutter, runs in the colours of the palette."""

from __future__ import annotations

from collections.abc import Iterable
from functools import lru_cache
from typing import NamedTuple

from rich.segment import Segment
from rich.style import Style
from textual.strip import Strip

from reader.core.document import Document
from reader.core.entity import sign
from reader.core.paint import DIM, PLAIN, Layers, Look, has_note, labels, paint
from reader.core.row import Row
from reader.core.safetext import safe_line
from reader.core.width import width as cell_width
from reader.drawing.frame import GUTTER, Frame
from reader.drawing.palette import Pen, ViewPalette
from reader.ui.compat import preset_render

_BAR = "▌"
_MORE = "+"
"""In the place of the types that there is no room for."""
_LEFT, _RIGHT = "‹", "›"
"""Beside a table that goes on there."""


class Drawn(NamedTuple):
    """Text in one pen."""

    text: str
    pen: Pen


class RowPainter:
    """Paints the rows of `document` with `layers` in the colours of `palette`."""

    def __init__(self, document: Document, layers: Layers, palette: ViewPalette) -> None:
        """Paint nothing yet."""
        self.document = document
        self.layers = layers
        self._palette = palette
        self._pens: dict[Look, Pen] = {}
        self.letters = False
        """Whether the types of the names in a row are written beside it."""
        self.truecolor = True
        """Whether the terminal takes RGB colours as they are."""

    @property
    def palette(self) -> ViewPalette:
        """The colours of the page."""
        return self._palette

    @palette.setter
    def palette(self, palette: ViewPalette) -> None:
        self._palette = palette
        self._pens.clear()

    def _pen(self, look: Look) -> Pen:
        pen = self._pens.get(look)
        if pen is None:
            pen = self._pens[look] = self._palette.pen(look)
        return pen

    def strip(self, row: Row, frame: Frame) -> Strip:
        """Return `row` as wide as the frame."""
        drawn = list(self._drawn(row, frame))
        taken = sum(cell_width(text) for text, _ in drawn)
        if taken < frame.width:
            drawn.append(Drawn(" " * (frame.width - taken), self._pen(PLAIN)))
        segments = [Segment(text, rich_style(pen)) for text, pen in drawn]
        strip = Strip(segments, max(taken, frame.width))
        if taken > frame.width:
            return strip.crop(0, frame.width)
        return preset_render(strip, sequence(drawn)) if self.truecolor else strip

    def _drawn(self, row: Row, frame: Frame) -> Iterable[Drawn]:
        blank = self._pen(PLAIN)
        has_bar, (goes_left, goes_right) = has_note(row, self.layers), row.beyond
        if has_bar or goes_left:
            yield Drawn(" " * (frame.left - GUTTER), blank)
            yield Drawn(_BAR if has_bar else " ", self._palette.note_pen())
            yield Drawn(_LEFT if goes_left else " ", self._pen(DIM))
        else:
            yield Drawn(" " * frame.left, blank)
        used = 0
        for text, look in paint(self.document, row, self.layers):
            used += cell_width(text)
            yield Drawn(text, self._pen(look))
        if goes_right:
            yield Drawn(" " * (frame.text - used), blank)
            yield Drawn(_RIGHT, self._pen(DIM))
            used = frame.text + 1
        if self.letters:
            yield from self._letters(row, frame, used)

    def _letters(self, row: Row, frame: Frame, used: int) -> Iterable[Drawn]:
        room = frame.width - frame.left - max(used, frame.text) - 1
        shown = labels(row, self.layers)
        if shown and room > 0:
            yield Drawn(" " * (max(0, frame.text - used) + 1), self._pen(PLAIN))
            if len(shown) > room:
                shown[room - 1 :] = [_MORE]
        for label in shown[: max(0, room)]:
            yield Drawn(safe_line(sign(label)), self._palette.entity_pen(label))


def sequence(drawn: Iterable[Drawn]) -> str:
    """Return the text with SGR sequences where the pen changes, and a reset at the end."""
    parts: list[str] = []
    current: Pen | None = None
    for text, pen in drawn:
        if pen != current and text:
            parts.append(pen.after(current))
            current = pen
        parts.append(text)
    return "".join((*parts, "\x1b[0m"))


@lru_cache(maxsize=1024)
def rich_style(pen: Pen) -> Style:
    """Return the Rich style that draws like `pen`."""
    return Style(
        color=pen.foreground or None,
        bgcolor=pen.background or None,
        bold=pen.bold or None,
        dim=pen.dim or None,
        italic=pen.italic or None,
        underline=(pen.underline and not pen.double_underline) or None,
        underline2=pen.double_underline or None,
        reverse=pen.reverse or None,
        strike=pen.strike or None,
    )
