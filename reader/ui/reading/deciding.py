"""Decisions on one entity: it is one, it is of another type."""

from __future__ import annotations

from reader.core.annotation import Status
from reader.core.entity import EntityType, Mention
from reader.ui.dialogs.picker import Picker, Row
from reader.ui.reading.desk import Asking, Desk

_TYPES = [one.value for one in EntityType if one is not EntityType.NAME]


class Deciding:
    """Carries out the commands that decide on the selected entity."""

    def __init__(self, desk: Desk) -> None:
        """Decide on what is selected at `desk`."""
        self._desk = desk

    async def command_accept(self) -> None:
        """Accept the suggestion; words that are none get a type."""
        mention, span, session = self._mention(), self._desk.selection, self._desk.session
        present = session.at(span) if span else None
        if present is not None and present.status is Status.SUGGESTED:
            ids, title = [present.id], "accept a suggestion"
            await self._desk.change(
                "accepted", lambda: session.judge(ids, Status.ACCEPTED, title=title)
            )
        elif mention is None:
            await self.command_relabel()
        else:
            await self._decide(mention.label, f"accept as {mention.label}")

    async def command_relabel(self) -> None:
        """Choose the type of the selected words."""
        mention = self._mention()
        label = mention.label if mention else ""
        chosen = await ask_type(self._desk, label)
        if chosen:
            await self._decide(chosen, f"mark as {chosen}")

    async def _decide(self, label: str, title: str) -> None:
        span, session = self._desk.selection, self._desk.session
        if span:
            await self._desk.change(
                title, lambda: session.give([span], entity_type=label, title=title)
            )

    def _mention(self) -> Mention | None:
        span = self._desk.selection
        return next((one for one in self._desk.mentions if (one.start, one.end) == span), None)


async def ask_type(asking: Asking, label: str) -> str | None:
    """Let the person choose an entity type, from that of the name `label` on."""
    rows = [Row(one, one, mark="✓" if one == label else "") for one in _TYPES]
    start = _TYPES.index(label) if label in _TYPES else 0
    return await asking.ask(Picker("Type", rows, start=start))
