"""The library's own names: what words always are, or never, in all of its documents."""

from __future__ import annotations

import asyncio
from collections.abc import Callable

from reader.core.annotation import Event
from reader.core.entity import Mention
from reader.core.names import ALWAYS_TITLE, NEVER, NEVER_TITLE, NameRule, one_line, rule_of
from reader.core.session import Span
from reader.ui.content import shorten
from reader.ui.reading.annotating import Annotating
from reader.ui.reading.deciding import ask_type
from reader.ui.reading.desk import Page
from reader.ui.services import Services

_WORDS = 30


class Naming:
    """Carries out the commands on the library's list of names, and takes them back.

    A rule is made together with a decision on the words here, so that undoing the one, also
    after a restart, takes back the other.
    """

    def __init__(self, page: Page, services: Services, annotating: Annotating) -> None:
        """Work on the document at `page`; `annotating` undoes what has no rule."""
        self._page = page
        self._services = services
        self._annotating = annotating

    async def command_always_in_library(self) -> None:
        """Let the words be of the type that they have, or of one that is chosen."""
        span, session = self._page.selection, self._page.session
        if span is None:
            return
        name, mention = self._name(span), self._mention(span)
        kind = mention.label if mention else ""
        known = await asyncio.to_thread(lambda: self._services.recognition.lists.kind(name))
        if known and known == kind:
            await self._forget(name, span)
            return
        kind = kind or await ask_type(self._page, "") or ""
        if kind:
            rule = NameRule(name, kind)
            await self._set(
                rule, lambda: session.give([span], entity_type=kind, title=ALWAYS_TITLE)
            )

    async def command_never_in_library(self) -> None:
        """Let the words be no entity."""
        span, session = self._page.selection, self._page.session
        if span is None:
            return
        name, mention = self._name(span), self._mention(span)
        known = await asyncio.to_thread(lambda: self._services.recognition.lists.kind(name))
        if known == NEVER:
            await self._forget(name, span)
            return
        rejected = mention or Mention(*span, "NAME")
        await self._set(
            NameRule(name, NEVER), lambda: session.reject([rejected], title=NEVER_TITLE)
        )

    async def command_undo(self) -> None:
        """Take the last change back, and the rule that came with it."""
        await self._follow(await self._annotating.undo(), is_undone=True)

    async def command_redo(self) -> None:
        """Make it again."""
        await self._follow(await self._annotating.redo(), is_undone=False)

    async def _set(self, rule: NameRule, decide: Callable[[], int]) -> None:
        def both() -> int:
            self._services.names.set(rule)
            return decide()

        changes = await self._page.change("in the library", both)
        self._page.recognise()
        which = "never an entity" if rule.kind == NEVER else f"always {rule.kind}"
        back = "u takes it back" if changes else "the same key takes it back"
        words = shorten(rule.name, _WORDS)
        self._page.say(f"saved: “{words}” is {which} in the library · {back}", "$success")

    async def _forget(self, name: str, span: Span) -> None:
        """Let the list say nothing of a name, and take the decision away that came with it."""
        session = self._page.session
        decisions = [
            one.id
            for one in self._page.annotations
            if one.spans == [span] and one.entity_type and not one.tags and not one.note
        ]

        def both() -> None:
            self._services.names.forget(name)
            for one in decisions:
                session.remove(one)

        await self._page.change("in the library", both)
        self._page.recognise()
        self._page.say(f"saved: the library says nothing of “{shorten(name, _WORDS)}”", "$success")

    async def _follow(self, event: Event, *, is_undone: bool) -> None:
        """Let the library's list follow an event that was undone or made again."""
        rule = rule_of(event)
        if rule is None:
            return
        names = self._services.names
        if is_undone:
            await asyncio.to_thread(names.forget, rule.name)
        else:
            await asyncio.to_thread(names.set, rule)
        self._page.recognise()

    def _name(self, span: Span) -> str:
        return one_line(self._page.session.document.text.slice(*span))

    def _mention(self, span: Span) -> Mention | None:
        return next((one for one in self._page.mentions if (one.start, one.end) == span), None)
