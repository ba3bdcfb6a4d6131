"""Links and references to footnotes: from one to the next, and where they lead."""

from __future__ import annotations

import asyncio

from reader.core.document import BlockKind, Inline, InlineKind
from reader.core.keymap import Given
from reader.core.ports import Clipboard
from reader.core.safetext import safe_line
from reader.ui.reading.desk import Page


class Links:
    """Carries out the commands on links. An address is copied, never opened."""

    def __init__(self, page: Page, clipboard: Clipboard) -> None:
        """Follow the links of the document at `page`; copy addresses to `clipboard`."""
        self._page = page
        self._clipboard = clipboard

    def command_next_link(self, given: Given) -> None:
        """Select the next link."""
        self._go(given.count)

    def command_previous_link(self, given: Given) -> None:
        """Select the link before."""
        self._go(-given.count)

    def _go(self, count: int) -> None:
        if not self._page.view.next_link(count):
            self._page.say("there is no link that way")

    def command_follow(self) -> None:
        """Go where the selected link leads, within the document; or copy its address."""
        link = self._selected()
        if link is None:
            self._page.say("select a link first: ]l goes to the next one")
        elif link.kind is InlineKind.FOOTNOTE_REFERENCE:
            self._follow(self._note(link.data))
        elif link.data.startswith("#"):
            self._follow(int(link.data[1:]))
        else:
            self._page.beside(lambda: self._copy(safe_line(link.data)), "copy")

    async def _copy(self, address: str) -> None:
        how = await asyncio.to_thread(self._clipboard.copy, address)
        self._page.say(f"{how}: {address}")

    def _selected(self) -> Inline | None:
        """Return the first link in the selection."""
        selection = self._page.selection
        if selection is None:
            return None
        start, end = selection
        inside = (
            link
            for link in self._page.session.document.links()
            if link.start < end and start < link.end
        )
        return next(inside, None)

    def _note(self, label: str) -> int | None:
        """Return where the footnote with this label begins."""
        return next(
            (
                block.start
                for block in self._page.session.document.blocks
                if block.kind is BlockKind.FOOTNOTE and block.marker == f"[{label}]"
            ),
            None,
        )

    def _follow(self, offset: int | None) -> None:
        if offset is None:
            self._page.say("the footnote is not in the document")
            return
        self._page.view.clear_selection()
        self._page.view.go_to(offset)
