"""Borders of what a person takes for one character.

A simple form of the extended grapheme clusters of Unicode Standard Annex 29, from the character
classes that the standard library knows: enough never to part a letter from its accents, an emoji
from its modifiers, or the halves of a flag.
"""

from __future__ import annotations

import unicodedata

from reader.core.text import Text

_JOINER = "\u200d"
_WINDOW = 32
"""Regional indicators that are counted back to tell the flags of a row apart."""


def cluster_start(text: Text, offset: int) -> int:
    """Return the last cluster border at or before `offset`."""
    while 0 < offset < len(text) and not _is_border(text, offset):
        offset -= 1
    return offset


def cluster_end(text: Text, offset: int) -> int:
    """Return the first cluster border at or after `offset`."""
    while 0 < offset < len(text) and not _is_border(text, offset):
        offset += 1
    return offset


def _is_border(text: Text, offset: int) -> bool:
    before, after = text.slice(offset - 1, offset), text.slice(offset, offset + 1)
    if _extends(after) or before == _JOINER:
        return before == "\n"
    if _is_flag_half(before) and _is_flag_half(after):
        run = text.slice(offset - _WINDOW, offset)
        halves = len(run) - len(run.rstrip("".join(filter(_is_flag_half, set(run)))))
        return halves % 2 == 0
    return True


def _extends(char: str) -> bool:
    """Whether `char` belongs to the one before it: a mark, a joiner or a skin tone."""
    is_mark = unicodedata.category(char) in {"Mn", "Me", "Mc"}
    return is_mark or char == _JOINER or "\U0001f3fb" <= char <= "\U0001f3ff"


def _is_flag_half(char: str) -> bool:
    return "\U0001f1e6" <= char <= "\U0001f1ff"
