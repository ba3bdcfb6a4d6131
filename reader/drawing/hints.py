"""Key hints: as many as there is room for."""

from __future__ import annotations

from collections.abc import Iterable

from reader.core.width import width

Hint = tuple[str, str]
"""A key as shown, and a word for what it does."""


def fitting(hints: Iterable[Hint], room: int) -> list[Hint]:
    """Return the first of `hints` that fit in `room` cells, a blank inside and two between."""
    kept: list[Hint] = []
    for key, word in hints:
        room -= width(key) + width(word) + 3
        if room < 0:
            break
        kept.append((key, word))
    return kept
