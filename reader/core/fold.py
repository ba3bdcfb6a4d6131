"""Folding: a text as it is compared, so that what looks the same is the same.

Re-wrapping, another normal form, typographic quotes or soft hyphens change the characters of a
text, not its words. Folded text is made to compare and is never stored: what was found in it is
taken back to the source by offset.
"""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_left, bisect_right
from functools import cache

IDEOGRAPHIC = "\u2e80-\u312f\u3190-\u9fff\uf900-\ufaff\U00020000-\U0003ffff"
"""Chinese and Japanese characters, for a character class: they are set without spaces."""

_LENGTHS_CHANGE = (
    r"  +",
    r"[\u1100-\u1112][\u1161-\u1175][\u11a8-\u11c2]?",  # a Hangul syllable in parts
)
_BESIDE_IDEOGRAPH = rf"(?<=[{IDEOGRAPHIC}]) +| +(?=[{IDEOGRAPHIC}])"
_IDEOGRAPH = re.compile(f"[{IDEOGRAPHIC}]")
_ASCII_SPACES = str.maketrans("\t\n\v\f\r\x1c\x1d\x1e\x1f", " " * 9)
_SPACES = re.compile("  +")

_QUOTES = dict.fromkeys("‘’‚‛′´ʼ", "'") | dict.fromkeys("“”„‟″«»", '"') | {"‹": "'", "›": "'"}
_HANGUL = range(0xAC00, 0xD7A4)


class Folded:
    """A folded text that knows where in its source each part comes from."""

    __slots__ = ("_folded", "_source", "text")

    def __init__(self, text: str, folded: list[int], source: list[int]) -> None:
        """Take the folded text and the borders of its segments on both sides.

        Segments are by turns copied (even) and replaced by something of another length (odd).
        """
        self.text = text
        self._folded = folded
        self._source = source

    def to_source(self, start: int, end: int) -> tuple[int, int]:
        """Return the span of the source that became ``[start, end)`` of the folded text."""
        return (
            _first(self._folded, self._source, start),
            _last(self._folded, self._source, end),
        )

    def from_source(self, start: int, end: int) -> tuple[int, int]:
        """Return the span of the folded text that ``[start, end)`` of the source became."""
        first = _first(self._source, self._folded, start)
        return first, max(first, _last(self._source, self._folded, end))


def fold(text: str) -> Folded:
    """Return `text` with its typography taken away.

    Compatibility decomposition (Unicode Standard Annex 15) without accents, straight quotes and
    dashes, nothing invisible, one space for any white space, and none beside an ideograph.
    """
    if text.isascii():
        return _replaced(text.translate(_ASCII_SPACES), _SPACES)
    folds = {character: _fold_character(character) for character in set(text)}
    single = {ord(c): folded for c, folded in folds.items() if len(folded) == 1 and folded != c}
    others = "".join(map(re.escape, sorted(c for c, folded in folds.items() if len(folded) != 1)))
    patterns = [*_LENGTHS_CHANGE]
    if others:
        patterns.append(f"[{others}]")
    if has_ideograph(text):
        patterns.insert(0, _BESIDE_IDEOGRAPH)
    return _replaced(text.translate(single), re.compile("|".join(patterns)))


def caseless(text: str) -> str:
    """Return `text` in lower case, each character in the place that it has."""
    lower = text.lower()
    if len(lower) == len(text):
        return lower
    return "".join(low if len(low := one.lower()) == 1 else one for one in text)


def density(text: str) -> int:
    """Return about how many letters say what one character of `text` says."""
    return 2 if has_ideograph(text) else 1


def has_ideograph(text: str) -> bool:
    """Whether there is a Chinese or Japanese character in `text`."""
    return _IDEOGRAPH.search(text) is not None


def _replaced(text: str, pattern: re.Pattern[str]) -> Folded:
    """Return `text`, whose characters are folded one for one, with the rest of them replaced."""
    pieces: list[str] = []
    folded, source = [0], [0]
    done = length = 0
    for match in pattern.finditer(text):
        start, end = match.span()
        replacement = _replacement(match.group(), text, start, end)
        length += start - done
        folded += (length, length + len(replacement))
        source += (start, end)
        pieces += (text[done:start], replacement)
        length += len(replacement)
        done = end
    pieces.append(text[done:])
    return Folded("".join(pieces), folded, source)


def _replacement(matched: str, text: str, start: int, end: int) -> str:
    if matched[0] == " ":
        beside = text[max(0, start - 1) : start] + text[end : end + 1]
        return "" if has_ideograph(beside) else " "
    return "".join(map(_fold_character, unicodedata.normalize("NFC", matched)))


@cache
def _fold_character(character: str) -> str:
    if character.isspace():
        return " "
    if ord(character) in _HANGUL:
        return character  # It stays composed: parts of syllables are not letters to compare.
    plain = unicodedata.normalize("NFKD", _QUOTES.get(character, character))
    return "".join(_plain(part) for part in plain if not _unsaid(part))


def _plain(character: str) -> str:
    """Return one of the characters that a decomposition gives, in its plainest form."""
    if character.isspace():
        return " "
    return "-" if unicodedata.category(character) == "Pd" or character == "\u2212" else character


def _unsaid(character: str) -> bool:
    """Whether a text reads the same without `character`: accents and points, format characters.

    Signs that stand for a vowel or join letters (combining classes 0 to 9, and those of Thai,
    Lao and Tibetan) are letters of their word.
    """
    kind = unicodedata.combining(character)
    return kind >= 200 or 10 <= kind <= 36 or unicodedata.category(character) == "Cf"


def _first(borders: list[int], others: list[int], offset: int) -> int:
    """Return where, on the other side, the character at `offset` begins."""
    segment = bisect_right(borders, offset) - 1
    return others[segment] + (0 if segment % 2 else offset - borders[segment])


def _last(borders: list[int], others: list[int], offset: int) -> int:
    """Return where, on the other side, the character before `offset` ends."""
    segment = max(0, bisect_left(borders, offset) - 1)
    return others[segment + 1] if segment % 2 else others[segment] + offset - borders[segment]
