"""Features: the rows of the embedding table that a word as it is written adds up to.

A frequent word has a row of its own, all rare ones share the first. What words of its use have in
common has a row a group. Beginnings, endings, groups of four letters and shapes are found by
hashing; what the gazetteer knows has a row a bit.
"""

from __future__ import annotations

from collections.abc import Iterable
from operator import add
from typing import AnyStr
from zlib import crc32

from reader.entities import bits
from reader.entities.network.vocabulary import (
    GROUPS,
    LEVELS,
    Vocabulary,
    encoded,
    fingerprint,
)

WORDS = 8_000
GRAMS = 16_000
SHAPES = 512
_GRAM_BASE = WORDS
_SHAPE_BASE = _GRAM_BASE + GRAMS
BIT_BASE = _SHAPE_BASE + SHAPES
BIT_COUNT = 28
"""Of the bits of a word, the lowest: the gazetteer's, and whether it has a capital."""
WRITTEN = BIT_BASE + BIT_COUNT - 2
"""The last bits say how a word is written, not what the gazetteer knows of it."""
GROUP_BASE = BIT_BASE + BIT_COUNT
ROWS = GROUP_BASE + LEVELS * GROUPS
_LEVEL_BASES = range(GROUP_BASE, ROWS, GROUPS)

_ENTRIES = (
    bits.PLACE,
    bits.ORG | bits.COMPANY,
    bits.NORP,
    bits.EVENT,
    bits.PRODUCT,
    bits.TITLE,
)
ENTRY_ROWS = 1 + 2 * len(_ENTRIES)
"""Rows for tokens inside gazetteer entries of several words: none, begin and inside of each."""
WANTED = bits.PLACE | bits.ORG | bits.COMPANY | bits.NORP | bits.EVENT | bits.PRODUCT | bits.TITLE
"""Entries that are looked for."""

_LONGEST_WORD = 24


def word_rows(word: str, flags: int, vocabulary: Vocabulary) -> list[int]:
    """Return the embedding rows of a word; the first is that of the word itself.

    `flags` are what a `Lexicon` says of it.
    """
    lower = word.lower()[:_LONGEST_WORD]
    known = fingerprint(lower)
    rows = [vocabulary.own(known), _SHAPE_BASE + fingerprint(shape(word)) % SHAPES]
    rows += [_GRAM_BASE + crc32(gram) % GRAMS for gram in dict.fromkeys(_grams(lower))]
    rows += _BIT_ROWS[flags & _BITS]
    rows += map(add, _LEVEL_BASES, vocabulary.groups(known))
    return rows


def _grams(word: str) -> list[bytes]:
    """Return the beginnings and endings of a word, and the groups of four letters inside."""
    padded = f"^{word}$"
    if padded.isascii():
        return _cut(padded.encode())  # letters are bytes: this is twice as fast
    return [encoded(gram) for gram in _cut(padded)]


def _cut(letters: AnyStr) -> list[AnyStr]:
    edges = [letters[:4], letters[:3], letters[-3:], letters[-4:], letters[-5:]]
    return edges + [letters[at : at + 4] for at in range(1, len(letters) - 4)]


class _BitRows(dict[int, list[int]]):
    """The embedding rows of each combination of bits, worked out once."""

    def __missing__(self, flags: int) -> list[int]:
        rows = self[flags] = [BIT_BASE + i for i in range(BIT_COUNT) if flags >> i & 1]
        return rows


_BITS = (1 << BIT_COUNT) - 1
_BIT_ROWS = _BitRows()


def shape(word: str) -> str:
    """Return the shape of a word: capitals as X, other letters as x, digits as d, runs once."""
    if word.isalpha():
        if word.islower():
            return "x"
        if word[1:].islower():
            return "Xx"
    runs: list[str] = []
    for character in word[:_LONGEST_WORD]:
        kind = _kind(character)
        if not runs or runs[-1][-1] != kind:
            runs.append(kind)
        elif kind == "X":
            runs[-1] = "XX"
    return "".join(runs)


def _kind(character: str) -> str:
    if character.isupper():
        return "X"
    if character.isalpha():
        return "x"
    return "d" if character.isdigit() else character


def entry_rows(matches: Iterable[tuple[int, int, int]]) -> dict[int, int]:
    """Return the entry row of each token in gazetteer entries of several words.

    `matches` are ``(first token, end token, bits)``.
    """
    rows = {}
    for first, end, known in matches:
        if end - first > 1:
            for kind, wanted in enumerate(_ENTRIES):
                if known & wanted:
                    rows[first] = 1 + 2 * kind
                    rows.update(dict.fromkeys(range(first + 1, end), 2 + 2 * kind))
                    break
    return rows
