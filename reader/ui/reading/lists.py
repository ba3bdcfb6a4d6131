"""Lists to jump from: headings, entities."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from reader.core.session import Span
from reader.ui.content import shorten
from reader.ui.dialogs.picker import Picker, Row
from reader.ui.reading.desk import Page

_TITLE = 60


class Lists:
    """Carries out the commands that show a list; choosing a row jumps to its place."""

    def __init__(self, page: Page) -> None:
        """List what is in the document at `page`."""
        self._page = page

    async def command_outline(self) -> None:
        """List the headings, or else the places that a citation names."""
        document = self._page.session.document
        rows = [
            Row(
                "  " * (block.level - 1) + shorten(document.text.slice(block.start, block.end), 80),
                block.start,
            )
            for block in document.outline()
        ]
        # Pages, times and rows lead through a document without headings.
        rows = rows or [Row(place.label, place.start) for place in document.locations]
        if not rows:
            self._page.say("the document has no headings")
            return
        offset = await self._page.ask(Picker("Outline", rows))
        if offset is not None:
            self._page.view.go_to(offset)

    async def command_entities(self) -> None:
        """List the entities, the most frequent first."""
        text = self._page.session.document.text
        counts: Counter[tuple[str, str]] = Counter()
        first: dict[tuple[str, str], tuple[int, int]] = {}
        for mention in self._page.mentions:
            key = (shorten(text.slice(mention.start, mention.end), _TITLE), mention.label)
            counts[key] += 1
            first.setdefault(key, (mention.start, mention.end))
        rows: list[Row[Span | None]] = [
            Row(name, first[name, label], detail=f"{label} · {count}")
            for (name, label), count in counts.most_common()
        ]
        await self._jump("Entities", rows, "no entities are highlighted here")

    async def _jump(self, title: str, rows: Sequence[Row[Span | None]], nothing: str) -> None:
        """Let the person choose a span and select it."""
        if not rows:
            self._page.say(nothing)
            return
        span = await self._page.ask(Picker[Span | None](title, rows))
        if span is not None:
            self._page.view.select(*span)
