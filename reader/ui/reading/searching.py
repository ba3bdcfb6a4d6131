"""Search in the document, as the person types."""

from __future__ import annotations

import asyncio
from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from functools import partial
from operator import attrgetter

from reader.core.document import Document
from reader.core.errors import ReaderError
from reader.core.excerpts import Excerpt, in_sentences
from reader.core.hits import Hits
from reader.core.keymap import Given
from reader.core.session import Span
from reader.ui.background import in_background
from reader.ui.content import counted, fit
from reader.ui.dialogs.picker import Picker, Row
from reader.ui.reading.desk import Page
from reader.ui.widgets.line_input import LineInput

_SLICE = 0.004
"""Seconds of searching between two looks at the keyboard."""
_PATTERN = "re:"
"""What a query begins with that is a regular expression."""
LABEL = f"Search in this document   {_PATTERN} for a regular expression"
_SENTENCE = 30, 64
"""Cells of a sentence in the list, at least and at most."""
_BESIDE = 24
"""Cells of a row in the list that are left for the frame and the place."""
_MOST = 1_000
"""Hits in the list of them: those around the current one."""


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
        self._problem = ""

    @property
    def summary(self) -> str:
        """Which hit of how many; empty when there is no search."""
        if self._spans:
            done = self._hits is not None and self._hits.complete
            total = f"{len(self._spans)}" if done else "…"
            return f"{self._current + 1}/{total}"
        if self._problem:
            return self._problem
        return "not found" if self.is_open and self._input.value else ""

    @property
    def has_hits(self) -> bool:
        """Whether there is another hit to go to."""
        return bool(self._spans)

    @property
    def is_open(self) -> bool:
        """Whether the person is typing a query."""
        return self._input.display

    def is_at(self, span: Span) -> bool:
        """Whether `span` is the current hit."""
        return bool(self._spans) and self._spans[self._current] == span

    def command_search(self) -> None:
        """Begin to search from here."""
        self._origin = self._page.view.top_offset
        self._input.open()

    def typed(self, query: str) -> None:
        """Show the nearest hit of `query`; `find_rest` finds the others."""
        pattern = query.removeprefix(_PATTERN)
        is_pattern, text = pattern != query, self._page.session.document.text
        hits = Hits(text, pattern, self._origin, regex=is_pattern) if pattern else None
        self._problem = ""
        while hits and hits.nearest is None and self._find_more(hits):
            pass
        self._hits = hits if not self._problem else None
        self._take((hits.nearest,) if hits and hits.nearest else ())

    def _find_more(self, hits: Hits) -> bool:
        """Search a little further; return whether there is more to do."""
        try:
            return hits.find_more(_SLICE)
        except ReaderError as error:
            self._problem = error.what
            return False

    async def find_rest(self) -> None:
        """Find every hit, in slices between which keys and the screen have their turn."""
        hits = self._hits
        while hits and hits is self._hits:
            if not self._find_more(hits):
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
            self._page.say(self._problem or "not found")

    def left(self) -> None:
        """Give the search up and go back to where it began."""
        self.clear()
        self._page.view.go_to(self._origin)

    def clear(self) -> None:
        """Take the hits away."""
        self._hits, self._spans, self._problem = None, (), ""
        self._page.view.set_hits([])

    def command_next_hit(self, given: Given) -> None:
        """Go on by hits, from the last to the first."""
        self._go(given.count)

    def command_previous_hit(self, given: Given) -> None:
        """Go back by hits."""
        self._go(-given.count)

    def _go(self, hits: int) -> None:
        if self._is_searching():
            self._go_to((self._current + hits) % len(self._spans))

    def _is_searching(self) -> bool:
        if not self._spans:
            self._page.say("there is no search: / begins one")
        return bool(self._spans)

    def _go_to(self, number: int) -> None:
        self._current = number
        self._page.view.set_hits(self._spans, number)
        self._page.view.select(*self._spans[number])

    async def command_hits(self) -> None:
        """List the hits with their sentences; the one chosen is gone to."""
        if not self._is_searching():
            return
        document, count = self._page.session.document, len(self._spans)
        first = max(0, min(self._current - _MOST // 2, count - _MOST))
        spans = self._spans[first : first + _MOST]
        found = await in_background(partial(in_sentences, document, spans))
        narrowest, widest = _SENTENCE
        room = max(narrowest, min(self._page.view.app.size.width * 4 // 5 - _BESIDE, widest))
        rows = [
            _row(excerpt, number, _place(document, span[0]), room)
            for number, (excerpt, span) in enumerate(zip(found, spans, strict=True), first)
        ]
        title = f"{counted(count, 'hit')}" + (f", {_MOST} around here" if count > _MOST else "")
        number = await self._page.ask(Picker(title, rows, start=self._current - first))
        if number is not None and number < len(self._spans):
            self._go_to(number)


def _row(excerpt: Excerpt, number: int, place: str, room: int) -> Row[int]:
    start = len(excerpt.before)
    title = fit("".join(excerpt), room)
    return Row(title, number, detail=place, strong=(start, start + len(excerpt.words)))


def _place(document: Document, offset: int) -> str:
    """Return where `offset` is: as a person cites it, or else how far into the text."""
    index = bisect_right(document.locations, offset, key=attrgetter("start")) - 1
    if index >= 0:
        return document.locations[index].label
    return f"{offset / len(document.text):.0%}"
