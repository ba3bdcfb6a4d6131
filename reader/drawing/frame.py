"""Where the page stands in its widget: margins, and room for the bar of a note."""

from __future__ import annotations

from typing import NamedTuple

from reader.core.row import NARROWEST
from reader.core.typography import MEASURES, Typography

GUTTER = 2
"""Cells between the edge or the margin and the text: the bar of a note, and a blank."""

LETTERS = 7
"""Cells beside the text in which the types of the names in a row are written, and a blank."""
FIGURE = 21
"""Cells at the right end of the title that say how far one is; half of it where that is less."""


class Frame(NamedTuple):
    """Where the page stands in the widget, in cells."""

    width: int
    left: int
    text: int

    @classmethod
    def of(cls, width: int, typography: Typography) -> Frame:
        """Centre a page in `width`, with room for the gutter.

        On a narrow screen the margins give way before the text does.
        """
        wanted = max(typography.margin, LETTERS if typography.letters else 0)
        margin = max(GUTTER, min(wanted, (width - MEASURES[0]) // 2))
        text = max(NARROWEST, min(typography.measure, width - 2 * margin))
        return cls(width, max(GUTTER, (width - text) // 2), text)
