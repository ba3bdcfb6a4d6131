"""How the page is set: width, margins, space between rows, justification, hyphens.

What a person changes is kept for the document they change it in.
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable

from reader.core.document import Document
from reader.core.hyphens import Hyphenate
from reader.core.keymap import Given
from reader.core.ports import Catalogue
from reader.core.typography import Typography
from reader.ui.content import counted
from reader.ui.reading.desk import Page

_MEASURE_STEP = 4
_MARGIN_STEP = 2


class Typesetting:
    """Carries out the commands that set the page."""

    def __init__(
        self,
        page: Page,
        catalogue: Catalogue,
        default: Typography,
        hyphenation: Callable[[Document], Hyphenate | None],
    ) -> None:
        """Set `page` as `catalogue` says, or else as `default` does.

        `hyphenation` gives what breaks the words of a document, None for unknown languages.
        """
        self._page = page
        self._catalogue = catalogue
        self._default = default
        self._hyphenation = hyphenation
        self._typography = default

    def apply(self) -> None:
        """Set the document that is on the page now as it was set the last time."""
        changes = self._catalogue.typography(self._page.session.document_id)
        self._set(self._default.changed(changes))

    def _set(self, typography: Typography) -> None:
        self._typography = typography
        self._page.view.set_typography(typography, self._hyphenate())

    def _hyphenate(self) -> Hyphenate | None:
        hyphenates = self._typography.hyphenate
        return self._hyphenation(self._page.session.document) if hyphenates else None

    async def _change(self, typography: Typography, message: str) -> None:
        """Set the page otherwise, say so, and keep it."""
        self._set(typography)
        self._page.say(message)
        document, changes = self._page.session.document_id, typography.changes(self._default)
        await asyncio.to_thread(self._catalogue.keep_typography, document, changes)

    async def command_wider(self, given: Given) -> None:
        """Widen the text."""
        await self._change_measure(_MEASURE_STEP * given.count)

    async def command_narrower(self, given: Given) -> None:
        """Narrow the text."""
        await self._change_measure(-_MEASURE_STEP * given.count)

    async def _change_measure(self, cells: int) -> None:
        typography = self._typography.with_measure(self._typography.measure + cells)
        await self._change(typography, counted(typography.measure, "column"))

    async def command_wider_margins(self, given: Given) -> None:
        """Widen the margins."""
        await self._change_margin(_MARGIN_STEP * given.count)

    async def command_narrower_margins(self, given: Given) -> None:
        """Narrow the margins."""
        await self._change_margin(-_MARGIN_STEP * given.count)

    async def _change_margin(self, cells: int) -> None:
        typography = self._typography.with_margin(self._typography.margin + cells)
        await self._change(typography, f"margins of {counted(typography.margin, 'cell')} at least")

    async def command_more_space(self, given: Given) -> None:
        """Put more space between rows."""
        await self._change_spacing(given.count)

    async def command_less_space(self, given: Given) -> None:
        """Put less space between rows."""
        await self._change_spacing(-given.count)

    async def _change_spacing(self, rows: int) -> None:
        typography = self._typography.with_spacing(self._typography.spacing + rows)
        await self._change(typography, f"{counted(typography.spacing, 'blank row')} between rows")

    async def command_justify(self) -> None:
        """End rows at the margin, or where their words end."""
        justify = not self._typography.justify
        await self._change(
            self._typography._replace(justify=justify),
            "rows end at the margin" if justify else "rows end where their words do",
        )

    async def command_hyphenate(self) -> None:
        """Break words at the end of rows, or leave them whole."""
        hyphenate = not self._typography.hyphenate
        await self._change(self._typography._replace(hyphenate=hyphenate), "words are left whole")
        if hyphenate and self._hyphenate() is None:
            self._page.say("words of this language cannot be broken: there are no rules for it")
        elif hyphenate:
            self._page.say("words are broken with hyphens")

    async def command_letters(self) -> None:
        """Write the types of names beside the text, or leave them to colours."""
        letters = not self._typography.letters
        await self._change(
            self._typography._replace(letters=letters),
            "the types of names are written beside them" if letters else "types are not written",
        )

    async def command_default_page(self) -> None:
        """Set the page as the settings say."""
        await self._change(self._default, "the page is set as in the settings")
