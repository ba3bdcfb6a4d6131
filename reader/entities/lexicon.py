"""What is known of each word as it is written: gazetteer bits, shape, what it may begin."""

from __future__ import annotations

from collections.abc import Iterable

from reader.entities import bits, products, shields, values
from reader.entities.network.vocabulary import fingerprint

_LIMIT = 50_000
"""Words remembered: a book has fewer, and a hostile text must not fill the memory."""

_STOPS = frozenset('.!?…\n:;"“”()[]•')


class Lexicon(dict[str, int]):
    """A cache from a word as written to its bits; ask with ``lexicon[word]``."""

    __slots__ = ("_gazetteer", "_ordinary")

    def __init__(self, gazetteer: dict[str, int], ordinary: frozenset[int] = frozenset()) -> None:
        """Look words up in `gazetteer`; `ordinary` are fingerprints of everyday words."""
        super().__init__()
        self._gazetteer = gazetteer
        self._ordinary = ordinary

    def entry(self, words: Iterable[str]) -> int:
        """Return what the gazetteer knows of a name of several words, however it is written."""
        return self._gazetteer.get(" ".join(words).lower(), 0)

    def __missing__(self, word: str) -> int:
        if len(self) >= _LIMIT:
            self.clear()
        flags = self[word] = self._describe(word)
        return flags

    def _describe(self, word: str) -> int:
        lower = word.lower()
        flags = self._gazetteer.get(lower, 0)
        first = word[0]
        if first.isalpha():
            flags |= bits.LETTERS
            if first != first.lower():
                flags |= bits.CAPITAL
            letters = word.replace(".", "").replace("-", "")
            if len(letters) > 1 and letters.isupper() and letters.isalpha():
                flags |= bits.UPPER
            elif flags & bits.ACRONYM:
                flags &= ~bits.ENTRY
        elif word[0] == "\n" or word in _STOPS:
            flags |= bits.STOP
        if fingerprint(lower) in self._ordinary:
            flags |= bits.ORDINARY
        if values.may_begin(lower):
            flags |= bits.VALUE
        if shields.may_hold(word):
            flags |= bits.ADDRESS
        if products.is_cue(word):
            flags |= bits.MODEL
        return flags
