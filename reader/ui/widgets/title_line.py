"""The first line of a screen: what is open on the left, how much of it on the right."""

from __future__ import annotations

from textual.content import Content
from textual.widget import Widget


class TitleLine(Widget):
    """Two contents on one line; the left one gives way."""

    def __init__(self) -> None:
        super().__init__()
        self._left = self._right = Content("")

    def show(self, left: Content, right: Content) -> None:
        """Show `left` and `right`."""
        if not (left.is_same(self._left) and right.is_same(self._right)):
            self._left, self._right = left, right
            self.refresh()

    def render(self) -> Content:
        """Return the line at the present width."""
        width = self.size.width
        right = self._right.truncate(max(0, width // 2))
        left = self._left.truncate(max(0, width - right.cell_length - 4), ellipsis=True)
        gap = " " * max(1, width - left.cell_length - right.cell_length - 2)
        return Content.assemble(" ", left, gap, right, " ")
