"""The annotations of a document at one moment, to be looked up by id and by place."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import cached_property

from reader.core.annotation import Annotation
from reader.core.reviewing import Doubt
from reader.core.spans import SpanIndex

Span = tuple[int, int]


class Placed:
    """Annotations as they are stored, and where they are in the text now.

    What is asked for is worked out once: the annotations never change.
    """

    def __init__(self, stored: Sequence[Annotation], shown: Sequence[Annotation]) -> None:
        """Take the annotations of a document, in the same order in both."""
        self.stored = stored
        self.shown = shown

    @cached_property
    def in_order(self) -> tuple[Annotation, ...]:
        """Those shown, the ones on the whole document first, by position.

        What only says how far the document was read is none of them.
        """
        return tuple(sorted((one for one in self.shown if not one.reading), key=_place))

    @property
    def pairs(self) -> Iterator[Doubt]:
        """Each annotation as it is stored and as it is shown."""
        return map(Doubt, self.stored, self.shown)

    def get(self, annotation_id: str) -> Doubt | None:
        """Return the annotation with this id."""
        return self._by_id.get(annotation_id)

    def on(self, span: Span) -> list[Doubt]:
        """Return the annotations on exactly `span`, rejections among them, by position."""
        near = self._index.overlapping(*span)
        return [
            one for start, end, one in near if (start, end) == span and len(one.shown.spans) == 1
        ]

    def meeting(self, span: Span) -> Iterator[tuple[int, int, Doubt]]:
        """Yield the annotations that share words with `span`, with where each begins and ends."""
        return self._index.overlapping(*span)

    @cached_property
    def _by_id(self) -> dict[str, Doubt]:
        return {one.stored.id: one for one in self.pairs}

    @cached_property
    def _index(self) -> SpanIndex[Doubt]:
        return SpanIndex((*span, one) for one in self.pairs for span in one.shown.spans)


def _place(one: Annotation) -> tuple[int, int, str, str]:
    return one.start, one.end, one.created, one.id
