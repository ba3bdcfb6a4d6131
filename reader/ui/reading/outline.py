"""The outline: headings to jump to, or what else leads through the document."""

from __future__ import annotations

from reader.ui.content import shorten
from reader.ui.dialogs.picker import Picker, Row
from reader.ui.reading.desk import Page


class Outline:
    """Carries out the command that lists the headings; choosing a row jumps to its place."""

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
