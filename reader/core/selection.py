"""A selection: two ends, one of which moves; it grows and shrinks by text objects."""

from __future__ import annotations

from dataclasses import dataclass, replace

from reader.core.textobjects import Span, TextObjects, Unit

GROWTH = (Unit.WORD, Unit.SENTENCE, Unit.PARAGRAPH)
"""What a selection widens to, in turn."""


@dataclass(frozen=True, slots=True)
class Selection:
    """The text between `anchor`, which stays, and `head`, which moves; either may be first."""

    anchor: int
    head: int
    inner: Selection | None = None
    """What it was widened from."""

    @property
    def span(self) -> Span:
        """The selected text, ``[start, end)``."""
        return min(self.anchor, self.head), max(self.anchor, self.head)

    @property
    def caret(self) -> int:
        """The character that the moving end is at."""
        return self.head if self.head < self.anchor else max(self.anchor, self.head - 1)

    def swapped(self) -> Selection:
        """Return the same selection with the other end moving."""
        return replace(self, anchor=self.head, head=self.anchor)

    def moved(self, objects: TextObjects, unit: Unit, count: int) -> Selection:
        """Return the selection with its head moved by `count` units."""
        return Selection(self.anchor, objects.move(unit, self.head, count, self.anchor))

    @classmethod
    def between(cls, first: Span, last: Span) -> Selection:
        """Return the selection from the span `first` to the span `last`, where its head is."""
        if last[0] >= first[0]:
            return cls(first[0], max(first[1], last[1]))
        return cls(first[1], last[0])

    def widened(self, objects: TextObjects) -> Selection:
        """Return the next larger text object over the selection; itself if there is none."""
        start, end = self.span
        for unit in GROWTH:
            first, last = objects.around(unit, start), objects.around(unit, max(start, end - 1))
            # Two words are no larger word, but two sentences may be widened to whole ones.
            if first != last and unit is Unit.WORD:
                continue
            if first[0] <= start and end <= last[1] and (first[0], last[1]) != (start, end):
                return Selection(first[0], last[1], inner=self)
        return self

    def narrowed(self, objects: TextObjects) -> Selection:
        """Return what it was widened from, or else the next smaller object at its start."""
        if self.inner is not None:
            return self.inner
        start, end = self.span
        for unit in reversed(GROWTH):
            first, last = objects.around(unit, start)
            if start <= first < last <= end and (first, last) != (start, end):
                return Selection(first, last)
        return self
