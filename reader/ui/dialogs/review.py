"""An annotation whose words changed: what they were, what they are, and what to do about it."""

from __future__ import annotations

import re
from difflib import SequenceMatcher
from enum import StrEnum
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal, Vertical
from textual.content import Content
from textual.screen import ModalScreen
from textual.widgets import Static

from reader.core.annotation import AnchorState, Annotation
from reader.core.reviewing import Doubt
from reader.ui.content import line, lines, shorten

_MOST = 600
"""Characters of the words shown."""
_AROUND = 48
"""Characters of what stands around them."""
_STATES = {
    AnchorState.ORPHAN: "the words are gone",
    AnchorState.REVIEW: "found, but not for sure",
    AnchorState.CHANGED: "the words were edited",
    AnchorState.MOVED: "found in another place",
}


class Answer(StrEnum):
    """What a person can do about it."""

    KEEP = "keep"
    """The annotation is on the new words from now on."""
    PUT = "put"
    """It is put on what is selected."""
    DISMISS = "dismiss"
    """It stays in the lists as an orphan; nobody is asked again."""
    REMOVE = "remove"
    GO = "go"
    """Look at the place."""
    NEXT = "next"
    PREVIOUS = "previous"


class Review(ModalScreen[Answer | None]):
    """Shows one annotation; gives what to do about it, or None to leave it waiting."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape,q", "leave", "Later", id="review.leave"),
        Binding("enter,a", "answer('keep')", "Keep", id="review.keep"),
        Binding("s", "answer('put')", "Put on the selection", id="review.put"),
        Binding("d", "answer('dismiss')", "Dismiss", id="review.dismiss"),
        Binding("x,delete", "answer('remove')", "Remove", id="review.remove"),
        Binding("g", "answer('go')", "Go there", id="review.go"),
        Binding("j,down,n,tab", "answer('next')", "Next", id="review.next"),
        Binding("k,up,p,shift+tab", "answer('previous')", "Before", id="review.previous"),
    ]

    def __init__(self, doubt: Doubt, number: int, count: int, about: str, selected: str) -> None:
        """Show `doubt`, the `number`-th of `count`.

        `about` tells its tags and note; `selected` are the words that are selected, if any are.
        """
        super().__init__()
        self._doubt = doubt
        self._place = f"{number} of {count}"
        self._about = about
        self._selected = selected

    def compose(self) -> ComposeResult:
        """Lay out the old words beside the new ones."""
        old, new = _compared(self._doubt)
        with Vertical(classes="dialog wide"):
            yield Static(line(self._about, "$dim italic"), id="quote")
            with Horizontal(classes="beside"):
                yield Static(old)
                yield Static(new)
            yield Static(self._keys(), id="state")

    def on_mount(self) -> None:
        """Say what is in question."""
        state = _STATES.get(self._doubt.shown.anchor.state, "")
        self.query_one(Vertical).border_title = line(f"Review {self._place}: {state}")

    def action_answer(self, name: str) -> None:
        """Give an answer, if it can be given here."""
        answer = Answer(name)
        if answer in self._possible():
            self.dismiss(answer)

    def action_leave(self) -> None:
        """Leave it waiting."""
        self.dismiss(None)

    def _possible(self) -> set[Answer]:
        impossible = set() if self._selected else {Answer.PUT}
        if self._doubt.shown.is_lost:
            impossible |= {Answer.KEEP, Answer.GO}
        return set(Answer) - impossible

    def _keys(self) -> Content:
        texts = {
            Answer.KEEP: "⏎ keep the new words",
            Answer.PUT: f"s put it on “{shorten(self._selected, 24)}”",
            Answer.DISMISS: "d keep without words",
            Answer.REMOVE: "x remove",
            Answer.GO: "g go there",
            Answer.NEXT: "j next",
        }
        possible = self._possible()
        told = [text for one, text in texts.items() if one in possible]
        if not self._selected:
            told.append("(what is selected before: s puts it there)")
        return line("   ".join(told), "$dim")


def _compared(doubt: Doubt) -> tuple[Content, Content]:
    """Return the old words and the new ones; what is in one only is marked."""
    before, after = doubt.stored, doubt.shown
    if after.is_lost:
        old = lines(before.quote[:_MOST], "bold")
        gone = Content.styled("nowhere to be found", "$dim")
        return _in_context("was", before, [old]), Content.assemble(_heading("is now"), gone)
    was, now = before.quote[:_MOST].split(), after.quote[:_MOST].split()
    olds: list[Content] = []
    news: list[Content] = []
    for tag, *borders in SequenceMatcher(None, was, now, autojunk=False).get_opcodes():
        styles = ("bold", "bold") if tag == "equal" else ("$error strike", "$success bold")
        olds.append(line(" ".join(was[borders[0] : borders[1]]), styles[0]))
        news.append(line(" ".join(now[borders[2] : borders[3]]), styles[1]))
    return _in_context("was", before, olds), _in_context("is now", after, news)


def _heading(title: str) -> Content:
    return Content.styled(f"{title}\n", "$dim")


def _folded(text: str) -> str:
    """Return `text` with each run of white space as one blank."""
    return re.sub(r"\s+", " ", text)


def _in_context(title: str, annotation: Annotation, words: list[Content]) -> Content:
    """Put the end of the prefix and the beginning of the suffix around the words."""
    before = line(_folded(annotation.targets[0].prefix[-_AROUND:]), "$dim")
    after = line(_folded(annotation.targets[-1].suffix[:_AROUND]), "$dim")
    shown = Content(" ").join(one for one in words if one.plain)
    return Content.assemble(_heading(title), before, shown, after)
