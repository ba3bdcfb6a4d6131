"""Where the page stands in its widget: margins, and room for the bar of a note.

Standard library only: the first page uses it without Textual.
"""

from __future__ import annotations

from typing import NamedTuple

from reader.core.layout import NARROWEST

GUTTER = 2
"""Cells between the edge or the margin and the text: the bar of a note, and a blank."""


class Frame(NamedTuple):
    """Where the page stands in the widget, in cells."""

    width: int
    left: int
    text: int

    @classmethod
    def of(cls, width: int, measure: int) -> Frame:
        """Centre a page of `measure` cells in `width`, with room for the gutter."""
        text = max(NARROWEST, min(measure, width - 2 * GUTTER))
        return cls(width, max(GUTTER, (width - text) // 2), text)
