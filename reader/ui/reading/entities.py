"""The entities of the document: found beside the reading, highlighted, hidden, gone through."""

from __future__ import annotations

import asyncio
import gc
from bisect import bisect_left
from collections import Counter
from collections.abc import Callable, Collection, Sequence
from contextlib import suppress
from functools import partial
from pathlib import Path
from threading import Event
from typing import TYPE_CHECKING

from reader.core.annotation import Annotation
from reader.core.commands import by_id
from reader.core.decisions import decided
from reader.core.document import Document
from reader.core.entity import Mention, sign
from reader.core.keymap import Given
from reader.core.paint import indexed
from reader.core.session import Span
from reader.core.spans import SpanIndex
from reader.first_page import FINDING
from reader.ui.background import in_background
from reader.ui.content import counted, shorten
from reader.ui.dialogs.picker import Picker, Row
from reader.ui.reading.desk import Page

if TYPE_CHECKING:
    from reader.entities.aliases import Entity
    from reader.entities.recognition import Recognition

_LONG = 100_000
"""Characters of a document of which the part on screen is looked at first."""
_A_MOMENT = 1.0
"""Seconds that a jump to an entity waits for entities to be found."""
_CONFIDENCES = (0.0, 0.5, 0.7, 0.9)
_MANY = 5_000
"""Mentions that are laid over the page at once; more take longer than a key may wait."""
_NAME = 60
_LAYER = 24
"""Characters of the name of a recogniser, which may be a long command."""
_ALSO = 3
"""Other names of an entity that the list shows."""


_Prepared = tuple[list[Mention], list[Mention], SpanIndex[Mention]]


class Entities:
    """Finds the entities of the document at a page, and carries out the commands on all of them."""

    def __init__(
        self,
        page: Page,
        recognition: Callable[[], Recognition],
        path: Path,
        hidden: Collection[str],
    ) -> None:
        """Find with `recognition`; the types `hidden` are not highlighted at first."""
        self._page = page
        self._recognition = recognition
        self._path = path
        self._hidden = set(hidden)
        self._least = _CONFIDENCES[0]
        self._shown = True
        self._found: Sequence[Mention] = ()
        self._is_found = asyncio.Event()
        self._share = 0.0
        self._basis: tuple[Sequence[Mention], list[Annotation]] | None = None
        """What the mentions that are highlighted were worked out from."""
        self._decided: list[Mention] = []
        self._index: SpanIndex[Mention] = SpanIndex()
        self._groups = _Groups()
        self._counts: tuple[Mention, str] | None = None
        self.by = ""
        """What found them, for a person who sees the document for the first time."""
        self.visible: list[Mention] = []
        """The mentions that are highlighted, in order."""

    # -- finding

    def forget(self) -> None:
        """Begin anew: another text is on the page."""
        self._found, self._basis = (), None
        self._is_found.clear()

    async def find(self, *, is_first: bool = False) -> Sequence[str]:
        """Find the entities and highlight them, those on screen first if it may take long.

        Returns sentences on what went wrong. `is_first` lets `by` tell what found them, to a
        person who has not seen the document before. It stops soon after it was cancelled.
        """
        document, offset = self._page.session.document, self._page.view.top_offset
        loop, cancelled = asyncio.get_running_loop(), Event()

        def progress(share: float) -> None:
            self._share = share
            # Else the collector would look at all that was found again and again, and keys wait.
            gc.freeze()
            if not loop.is_closed():
                loop.call_soon_threadsafe(self._page.update_status)

        def so_far(found: Sequence[Mention]) -> None:
            if not (loop.is_closed() or cancelled.is_set()):
                loop.call_soon_threadsafe(self._show_so_far, found, cancelled)

        def work() -> tuple[Sequence[Mention], Sequence[str], str]:
            recognition = self._recognition()
            if recognition.is_off(document, self._path):
                return (), (), ""
            result = recognition.find(
                document,
                self._path,
                is_cancelled=cancelled.is_set,
                on_progress=progress,
                on_found=so_far,
            )
            layers = recognition.layers(document, self._path) if is_first else ()
            by = ", ".join(shorten(layer, _LAYER) for layer in layers)
            return result.mentions, result.problems, by

        try:
            if not self._is_found.is_set() and len(document.text) > _LONG:
                self._found = await in_background(partial(self._near, document, offset))
                self.highlight()
            self._found, problems, by = await in_background(work)
        finally:
            cancelled.set()
        self._is_found.set()
        self.highlight()
        self.by = by
        self._page.update_status()
        return problems

    def _show_so_far(self, found: Sequence[Mention], cancelled: Event) -> None:
        """Show what is there while others are at work, unless it is of another text by now."""
        if not cancelled.is_set():
            self._found, self._share = found, 0.0
            self.highlight()

    def _near(self, document: Document, offset: int) -> Sequence[Mention]:
        recognition = self._recognition()
        if recognition.is_off(document, self._path):
            return ()
        return recognition.near(document, self._path, offset)

    async def has_found(self) -> bool:
        """Wait a moment for the entities if need be; whether there are any to go to."""
        if not self.visible:
            with suppress(TimeoutError):
                await asyncio.wait_for(self._is_found.wait(), _A_MOMENT)
        return bool(self.visible) or self._is_found.is_set()

    @property
    def state(self) -> str:
        """How many are highlighted, or how far the search for them is."""
        if not self._is_found.is_set():
            if self._share:
                return f"{FINDING} {self._share:.0%}"
            return f"{FINDING} {len(self.visible)} so far" if self.visible else FINDING
        return counted(len(self.visible), "entity", "entities")

    # -- highlighting

    def highlight(self) -> None:
        """Highlight what was found, but for what the person hides, doubts or has rejected."""
        work = partial(
            _prepared, self._found, self._page.annotations, frozenset(self._hidden), self._least
        )
        if len(self._found) > _MANY:
            self._page.beside(lambda: self._highlight_beside(work), "highlight")
        else:
            self._show(work())

    async def _highlight_beside(self, work: Callable[[], _Prepared]) -> None:
        """Highlight so many that keys would have to wait for it."""
        self._show(await in_background(work))

    def _show(self, prepared: _Prepared) -> None:
        self._decided, self.visible, self._index = prepared
        self._counts = None
        self._page.view.set_mentions(self._index if self._shown else ())
        self._page.update_status()
        self.look()

    def command_toggle_entities(self) -> None:
        """Show the entities, or hide them."""
        self._shown = not self._shown
        self._page.view.set_mentions(self._index if self._shown else ())

    def command_confidence(self) -> None:
        """Highlight only entities that are surer, in a few steps, then all again."""
        at = _CONFIDENCES.index(self._least)
        self._least = _CONFIDENCES[(at + 1) % len(_CONFIDENCES)]
        self.highlight()
        which = f"at least {self._least:.0%} sure" if self._least else "however sure"
        self._page.say(f"{self.state}, {which}")

    async def command_hide_type(self) -> None:
        """Hide the type of the selected entity; with nothing selected choose what is shown."""
        mention = self._selected()
        if mention is not None:
            self._toggle(mention.label)
            self._page.view.clear_selection()
            self._page.say(f"{mention.label} is hidden: zt shows it again")
            return
        at = 0
        while True:
            counts = Counter(one.label for one in self._decided)
            labels = sorted(counts, key=lambda label: -counts[label])
            if not labels:
                self._page.say("no entities are highlighted here")
                return
            rows = [
                Row(
                    one,
                    one,
                    f"{sign(one)} · {counts[one]}",
                    mark=" " if one in self._hidden else "✓",
                )
                for one in labels
            ]
            title = "Types: ⏎ hides or shows one, esc is done"
            chosen = await self._page.ask(Picker(title, rows, start=at))
            if chosen is None:
                return
            self._toggle(chosen)
            at = labels.index(chosen)

    def _toggle(self, label: str) -> None:
        self._hidden ^= {label}
        self.highlight()

    # -- going through them

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
        mention = self._selected()
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

    def look(self) -> None:
        """Find out how often the selected entity is mentioned, here and in the library."""
        mention = self._selected()
        if mention is not None and (self._counts is None or self._counts[0] != mention):
            self._page.beside(lambda: self._count(mention), "counts")

    def count(self, mention: Mention) -> str:
        """Return how often an entity is mentioned, once that is known."""
        return self._counts[1] if self._counts and self._counts[0] == mention else ""

    async def _count(self, mention: Mention) -> None:
        same = _same(await self._grouped(), mention)
        text = self._page.session.document.text
        names = {text.slice(one.start, one.end) for one in same}
        in_all, documents = await in_background(lambda: self._recognition().in_library(names))
        told = f" · {len(same)} here"
        if documents > 1:
            told += f", {in_all} in {documents} documents"
        self._counts = mention, told
        self._page.update_status()

    async def _grouped(self) -> list[Entity]:
        """Return the entities behind the mentions that are highlighted."""
        return await self._groups.of(self._page.session.document, self.visible)

    def at(self, span: Span) -> Mention | None:
        """Return the mention that is highlighted on just `span`."""
        place = bisect_left(self.visible, span)
        mention = self.visible[place] if place < len(self.visible) else None
        return mention if mention and (mention.start, mention.end) == span else None

    def _selected(self) -> Mention | None:
        return self.at(self._page.selection) if self._page.selection else None


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


def _prepared(
    found: Sequence[Mention],
    annotations: Sequence[Annotation],
    hidden: Collection[str],
    least: float,
) -> _Prepared:
    """Return the mentions that hold, those of them that are shown, and the latter by place."""
    holding = decided(found, annotations)
    visible = [one for one in holding if one.label not in hidden and one.score >= least]
    return holding, visible, indexed(visible)
