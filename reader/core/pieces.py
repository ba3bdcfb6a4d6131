"""The places of a text where the same few characters stand, without a scan of the text."""

from __future__ import annotations

import re
from array import array
from bisect import bisect_left
from collections.abc import Iterator

from reader.core.fold import has_ideograph

_WORD_START = re.compile(r"(?<!\w)\w")
_BLANKS = 20
"""Characters for each blank from which on a text is not written in words with blanks."""
_BITS = 32


class PieceIndex:
    """Finds in a text what begins at a word, or anywhere in a text without blanks."""

    def __init__(self, text: str) -> None:
        """Take the text: some 0.1 s for a million characters."""
        self.text = text
        self._in_words = not has_ideograph(text) and text.count(" ") * _BLANKS > len(text)
        self.size = 8 if self._in_words else 4
        """Characters of a piece."""
        places = (self._key(at) for at in self.starts(text))
        self._places = array("Q", sorted(places))

    def starts(self, pattern: str) -> Iterator[int]:
        """Yield where the pieces of a pattern begin that are looked for."""
        last = len(pattern) - self.size
        if not self._in_words:
            return iter(range(last + 1))
        return (at for found in _WORD_START.finditer(pattern) if (at := found.start()) <= last)

    def places(self, piece: str, most: int) -> list[int]:
        """Return where a piece begins, in order: the first `most` places."""
        first = _hash(piece) << _BITS
        found: list[int] = []
        for number in range(bisect_left(self._places, first), len(self._places)):
            at = self._places[number] - first
            if at >> _BITS or len(found) == most:
                break
            if self.text.startswith(piece, at):
                found.append(at)
        return found

    def _key(self, at: int) -> int:
        return _hash(self.text[at : at + self.size]) << _BITS | at


def _hash(piece: str) -> int:
    return hash(piece) & (1 << _BITS) - 1
