"""Lists to jump from: headings, entities, annotations."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from reader.core.annotation import Annotation
from reader.core.session import Span
from reader.ui.content import shorten
from reader.ui.dialogs.picker import Picker, Row
from reader.ui.reading.desk import Page
from reader.ui.reading.rivals import told

_TITLE = 60
_WORDS = 36
"""Of a quotation, so that its tags and its note have room beside it."""


class Lists:
    """Carries out the commands that show a list; choosing a row jumps to its place."""

    def __init__(self, page: Page) -> None:
        """List what is in the document at `page`."""
        self._page = page

    async def command_outline(self) -> None:
        """List the headings, or else the places that a citation names."""
        document = self._page.session.document
        rows = [
            Row(
                "  " * (block.level - 1) + shorten(document.text.slice(block.start, block.end), 80),
                block.start,
            )
            for block in document.outline()
        ]
        # Pages, times and rows lead through a document without headings.
        rows = rows or [Row(place.label, place.start) for place in document.locations]
        if not rows:
            self._page.say("the document has no headings")
            return
        offset = await self._page.ask(Picker("Outline", rows))
        if offset is not None:
            self._page.view.go_to(offset)

    async def command_entities(self) -> None:
        """List the entities, the most frequent first."""
        text = self._page.session.document.text
        counts: Counter[tuple[str, str]] = Counter()
        first: dict[tuple[str, str], tuple[int, int]] = {}
        for mention in self._page.mentions:
            key = (shorten(text.slice(mention.start, mention.end), _TITLE), mention.label)
            counts[key] += 1
            first.setdefault(key, (mention.start, mention.end))
        rows: list[Row[Span | None]] = [
            Row(name, first[name, label], detail=f"{label} · {count}")
            for (name, label), count in counts.most_common()
        ]
        await self._jump("Entities", rows, "no entities are highlighted here")

    async def command_annotations(self) -> None:
        """List the annotations in the order of the text."""
        book = self._page.session.codebook()
        rivalries = {one.shown.id: told(one) for one in self._page.rivalries}
        rows: list[Row[Span | None]] = [
            Row(
                shorten(one.quote, _WORDS),
                next(iter(one.spans), None),
                detail=_detail(
                    one, [book.name(code) for code in one.tags], rivalries.get(one.id, "")
                ),
                mark="≠" if one.id in rivalries else "▌" if one.note else "",
            )
            for one in self._page.annotations
            if one.targets
        ]
        await self._jump("Annotations", rows, "nothing is annotated here yet")

    async def _jump(self, title: str, rows: Sequence[Row[Span | None]], nothing: str) -> None:
        """Let the person choose a span and select it."""
        if not rows:
            self._page.say(nothing)
            return
        span = await self._page.ask(Picker[Span | None](title, rows))
        if span is not None:
            self._page.view.select(*span)


def _detail(annotation: Annotation, tags: list[str], rival: str) -> str:
    """Return the tags and the beginning of the note, and what is to be known before."""
    parts = [part for part in ("not here" if annotation.is_lost else "", rival) if part]
    parts += [f"#{tag}" for tag in tags]
    if annotation.note:
        parts.append(shorten(annotation.note, _TITLE))
    return "  ".join(parts)
