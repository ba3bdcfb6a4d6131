"""The hits of a search while it is still going on: the nearest first, all of them in slices.

A person who types a query wants to see the next hit now and the number of hits soon. In a text
of 100 MB, finding all takes longer than a frame; so it is done a few milliseconds at a time,
from where the person is to the end, and then from the beginning.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import nullcontext
from time import perf_counter

from reader.core.find import PATTERN_SECONDS, Span, find_chunks, time_limit
from reader.core.text import Text

MOST = 200_000
"""Hits after which the search ends: nobody counts further, and a letter is in every word."""


class Hits:
    """The hits of `query` in `text`, for a person who is at the offset `origin`."""

    def __init__(self, text: Text, query: str, origin: int = 0, *, regex: bool = False) -> None:
        """Find nothing yet. `regex` says that the query is a regular expression."""
        self._origin = origin
        self._limit = PATTERN_SECONDS if regex else None
        self._after: list[Span] = []
        self._before: list[Span] = []
        self._ahead: Iterator[list[Span]] = find_chunks(text, query, origin, regex=regex)
        self._behind: Iterator[list[Span]] = find_chunks(text, query, regex=regex)
        self._is_ahead = True
        self.complete = False
        """Whether the search has ended."""

    @property
    def nearest(self) -> Span | None:
        """The first hit at the origin or after it, or else the first of all, once it is known."""
        if self._after:
            return self._after[0]
        return self._before[0] if self._before else None

    @property
    def count(self) -> int:
        """How many hits were found so far."""
        return len(self._before) + len(self._after)

    @property
    def has_more(self) -> bool:
        """Whether the search ended before the text did."""
        return self.count >= MOST

    @property
    def spans(self) -> list[Span]:
        """All hits in order, once the search is complete; none before that."""
        if not self.complete:
            return []
        end = self._before[-1][1] if self._before else 0
        return self._before + [span for span in self._after if span[0] >= end]

    def find_more(self, seconds: float) -> bool:
        """Search for about so long, one chunk at least; return whether there is more to do.

        Raises `UsageError` if the query is to be a regular expression and is none, and
        `PatternTooSlowError` if it takes longer for a chunk than it may.
        """
        end = perf_counter() + seconds
        while not self.complete:
            with time_limit(self._limit) if self._limit else nullcontext():
                self._find_in_next_chunk()
            if perf_counter() >= end:
                break
        return not self.complete

    def _find_in_next_chunk(self) -> None:
        if self._is_ahead:
            found = next(self._ahead, None)
            self._after += found or ()
            self._is_ahead = found is not None
        else:
            found = next(self._behind, None)
            self._before += (span for span in found or () if span[0] < self._origin)
            # What follows the origin was found ahead.
            self.complete = found is None or any(span[0] >= self._origin for span in found)
        self.complete = self.complete or self.has_more
