"""What programs propose to say of words, for a person to decide on: one by one, or many at once.

A suggestion is stored, as an import brings it, or it is a name that a recogniser is not sure of.
What was decided is stored either way, so that no suggestion comes twice.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Sequence
from typing import NamedTuple

from reader.core.annotation import Annotation, Status
from reader.core.codebook import Codebook
from reader.core.entity import Mention
from reader.core.text import Text

_SURE = 0.7
"""Confidence from which on a recogniser's name is no suggestion to decide on."""
_STEPS = (0.9, 0.7, 0.5)
"""Confidences that the person can decide on as a whole."""
_WORDS = 40

Span = tuple[int, int]


class Suggestion(NamedTuple):
    """One proposal."""

    start: int
    end: int
    label: str
    """The entity type, or else the tags, each with a ``#``."""
    score: float | None
    """Confidence, 0 to 1; None if it is not known."""
    by: str
    """What made it."""
    annotation: Annotation | None = None
    """What is stored; None of a recogniser's name."""

    @property
    def place(self) -> tuple[int, int, str]:
        """Where it comes in the order of the text."""
        return self.start, self.end, self.annotation.id if self.annotation else ""


class Group(NamedTuple):
    """Suggestions that can be decided on together."""

    title: str
    members: list[Suggestion]


def stored(annotations: Iterable[Annotation], book: Codebook) -> list[Suggestion]:
    """Return the annotations that are suggestions, in the order of the text.

    Those on the whole document, or on words that are gone, are not among them.
    """
    found = [
        Suggestion(
            one.start,
            one.end,
            one.entity_type or " ".join(f"#{book.name(code)}" for code in one.tags),
            one.confidence,
            one.creator.name,
            one,
        )
        for one in annotations
        if one.status is Status.SUGGESTED and one.spans
    ]
    return sorted(found, key=_place)


def unsure(mentions: Iterable[Mention], annotations: Iterable[Annotation]) -> list[Suggestion]:
    """Return the mentions that a recogniser is not sure of, without what is decided already."""
    decided = {span for one in annotations if one.entity_type for span in one.spans}
    found = [
        Suggestion(one.start, one.end, one.label, one.score, one.source)
        for one in mentions
        if one.score < _SURE and (one.start, one.end) not in decided
    ]
    return sorted(found, key=_place)


def after(suggestions: Sequence[Suggestion], place: tuple[int, int, str]) -> int:
    """Return the number of the first suggestion after `place`, or else of the first of all."""
    number = bisect_right(suggestions, place, key=_place)
    return number if number < len(suggestions) else 0


def before(suggestions: Sequence[Suggestion], place: tuple[int, int, str]) -> int:
    """Return the number of the last suggestion before `place`, or else of the last of all."""
    return (bisect_left(suggestions, place, key=_place) or len(suggestions)) - 1


def groups(suggestions: Sequence[Suggestion], one: Suggestion, text: Text) -> list[Group]:
    """Return what can be decided on together with `one`: the narrowest first, all of them last."""
    words = text.slice(one.start, one.end)
    same_label = [other for other in suggestions if other.label == one.label]
    same_words = [other for other in same_label if text.slice(other.start, other.end) == words]
    label = one.label or "without a tag"
    candidates = [
        Group(f"{label} on “{' '.join(words.split())[:_WORDS]}”", same_words),
        Group(f"all {label}", same_label),
    ]
    rated = [(other, other.score) for other in suggestions if other.score is not None]
    for step in _STEPS:
        above = [other for other, score in rated if score >= step]
        candidates.append(Group(f"all at least {step:.0%} sure", above))
    for step in reversed(_STEPS):
        below = [other for other, score in rated if score < step]
        candidates.append(Group(f"all less than {step:.0%} sure", below))
    if one.by:
        by_it = [other for other in suggestions if other.by == one.by]
        candidates.append(Group(f"all by {one.by}", by_it))
    found: list[Group] = []
    for group in candidates:
        is_some = 0 < len(group.members) < len(suggestions)
        if is_some and all(group.members != other.members for other in found):
            found.append(group)
    return [*found, Group("all", list(suggestions))]


def _place(one: Suggestion) -> tuple[int, int, str]:
    return one.place
