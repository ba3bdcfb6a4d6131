"""Search in the document, as the person types."""

from __future__ import annotations

from bisect import bisect_left

from reader.core.find import find_all
from reader.core.keymap import Given
from reader.ui.reading.desk import Page
from reader.ui.widgets.line_input import LineInput


class Searching:
    """Carries out the search commands; the hits are shown on the page."""

    def __init__(self, page: Page, query: LineInput) -> None:
        """Search the document at `page` for what is typed in `query`."""
        self._page = page
        self._input = query
        self._origin = 0
        self._hits: list[tuple[int, int]] = []
        self._current = 0

    @property
    def summary(self) -> str:
        """Which hit of how many; empty when there is no search."""
        if self._hits:
            return f"{self._current + 1}/{len(self._hits)}"
        return "not found" if self._input.display and self._input.value else ""

    def command_search(self) -> None:
        """Begin to search from here."""
        self._origin = self._page.view.top_offset
        self._input.open()

    def typed(self, query: str) -> None:
        """Show what is found of `query` so far, from where the search began."""
        self._hits = find_all(self._page.session.document.text, query) if query else []
        at = bisect_left(self._hits, (self._origin, 0))
        self._current = at if at < len(self._hits) else 0
        self._show()
        if not self._hits:
            self._page.view.go_to(self._origin)

    def entered(self) -> None:
        """Stay at the hit, and select it."""
        if self._hits:
            self._page.view.select(*self._hits[self._current])
        elif self._input.value:
            self._page.say("not found")

    def left(self) -> None:
        """Give the search up and go back to where it began."""
        self.clear()
        self._page.view.go_to(self._origin)

    def clear(self) -> None:
        """Take the hits away."""
        self._hits = []
        self._page.view.set_hits([])

    def command_next_hit(self, given: Given) -> None:
        """Go on by hits, from the last to the first."""
        self._go(given.count)

    def command_previous_hit(self, given: Given) -> None:
        """Go back by hits."""
        self._go(-given.count)

    def _go(self, hits: int) -> None:
        if not self._hits:
            self._page.say("there is no search: / begins one")
            return
        self._current = (self._current + hits) % len(self._hits)
        self._show()
        self._page.view.select(*self._hits[self._current])

    def _show(self) -> None:
        self._page.view.set_hits(self._hits, self._current if self._hits else None)
        if self._hits:
            self._page.view.go_to(self._hits[self._current][0])
