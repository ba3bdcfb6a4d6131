"""The review queue: notes with two texts, annotations whose words were changed, suggestions."""

from __future__ import annotations

import asyncio

from reader.core.reviewing import Doubt
from reader.core.session import Span
from reader.ui.content import shorten
from reader.ui.dialogs.review import Answer, Review
from reader.ui.reading.desk import Page
from reader.ui.reading.rivals import Rivals
from reader.ui.reading.suggesting import Suggesting

_NOTE = 120


class Reviewing:
    """Carries out the review: what a person decides is done, and the next one is shown."""

    def __init__(self, page: Page, suggesting: Suggesting) -> None:
        """Review the annotations of the document at `page`; `suggesting` is what comes last."""
        self._page = page
        self._suggesting = suggesting
        self._rivals = Rivals(page)

    async def command_review(self) -> None:
        """Show what waits, from the place that is selected or on top of the page."""
        page = self._page
        had_rivals = bool(page.rivalries)
        if not await self._rivals.go_through():
            return
        waiting = await asyncio.to_thread(page.session.doubts)
        if not waiting and not had_rivals:
            if not self._suggesting.begin():
                page.say("nothing to review: every annotation is on its words")
            return
        selection = page.selection
        at = 0
        while waiting:
            at %= len(waiting)
            answer = await page.ask(self._dialog(waiting, at, selection))
            if answer is None:
                return
            if answer in {Answer.NEXT, Answer.PREVIOUS}:
                at += 1 if answer is Answer.NEXT else -1
                continue
            if answer is Answer.GO:
                page.view.select(*waiting[at].shown.spans[0])
                return
            await self._do(answer, waiting[at], selection)
            waiting = await asyncio.to_thread(page.session.doubts)
        if not self._suggesting.begin():
            page.say("saved: all are reviewed", "$success")

    def _dialog(self, waiting: list[Doubt], at: int, selection: Span | None) -> Review:
        session, doubt = self._page.session, waiting[at]
        book = session.codebook()
        tags = [f"#{book.name(code)}" for code in doubt.stored.tags]
        about = " ".join([*tags, shorten(doubt.stored.note, _NOTE)])
        words = session.document.text.slice(*selection) if selection else ""
        return Review(doubt, at + 1, len(waiting), about, words)

    async def _do(self, answer: Answer, doubt: Doubt, selection: Span | None) -> None:
        session, note = self._page.session, doubt.stored.id
        if answer is Answer.KEEP:
            await self._page.change("kept", lambda: session.keep(note))
        elif answer is Answer.PUT and selection:
            await self._page.change("put on other words", lambda: session.move(note, [selection]))
        elif answer is Answer.DISMISS:
            await self._page.change("dismissed", lambda: session.dismiss(note))
        elif answer is Answer.REMOVE:
            await self._page.change("removed", lambda: session.remove(note))
