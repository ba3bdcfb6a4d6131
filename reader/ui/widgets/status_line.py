"""The last line of a screen: what is, and what can be done with it."""

from __future__ import annotations

from collections.abc import Sequence

from textual.content import Content
from textual.widget import Widget

from reader.drawing.hints import Hint, fitting


class StatusLine(Widget):
    """State on the left, keys on the right; hints that have no room are left out."""

    def __init__(self) -> None:
        super().__init__()
        self._left = Content("")
        self._hints: Sequence[Hint] = ()

    def show(self, left: Content, hints: Sequence[Hint]) -> None:
        """Show `left`, and as many of `hints` as fit beside it, the first ones first."""
        if hints != self._hints or not left.is_same(self._left):
            self._left, self._hints = left, hints
            self.refresh()

    def render(self) -> Content:
        """Return the line at the present width."""
        width = self.size.width
        left = self._left.truncate(max(0, width - 2), ellipsis=True)
        kept = fitting(self._hints, width - left.cell_length - 3)
        right = Content("  ").join(
            Content.assemble((key, "$accent"), " ", (word, "$dim")) for key, word in kept
        )
        gap = " " * max(1, width - left.cell_length - right.cell_length - 2)
        return Content.assemble(" ", left, gap, right, " ")
