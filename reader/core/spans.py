"""Spans of a text, kept so that those over a stretch of it are found in O(log n).

Spans may overlap and nest. They are held sorted by start, with the furthest end so far beside
them: the first span that can reach an offset is found by bisection in that.
"""

from __future__ import annotations

from array import array
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Sequence
from itertools import accumulate, pairwise
from operator import itemgetter
from typing import Generic, TypeVar

Value = TypeVar("Value")
Span = tuple[int, int]


class SpanIndex(Generic[Value]):
    """Values on spans ``[start, end)``; empty spans are left out."""

    __slots__ = ("_ends", "_reach", "_starts", "_values")

    def __init__(self, spans: Iterable[tuple[int, int, Value]] = ()) -> None:
        """Take ``(start, end, value)`` in any order."""
        kept = [span for span in spans if span[0] < span[1]]
        kept.sort(key=itemgetter(1), reverse=True)
        kept.sort(key=itemgetter(0))  # by start; of those with the same one, the longest first
        self._starts = array("Q", [span[0] for span in kept])
        self._ends = array("Q", [span[1] for span in kept])
        self._reach = array("Q", accumulate(self._ends, max))
        self._values: Sequence[Value] = [span[2] for span in kept]

    def __len__(self) -> int:
        return len(self._starts)

    def __getitem__(self, index: int) -> tuple[int, int, Value]:
        return self._starts[index], self._ends[index], self._values[index]

    def overlapping(self, start: int, end: int) -> Iterator[tuple[int, int, Value]]:
        """Yield the spans that share a character with ``[start, end)``, by start."""
        first = bisect_right(self._reach, start)
        stop = bisect_left(self._starts, end)
        for index in range(first, stop):
            if self._ends[index] > start:
                yield self[index]

    def at(self, offset: int) -> tuple[int, int, Value] | None:
        """Return the shortest span over the character at `offset`."""
        found = list(self.overlapping(offset, offset + 1))
        return min(found, key=lambda span: span[1] - span[0]) if found else None

    def step(self, offset: int, count: int) -> tuple[int, int, Value] | None:
        """Return the `count`-th span that starts after `offset`, or before it if negative.

        The last (first) one is returned when there are fewer; None when there is none.
        """
        if count >= 0:
            index = bisect_right(self._starts, max(-1, offset)) if offset >= 0 else 0
            target = min(index + count - 1, len(self) - 1)
            return self[target] if index < len(self) and target >= 0 else None
        index = bisect_left(self._starts, max(0, offset))
        return self[max(0, index + count)] if index else None


class DisjointSpans:
    """Spans that are in order and do not overlap, such as search hits; nothing is built."""

    __slots__ = ("_spans",)

    def __init__(self, spans: Sequence[Span] = ()) -> None:
        """Take the spans; they are not copied."""
        self._spans = spans

    def overlapping(self, start: int, end: int) -> Iterator[tuple[int, int, int]]:
        """Yield the spans that share a character with ``[start, end)``, with their numbers."""
        index = bisect_left(self._spans, (start, start))
        index -= index > 0 and self._spans[index - 1][1] > start
        while index < len(self._spans) and self._spans[index][0] < end:
            yield *self._spans[index], index
            index += 1


def flatten(
    start: int, end: int, spans: Iterable[tuple[int, int, Value]]
) -> Iterator[tuple[int, int, list[Value]]]:
    """Cut ``[start, end)`` at the borders of `spans`; yield each part with the values over it."""
    inside = [(max(start, a), min(end, b), value) for a, b, value in spans if a < end and b > start]
    borders = {start, end}
    for a, b, _ in inside:
        borders.add(a)
        borders.add(b)
    for a, b in pairwise(sorted(borders)):
        yield a, b, [value for first, last, value in inside if first <= a and b <= last]
