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
    gives way to it.
    """
    rejected: set[tuple[int, int]] = set()
    own: dict[tuple[int, int], Mention] = {}
    for one in annotations:
        for span in one.spans:
            if one.status is Status.REJECTED:
                rejected.add(span)
            elif one.entity_type:
                own[span] = Mention(*span, one.entity_type, source=SOURCE)
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
