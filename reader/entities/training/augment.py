"""Vary training text: other names in place of the labelled ones, headlines, hasty lower case."""

from __future__ import annotations

import random
from collections.abc import Callable
from dataclasses import replace

from reader.entities import bits
from reader.entities.training.corpus import Row
from reader.entities.training.names import names

UPPER = 0.04
"""Share of rows in capitals."""
LOWER = 0.03
"""Share of rows in lower case."""
TITLE = 0.02
"""Share of short rows with the capitals of a headline."""
PEOPLE = 0.3
"""Share of rows in which people are renamed."""
PLACES = 0.2
"""Share of rows in which places are renamed."""


class Augmenter:
    """Makes a varied copy of a row; the same seed, the same copies."""

    def __init__(self, seed: int) -> None:
        self._random = random.Random(seed)  # noqa: S311 - nothing secret is drawn
        self._given = names(bits.GIVEN, single=True)
        self._family = names(bits.FAMILY, single=True)
        self._places = names(bits.TOWN | bits.CITY, single=True)

    def vary(self, row: Row) -> Row:
        """Return `row` or a variation of it."""
        if self._random.random() < PEOPLE:
            row = self._rename(row, "PERSON")
        if self._random.random() < PLACES:
            row = self._rename(row, "LOC")
        case = self._random.random()
        if case < UPPER:
            return _spelt(row, str.upper)
        if case < UPPER + LOWER:
            return _spelt(row, str.lower)
        if case < UPPER + LOWER + TITLE and len(row.words) < 40:
            return _spelt(row, lambda word: word[:1].upper() + word[1:] if len(word) > 3 else word)
        return row

    def _rename(self, row: Row, label: str) -> Row:
        """Return `row` with other words in names of `label`, the same for the same."""
        words = list(row.words)
        others: dict[str, str] = {}
        for first, end, kind in row.names:
            if kind != label or (label == "LOC" and end - first > 1):
                continue
            for index in range(first, end):
                word = words[index]
                if word[0].isupper() and word.isalpha():
                    words[index] = others.setdefault(word, self._name(label, last=index == end - 1))
        return replace(row, words=words)

    def _name(self, label: str, *, last: bool) -> str:
        if label == "LOC":
            return self._random.choice(self._places)
        return self._random.choice(self._family if last else self._given)


def _spelt(row: Row, spell: Callable[[str], str]) -> Row:
    return replace(row, words=[spell(word) for word in row.words])
