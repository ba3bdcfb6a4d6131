"""The document as what it came from: what it says of itself, and the whole of a web page."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Sequence

from reader.core.about import about
from reader.core.document import Document
from reader.core.session import Session
from reader.ui.content import counted
from reader.ui.dialogs.notice import Notice
from reader.ui.reading.desk import Page

_WEB_PAGE = "html"


class SourceOf:
    """Carries out the commands on the source of the document."""

    def __init__(
        self,
        page: Page,
        reopen: Callable[[bool], Awaitable[Session]],
        layers: Callable[[Document], Sequence[str]],
    ) -> None:
        """Work on the document at `page`.

        `reopen` opens it again, a web page as a whole or just its article; `layers` tells what
        finds entities in it.
        """
        self._page = page
        self._reopen = reopen
        self._layers = layers
        self.is_whole_page = False

    async def command_about(self) -> None:
        """Show what the document says of itself, and how it was read."""
        document = self._page.session.document
        facts = [*about(document), ("Entities by", ", ".join(self._layers(document)))]
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
        lost = sum(one.is_lost for one in self._page.annotations)
        self._page.say(f"{shown}; {counted(lost, 'annotation')} on the rest" if lost else shown)
