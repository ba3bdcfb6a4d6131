"""Search in the document, as the person types."""

from __future__ import annotations

import asyncio
from bisect import bisect_left
from collections.abc import Sequence

from reader.core.hits import Hits
from reader.core.keymap import Given
from reader.core.session import Span
from reader.ui.content import counted
from reader.ui.reading.desk import Page
from reader.ui.widgets.line_input import LineInput

_SLICE = 0.004
"""Seconds of searching between two looks at the keyboard."""


class Searching:
    """Carries out the search commands; the hits are shown on the page."""

    def __init__(self, page: Page, query: LineInput) -> None:
        """Search the document at `page` for what is typed in `query`."""
        self._page = page
        self._input = query
        self._origin = 0
        self._hits: Hits | None = None
        self._spans: Sequence[Span] = ()
        self._current = 0

    @property
    def summary(self) -> str:
        """Which hit of how many; empty when there is no search."""
        if self._spans:
            done = self._hits is not None and self._hits.complete
            total = f"{len(self._spans)}" if done else "…"
            return f"{self._current + 1}/{total}"
        return "not found" if self._input.display and self._input.value else ""

    def command_search(self) -> None:
        """Begin to search from here."""
        self._origin = self._page.view.top_offset
        self._input.open()

    def typed(self, query: str) -> None:
        """Show the nearest hit of `query`; `find_rest` finds the others."""
        hits = Hits(self._page.session.document.text, query, self._origin) if query else None
        while hits and hits.nearest is None and hits.find_more(_SLICE):
            pass
        self._hits = hits
        self._take((hits.nearest,) if hits and hits.nearest else ())

    async def find_rest(self) -> None:
        """Find every hit, in slices between which keys and the screen have their turn."""
        hits = self._hits
        while hits and hits is self._hits:
            if not hits.find_more(_SLICE):
                self._take_all(hits)
                break
            await asyncio.sleep(0)

    def _take_all(self, hits: Hits) -> None:
        self._take(hits.spans)
        if hits.has_more:
            self._page.say(f"the first {counted(hits.count, 'hit')}: there are more")

    def _take(self, spans: Sequence[Span]) -> None:
        """Show `spans`, the one at or after the place where the search began first."""
        self._spans = spans
        at = bisect_left(spans, (self._origin, 0))
        self._current = at if at < len(spans) else 0
        self._page.view.set_hits(spans, self._current if spans else None)
        self._page.view.reveal(*(spans[self._current] if spans else (self._origin, self._origin)))

    def entered(self) -> None:
        """Stay at the hit, and select it."""
        if self._spans:
            self._page.view.select(*self._spans[self._current])
        elif self._input.value:
            self._page.say("not found")

    def left(self) -> None:
        """Give the search up and go back to where it began."""
        self.clear()
        self._page.view.go_to(self._origin)

    def clear(self) -> None:
        """Take the hits away."""
        self._hits, self._spans = None, ()
        self._page.view.set_hits([])

    def command_next_hit(self, given: Given) -> None:
        """Go on by hits, from the last to the first."""
        self._go(given.count)

    def command_previous_hit(self, given: Given) -> None:
        """Go back by hits."""
        self._go(-given.count)

    def _go(self, hits: int) -> None:
        if not self._spans:
            self._page.say("there is no search: / begins one")
            return
        self._current = (self._current + hits) % len(self._spans)
        self._page.view.set_hits(self._spans, self._current)
        self._page.view.select(*self._spans[self._current])
