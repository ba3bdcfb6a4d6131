"""Learns a layer from what was taught, and measures on documents that it has not seen."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from reader.core.entity import Mention
from reader.entities.decisions import words_of
from reader.entities.learning.candidates import NONE, ROWS, Candidate, Words, candidates, forms_of
from reader.entities.learning.layer import LABELS, PRIOR, Layer, column
from reader.entities.learning.taught import Taught

Annotate = Callable[[str, str], Sequence[Mention]]
Span = tuple[int, int]
Example = tuple[list[int], int, int, float]
"""Rows of the features, column of the prior, column of what is right, weight."""

FEWEST = 10
"""Decisions, and in two documents at least: fewer say nothing about others."""
_FOLDS = 5
_EPOCHS = 12
_RATE = 0.3
_UNSAID = 0.1
"""How much an example counts that nobody has decided on: it is likely to be right."""
_DECAY = 1e-4
_SEED = 20261128


@dataclass(frozen=True, slots=True)
class Score:
    """How well mentions keep to decisions."""

    hits: int = 0
    """Entities that are found as they are."""
    misses: int = 0
    """Entities that are not."""
    faults: int = 0
    """Mentions that are known to be none."""

    @property
    def f1(self) -> float:
        """The harmonic mean of precision and recall, 0 to 100."""
        return 200 * self.hits / max(1, 2 * self.hits + self.misses + self.faults)

    def __add__(self, other: Score) -> Score:
        return Score(self.hits + other.hits, self.misses + other.misses, self.faults + other.faults)


@dataclass(frozen=True, slots=True)
class Lesson:
    """What was learned, and what it is worth."""

    layer: Layer
    decisions: int
    documents: int
    before: Score
    """On held-out documents, without what was learned from the others."""
    after: Score
    """On the same documents, with it."""
    changed: int
    """Mentions there that changed although nobody had decided on them."""
    undecided: int
    """Mentions there that nobody had decided on."""

    @property
    def has_gained(self) -> bool:
        """Whether it is better on documents that it has not seen."""
        return self.after.f1 >= self.before.f1 + 0.1


def learn(lessons: Sequence[Taught], annotate: Annotate) -> Lesson:
    """Learn from all `lessons`; measure by leaving out a fifth of them at a time.

    `annotate` is the recogniser that is to be corrected. There are two lessons at least.
    """
    read = [(one, list(annotate(one.text, one.language))) for one in lessons]
    before, after, changed, undecided = Score(), Score(), 0, 0
    folds = min(_FOLDS, len(read))
    for fold in range(folds):
        held_out = read[fold::folds]
        layer = fit([one for place, one in enumerate(read) if place % folds != fold])
        for taught, found in held_out:
            corrected = layer.apply(taught.text, found)
            before += score(taught, found)
            after += score(taught, corrected)
            unsaid = [one for one in found if taught.verdict(one) is None]
            kept = {one[:3] for one in corrected}
            undecided += len(unsaid)
            changed += sum(one[:3] not in kept for one in unsaid)
    decisions = sum(one.count for one in lessons)
    return Lesson(fit(read), decisions, len(lessons), before, after, changed, undecided)


def score(taught: Taught, mentions: Iterable[Mention]) -> Score:
    """Return how well `mentions` keep to what was taught of their text."""
    found = {one[:3]: one for one in mentions}
    hits = sum(entity in found for entity in taught.right)
    faults = sum(taught.verdict(one) is False for one in found.values())
    return Score(hits, len(taught.right) - hits, faults)


def fit(read: Sequence[tuple[Taught, Sequence[Mention]]]) -> Layer:
    """Return the layer that is learned from documents and what was found in them."""
    names: set[Words] = set()
    for taught, _ in read:
        names |= {words_of(taught.text[start:end]) for start, end, _ in taught.right}
    names.discard(())
    forms = forms_of(names)
    examples: list[Example] = []
    for taught, found in read:
        labels = {(start, end): label for start, end, label in taught.right}
        examples += (_example(taught, labels, one) for one in candidates(taught.text, found, forms))
    return Layer(_descend(examples), frozenset(names))


def _example(taught: Taught, labels: Mapping[Span, str], one: Candidate) -> Example:
    """Return what a candidate teaches; `labels` are the types of the spans that are right."""
    label, weight = one.label, _UNSAID
    right = labels.get((one.start, one.end))
    if right is not None:
        label, weight = right, 1.0
    elif one.found is not None:
        if taught.verdict(one.found) is False:
            label, weight = NONE, 1.0
    elif taught.complete or _meets(taught, one):
        weight = 1.0
    return list(one.features), column(one.label), column(label), weight


def _meets(taught: Taught, one: Candidate) -> bool:
    return any(s < one.end and one.start < e for s, e, _ in (*taught.right, *taught.wrong))


def _descend(examples: Sequence[Example]) -> np.ndarray[tuple[int, int], np.dtype[np.float32]]:
    """Return the weights of a logistic regression, by stochastic gradient descent (AdaGrad)."""
    weights = np.zeros((ROWS, len(LABELS)), "f4")
    squares = np.full((ROWS, len(LABELS)), 1e-2, "f4")
    order = np.random.default_rng(_SEED)
    for _ in range(_EPOCHS):
        for place in order.permutation(len(examples)):
            rows, prior, right, weight = examples[place]
            logits = weights[rows].sum(0)
            logits[prior] += PRIOR
            chances = np.exp(logits - logits.max())
            chances /= chances.sum()
            if chances[right] > 0.995:
                continue
            chances[right] -= 1
            gradient = weight * chances + _DECAY * weights[rows]
            squares[rows] += gradient * gradient
            weights[rows] -= _RATE * gradient / np.sqrt(squares[rows])
    return weights
