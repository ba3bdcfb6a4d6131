"""Where a stretch of a text has gone in another version of it, and how sure that is."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise

from reader.core.approximate import closest
from reader.core.fold import has_ideograph
from reader.core.textdiff import Block, diff

_CONTEXT = 40
"""Characters on either side that count as context; they may drift to twice that distance."""
_CLOSE = 24
"""Characters on either side that stand next to it."""
_LONG = 90
"""Characters from which on a quote is its own evidence and needs no context."""
_ALIKE = 0.6
"""Likeness and context from which on there is no need to look any further."""
_STABLE = 24
"""Characters of an equal block from which on it is the same text, not the same few words."""
_STRAY = 1.25
"""By how much a span must be more like it without a stray part of it."""
_NEIGHBOURHOOD = 4_000
"""Characters of the longest stretch that still counts as the same place."""

Span = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Placement:
    """A span ``[start, end)`` of the new text that may be what an old span has become."""

    start: int
    end: int
    likeness: float
    """Share of the characters of both spans that is the same, 0 to 1."""
    context: float
    """Share of the characters around it that is still around it; the better side counts most."""
    support: float = 1.0
    """Share of the characters of the whole passage that is where this span is."""
    in_line: bool = True
    """Whether it lies where its surroundings lead, not only in the same neighbourhood."""

    @property
    def lacks(self) -> float:
        """Share of the length that it lacks to be its own evidence."""
        return 1 - min(1.0, (self.end - self.start) / _LONG)

    @property
    def score(self) -> float:
        """How sure it is: a short quote is carried by its context, a long one by itself."""
        return self.likeness * (1 - self.lacks * (1 - self.context))

    @property
    def rank(self) -> float:
        """The score, but context counts for long quotes too: it tells two copies apart."""
        return self.score + self.context / 10


class Alignment:
    """The equal blocks of two folded texts, to ask where a span has gone."""

    def __init__(self, old: str, new: str) -> None:
        """Compare the two texts: all the work is here, some 0.2 s for a million characters."""
        self.old = old
        self.new = new
        self._blocks = diff(old, new)
        self._starts = [block.old for block in self._blocks]
        self._new_starts = [block.new for block in self._blocks]

    @property
    def share(self) -> float:
        """Share of the characters of the old text that is in the new one."""
        return _characters(self._blocks) / max(1, len(self.old))

    def find(self, start: int, end: int) -> Placement | None:
        """Return where ``[start, end)`` has gone, if anything of it is left near its place."""
        here = self.place(start, end)
        if here and here.likeness >= _ALIKE and here.context >= _ALIKE:
            return here
        found = [one for one in (here, self.near(start, end)) if one]
        return max(found, key=lambda one: one.likeness + one.context, default=None)

    def place(self, start: int, end: int) -> Placement | None:
        """Return where ``[start, end)`` has gone; None if nothing of it is left in its place."""
        kept = _together(self._within(start, end), end - start)
        if not kept:
            return None
        new_start, new_end = self._start(start, kept[0]), self._end(end, kept[-1])
        likeness = 2 * _characters(kept) / (end - start + new_end - new_start)
        context = self._context((start, end), (new_start, new_end))
        return Placement(new_start, new_end, likeness, context)

    def near(self, start: int, end: int) -> Placement | None:
        """Return where ``[start, end)`` is in the neighbourhood, whatever has become of the rest.

        The neighbourhood lies between what has stayed before and after the span. What comes from
        another place of the old text is not taken for it.
        """
        low, high = self._neighbourhood(start, end)
        if max(high - low, end - start) > _NEIGHBOURHOOD:
            return None
        quote, window = self.old[start:end], self.new[low:high]
        spans = [(at, at + len(quote), 1.0) for at in _occurrences(quote, window)]
        if not spans:
            at, to, errors = closest(quote, window)
            likeness = 1 - errors / len(quote)
            spans = [(*_whole_words(window, at, to), likeness)] if likeness >= _ALIKE else []
        found = [
            Placement(*new, likeness, self._context((start, end), new), in_line=False)
            for at, to, likeness in spans
            if not self._is_other(new := (low + at, low + to), (start, end))
        ]
        return max(found, key=lambda one: one.rank, default=None)

    def inserted(self) -> list[Span]:
        """Return the spans of the new text that are not in the old one."""
        spans, done = [], 0
        for block in self._blocks:
            if block.length >= _STABLE:
                spans.append((done, block.new))
                done = block.new + block.length
        spans.append((done, len(self.new)))
        return [(start, end) for start, end in spans if start < end]

    def _within(self, start: int, end: int) -> list[Block]:
        """Return the blocks, or parts of blocks, that lie inside ``[start, end)``."""
        inside = []
        for number in range(max(0, bisect_right(self._starts, start) - 1), len(self._blocks)):
            old, new, length = self._blocks[number]
            if old >= end:
                break
            skipped = max(0, start - old)
            length = min(old + length, end) - old - skipped
            if length > 0:
                inside.append(Block(old + skipped, new + skipped, length))
        return inside

    def _start(self, start: int, first: Block) -> int:
        """Return the new border before `first`, the first equal block of the span."""
        inside = len(self.old[start : first.old].strip())
        if not inside:
            return first.new
        number = bisect_right(self._starts, start) - 1
        block = self._blocks[number] if number >= 0 else Block(0, 0, 0)
        outside = len(self.old[block.old + block.length : start].strip())
        gap_start = max(block.new + block.length, first.new - _room(inside + outside))
        gap = self.new[gap_start : first.new]
        border = gap_start + _split(gap, outside, inside)
        return first.new - len(self.new[border : first.new].lstrip())

    def _end(self, end: int, last: Block) -> int:
        """Return the new border after `last`, the last equal block of the span."""
        gap_start = last.new + last.length
        inside = len(self.old[last.old + last.length : end].strip())
        if not inside:
            return gap_start
        number = bisect_left(self._starts, end)
        at_end = Block(len(self.old), len(self.new), 0)
        block = self._blocks[number] if number < len(self._blocks) else at_end
        outside = len(self.old[end : block.old].strip())
        gap = self.new[gap_start : min(block.new, gap_start + _room(inside + outside))]
        return gap_start + len(gap[: _split(gap, inside, outside)].rstrip())

    def is_untorn(self, old: Span, placement: Placement) -> bool:
        """Whether what stood next to the old span on either side stands next to the placement."""
        low, high = max(0, old[0] - _CLOSE), old[1] + _CLOSE
        before, after = self.old[low : old[0]], self.old[old[1] : high]
        return self.new.endswith(before, 0, placement.start) and self.new.startswith(
            after, placement.end
        )

    def around(self, old: Span, placement: Placement, reach: int) -> float:
        """Return the share of `reach` characters that is beside the placement, of the worse side.

        Where the text begins or ends, there is nothing that could have changed.
        """
        return min(self._beside(old, (placement.start, placement.end), reach), default=1.0)

    def _context(self, old: Span, new: Span) -> float:
        """Return the share of the context of the old span that is beside the new one."""
        return weighed(self._beside(old, new, _CONTEXT))

    def _beside(self, old: Span, new: Span, reach: int) -> list[float]:
        """Return for each side the share of `reach` characters of the old text that is there."""
        low, high = max(0, old[0] - reach), min(len(self.old), old[1] + reach)
        before = _overlap(self._within(low, old[0]), new[0] - 2 * reach, new[0])
        after = _overlap(self._within(old[1], high), new[1], new[1] + 2 * reach)
        sides = ((before, old[0] - low), (after, high - old[1]))
        return [same / possible for same, possible in sides if possible]

    def _neighbourhood(self, start: int, end: int) -> Span:
        """Return the span of the new text between what has stayed before and after the span."""
        low, high = 0, len(self.new)
        for number in range(bisect_right(self._starts, start) - 1, -1, -1):
            old, new, length = self._blocks[number]
            outside = min(old + length, start) - old
            if outside >= _STABLE:
                low = new + outside
                break
        for number in range(max(0, bisect_right(self._starts, end) - 1), len(self._blocks)):
            old, new, length = self._blocks[number]
            if old + length - max(old, end) >= _STABLE:
                high = new + max(old, end) - old
                break
        return low, high

    def _is_other(self, new: Span, old: Span) -> bool:
        """Whether more than half of a span of the new text comes from outside the `old` span."""
        other = 0
        for number in range(max(0, bisect_right(self._new_starts, new[0]) - 1), len(self._blocks)):
            block = self._blocks[number]
            if block.new >= new[1]:
                break
            shift = block.old - block.new
            start, end = max(new[0], block.new), min(new[1], block.new + block.length)
            inside = min(end + shift, old[1]) - max(start + shift, old[0])
            other += max(0, end - start) - max(0, inside)
        return 2 * other > new[1] - new[0]


def weighed(shares: list[float]) -> float:
    """Return how much context there is, given the share of each side: the better counts most."""
    return (sum(shares) / len(shares) + max(shares)) / 2 if shares else 1.0


def _occurrences(piece: str, text: str) -> Iterator[int]:
    """Yield where `piece` begins in `text`."""
    position = text.find(piece)
    while position >= 0:
        yield position
        position = text.find(piece, position + 1)


def _whole_words(text: str, start: int, end: int) -> Span:
    """Return the span with the rest of the words that it begins and ends in."""
    if has_ideograph(text[start:end]):
        return start, end
    while start > 0 and text[start - 1 : start + 1].isalnum():
        start -= 1
    while text[end - 1 : end + 1].isalnum() and end < len(text):
        end += 1
    return start, end


def _room(length: int) -> int:
    """Return how much a replaced stretch of some `length` may have become, at most."""
    return 2 * length + 8


def _split(gap: str, left: int, right: int) -> int:
    """Return where to cut `gap`, which replaces `left` and `right` characters: between words."""
    if not left or not right:
        return len(gap) if left else 0
    cut = round(len(gap) * left / (left + right))
    before, after = gap.rfind(" ", 0, cut + 1), gap.find(" ", cut)
    spaces = [space for space in (before, after) if space >= 0]
    return min(spaces, key=lambda space: abs(space - cut), default=cut)


def _overlap(blocks: list[Block], start: int, end: int) -> int:
    """Return how many characters of `blocks` lie inside ``[start, end)`` of the new text."""
    return sum(
        max(0, min(block.new + block.length, end) - max(block.new, start)) for block in blocks
    )


def _together(blocks: list[Block], length: int) -> list[Block]:
    """Return the blocks that are like one span of some `length`, without strays far from the rest.

    As long as that makes the likeness much greater, they are cut at the widest gap, and the part
    that holds more is kept.
    """
    while len(blocks) > 1:
        gaps = [after.new - before.new - before.length for before, after in pairwise(blocks)]
        cut = gaps.index(max(gaps)) + 1
        part = max(blocks[:cut], blocks[cut:], key=_characters)
        if _likeness(part, length) < _STRAY * _likeness(blocks, length):
            break
        blocks = part
    return blocks


def _characters(blocks: list[Block]) -> int:
    return sum(block.length for block in blocks)


def _likeness(blocks: list[Block], length: int) -> float:
    extent = blocks[-1].new + blocks[-1].length - blocks[0].new
    return 2 * _characters(blocks) / (length + extent)
