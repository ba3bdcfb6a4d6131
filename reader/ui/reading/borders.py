"""Which words an annotation is on: its borders moved, a part added."""

from __future__ import annotations

from reader.core.entity import Mention
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
        if span is None:
            return
        under = session.under(span)
        entity = min(self._entities(span), key=lambda one: _distance(one, span), default=None)
        if entity and not any(
            _distance(one, span) <= _distance(entity, span)
            for one in (under.spans if under else ())
        ):
            title = f"borders of {entity.label}"
            await self._desk.change(
                title, lambda: session.give([span], entity_type=entity.label, title=title)
            )
            return
        one = under or session.last()
        if one is None:
            self._desk.say("there is no annotation to move")
            return
        await self._move(one.id, one.quote, span)

    def _entities(self, span: Span) -> list[Mention]:
        """Return the entities that share words with `span`."""
        return [one for one in self._desk.mentions if one.start < span[1] and span[0] < one.end]

    async def _move(self, annotation_id: str, quote: str, span: Span) -> None:
        session = self._desk.session
        await self._desk.change("borders", lambda: session.move_part(annotation_id, span))
        self._desk.say(f"saved: moved here from “{shorten(quote, _WORDS)}”", "$success")


def _distance(one: Span | Mention, span: Span) -> int:
    """Return by how many characters the borders of two spans differ."""
    return abs(one[0] - span[0]) + abs(one[1] - span[1])
