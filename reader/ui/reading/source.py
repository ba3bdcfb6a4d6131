"""The document as what it came from: what it says of itself, its encoding, the whole of a page."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Sequence
from functools import partial

from reader.core.about import about
from reader.core.document import Document
from reader.core.encodings import ENCODINGS
from reader.core.session import Session
from reader.ui.background import in_background
from reader.ui.content import counted
from reader.ui.dialogs.notice import Notice
from reader.ui.dialogs.picker import Picker, Row
from reader.ui.reading.desk import Page

_WEB_PAGE = "html"


class SourceOf:
    """Carries out the commands on the source of the document."""

    def __init__(
        self,
        page: Page,
        reopen: Callable[[bool], Awaitable[Session]],
        layers: Callable[[Document], Sequence[str]],
        read_in: Callable[[str], None],
    ) -> None:
        """Work on the document at `page`.

        `reopen` opens it again, a web page as a whole or just its article; `layers` tells what
        finds entities in it; `read_in` keeps the encoding that it is to be opened in.
        """
        self._page = page
        self._reopen = reopen
        self._read_in = read_in
        self._layers = layers
        self.is_whole_page = False

    async def command_about(self) -> None:
        """Show what the document says of itself, and how it was read."""
        document = self._page.session.document
        layers = await in_background(partial(self._layers, document))
        facts = [*about(document), ("Entities by", ", ".join(layers))]
        await self._page.ask(
            Notice("About this document", [f"{name}: {value}" for name, value in facts if value])
        )

    async def command_whole_page(self) -> None:
        """Show all of a web page in the place of its article, or the article again."""
        if self._page.session.document.kind != _WEB_PAGE:
            self._page.say("only a web page has more than its article")
            return
        session = await self._reopen(not self.is_whole_page)
        self.is_whole_page = not self.is_whole_page
        await self._page.show_session(session)
        shown = "the whole page" if self.is_whole_page else "the article"
        self._page.say(self._with_lost(shown, "on the rest"))

    async def command_encoding(self) -> None:
        """Choose the encoding of a text, and show it anew."""
        now = self._page.session.document.encoding
        if not now:
            self._page.say("the format leaves no choice of an encoding")
            return
        rows = [_row(name) for name in dict.fromkeys((now, *ENCODINGS))]
        rows.insert(1, Row("The likeliest", "", "found out anew"))
        chosen = await self._page.ask(Picker("Encoding", rows))
        if chosen is None or chosen == now:
            return
        await asyncio.to_thread(self._read_in, chosen)
        await self._page.show_session(await self._reopen(self.is_whole_page))
        shown = f"read as {self._page.session.document.encoding}"
        self._page.say(self._with_lost(shown, "on words that are gone"))

    def _with_lost(self, shown: str, where: str) -> str:
        """Return a message, with how many annotations have no place in what is shown."""
        lost = sum(one.is_lost for one in self._page.annotations)
        return f"{shown}; {counted(lost, 'annotation')} {where}" if lost else shown


def _row(encoding: str) -> Row[str]:
    """Return the row of an encoding, which is found by what it was made for."""
    return Row(ENCODINGS.get(encoding, "Other"), encoding, encoding)
