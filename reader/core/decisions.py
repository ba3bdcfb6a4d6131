"""What a person has decided about named entities, laid over what a recogniser found."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from reader.core.annotation import Annotation, Status
from reader.core.entity import Mention
from reader.core.spans import SpanIndex

SOURCE = "person"


def decided(found: Sequence[Mention], annotations: Iterable[Annotation]) -> list[Mention]:
    """Return the mentions in order: those a person decided on, and what else was `found`.

    A rejected mention is left out; one that shares words with a name that a person has set
    gives way to it. So does one that shares words with a stored suggestion; a tag that was
    rejected says nothing of a name on the same words.
    """
    rejected: set[tuple[int, int]] = set()
    own: dict[tuple[int, int], Mention] = {}
    for one in annotations:
        for span in one.spans:
            if one.status is Status.REJECTED:
                if one.entity_type or not one.tags:
                    rejected.add(span)
            elif one.entity_type:
                own[span] = _mention(span, one)
    if not rejected and not own:
        return list(found)
    taken = SpanIndex((start, end, None) for start, end in own)
    left = [
        mention
        for mention in found
        if (mention.start, mention.end) not in rejected
        and next(taken.overlapping(mention.start, mention.end), None) is None
    ]
    return sorted([*left, *own.values()])


def _mention(span: tuple[int, int], annotation: Annotation) -> Mention:
    """Return the name that an annotation makes of its words."""
    if annotation.status is not Status.SUGGESTED:
        return Mention(*span, annotation.entity_type, source=SOURCE)
    score = 1.0 if annotation.confidence is None else annotation.confidence
    return Mention(*span, annotation.entity_type, score, annotation.creator.name)
