"""Key hints: as many as there is room for."""

from __future__ import annotations

from collections.abc import Sequence

from reader.core.width import width

Hint = tuple[str, str]
"""A key as shown, and a word for what it does."""


def fitting(hints: Sequence[Hint], room: int) -> list[Hint]:
    """Return the `hints` that fit in `room` cells, a blank inside and two between.

    The last one is kept before all others, for it is help and leads to the rest; of the others
    the first ones are kept.
    """
    if not hints:
        return []
    *others, last = hints
    room -= _cells(last)
    if room < 0:
        return []
    kept: list[Hint] = []
    for hint in others:
        room -= _cells(hint)
        if room < 0:
            break
        kept.append(hint)
    return [*kept, last]


def _cells(hint: Hint) -> int:
    key, word = hint
    return width(key) + width(word) + 3
