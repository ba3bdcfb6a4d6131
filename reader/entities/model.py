"""The statistical layer: a small convolutional network over words, run with numpy alone.

Each word is the sum of the embedding rows of its features, mixed once per distinct word and
remembered; three convolutions over neighbouring words with residual connections follow, then
one score per tag. The weights are bytes with one scale a row; `reader.entities.training` makes
them. Tags say where a word stands in a name: begin, inside, last, unit or outside.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from itertools import chain
from pathlib import Path
from typing import Any

import numpy as np

from reader.entities import bits
from reader.entities.features import WORDS, entry_rows, word_rows
from reader.entities.spans import Block, Name

Array = np.ndarray[Any, np.dtype[Any]]

LABELS = ("PERSON", "ORG", "LOC", "NORP", "EVENT", "PRODUCT", "WORK_OF_ART")
TAGS = ("O", *(f"{place}-{label}" for label in LABELS for place in "BILU"))
FILE = "english.bin"
"""In `reader/entities/data`: a line of JSON with names and shapes, then the arrays."""
SOURCE = "model"

DILATIONS = (1, 1, 1)
"""How far away the neighbours are that each convolution looks at."""
_MARGIN = max(DILATIONS)
_FEW_CAPITALS = 0.03
_CANDIDATES = bits.NAMED | bits.EVENT_HEAD
"""Of words in lower case, those that may be in a name: "kyiv", "the 1984 election"."""
_STRETCH = 256
"""Words in one pass: what the processor's cache holds."""
_REMEMBERED = 20_000
"""Distinct words whose vectors are kept."""


@dataclass(frozen=True, slots=True)
class Weights:
    """The parameters of the network."""

    vocabulary: dict[int, int]
    """The embedding row of each frequent word, by fingerprint."""
    ordinary: frozenset[int]
    """Fingerprints of words that are mostly written in lower case."""
    embedding: Array
    """A row of bytes per feature: worked out where needed, as few of them are."""
    scale: Array
    """What each row of the embedding is multiplied by."""
    mix: Array
    mix_bias: Array
    entries: Array
    """A row for the place of a token in a gazetteer entry of several words."""
    convolutions: tuple[Array, ...]
    """Of the word before, the word, the word after, and the bias."""
    output: Array
    output_bias: Array


@cache
def load_weights(path: Path | None = None) -> Weights:
    """Return the weights of a model file, of the shipped one by default."""
    data = (path or files("reader.entities").joinpath("data", FILE)).read_bytes()
    end = data.index(b"\n")
    arrays: dict[str, Array] = {}
    at = end + 1
    for name, kind, shape in json.loads(data[:end]):
        count = int(np.prod(shape))
        arrays[name] = np.frombuffer(data, kind, count, at).reshape(shape)
        at += arrays[name].nbytes
    return weights_of(arrays)


def weights_of(arrays: dict[str, Array]) -> Weights:
    """Return the weights from quantised `arrays`: matrices with a ``NAME.scale`` a column."""

    def matrix(name: str) -> Array:
        scale = arrays[f"{name}.scale"].astype("f4")
        # Row by row in memory: with few words the products are four times as fast so.
        product: Array = np.ascontiguousarray(arrays[name].T * scale)
        return product

    known = arrays["vocabulary"]
    ordinary = np.unpackbits(arrays["ordinary"], count=len(known)).astype(bool)
    layers = sum(name.startswith("convolution") and name.endswith("bias") for name in arrays)
    return Weights(
        vocabulary=dict(zip(known.tolist(), range(1, WORDS), strict=False)),
        ordinary=frozenset(known[ordinary].tolist()),
        embedding=arrays["embedding"],
        scale=arrays["embedding.scale"].astype("f4")[:, None],
        mix=matrix("mix"),
        mix_bias=arrays["mix.bias"].astype("f4"),
        entries=arrays["entries"].astype("f4"),
        convolutions=tuple(
            np.vstack((matrix(f"convolution{i}"), arrays[f"convolution{i}.bias"].astype("f4")))
            for i in range(layers)
        ),
        output=matrix("output"),
        output_bias=arrays["output.bias"].astype("f4"),
    )


class Tagger:
    """Finds names in tokens. Not safe for several threads at once."""

    def __init__(self, weights: Weights) -> None:
        """Run the network of `weights`."""
        self._weights = weights
        self.ordinary = weights.ordinary
        self._width = weights.output.shape[0]
        self._index: dict[str, int] = {}
        self._vectors = np.zeros((1024, self._width), "f4")
        self._follows = _transitions()

    def find(self, block: Block) -> Iterator[Name]:
        """Yield the names of one block in order, none overlapping, each with its certainty."""
        words = self._candidates(block.flags)
        if not words.size:
            return
        scores = self.scores(block, words)
        best = np.zeros(len(block.tokens) + 1, "i4")
        best[words] = scores.argmax(1)
        edges = np.flatnonzero(np.diff(best > 0, prepend=False))
        broken = set(np.flatnonzero(~self._follows[best[:-1], best[1:]]).tolist())
        rows = np.searchsorted(words, edges[::2])
        sure = _certainty(scores)
        tags = best.tolist()
        for (first, end), row in zip(edges.reshape(-1, 2).tolist(), rows.tolist(), strict=True):
            path = tags[first:end]
            if broken and not broken.isdisjoint(range(first - 1, end)):
                path = self._path(scores[row : row + end - first])
            yield from _names(path, first, sure[row : row + end - first])

    def _candidates(self, flags: Sequence[int]) -> Array:
        """Return the indices of the words that may be in a name: the others need no scores.

        They have a capital, are known as names, or are one or two small words between such;
        where hardly a word has a capital, all words are.
        """
        known = np.fromiter(flags, "i8", len(flags))
        capital = (known & bits.CAPITAL) > 0
        if capital.sum() < _FEW_CAPITALS * len(flags):
            return np.flatnonzero(known & bits.LETTERS)
        wanted = capital | (((known & _CANDIDATES) > 0) & ((known & bits.COMMON) == 0))
        near = np.zeros(len(flags) + 4, bool)
        near[2:-2] = wanted
        before, two_before, after, two_after = near[1:-3], near[:-4], near[3:-1], near[4:]
        bridge = (before & (after | two_after)) | (two_before & after)
        figure = after & ((known & bits.LETTERS) == 0)
        return np.flatnonzero(wanted | bridge | figure)

    def scores(self, block: Block, words: Array) -> Array:
        """Return the score of each tag for the words of a block with the indices `words`."""
        seen = np.flatnonzero(_near(words, len(block.tokens), sum(DILATIONS)))
        inputs = np.zeros((len(block.tokens), self._width), "f4")
        inputs[seen] = self._vectors_of(block, seen.tolist())
        for index, row in entry_rows(block.entries).items():
            inputs[index] += self._weights.entries[row]
        parts = [
            self._network(inputs, words[start : start + _STRETCH])
            for start in range(0, len(words), _STRETCH)
        ]
        return np.concatenate(parts)

    def _network(self, inputs: Array, words: Array) -> Array:
        """Return the scores of `words`, indices in order, from the vectors of all words.

        A layer is worked out only for the words that the next one looks at.
        """
        width = self._width
        needed = [words]
        for step in DILATIONS[:0:-1]:
            last = needed[-1]
            around = np.zeros(len(inputs) + 2 * step, bool)
            around[last] = around[last + step] = around[last + 2 * step] = True
            needed.append(np.flatnonzero(around[step:-step]))
        low, high = (
            max(0, int(needed[-1][0]) - DILATIONS[0]),
            int(needed[-1][-1]) + DILATIONS[0] + 1,
        )
        hidden = np.zeros((high - low + 2 * _MARGIN, width), "f4")
        hidden[_MARGIN : _MARGIN + len(inputs[low:high])] = inputs[low:high]
        for matrix, step, index in zip(
            self._weights.convolutions, DILATIONS, reversed(needed), strict=True
        ):
            at = index - low + _MARGIN
            around = (at[:, None] + np.array((-step, 0, step))).ravel()
            mixed = hidden.take(around, axis=0).reshape(len(at), 3 * width) @ matrix[:-1]
            mixed += matrix[-1]
            hidden[at] += np.maximum(mixed[:, :width], mixed[:, width:])
        scores: Array = hidden[words - low + _MARGIN] @ self._weights.output
        scores += self._weights.output_bias
        return scores

    def _vectors_of(self, block: Block, indices: Sequence[int]) -> Array:
        """Return the vectors of the words at `indices`, made once for each distinct word."""
        index = self._index
        if len(index) > _REMEMBERED:
            index.clear()
        words = [block.tokens.words[i] for i in indices]
        distinct = dict(zip(words, indices, strict=True))
        new = {word: block.flags[i] for word, i in distinct.items() if word not in index}
        if new:
            self._remember(new)
        rows = np.fromiter(map(index.__getitem__, words), "i4", len(words))
        vectors: Array = self._vectors[rows]
        return vectors

    def _remember(self, new: dict[str, int]) -> None:
        """Make the vectors of new words."""
        weights = self._weights
        first, end = len(self._index), len(self._index) + len(new)
        if end > len(self._vectors):
            larger = np.zeros((max(end, 2 * len(self._vectors)), self._width), "f4")
            larger[:first] = self._vectors[:first]
            self._vectors = larger
        for at, chunk in _chunks(list(new.items()), 2048):
            sums = self._sums([word_rows(word, flag, weights.vocabulary) for word, flag in chunk])
            mixed = sums @ weights.mix + weights.mix_bias
            vectors = np.maximum(mixed[:, : self._width], mixed[:, self._width :])
            norm = np.sqrt((vectors * vectors).mean(1, keepdims=True) + 1e-6)
            self._vectors[first + at : first + at + len(chunk)] = vectors / norm
        self._index.update(zip(new, range(first, end), strict=True))

    def _sums(self, lists: Sequence[Sequence[int]]) -> Array:
        """Return the sum of the embedding rows in each list.

        The n-th rows of all lists are added at once, the longest lists first: four times as
        fast as `numpy.add.reduceat`.
        """
        embedding, scale = self._weights.embedding, self._weights.scale
        counts = np.fromiter(map(len, lists), "i4", len(lists))
        order = np.argsort(-counts, kind="stable")
        rows = np.fromiter(chain.from_iterable(lists), "i4", int(counts.sum()))
        starts = (np.cumsum(counts) - counts)[order]
        sums = np.zeros((len(lists), embedding.shape[1]), "f4")
        for nth in range(int(counts.max())):
            longer = int((counts > nth).sum())
            chosen = rows[starts[:longer] + nth]
            sums[:longer] += embedding[chosen] * scale[chosen]
        result = np.empty_like(sums)
        result[order] = sums
        return result

    def _path(self, scores: Array) -> list[int]:
        """Return the best valid path of tags through a few tokens (Viterbi)."""
        barred = np.where(self._follows, 0.0, -1e9)
        total = scores[0] + barred[0]
        back = []
        for row in scores[1:]:
            steps = total[:, None] + barred
            choice = steps.argmax(0)
            back.append(choice)
            total = steps[choice, np.arange(len(TAGS))] + row
        tag = int((total + barred[:, 0]).argmax())
        path = [tag]
        for choice in reversed(back):
            tag = int(choice[tag])
            path.append(tag)
        return path[::-1]


def _near(words: Array, count: int, distance: int) -> Array:
    """Return which of `count` words are at most `distance` words from one of `words`, indices."""
    edges = np.zeros(count + 1, "i4")
    np.add.at(edges, np.maximum(words - distance, 0), 1)
    np.add.at(edges, np.minimum(words + distance + 1, count), -1)
    near: Array = np.cumsum(edges[:-1]) > 0
    return near


def _certainty(scores: Array) -> list[list[float]]:
    """Return for each row of scores the probability of each label, wherever in the name."""
    exp = np.exp(scores - scores.max(1, keepdims=True))
    exp /= exp.sum(1, keepdims=True)
    certainty: list[list[float]] = exp[:, 1:].reshape(-1, len(LABELS), 4).sum(2).tolist()
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


def _chunks(items: list[tuple[str, int]], size: int) -> Iterator[tuple[int, list[tuple[str, int]]]]:
    for start in range(0, len(items), size):
        yield start, items[start : start + size]


def _transitions() -> Array:
    """Return which tag may follow which."""
    allowed = np.zeros((len(TAGS), len(TAGS)), bool)
    for before, tag in enumerate(TAGS):
        for after, following in enumerate(TAGS):
            if tag[0] in "BI":
                allowed[before, after] = following[0] in "IL" and following[2:] == tag[2:]
            else:
                allowed[before, after] = following[0] in "OBU"
    return allowed
