"""Where a word may be broken at the end of a row, by the method of Liang.

Patterns of letters with numbers between them are laid over the word; at each place the highest
number counts, and an odd one allows a hyphen. F. M. Liang, Word Hy-phen-a-tion by Com-put-er,
Stanford 1983; the notation is that of TeX, ``.ach4``.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable

Hyphenate = Callable[[str], tuple[int, ...]]
"""Gives the places in a word where a hyphen may follow, in order."""

FEWEST_BEFORE, FEWEST_AFTER = 2, 3
"""Letters of a word that stay together at its beginning and at its end."""
SHORTEST = FEWEST_BEFORE + FEWEST_AFTER
KEPT = 20_000
"""Words whose places are remembered."""

_PIECE = re.compile(r"(\d?)(\D?)")
_NO_DIGITS = str.maketrans("", "", "0123456789")


class Patterns:
    """The patterns of one language, called with a word."""

    def __init__(self, lines: Iterable[str]) -> None:
        """Take a pattern a line; one without numbers is a word with all its hyphens."""
        self._patterns = {line.translate(_NO_DIGITS): line for line in lines}
        self._words = {
            letters.replace("-", ""): _hyphens(line)
            for letters, line in self._patterns.items()
            if letters == line
        }
        self._longest = max(map(len, self._patterns), default=0)
        self._levels: dict[str, tuple[int, ...]] = {}
        self._known: dict[str, tuple[int, ...]] = {}

    def __call__(self, word: str) -> tuple[int, ...]:
        """Return the places in `word`, which is letters alone, where a hyphen may follow."""
        found = self._known.get(word)
        if found is None:
            if len(self._known) >= KEPT:
                self._known.clear()
            found = self._known[word] = self._find(word)
        return found

    def _find(self, word: str) -> tuple[int, ...]:
        folded = word.lower()
        # Few letters grow when lowered; words with them are left whole.
        if len(folded) != len(word) or len(word) < SHORTEST:
            return ()
        if folded in self._words:
            return self._words[folded]
        text = f".{folded}."
        highest = [0] * (len(text) + 1)
        for start in range(len(text)):
            for end in range(start + 1, min(len(text), start + self._longest) + 1):
                if (letters := text[start:end]) in self._patterns:
                    for place, level in enumerate(self._levels_of(letters), start):
                        highest[place] = max(highest[place], level)
        places = range(FEWEST_BEFORE, len(word) - FEWEST_AFTER + 1)
        return tuple(place for place in places if highest[place + 1] % 2)

    def _levels_of(self, letters: str) -> tuple[int, ...]:
        """Return the number before each of `letters`, which are a pattern, and after the last."""
        levels = self._levels.get(letters)
        if levels is None:
            pieces = _PIECE.findall(self._patterns[letters])[: len(letters) + 1]
            levels = self._levels[letters] = tuple(int(level or 0) for level, _ in pieces)
        return levels


def _hyphens(word: str) -> tuple[int, ...]:
    parts = word.split("-")
    return tuple(sum(map(len, parts[:n])) for n in range(1, len(parts)))
