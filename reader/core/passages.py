"""Finding a quote that is no longer where it was, by its words and those around it."""

from __future__ import annotations

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from functools import cached_property
from heapq import nlargest

from reader.core.alignment import Alignment, Placement, Span, weighed
from reader.core.fold import density
from reader.core.pieces import PieceIndex

_COMMON = 24
"""Occurrences from which on a piece of text points nowhere."""
TOGETHER = 0.45
"""Share of a passage from which on it is this passage that was moved, not only some words."""
_RIVAL = 0.4
"""Share of the votes for the first place from which on another one is looked at too."""
_POINTERS = 4
"""Pieces that have to point at a place for it to be looked at, if the pattern has many."""
_CLOSE = 48
"""Letters of context on either side that are compared where the quote is verbatim."""
_UNTOUCHED = 0.95
"""Share of the context from which on a verbatim quote is where it belongs."""
_NEAR = 32
"""Characters within which pieces point at the same place."""
_CANDIDATES = 4
"""Places that are looked at closely."""


class Passages:
    """The stretches of a folded text in which a lost quote may be."""

    def __init__(self, text: str, spans: Sequence[Span]) -> None:
        """Search only the `spans` of `text`, which are in order and disjoint."""
        self._text = text
        self._spans = spans
        self._joined = "\n".join(text[start:end] for start, end in spans)
        self._starts = []
        length = 0
        for start, end in spans:
            self._starts.append(length)
            length += end - start + 1
        self._places: dict[str, tuple[int, ...]] = {}
        """Of each piece that was looked for: where it begins in the text."""

    def __contains__(self, quote: str) -> bool:
        return quote in self._joined

    def find(self, prefix: str, quote: str, suffix: str) -> list[Placement]:
        """Return places where the quote may be now, none overlapping, the surest first."""
        reach = _CLOSE // density(quote)
        close = prefix[-reach:], quote, suffix[:reach]
        found = [self._compare(close, hit) for hit in self._verbatim(*close)]
        if not any(one.context >= _UNTOUCHED for one in found):
            pattern = prefix, quote, suffix
            pieces = self._by_pieces("".join(pattern))
            found += (one for position in pieces if (one := self._examine(pattern, position)))
        found.sort(key=lambda one: (-one.rank, one.start))
        return _disjoint(filter(self._covers, found))

    def _verbatim(self, prefix: str, quote: str, suffix: str) -> list[int]:
        """Return where the quote is verbatim, in the given context if it is in many places."""
        hits = list(self._occurrences(quote))
        if len(hits) > _COMMON:
            before = prefix[-8:]
            hits = [hit + len(before) for hit in self._occurrences(before + quote)]
            hits += self._occurrences(quote + suffix[:8])
        return list(dict.fromkeys(hits))[:_COMMON]

    def _compare(self, pattern: tuple[str, str, str], hit: int) -> Placement:
        """Return the placement of a quote that is verbatim at `hit`."""
        prefix, quote, suffix = pattern
        end = hit + len(quote)
        before = self._text[max(0, hit - len(prefix) - _NEAR) : hit]
        after = self._text[end : end + len(suffix) + _NEAR]
        pairs = (prefix, before), (suffix, after)
        context = weighed([Alignment(old, new).share for old, new in pairs if old])
        return Placement(hit, end, 1.0, context, context)

    @cached_property
    def _pieces(self) -> PieceIndex:
        return PieceIndex(self._joined)

    def _by_pieces(self, pattern: str) -> list[int]:
        """Return where the pattern would begin so that most of its pieces are in their place."""
        index = self._pieces
        votes: defaultdict[int, float] = defaultdict(float)
        pointers: defaultdict[int, int] = defaultdict(int)
        offsets = list(index.starts(pattern))
        for offset in offsets:
            hits = self._pointed_at(pattern[offset : offset + index.size])
            vote = 1 / len(hits) if hits else 0
            for hit in hits:
                place = (hit - offset) // _NEAR
                votes[place] += vote
                votes[place + 1] += vote
                pointers[place] += 1
                pointers[place + 1] += 1
        enough = min(_POINTERS, 1 + len(offsets) // 8)
        pointed = (place for place, count in pointers.items() if count >= enough)
        best = nlargest(_CANDIDATES, pointed, key=votes.__getitem__)
        return [place * _NEAR for place in best if votes[place] >= _RIVAL * votes[best[0]]]

    def _pointed_at(self, piece: str) -> tuple[int, ...]:
        """Return where a piece begins in the text; nowhere if it is common.

        It is remembered: the passages of quotes that are close together share their pieces.
        """
        places = self._places.get(piece)
        if places is None:
            found = self._pieces.places(piece, _COMMON + 1)
            places = tuple(map(self._at, found)) if len(found) <= _COMMON else ()
            self._places[piece] = places
        return places

    def _occurrences(self, piece: str) -> Iterator[int]:
        """Yield where `piece` begins in the text, no more often than says that it is common."""
        position = -len(piece)
        for _ in range(_COMMON + 1):
            position = self._joined.find(piece, position + len(piece))
            if position < 0:
                return
            yield self._at(position)

    def _at(self, position: int) -> int:
        """Return where a position of the joined stretches is in the text."""
        number = bisect_right(self._starts, position) - 1
        return self._spans[number][0] + position - self._starts[number]

    def _examine(self, pattern: tuple[str, str, str], position: int) -> Placement | None:
        """Return where the middle of the pattern lies, if the whole begins about `position`."""
        prefix, quote, _ = pattern
        start, end = len(prefix), len(prefix) + len(quote)
        passage = "".join(pattern)
        slack = _NEAR + len(passage) // 4
        first = max(0, position - slack)
        alignment = Alignment(passage, self._text[first : position + len(passage) + slack])
        together = alignment.share >= TOGETHER
        placement = alignment.find(start, end) if together else alignment.place(start, end)
        if placement is None:
            return None
        return replace(
            placement,
            start=first + placement.start,
            end=first + placement.end,
            support=alignment.share,
        )

    def _covers(self, placement: Placement) -> bool:
        """Whether at least half of the placement lies in the stretches to search."""
        inside = 0
        number = max(0, bisect_right(self._spans, (placement.start, 0)) - 1)
        for start, end in self._spans[number:]:
            if start >= placement.end:
                break
            inside += max(0, min(end, placement.end) - max(start, placement.start))
        return 2 * inside >= placement.end - placement.start


def _disjoint(placements: Iterable[Placement]) -> list[Placement]:
    """Return `placements` without those that overlap an earlier one."""
    kept: list[Placement] = []
    for one in placements:
        if all(one.end <= other.start or other.end <= one.start for other in kept):
            kept.append(one)
    return kept
