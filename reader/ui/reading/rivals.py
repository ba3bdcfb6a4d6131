"""Notes that two devices edited at the same time: both texts are shown, and one decides."""

from __future__ import annotations

import asyncio

from reader.core.rivalry import Choice, Rivalry
from reader.core.safetext import safe_line
from reader.ui.dialogs.two_texts import Step, TwoTexts
from reader.ui.reading.desk import Page


class Rivals:
    """Goes through the notes that have two texts."""

    def __init__(self, page: Page) -> None:
        """Look at the notes of the document at `page`."""
        self._page = page

    async def go_through(self) -> bool:
        """Show one after another; return whether none is left waiting."""
        page = self._page
        at = 0
        while waiting := await asyncio.to_thread(page.session.rivalries):
            at %= len(waiting)
            answer = await page.ask(self._dialog(waiting, at))
            if answer is None:
                return False
            if isinstance(answer, Step):
                at += answer
            else:
                await self._decide(waiting[at], answer)
        return True

    def _dialog(self, waiting: list[Rivalry], at: int) -> TwoTexts:
        book = self._page.session.codebook()
        return TwoTexts(waiting[at], at + 1, len(waiting), book.name)

    async def _decide(self, rivalry: Rivalry, choice: Choice) -> None:
        session = self._page.session
        await self._page.change(f"kept {choice}", lambda: session.decide(rivalry, choice))


def told(device: str) -> str:
    """Say in a few words that `device` has another text."""
    return f"≠ another text from {safe_line(device)}"
