"""The same for all: what was done to the selected words, done wherever they stand."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Sequence

from reader.core.annotation import Annotation, Status
from reader.core.entity import Mention
from reader.core.excerpts import in_sentences
from reader.core.occurrences import occurrences
from reader.core.session import Span
from reader.ui.content import counted
from reader.ui.reading.desk import Page

_MOST = 500


class Occurrences:
    """Carries out what is done at all places of the same words, as one change after a preview."""

    def __init__(self, page: Page, last_tag: Callable[[], str]) -> None:
        """Work on the document at `page`; `last_tag` is the tag that was given last."""
        self._page = page
        self._last_tag = last_tag

    async def command_all_occurrences(self) -> None:
        """Give all the same words the tags and the type that the selection has."""
        span = self._page.selection
        if span is None:
            return
        present = self._on(span)
        if present and present.status is Status.REJECTED:
            await self._reject(span, present.entity_type)
            return
        book = self._page.session.codebook()
        tags = [code.name for code in book if present and code.id in present.tags]
        entity_type = present.entity_type if present else ""
        if not tags and not entity_type:
            tags = [self._last_tag()] if self._last_tag() else []
            entity_type = "" if tags else self._label(span)
        given = " ".join([*(f"#{tag}" for tag in tags), *([entity_type] if entity_type else [])])
        if not given:
            self._page.say("tag the words first: then * gives all of them the tag")
            return
        await self._give(span, tags, entity_type, given)

    async def command_never(self) -> None:
        """Reject the selected entity wherever the same words were taken for one."""
        span = self._page.selection
        label = self._label(span) if span else ""
        if span and label:
            await self._reject(span, label)
        else:
            self._page.say("there is no entity here")

    async def _give(self, span: Span, tags: list[str], entity_type: str, given: str) -> None:
        session = self._page.session
        spans = await asyncio.to_thread(occurrences, session.document.text, span)
        chosen = await self._preview(f"{given} for", spans)
        if chosen:
            await self._page.change(
                given,
                lambda: session.give(
                    chosen, tags=tags, entity_type=entity_type, title=f"{given} for all"
                ),
            )
            self._page.say(f"saved: {given} at {_places(chosen)} · u takes it back", "$success")

    async def _reject(self, span: Span, label: str) -> None:
        session = self._page.session
        text = session.document.text
        spans = set(await asyncio.to_thread(occurrences, text, span))
        mentions = {(one.start, one.end): one for one in self._page.mentions}
        same = sorted(spans & mentions.keys())
        if not same:
            self._page.say("these words are taken for an entity nowhere else")
            return
        chosen = await self._preview(f"Never {label}:", same)
        if chosen:
            rejected: list[Mention] = [mentions[one] for one in chosen]
            await self._page.change(
                "rejected", lambda: session.reject(rejected, title=f"never {label}")
            )
            self._page.say(f"rejected at {_places(chosen)} · u takes it back", "$success")

    async def _preview(self, title: str, spans: Sequence[Span]) -> list[Span]:
        """Show the places; return those that were not left out, none if nothing is to be done."""
        document = self._page.session.document
        excerpts = await asyncio.to_thread(in_sentences, document, spans[:_MOST])
        from reader.ui.dialogs.preview import Preview

        out = await self._page.ask(Preview(f"{title} {_places(spans)}", excerpts, len(spans)))
        if out is None:
            return []
        return [span for number, span in enumerate(spans) if number not in out]

    def _on(self, span: Span) -> Annotation | None:
        """Return what is on just the span; a rejection only if nothing else is."""
        on = [one for one in self._page.annotations if one.spans == [span]]
        return min(on, key=lambda one: one.status is Status.REJECTED, default=None)

    def _label(self, span: Span) -> str:
        found = (one.label for one in self._page.mentions if (one.start, one.end) == span)
        return next(found, "")


def _places(spans: Sequence[Span]) -> str:
    return counted(len(spans), "place")
