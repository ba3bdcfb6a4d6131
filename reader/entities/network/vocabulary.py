"""Which rows of the embedding table stand for a word: its own, and those of its codes.

A word that the labelled text has often has a row of its own. Many more, of which only the use is
known, from word vectors, are sorted into groups of words of like use: each level has 256 groups,
and sorts what the level before has left open. Their table has no words in it but a byte to check
them by, so that one unknown word in a hundred is taken for another.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import accumulate
from zlib import crc32

LEVELS = 4
GROUPS = 256
SHELVES = 1 << 16
"""The words are on shelves by the first two bytes of their fingerprints; the last is checked."""


def fingerprint(lower: str) -> int:
    """Return 32 bits that stand for a word in lower case."""
    return crc32(encoded(lower))


def encoded(text: str) -> bytes:
    """Return `text`, whatever is in it, as the bytes that are hashed."""
    return text.encode("utf-8", "surrogatepass")


class Vocabulary:
    """Finds the rows of a word by its `fingerprint`."""

    def __init__(
        self, frequent: Iterable[int], shelves: Sequence[int], checks: bytes, codes: bytes
    ) -> None:
        """Make it of fingerprints and of a table of groups.

        `frequent` are the fingerprints of the words with a row of their own, in order.
        `shelves` says how many words each shelf has, `checks` is a byte a word, shelf by shelf,
        and `codes` the group of each word in each level, a byte each.
        """
        self._own = {print_: row for row, print_ in enumerate(frequent, 1)}
        self._starts = [0, *accumulate(shelves)]
        self._checks = checks
        self._codes = codes

    def own(self, print_: int) -> int:
        """Return the number of a frequent word, from 1; 0 of all others."""
        return self._own.get(print_, 0)

    def groups(self, print_: int) -> bytes:
        """Return the group of a word in each level; nothing if its use is not known."""
        shelf = print_ >> 16
        starts = self._starts
        at = self._checks.find(print_ & 255, starts[shelf], starts[shelf + 1])
        return self._codes[LEVELS * at : LEVELS * (at + 1)] if at >= 0 else b""
