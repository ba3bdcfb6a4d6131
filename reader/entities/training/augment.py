"""Vary training text: other names in place of the labelled ones, headlines, hasty lower case."""

from __future__ import annotations

import random
from collections.abc import Callable
from dataclasses import replace

from reader.entities import bits
from reader.entities.training.corpus import Row
from reader.entities.training.names import invent, names

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
ORGANISATIONS = 0.15
"""Share of rows in which organisations of one word are renamed."""
INVENTED = 0.4
"""Share of new names that are in no list."""
DOUBLE = 0.1
"""Share of new names of places that are two, joined by a hyphen."""
SHORTENED = 0.6
"""Share of rows in which people with two last names lose one: our text has more of them than life,
where a hyphen stands in the names of towns as well."""


class Augmenter:
    """Makes a varied copy of a row; the same seed, the same copies."""

    def __init__(self, seed: int) -> None:
        self._random = random.Random(seed)  # noqa: S311 - nothing secret is drawn
        self._given = names(bits.GIVEN, single=True)
        self._family = names(bits.FAMILY, single=True)
        self._places = names(bits.TOWN | bits.CITY, single=True)

    def vary(self, row: Row) -> Row:
        """Return `row` or a variation of it."""
        if self._random.random() < SHORTENED:
            row = _with_one_last_name(row)
        if self._random.random() < PEOPLE:
            row = self._rename(row, "PERSON")
        if self._random.random() < PLACES:
            row = self._rename(row, "GPE")
        if self._random.random() < ORGANISATIONS:
            row = self._rename(row, "ORG")
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
            if kind != label or (label != "PERSON" and end - first > 1):
                continue
            for index in range(first, end):
                word = words[index]
                if word[0].isupper() and word.isalpha() and (label != "ORG" or not word.isupper()):
                    words[index] = others.setdefault(word, self._name(label, last=index == end - 1))
        return replace(row, words=words)

    def _name(self, label: str, *, last: bool) -> str:
        pool = self._family
        if label == "GPE":
            pool = self._places
        elif label == "PERSON" and not last:
            pool = self._given
        if label == "GPE" and self._random.random() < DOUBLE:
            return f"{invent(self._random, pool)}-{invent(self._random, pool)}"
        if self._random.random() < INVENTED:
            return invent(self._random, pool)
        return self._random.choice(pool)


def _with_one_last_name(row: Row) -> Row:
    """Return `row` with "Falguni Trivedi" for "Falguni Trivedi-Desai"."""
    words = list(row.words)
    for first, end, kind in row.names:
        if kind != "PERSON":
            continue
        for index in range(first + 1, end):
            one, _, other = words[index].partition("-")
            if one[:1].isupper() and other[:1].isupper():
                words[index] = one
    return replace(row, words=words)


def _spelt(row: Row, spell: Callable[[str], str]) -> Row:
    return replace(row, words=[spell(word) for word in row.words])
