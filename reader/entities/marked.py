"""Texts whose entities are marked in them, as in ``[PERSON Jens Stoltenberg] spoke``."""

from __future__ import annotations

import re
from collections.abc import Iterator

_MARK = re.compile(r"\[([A-Z_]+) ([^\[\]]+)\]")
_BETWEEN = re.compile(r"^%%\n", re.MULTILINE)
"""A line that stands between two texts of one file."""

Span = tuple[int, int, str]


def read_marked(marked: str) -> tuple[str, list[Span]]:
    """Return a text without its marks, and ``(start, end, label)`` of its entities."""
    entities: list[Span] = []
    parts: list[str] = []
    at = length = 0
    for match in _MARK.finditer(marked):
        before = marked[at : match.start()]
        start = length + len(before)
        length = start + len(match[2])
        entities.append((start, length, match[1]))
        parts += (before, match[2])
        at = match.end()
    return "".join((*parts, marked[at:])), entities


def marked_texts(file: str) -> Iterator[tuple[str, list[Span]]]:
    """Yield the texts of a file that holds several, as `read_marked` returns them."""
    yield from map(read_marked, _BETWEEN.split(file))
