"""The mentions of each entity: listed under all its names, gone through, counted."""

from __future__ import annotations

import asyncio
from collections import Counter
from collections.abc import Callable, Sequence
from functools import partial
from typing import TYPE_CHECKING

from reader.core.commands import by_id
from reader.core.document import Document
from reader.core.entity import Mention
from reader.core.keymap import Given
from reader.core.session import Span
from reader.ui.background import in_background
from reader.ui.content import shorten
from reader.ui.dialogs.picker import Picker, Row
from reader.ui.reading.desk import Page
from reader.ui.reading.entities import Entities

if TYPE_CHECKING:
    from reader.entities.aliases import Entity
    from reader.entities.recognition import Recognition

_NAME = 60
_ALSO = 3
"""Other names of an entity that the list shows."""

_Asked = tuple[Mention, list[Mention]]
"""A mention, and all that are highlighted with it."""


class Mentions:
    """Carries out the commands that go through the mentions of an entity."""

    def __init__(
        self, page: Page, entities: Entities, recognition: Callable[[], Recognition]
    ) -> None:
        """Go through the `entities` of the document at `page`."""
        self._page = page
        self._entities = entities
        self._recognition = recognition
        self._groups = _Groups()
        self._asked: _Asked | None = None
        self._told = ""

    async def command_entities(self) -> None:
        """List the entities by type, however each is called; the one chosen is selected."""
        groups = await self._grouped()
        per_type = Counter(dict.fromkeys({one.label for one in groups}, 0))
        for one in groups:
            per_type[one.label] += len(one.mentions)
        order = {label: place for place, (label, _) in enumerate(per_type.most_common())}
        groups.sort(key=lambda one: (order[one.label], -len(one.mentions)))
        if not groups:
            self._page.say("no entities are highlighted here")
            return
        width = max(map(len, order))
        rows = await in_background(lambda: [self._row(one, width) for one in groups])
        title = " · ".join(f"{label} {number}" for label, number in per_type.most_common())
        picker = Picker[Span](shorten(title, _NAME), rows, otherwise="every one in the library")
        span = await self._page.ask(picker)
        if span is not None:
            self._page.view.select(*span)
            if picker.is_otherwise:
                self._page.carry_out(Given(by_id("selection.concordance")))

    def _row(self, entity: Entity, width: int) -> Row[Span]:
        """Return a row with how often the entity is mentioned, and what else it is called."""
        text = self._page.session.document.text
        spellings = Counter(
            shorten(text.slice(one.start, one.end), _NAME) for one in entity.mentions
        )
        name = shorten(entity.name, _NAME)
        others = [spelling for spelling, _ in spellings.most_common() if spelling != name]
        shown = "".join(f" · {other}" for other in others[:_ALSO])
        first = entity.mentions[0]
        return Row(
            name,
            (first.start, first.end),
            detail=f"{len(entity.mentions)}{shown}",
            mark=entity.label.ljust(width),
            also=" ".join([entity.label, *others]),
        )

    async def command_next_same(self, given: Given) -> None:
        """Select the next mention of the selected entity."""
        await self._go_to_same(given.count)

    async def command_previous_same(self, given: Given) -> None:
        """Select the mention before of the selected entity."""
        await self._go_to_same(-given.count)

    async def _go_to_same(self, count: int) -> None:
        mention = self._entities.selected()
        if mention is None:
            self._page.say("select an entity first: then this goes to its next mention")
            return
        groups = await self._grouped()
        same = _same(groups, mention)
        at = same.index(mention) + count
        if 0 <= at < len(same):
            self._page.view.select(same[at].start, same[at].end)
            self._page.say(f"{mention.label} {at + 1} of {len(same)}")
        else:
            self._page.say("there is no other mention that way")

    def count(self, mention: Mention) -> str:
        """Return how often an entity is mentioned, here and in the library; empty at first.

        It is found out beside the reading of keys, and the status line shown again then.
        """
        asked = mention, self._entities.visible
        if self._asked is None or self._asked[0] != mention or self._asked[1] is not asked[1]:
            self._asked, self._told = asked, ""
            self._page.beside(partial(self._count, asked), "counts")
        return self._told

    async def _count(self, asked: _Asked) -> None:
        same = _same(await self._grouped(), asked[0])
        text = self._page.session.document.text
        names = {text.slice(one.start, one.end) for one in same}
        in_all, documents = await in_background(lambda: self._recognition().in_library(names))
        if self._asked is asked:
            elsewhere = f", {in_all} in {documents} documents" if documents > 1 else ""
            self._told = f" · {len(same)} here{elsewhere}"
            self._page.update_status()

    async def _grouped(self) -> list[Entity]:
        """Return the entities behind the mentions that are highlighted."""
        return await self._groups.of(self._page.session.document, self._entities.visible)


class _Groups:
    """The entities behind the mentions shown last; they are grouped once, by one thread."""

    def __init__(self) -> None:
        self._mentions: Sequence[Mention] | None = None
        self._task: asyncio.Task[list[Entity]] | None = None

    async def of(self, document: Document, mentions: Sequence[Mention]) -> list[Entity]:
        """Return the entities behind `mentions`; who waits may be cancelled, the work is not."""
        if self._task is None or self._mentions is not mentions:
            self._mentions = mentions
            self._task = asyncio.create_task(in_background(partial(_group, document, mentions)))
        return list(await asyncio.shield(self._task))


def _group(document: Document, mentions: Sequence[Mention]) -> list[Entity]:
    from reader.entities.aliases import group

    return group(str(document.text), mentions)


def _same(groups: Sequence[Entity], mention: Mention) -> Sequence[Mention]:
    """Return the mentions of the entity that `mention` is one of."""
    return next((one.mentions for one in groups if mention in one.mentions), (mention,))
