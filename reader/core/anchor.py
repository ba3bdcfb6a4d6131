"""Re-anchoring: keeping annotations on their words when the text they are on changes.

With a snapshot of the old text the two versions are compared once, and every target goes where
its words went; what is gone from there is looked for in what is new, in case it was moved.
Without a snapshot it is looked for by quote and context in the whole text. What is not sure is
for `REVIEW`, what is not found is an `ORPHAN`: nothing is put in a wrong place in silence.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from functools import cached_property
from itertools import pairwise
from typing import NamedTuple

from reader.core.alignment import Alignment, Placement
from reader.core.annotation import Anchor, AnchorState, Annotation, Target
from reader.core.fold import Folded, caseless, density, fold
from reader.core.graphemes import whole
from reader.core.passages import TOGETHER, Passages
from reader.core.text import Text

METHOD = "1"
"""Changes whenever results may: what was found by another one is looked for again."""

_SEVERITY = {state: number for number, state in enumerate(AnchorState)}

_SURE_LIKENESS, _SURE_CONTEXT = 0.65, 0.4
"""What makes a long span sure that is still in its place."""
_SHORT_LIKENESS, _SHORT_CONTEXT = 0.1, 0.4
"""How much more of both the shortest span needs, in proportion to what it lacks of a long one."""
_SIGN, _SIGN_CONTEXT = 2, 0.9
"""Letters of a span that says nothing itself, and the context that makes it sure."""
_WORDS = 40
"""Characters that no one writes twice by chance."""
_REWRITTEN = 0.9
"""Likeness below which a copy elsewhere may as well be what a span has become."""
_IN_CONTEXT = 0.9
"""Context from which on the words are where they were, however often they are written."""
_AROUND = 160
"""Characters on either side that tell two places apart where the same words stand."""
_SAME_AROUND = 0.5
"""Share of each side from which on it is the same place."""
_LEFT_LIKENESS, _LEFT = 0.33, 0.9
"""What makes one worth a look: likeness, and likeness and context together."""
_FOUND_LIKENESS, _FOUND_SCORE = 0.6, 0.45
"""What makes a span worth a look that was found elsewhere."""
_TELLING = 24
"""Characters of a verbatim quote that is worth a look in whatever context."""
_MOVED_SCORE = 0.9
"""The score from which on it is sure."""
_MOVED_LIKENESS, _MOVED_CONTEXT = 0.75, 0.6
"""Likeness and context from which on it is sure if its whole passage has moved."""
_SHORT_MOVED = 0.3
"""How much more context the shortest span needs for that."""
_SURE_SUPPORT = 0.7
"""Share of a passage from which on it was surely moved as a whole."""
_PASSAGE = 180
"""Letters on either side that make a passage."""
_MARGIN = 0.1
"""How much higher a place must rank than what the old text has in other places."""
_TIE = 0.05
"""Two places whose ranks are this close are equally good."""
_UNSEEN = 4
"""Characters at a border that folding may have taken away: white space, accents."""
_APART = 500
"""Characters by which the parts of a discontinuous annotation may drift apart."""


class _Found(NamedTuple):
    """A target as it is in the new text."""

    target: Target
    state: AnchorState
    score: float


def reanchor(annotations: Iterable[Annotation], old: Text | None, new: Text) -> list[Annotation]:
    """Return the annotations, in their order, with targets and anchors for the text `new`.

    `old` is the text that they are anchored in, None if it is lost. One whose anchor names `new`
    already is returned as it is. A state never gets better: what no person has looked at stays
    doubtful. An orphan keeps its targets, which say what it was on, and where.
    """
    version = new.sha256
    finder = _Finder(old, new)
    return [
        one if one.anchor.sha256 == version else _anchored(one, finder, version)
        for one in annotations
    ]


def _anchored(annotation: Annotation, finder: _Finder, version: str) -> Annotation:
    """Return the annotation for the new text."""
    if not annotation.targets:
        return replace(annotation, anchor=annotation.anchor._replace(sha256=version))
    before = annotation.anchor
    lost = before.state is AnchorState.ORPHAN
    found = [finder.find(target, lost=lost) for target in annotation.targets]
    parts = [one for one in found if one]
    if not parts:
        return replace(annotation, anchor=Anchor(AnchorState.ORPHAN, 0.0, version))
    targets = tuple(one.target for one in parts)
    state = max((one.state for one in parts), key=_severity)
    score = min(one.score for one in parts)
    if len(parts) < len(found) or not _belong_together(annotation.targets, targets):
        state = AnchorState.REVIEW
        targets = _in_order(targets)
    if not lost:
        state, score = max(state, before.state, key=_severity), score * before.score
    return replace(annotation, targets=targets, anchor=Anchor(state, round(score, 4), version))


def _severity(state: AnchorState) -> int:
    return _SEVERITY[state]


def _belong_together(old: tuple[Target, ...], new: tuple[Target, ...]) -> bool:
    """Whether the parts of a discontinuous target are in order and not scattered."""
    gaps = (after.start - before.end for before, after in pairwise(old))
    return all(
        0 <= after.start - before.end <= 2 * gap + _APART
        for gap, (before, after) in zip(gaps, pairwise(new), strict=True)
    )


def _in_order(targets: tuple[Target, ...]) -> tuple[Target, ...]:
    """Return the targets by position, without those that overlap the one before."""
    kept: list[Target] = []
    for target in sorted(targets, key=lambda one: (one.start, one.end)):
        if not kept or target.start >= kept[-1].end:
            kept.append(target)
    return tuple(kept)


class _Finder:
    """Finds targets of one text in another; compares the two only when it is asked."""

    def __init__(self, old: Text | None, new: Text) -> None:
        self._old = old
        self._new = new

    def find(self, target: Target, *, lost: bool) -> _Found | None:
        """Return the target in the new text; None if it is not there.

        A target that was `lost` already can only be in what is new since the old text.
        """
        if self._old is None:
            return self._anywhere(target, self._everything)
        if lost:
            return self._anywhere(target, self._inserted)
        if self._old.slice(target.start, target.end) != target.exact:
            return self._anywhere(target, self._everything)
        return self._followed(target)

    @cached_property
    def _folded_old(self) -> Folded:
        return fold(str(self._old))

    @cached_property
    def _folded_new(self) -> Folded:
        return fold(str(self._new))

    @cached_property
    def _alignment(self) -> Alignment:
        return Alignment(caseless(self._folded_old.text), caseless(self._folded_new.text))

    @cached_property
    def _inserted(self) -> Passages:
        """What is new since the old text."""
        return Passages(self._folded_new.text, self._alignment.inserted())

    @cached_property
    def _before(self) -> Passages:
        """The old text."""
        text = self._folded_old.text
        return Passages(text, [(0, len(text))])

    @cached_property
    def _everything(self) -> Passages:
        text = self._folded_new.text
        return Passages(text, [(0, len(text))])

    def _followed(self, target: Target) -> _Found | None:
        """Return the target where its words went."""
        start, end = self._folded_old.from_source(target.start, target.end)
        if start == end:
            return None
        here = self._alignment.place(start, end)
        if here and _is_in_place(here) and not self._is_one_of_many(here, start, end):
            return self._found(target, here, here.likeness, AnchorState.EXACT)
        here = self._alignment.find(start, end)
        elsewhere = self._elsewhere(start, end)
        if here is None or not _is_left(here):
            return self._surest(target, self._unusual(elsewhere, start, end))
        rivals = [one for one in elsewhere if not _meet(one, here.start, here.end)]
        rivals = [one for one in rivals if one.rank >= here.rank - _TIE]
        if rivals := self._unusual(rivals, start, end):
            return self._surest(target, [here, *rivals])
        sure = here.score >= _MOVED_SCORE or (here.in_line and _is_in_place(here))
        if sure and not self._is_one_of_many(here, start, end):
            return self._found(target, here, here.likeness, AnchorState.EXACT)
        return self._found(target, here, here.score, AnchorState.REVIEW)

    def _is_one_of_many(self, here: Placement, start: int, end: int) -> bool:
        """Whether the same words are elsewhere too, and it is not plain which of them these are.

        Words that are repeated, such as a line below every report, are told apart by what stands
        further off on both sides.
        """
        old = self._folded_old.text
        if here.likeness < 1:
            is_rewritten = here.likeness < _REWRITTEN and end - start >= _WORDS
            return is_rewritten and old[start:end] in self._inserted
        if self._alignment.is_untorn((start, end), here):
            return False
        pad = max(0, _WORDS - (end - start)) // 2
        first, last = max(0, start - pad), end + pad
        words = old[first:last]
        if words in self._inserted:
            return True
        if here.context >= _IN_CONTEXT or old.find(words, old.find(words) + 1) < 0:
            return False
        return self._alignment.around((start, end), here, _AROUND) < _SAME_AROUND

    def _elsewhere(self, start: int, end: int) -> list[Placement]:
        """Return where a span of the folded old text may be in what is new since then."""
        found = self._inserted.find(*self._passage(start, end))
        passages = [one for one in found if one.support >= TOGETHER and _is_left(one)]
        if not passages:
            return [one for one in found if _is_found(one)]
        return passages + [one for one in found if _is_verbatim(one) and one not in passages]

    def _unusual(self, found: list[Placement], start: int, end: int) -> list[Placement]:
        """Return those of `found` that are more like the span than chance or habit can do.

        How much like it other places of the old text are shows what these can do. A passage that
        was moved as a whole is kept in any case, but is not sure then.
        """
        if not found:
            return []
        others = self._before.find(*self._passage(start, end))
        usual = max((one.rank for one in others if not _meet(one, start, end)), default=0.0)
        unusual = []
        for one in found:
            if one.rank >= usual + _MARGIN:
                unusual.append(one)
            elif one.support >= TOGETHER and _is_left(one):
                unusual.append(replace(one, in_line=False))
        return unusual

    def _passage(self, start: int, end: int) -> tuple[str, str, str]:
        """Return a span of the folded old text between what is around it."""
        old = self._folded_old.text
        reach = _PASSAGE // density(old[start:end])
        return old[max(0, start - reach) : start], old[start:end], old[end : end + reach]

    def _anywhere(self, target: Target, passages: Passages) -> _Found | None:
        """Return the target where it says it is, or else where quote and context are."""
        if 0 <= target.start < target.end <= len(self._new):
            claimed = Target.of(self._new, target.start, target.end)
            if claimed == target:
                return _Found(claimed, AnchorState.EXACT, 1.0)
        quote = fold(target.exact).text
        if not quote.strip():
            return None
        found = passages.find(fold(target.prefix).text, quote, fold(target.suffix).text)
        found = [one for one in found if _is_found(one)]
        if not target.prefix and not target.suffix:  # nothing tells words that are much like it
            found = [one if one.likeness == 1 else replace(one, in_line=False) for one in found]
        return self._surest(target, found)

    def _surest(self, target: Target, found: list[Placement]) -> _Found | None:
        """Return the target at the placement that ranks highest, for review if another is close."""
        if not found:
            return None
        best, *others = sorted(found, key=lambda one: (-one.rank, one.start))
        tie = any(one.rank > best.rank - _TIE or _are_twins(best, one) for one in others)
        state = AnchorState.MOVED if _is_sure(best) and not tie else AnchorState.REVIEW
        return self._found(target, best, best.score, state)

    def _found(
        self, target: Target, placement: Placement, score: float, state: AnchorState
    ) -> _Found:
        """Return the target at a placement: in this state, or changed if its words are not."""
        found = self._placed(target, placement)
        if state is not AnchorState.REVIEW and found.exact != target.exact:
            state = AnchorState.CHANGED
        return _Found(found, state, score)

    def _placed(self, target: Target, placement: Placement) -> Target:
        """Return the target at a placement, which is of the folded text, in the new text.

        Borders do not cut a character in two that is written with several code points.
        """
        start, end = self._folded_new.to_source(placement.start, placement.end)
        if placement.likeness == 1:
            start, end = _verbatim(self._new, target.exact, start, end)
        return Target.of(self._new, *whole(self._new, start, end))


def _is_in_place(placement: Placement) -> bool:
    """Whether a placement where the passage is needs no look; a short one needs more evidence."""
    if placement.end - placement.start <= _SIGN and placement.lacks > 0:
        return placement.likeness == 1 and placement.context >= _SIGN_CONTEXT
    return (
        placement.likeness >= _SURE_LIKENESS + _SHORT_LIKENESS * placement.lacks
        and placement.context >= _SURE_CONTEXT + _SHORT_CONTEXT * placement.lacks
    )


def _is_left(placement: Placement) -> bool:
    """Whether a placement that is where the passage is can be what is left of the span."""
    return placement.likeness >= _LEFT_LIKENESS and (
        placement.likeness + placement.context >= _LEFT or placement.score >= _FOUND_SCORE
    )


def _is_found(placement: Placement) -> bool:
    """Whether a placement that might be anywhere is worth a look."""
    if placement.likeness == 1 and placement.end - placement.start >= _TELLING:
        return True
    return placement.likeness >= _FOUND_LIKENESS and placement.score >= _FOUND_SCORE


def _is_sure(placement: Placement) -> bool:
    """Whether a placement in another place needs no look."""
    return placement.in_line and (
        placement.score >= _MOVED_SCORE
        or (
            placement.support >= _SURE_SUPPORT
            and placement.likeness >= _MOVED_LIKENESS
            and placement.context >= _MOVED_CONTEXT + _SHORT_MOVED * placement.lacks
        )
    )


def _are_twins(best: Placement, other: Placement) -> bool:
    """Whether the same words, which no one writes twice by chance, are at both places."""
    return _is_verbatim(best) and _is_verbatim(other)


def _is_verbatim(placement: Placement) -> bool:
    return placement.likeness == 1 and placement.end - placement.start >= _WORDS


def _meet(placement: Placement, start: int, end: int) -> bool:
    return placement.start < end and start < placement.end


def _verbatim(text: Text, exact: str, start: int, end: int) -> tuple[int, int]:
    """Return where `exact` is at ``[start, end)``, give or take what folding does not see."""
    first = max(0, start - _UNSEEN)
    at = text.slice(first, end + _UNSEEN).find(exact)
    if at < 0 or text.slice(start, end) == exact:
        return start, end
    return first + at, first + at + len(exact)
