"""Spans that cut no character in two which is written with several code points."""

from __future__ import annotations

from reader.core.text import Text
from reader.core.width import cluster_end, cluster_start

_LONGEST = 32
"""Code points within which a character ends."""


def whole(text: Text, start: int, end: int) -> tuple[int, int]:
    """Return ``[start, end)`` with the rest of the characters that it begins and ends in.

    The W3C asks for it: a selector must not begin or end inside a grapheme cluster.
    """
    first = max(0, start - _LONGEST)
    start = first + cluster_start(text.slice(first, start + _LONGEST), start - first)
    first = max(0, end - _LONGEST)
    around, inside = text.slice(first, end + _LONGEST), end - first
    if end < len(text) and (cut := cluster_start(around, inside)) < inside:
        end = first + cluster_end(around, cut)
    return start, end
