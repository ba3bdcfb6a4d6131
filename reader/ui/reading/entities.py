"""The entities of the document: found beside the reading, highlighted, hidden."""

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
from reader.core.decisions import decided
from reader.core.document import Document
from reader.core.entity import Mention, sign
from reader.core.paint import indexed
from reader.core.session import Span
from reader.core.spans import SpanIndex
from reader.first_page.unseen import FINDING
from reader.ui.background import in_background
from reader.ui.content import counted, shorten
from reader.ui.dialogs.picker import Picker, Row
from reader.ui.reading.desk import Page

if TYPE_CHECKING:
    from reader.entities.recognition import Recognition

_LONG = 100_000
"""Characters of a document of which the part on screen is looked at first."""
_A_MOMENT = 1.0
"""Seconds that a jump to an entity waits for entities to be found."""
_CONFIDENCES = (0.0, 0.5, 0.7, 0.9)
_MANY = 5_000
"""Mentions that are laid over the page at once; more take longer than a key may wait."""
_LAYER = 24
"""Characters of the name of a recogniser, which may be a long command."""


_Prepared = tuple[list[Mention], list[Mention], SpanIndex[Mention]]


class Entities:
    """Finds the entities of the document at a page, and carries out what hides and shows them."""

    def __init__(
        self,
        page: Page,
        recognition: Callable[[], Recognition],
        path: Path,
        hidden: Collection[str],
        keep_hidden: Callable[[Collection[str]], None],
    ) -> None:
        """Find with `recognition`; the types `hidden` are not highlighted at first.

        `keep_hidden` is told, in a thread of its own, which types are from now on.
        """
        self._page = page
        self._recognition = recognition
        self._path = path
        self._hidden = frozenset(hidden)
        self._keep_hidden = keep_hidden
        self._least = _CONFIDENCES[0]
        self._shown = True
        self._found: Sequence[Mention] = ()
        self._told: Sequence[str] = ()
        """What went wrong when the entities were found before."""
        self._is_found = asyncio.Event()
        self._share = 0.0
        self._basis: tuple[Sequence[Mention], list[Annotation]] | None = None
        """What the mentions that are highlighted were worked out from."""
        self._decided: list[Mention] = []
        self._index: SpanIndex[Mention] = SpanIndex()
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

        Returns sentences on what went wrong, and did not the time before. `is_first` lets `by`
        tell what found them, to a person who has not seen the document before. It stops soon
        after it was cancelled.
        """
        document, offset = self._page.session.document, self._page.view.top_offset
        loop, cancelled = asyncio.get_running_loop(), Event()

        def progress(share: float) -> None:
            self._share = share
            # Else the collector would look at all that was found again and again, and keys wait.
            gc.freeze()
            if not (loop.is_closed() or cancelled.is_set()):
                loop.call_soon_threadsafe(self._tell_progress, cancelled)

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
        new = [problem for problem in problems if problem not in self._told]
        self._told = problems
        return new

    def _tell_progress(self, cancelled: Event) -> None:
        """Tell how far it is, unless the page is gone by now."""
        if not cancelled.is_set():
            self._page.update_status()

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
        work = partial(_prepared, self._found, self._page.annotations, self._hidden, self._least)
        if len(self._found) > _MANY:
            self._page.beside(partial(self._highlight_beside, self._found, work), "highlight")
        else:
            self._show(work())

    async def _highlight_beside(
        self, found: Sequence[Mention], work: Callable[[], _Prepared]
    ) -> None:
        """Highlight so many that keys would have to wait for it; not if others are found by now."""
        prepared = await in_background(work)
        if found is self._found:
            self._show(prepared)

    def _show(self, prepared: _Prepared) -> None:
        self._decided, self.visible, self._index = prepared
        self._page.view.set_mentions(self._index if self._shown else ())
        self._page.update_status()

    def command_toggle_entities(self) -> None:
        """Show the entities, or hide them."""
        self._shown = not self._shown
        self._page.view.set_mentions(self._index if self._shown else ())
        if not self._shown:
            self._page.say("entities are hidden: H shows them again")

    def command_confidence(self) -> None:
        """Highlight only entities that are surer, in a few steps, then all again."""
        at = _CONFIDENCES.index(self._least)
        self._least = _CONFIDENCES[(at + 1) % len(_CONFIDENCES)]
        self.highlight()
        which = f"at least {self._least:.0%} sure" if self._least else "however sure"
        self._page.say(f"{self.state}, {which}")

    async def command_hide_type(self) -> None:
        """Hide the type of the selected entity; with nothing selected choose what is shown."""
        mention = self.selected()
        if mention is not None:
            await self._toggle(mention.label)
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
            await self._toggle(chosen)
            at = labels.index(chosen)

    async def _toggle(self, label: str) -> None:
        self._hidden ^= {label}
        self.highlight()
        await asyncio.to_thread(self._keep_hidden, self._hidden)

    def at(self, span: Span) -> Mention | None:
        """Return the mention that is highlighted on just `span`."""
        place = bisect_left(self.visible, span)
        mention = self.visible[place] if place < len(self.visible) else None
        return mention if mention and (mention.start, mention.end) == span else None

    def selected(self) -> Mention | None:
        """Return the mention that is selected."""
        return self.at(self._page.selection) if self._page.selection else None


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
