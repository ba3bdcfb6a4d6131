"""How far one is, at the right end of the title line.

It is a widget of its own because it changes as often as the page moves: of a line, Textual sends
everything up to what has changed.
"""

from __future__ import annotations

from textual.content import Content
from textual.widget import Widget

from reader.drawing.frame import FIGURE


class ProgressFigure(Widget):
    """A few words, ending at the edge."""

    DEFAULT_CSS = f"ProgressFigure {{ width: {FIGURE}; max-width: 50%; height: 1; }}"

    def __init__(self) -> None:
        super().__init__()
        self._words = ""

    def show(self, words: str) -> None:
        """Show these words."""
        if words != self._words:
            self._words = words
            self.refresh()

    def render(self) -> Content:
        """Return the words at the end of the line."""
        room = max(0, self.size.width - 1)
        return Content.styled(f"{self._words[:room]:>{room}} ", "$dim")
