"""Borders: a mention begins and ends with what a person would select, between whole characters."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable

from reader.core.entity import Mention

_JOINERS = frozenset("\u200d\u200c\ufe0e\ufe0f")
_OPENERS = frozenset("$€£¥₴₽₹₩₪₺-−+±~≈#@'’(\"“«")
_MODIFIERS = range(0x1F3FB, 0x1F400)


def settle(text: str, mentions: Iterable[Mention]) -> list[Mention]:
    """Return `mentions`, sorted, moved to whole characters, without blanks and overlaps.

    Of two that overlap, the one that begins first stays; what is left empty is dropped.
    """
    settled: list[Mention] = []
    at = 0
    plain = text.isascii()
    for mention in sorted(mentions, key=lambda m: (m.start, -m.end)):
        start, end = max(0, mention.start), min(len(text), mention.end)
        if start < end and not (text[start].isalnum() and text[end - 1].isalnum()):
            start, end = _trim(text, start, end)
        if start < at or start >= end:
            continue
        if not plain:
            if extends(text[start]):
                continue
            end = _complete(text, end)
        same = (start, end) == mention[:2]
        settled.append(mention if same else Mention(start, end, *mention[2:]))
        at = end
    return settled


def _trim(text: str, start: int, end: int) -> tuple[int, int]:
    """Cut blanks and marks that are no part of a name from both ends."""
    while start < end and not text[start].isalnum() and text[start] not in _OPENERS:
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    return start, end


def _complete(text: str, end: int) -> int:
    """Move `end` over the marks that complete the character before it."""
    while end < len(text) and extends(text[end]):
        end += 1
    return end


def extends(character: str) -> bool:
    """Whether `character` completes the one before it (UAX 29, Extend and SpacingMark)."""
    if character < "\u0300":
        return False
    return (
        character in _JOINERS
        or ord(character) in _MODIFIERS
        or unicodedata.category(character) in {"Mn", "Mc", "Me"}
    )
