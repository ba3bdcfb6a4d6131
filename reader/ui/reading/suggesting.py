"""Going through suggestions: each on the page in its context, decided on with one key."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Sequence
from typing import NamedTuple

from reader.core.annotation import Annotation, Status
from reader.core.entity import Mention
from reader.core.excerpts import in_sentences
from reader.core.suggesting import Group, Suggestion, after, before, groups, stored, unsure
from reader.ui.content import counted, shorten
from reader.ui.dialogs.picker import Picker, Row
from reader.ui.reading.deciding import ask_type
from reader.ui.reading.desk import Page

_WORDS = 30
_MOST = 500
"""Places that are shown of many."""
_START = (-1, -1, "")

Place = tuple[int, int, str]


class _Answer(NamedTuple):
    """A decision on a group of suggestions."""

    accepts: bool
    group: Group


class Suggesting:
    """Carries out the commands on suggestions. While it is on, one of them is selected.

    The next one is shown before the decision on the last one is saved.
    """

    def __init__(self, page: Page) -> None:
        """Go through the suggestions on the document at `page`."""
        self._page = page
        self._source: Callable[[], list[Suggestion]] | None = None
        self._now: Suggestion | None = None
        self._saving: set[Place] = set()

    @property
    def is_on(self) -> bool:
        """Whether suggestions are gone through."""
        return self._now is not None

    # -- what there is

    def begin(self) -> bool:
        """Go through what is stored as a suggestion; return whether there is any."""
        return self._begin(self._stored)

    def command_unsure_entities(self) -> None:
        """Go through what the recogniser is not sure of."""
        if not self._begin(self._unsure):
            self._page.say("the recogniser is sure of every entity that is highlighted")

    def _stored(self) -> list[Suggestion]:
        return stored(self._page.annotations, self._page.session.codebook())

    def _unsure(self) -> list[Suggestion]:
        return unsure(self._page.mentions, self._page.annotations)

    def _begin(self, source: Callable[[], list[Suggestion]]) -> bool:
        """Begin at what is selected, or on top of the page."""
        self._source = source
        selection = self._page.selection
        start = selection[0] if selection else self._page.view.top_offset
        return self._show(lambda waiting: after(waiting, (start, -1, "")))

    def _waiting(self) -> list[Suggestion]:
        found = self._source() if self._source else []
        return [one for one in found if one.place not in self._saving]

    def _show(self, choose: Callable[[list[Suggestion]], int]) -> bool:
        """Show the one that `choose` numbers; return whether there is one."""
        waiting = self._waiting()
        if not waiting:
            self._leave()
            return False
        number = choose(waiting)
        self._now = waiting[number]
        self._page.view.select(self._now.start, self._now.end)
        self._page.say(_told(self._now, number + 1, len(waiting)), "$accent")
        return True

    def _next(self) -> None:
        """Show the next one; say so if there is none."""
        place = self._now.place if self._now else _START
        if not self._show(lambda waiting: after(waiting, place)):
            self._page.say("no suggestion is left", "$success")

    def _leave(self) -> None:
        if self._now is not None:
            self._now = None
            self._page.view.clear_selection()

    # -- deciding

    async def command_accept_suggestion(self) -> None:
        """Accept it."""
        if self._now:
            await self._decide([self._now], accepts=True, title=f"accept {self._now.label}")

    async def command_reject_suggestion(self) -> None:
        """Reject it for good."""
        if self._now:
            await self._decide([self._now], accepts=False, title=f"reject {self._now.label}")

    async def command_relabel_suggestion(self) -> None:
        """Accept the words with another label."""
        one = self._now
        if one is None:
            return
        label = await self._ask_label(one)
        if label is not None:
            await self._decide([one], accepts=True, title=f"mark as {label}", label=label)
        else:
            self._show(lambda waiting: _number(waiting, one.place))

    async def _ask_label(self, one: Suggestion) -> str | None:
        """Let the person choose a type in the place of a type, or a tag in the place of a tag."""
        if one.annotation is None or one.annotation.entity_type:
            return await ask_type(self._page, one.label)
        book = self._page.session.codebook()
        rows = [Row(book.path(code), code.name, code.description) for code in book.tree()]
        return await self._page.ask(Picker("Tag", rows, new=str))

    async def command_many_suggestions(self) -> None:
        """Decide on many at once, after a look at them."""
        one = self._now
        if one is None:
            return
        text = self._page.session.document.text
        found = groups(self._waiting(), one, text)
        rows = [
            Row(f"{verb} {group.title}", _Answer(verb == "accept", group), str(len(group.members)))
            for verb in ("accept", "reject")
            for group in found
        ]
        answer = await self._page.ask(Picker("Many at once", rows))
        chosen = await self._preview(answer) if answer else []
        if answer and chosen:
            verb = "accept" if answer.accepts else "reject"
            title = f"{verb} {counted(len(chosen), 'suggestion')}"
            await self._decide(chosen, accepts=answer.accepts, title=title)
        else:
            self._show(lambda waiting: _number(waiting, one.place))

    async def _preview(self, answer: _Answer) -> list[Suggestion]:
        """Show what is to be decided on; return what the person did not leave out."""
        members = answer.group.members
        spans = [(one.start, one.end) for one in members[:_MOST]]
        shown = await asyncio.to_thread(in_sentences, self._page.session.document, spans)
        verb = "Accept" if answer.accepts else "Reject"
        title = f"{verb} {answer.group.title}: {counted(len(members), 'place')}"
        from reader.ui.dialogs.preview import Preview

        out = await self._page.ask(Preview(title, shown, len(members)))
        if out is None:
            return []
        return [one for number, one in enumerate(members) if number not in out]

    async def _decide(
        self, chosen: Sequence[Suggestion], *, accepts: bool, title: str, label: str = ""
    ) -> None:
        """Show the next suggestion, and save what was decided on those `chosen` as one change."""
        session = self._page.session
        ids = [one.annotation.id for one in chosen if one.annotation]
        mentions = [
            Mention(one.start, one.end, label or one.label)
            for one in chosen
            if one.annotation is None
        ]
        status = Status.ACCEPTED if accepts else Status.REJECTED

        def save() -> None:
            if ids:
                session.judge(ids, status, title=title, label=label)
            elif accepts:
                session.accept(mentions, title=title)
            else:
                session.reject(mentions, title=title)

        places = {one.place for one in chosen}
        self._saving |= places
        self._next()
        try:
            await self._page.change(title, save)
        finally:
            self._saving -= places
        self._say_again(title)

    async def command_undo_suggestion(self) -> None:
        """Take the last decision back, and go to it."""
        session = self._page.session
        event = await self._page.change("undone", session.undo)
        spans = [
            one.spans[0]
            for change in event.changes
            if isinstance(one := change.before, Annotation) and one.spans
        ]
        start = min(spans)[0] if spans else 0
        self._show(lambda waiting: after(waiting, (start, -1, "")))

    # -- moving on

    def command_skip_suggestion(self) -> None:
        """Leave it for later."""
        self._next()

    def command_earlier_suggestion(self) -> None:
        """Go back."""
        if self._now:
            place = self._now.place
            self._show(lambda waiting: before(waiting, place))

    def command_leave_suggestions(self) -> None:
        """Leave the rest for later."""
        self._leave()
        left = counted(len(self._waiting()), "suggestion")
        self._page.say(f"{left} left")

    def _say_again(self, title: str) -> None:
        """Say what was saved, and which suggestion is looked at."""
        waiting = self._waiting()
        if self._now is None:
            self._page.say(f"saved: {title}; no suggestion is left", "$success")
            return
        number = _number(waiting, self._now.place) + 1
        self._page.say(f"✓ {title}   {_told(self._now, number, len(waiting))}", "$accent")


def _number(suggestions: Sequence[Suggestion], place: Place) -> int:
    """Return the number of the suggestion at `place`, or of the one after it."""
    return next((n for n, one in enumerate(suggestions) if one.place >= place), 0)


def _told(one: Suggestion, number: int, count: int) -> str:
    """Say which suggestion it is, and what it says."""
    parts = [f"{number} of {count}:", shorten(one.label, _WORDS) or "a mark"]
    if one.score is not None:
        parts.append(f"{one.score:.0%}")
    if one.by:
        parts.append(f"by {shorten(one.by, _WORDS)}")
    return " ".join(parts)
