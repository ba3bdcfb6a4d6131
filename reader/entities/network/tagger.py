"""The statistical layer: runs the network of `reader.entities.network.model` with numpy alone."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise

import numpy as np

from reader.entities.network.capitals import candidates
from reader.entities.network.model import DILATIONS, LABELS, TAGS, Array, Weights
from reader.entities.network.wordvectors import Key, WordVectors, maxout, word_keys
from reader.entities.spans import Block, Name

SOURCE = "model"

_REACH = sum(DILATIONS)
"""How far away words are that have a say in the scores of a word."""
_LABELLED = np.array([[tag.endswith(f"-{label}") for label in LABELS] for tag in TAGS], "f4")
"""Which tag is of which label."""
_STRETCH = 256
"""Words in one pass: what the processor's cache holds."""


class Tagger:
    """Finds names in tokens. Not safe for several threads at once."""

    def __init__(self, weights: Weights) -> None:
        """Run the network of `weights`."""
        self._weights = weights
        self.ordinary = weights.ordinary
        self._vectors = WordVectors(weights)
        self._penalties = _penalties()
        self._barred = frozenset(map(tuple, np.argwhere(self._penalties).tolist()))

    def find(self, block: Block) -> Iterator[Name]:
        """Yield the names of one block in order, none overlapping, each with its certainty."""
        words = candidates(block.flags)
        if not words:
            return
        scores = self._scores(block, np.array(words))
        tags = scores.argmax(1)
        named = tags.nonzero()[0]
        if not named.size:
            return
        scores = scores[named]
        sure = _certainty(scores)
        path = tags[named].tolist()
        indices = [words[row] for row in named.tolist()]
        for start, end in _runs(indices):
            tagged = path[start:end]
            # What opens the block may be the rest of a name.
            before = (0,) if indices[start] else ()
            if not self._barred.isdisjoint(pairwise((*before, *tagged, 0))):
                tagged = self._path(scores[start:end])
            yield from _names(tagged, indices[start], sure[start:end])

    def _scores(self, block: Block, words: Array) -> Array:
        """Return the score of each tag for the words of a block with the indices `words`."""
        keys = word_keys(block)
        parts = [
            self._network(keys, block.flags, words[start : start + _STRETCH])
            for start in range(0, len(words), _STRETCH)
        ]
        return np.concatenate(parts)

    def _network(self, keys: Sequence[Key], flags: Sequence[int], words: Array) -> Array:
        """Return the scores of some of the words of a block; `keys` and `flags` are of all.

        A layer is worked out only for the words that the next one looks at. Outside the block
        there are zeros.
        """
        low = int(words[0]) - _REACH
        at = words - low
        near = np.zeros(int(at[-1]) + 1 + _REACH, bool)
        near[at] = True
        inside = near[max(0, -low) : len(keys) - low]
        needed = [at]
        for step in reversed(DILATIONS):
            inside[step:] |= inside[:-step]
            inside[:-step] |= inside[step:]
            needed.append(near.nonzero()[0])
        seen = needed.pop()
        rows = np.zeros(len(near), np.intp)
        rows[seen] = self._vectors.rows(keys, flags, (seen + low).tolist())
        at = needed.pop()
        hidden = np.zeros((len(near), len(self._weights.output)), "f4")
        hidden[at] = new = self._vectors.first_layer(rows, at)
        for (matrix, bias), step in zip(self._weights.convolutions[1:], DILATIONS[1:], strict=True):
            at = needed.pop()
            wide = hidden.take(at[:, None] + np.array((-step, 0, step)), axis=0)
            mixed = wide.reshape(len(at), -1) @ matrix
            mixed += bias
            new = maxout(mixed)
            new += wide[:, 1]
            hidden[at] = new
        scores: Array = new @ self._weights.output
        scores += self._weights.output_bias
        return scores

    def _path(self, scores: Array) -> list[int]:
        """Return the best valid path of tags through a few tokens (Viterbi)."""
        total = scores[0] + self._penalties[0]
        back = []
        for row in scores[1:]:
            steps = total[:, None] + self._penalties
            choice = steps.argmax(0)
            back.append(choice)
            total = steps[choice, np.arange(len(TAGS))] + row
        tag = int((total + self._penalties[:, 0]).argmax())
        path = [tag]
        for choice in reversed(back):
            tag = int(choice[tag])
            path.append(tag)
        return path[::-1]


def _runs(indices: Sequence[int]) -> Iterator[tuple[int, int]]:
    """Yield where in `indices`, in order, runs of consecutive ones begin and end."""
    start = 0
    for at in range(1, len(indices) + 1):
        if at == len(indices) or indices[at] > indices[at - 1] + 1:
            yield start, at
            start = at


def _certainty(scores: Array) -> list[list[float]]:
    """Return for each row of scores the probability of each label, wherever in the name."""
    exp = np.exp(scores - scores.max(1, keepdims=True))
    exp /= exp.sum(1, keepdims=True)
    certainty: list[list[float]] = (exp @ _LABELLED).tolist()
    return certainty


def _names(tags: Sequence[int], first: int, sure: Sequence[Sequence[float]]) -> Iterator[Name]:
    """Yield the names of a valid path that begins at token `first`; the least sure word counts."""
    start = 0
    for index, tag in enumerate(tags):
        if tag == 0:
            continue
        label, place = divmod(tag - 1, 4)
        if place in {0, 3}:
            start = index
        if place >= 2:
            score = min(row[label] for row in sure[start : index + 1])
            yield Name(first + start, first + index + 1, LABELS[label], round(score, 3), SOURCE)


def _penalties() -> Array:
    """Return what it costs that one tag follows another: nothing, or more than any score."""
    penalties = np.full((len(TAGS), len(TAGS)), -1e9)
    for before, tag in enumerate(TAGS):
        for after, following in enumerate(TAGS):
            if tag[0] in "BI":
                allowed = following[0] in "IL" and following[2:] == tag[2:]
            else:
                allowed = following[0] in "OBU"
            if allowed:
                penalties[before, after] = 0
    return penalties
