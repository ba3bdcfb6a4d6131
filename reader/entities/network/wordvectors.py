"""The vectors of words, and what the first convolution makes of them.

The vector of a word is the sum of the embedding rows of its features, mixed and brought to one
length. The first convolution is linear in the vectors of the word before, the word itself and the
word after: their products are kept too, so that this layer costs three look-ups a word.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import accumulate, chain, islice

import numpy as np

from reader.entities.network.features import entry_rows, word_rows
from reader.entities.network.model import DILATIONS, Array, Weights
from reader.entities.spans import Block

Key = str | tuple[str, int]
"""A word as it is written; in a gazetteer entry of several words, its place there as well."""

_REMEMBERED = 10_000
"""Distinct words that are kept, of which each takes 3.6 kB once it is read."""


class WordVectors:
    """A row of numbers for each distinct word, made once; row 0 is that of no word, all zeros."""

    def __init__(self, weights: Weights) -> None:
        """Make them with `weights`."""
        width = len(weights.output)
        matrix, bias = weights.convolutions[0]
        self._weights = weights
        self._first = np.hstack(np.split(matrix, 3))
        self._bias = np.hstack((np.zeros_like(bias), bias, np.zeros_like(bias)))
        self._known: dict[Key, int] = {}
        self._vectors = np.zeros((1 + _REMEMBERED, width), "f4")
        self._products = np.zeros((3 * (1 + _REMEMBERED), 2 * width), "f4")
        """For each word three rows: what it adds to the next word, to itself, to the one before."""

    def rows(self, keys: Sequence[Key], flags: Sequence[int], seen: Sequence[int]) -> list[int]:
        """Return the rows of the words of a block with the indices `seen`.

        `keys` and `flags` are those of all its words. When there are too many words, the half
        that was met last is forgotten: what is frequent was met early.
        """
        known = self._known
        try:
            return [known[keys[index]] for index in seen]
        except KeyError:
            new = {keys[index]: flags[index] for index in seen if keys[index] not in known}
            if len(known) + len(new) > _REMEMBERED:
                known = self._known = dict(islice(known.items(), _REMEMBERED // 2))
                new = {keys[index]: flags[index] for index in seen if keys[index] not in known}
            self._remember(new)
            return [known[keys[index]] for index in seen]

    def first_layer(self, rows: Array, at: Array) -> Array:
        """Return what the first convolution makes of the words `at`; `rows` are those of all."""
        step = DILATIONS[0]
        here = rows[at]
        mixed = self._products.take(3 * rows[at - step], axis=0)
        mixed += self._products.take(3 * here + 1, axis=0)
        mixed += self._products.take(3 * rows[at + step] + 2, axis=0)
        hidden = maxout(mixed)
        hidden += self._vectors.take(here, axis=0)
        return hidden

    def _remember(self, new: Mapping[Key, int]) -> None:
        """Make the rows of new words, given with their bits."""
        first = len(self._known) + 1
        end = first + len(new)
        vectors = self._made(new)
        products = vectors @ self._first + self._bias
        self._vectors[first:end] = vectors
        self._products[3 * first : 3 * end] = products.reshape(3 * len(new), -1)
        self._known.update(zip(new, range(first, end), strict=True))

    def _made(self, words: Mapping[Key, int]) -> Array:
        """Return the vectors of words, given with their bits."""
        weights = self._weights
        pairs = [key if isinstance(key, tuple) else (key, 0) for key in words]
        features = [
            word_rows(word, flags, weights.vocabulary)
            for (word, _), flags in zip(pairs, words.values(), strict=True)
        ]
        rows = list(chain.from_iterable(features))
        starts = [0, *accumulate(map(len, features[:-1]))]
        values = weights.embedding.take(rows, axis=0) * weights.scale.take(rows, axis=0)
        vectors = maxout(np.add.reduceat(values, starts) @ weights.mix + weights.mix_bias)
        squares = (vectors * vectors).sum(1, keepdims=True)
        vectors /= np.sqrt(squares / vectors.shape[1] + 1e-6)
        vectors += weights.entries.take([place for _, place in pairs], axis=0)
        return vectors


def word_keys(block: Block) -> list[Key]:
    """Return what the words of a block are remembered by."""
    keys: list[Key] = [*block.tokens.words]
    for index, place in entry_rows(block.entries).items():
        keys[index] = (block.tokens.words[index], place)
    return keys


def maxout(values: Array) -> Array:
    """Return the greater of the first and the second half of each row."""
    half = values.shape[1] // 2
    greater: Array = np.maximum(values[:, :half], values[:, half:])
    return greater
