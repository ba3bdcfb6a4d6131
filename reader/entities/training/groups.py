"""Groups of words of like use: word vectors brought down to a few bytes a word.

Residual vector quantisation (Y. Chen, T. Guan, C. Wang, "Approximate nearest neighbor search by
residual vector quantization", Sensors 10, 2010): the first level says which of 256 centres a
vector is nearest to, each further level does so with what is left of it.
"""

from __future__ import annotations

from typing import Any, NamedTuple

import numpy as np

from reader.entities.network.vocabulary import GROUPS, LEVELS, SHELVES, fingerprint
from reader.entities.training.vectors import Vectors

Array = np.ndarray[Any, np.dtype[Any]]

GROUPED = 230_000
"""Words, the most frequent ones, that are grouped."""
_SAMPLE = 60_000
_ROUNDS = 12


class Groups(NamedTuple):
    """The table of a `Vocabulary`, and what its groups have in common."""

    shelves: Array
    checks: Array
    codes: Array
    centres: Array
    """A vector for each group, level by level."""


def group(vectors: Vectors) -> Groups:
    """Group the most frequent words of `vectors`; the same vectors, the same groups."""
    rows = [row for row, word in enumerate(vectors.words[:GROUPED]) if word[0].isalpha()]
    left = vectors.table[rows].astype("f4")
    left *= np.sqrt(left.shape[1]) / np.linalg.norm(left, axis=1, keepdims=True)
    chance = np.random.default_rng(1)
    codes, centres = [], []
    for _ in range(LEVELS):
        centre = _centres(left[chance.permutation(len(left))[:_SAMPLE]])
        nearest = _nearest(left, centre)
        left -= centre[nearest]
        codes.append(nearest)
        centres.append(centre)
    keys, first = _keys([vectors.words[row] for row in rows])
    return Groups(
        np.bincount(keys >> 8, minlength=SHELVES).astype("u1"),
        (keys & 255).astype("u1"),
        np.stack(codes, 1)[first].astype("u1"),
        np.concatenate(centres),
    )


def _keys(words: list[str]) -> tuple[Array, Array]:
    """Return in order shelf and check of the words, as one number, and which word has it first."""
    prints = np.fromiter(map(fingerprint, words), "u4", len(words))
    keys, first = np.unique((prints >> 16 << 8) | (prints & 255), return_index=True)
    return keys, first


def _centres(sample: Array) -> Array:
    """Return the centres of the groups of `sample`, which is in random order (k-means)."""
    centres = sample[:GROUPS].copy()
    for _ in range(_ROUNDS):
        nearest = _nearest(sample, centres)
        counts = np.bincount(nearest, minlength=GROUPS)
        for axis in range(sample.shape[1]):
            sums = np.bincount(nearest, sample[:, axis], GROUPS)
            centres[:, axis] = np.where(counts, sums / np.maximum(counts, 1), centres[:, axis])
    return centres


def _nearest(points: Array, centres: Array) -> Array:
    """Return which of `centres` each of `points` is nearest to."""
    lengths = (centres * centres).sum(1)
    parts = np.array_split(points, len(points) // 20_000 + 1)
    return np.concatenate([(lengths - 2 * part @ centres.T).argmin(1) for part in parts])
