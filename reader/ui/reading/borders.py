"""Which words an annotation is on: its borders moved, a part added."""

from __future__ import annotations

from reader.core.session import Span
from reader.ui.content import shorten
from reader.ui.reading.desk import Desk

_WORDS = 40


class Borders:
    """Carries out the commands that put an annotation on other words."""

    def __init__(self, desk: Desk) -> None:
        """Work on what is selected at `desk`."""
        self._desk = desk

    async def command_add_part(self) -> None:
        """Put the last annotation on the selected words too."""
        span, session = self._desk.selection, self._desk.session
        last = session.last()
        if span is None or last is None:
            self._desk.say("there is no annotation to add a part to")
            return
        after = await self._desk.change("part", lambda: session.add_part(last.id, span))
        self._desk.say(f"saved: {len(after.targets)} parts: {shorten(after.quote, _WORDS)}")

    async def command_move_borders(self) -> None:
        """Put the annotation at the selection, or else the last one, on the selected words."""
        span, session = self._desk.selection, self._desk.session
        one = (session.under(span) or session.last()) if span else None
        if span is None or one is None:
            self._desk.say("there is no annotation to move")
            return
        await self._move(one.id, one.quote, span)

    async def _move(self, annotation_id: str, quote: str, span: Span) -> None:
        session = self._desk.session
        await self._desk.change("borders", lambda: session.move_part(annotation_id, span))
        self._desk.say(f"saved: moved here from “{shorten(quote, _WORDS)}”", "$success")
