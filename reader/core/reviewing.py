"""Which annotations a person should look at, because their words were changed or moved."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from typing import NamedTuple

from reader.core.annotation import Anchor, AnchorState, Annotation

_SURE = 0.9
"""The score from which on words that were found elsewhere need no look."""
_DISMISSED = 1.0
"""The score of an orphan that a person knows of: it is sure that its words are gone."""


class Doubt(NamedTuple):
    """An annotation that waits for a decision."""

    stored: Annotation
    """On the words that a person put it on, or last agreed to."""
    shown: Annotation
    """As it is in the text now; an orphan if its words are gone."""


def doubts(stored: Iterable[Annotation], shown: Iterable[Annotation]) -> list[Doubt]:
    """Return those that wait for a decision, in the order of the text they were made on.

    `shown` are the same annotations as `stored`, brought to the text as it is now.
    """
    waiting = [one for one in map(Doubt, stored, shown) if _waits(one)]
    return sorted(waiting, key=lambda one: (one.stored.start, one.stored.id))


def dismissed(stored: Annotation, sha256: str) -> Annotation:
    """Return the annotation as an orphan that nobody is asked about in the text `sha256`.

    It keeps its targets, which say what it was on.
    """
    return replace(stored, anchor=Anchor(AnchorState.ORPHAN, _DISMISSED, sha256))


def _waits(doubt: Doubt) -> bool:
    state, score = doubt.shown.anchor.state, doubt.shown.anchor.score
    if state is AnchorState.ORPHAN:
        before = doubt.stored.anchor
        return before.state is not AnchorState.ORPHAN or before.score != _DISMISSED
    return state in {AnchorState.CHANGED, AnchorState.REVIEW} or (
        state is AnchorState.MOVED and score < _SURE
    )
