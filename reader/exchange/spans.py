"""Annotations as labelled spans: what tools for training and evaluation work on."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass

from reader.core.annotation import Annotation, Status
from reader.exchange.model import ExportItem, Losses

NO_LABEL = "note"
"""The label of an annotation that has neither a tag nor an entity type."""

_UNDECIDED = frozenset({Status.SUGGESTED, Status.DISPUTED})


@dataclass(frozen=True, slots=True)
class Span:
    """A labelled span ``[start, end)``."""

    start: int
    end: int
    label: str
    annotation: Annotation


def placed(item: ExportItem, losses: Losses) -> list[Annotation]:
    """Return the annotations with spans in the text; rejected ones and lost words are counted."""
    kept = item.not_rejected(losses)
    with_spans = [one for one in kept if one.targets]
    losses.add("annotation on the document", "left out", len(kept) - len(with_spans))
    return with_words(with_spans, item, losses)


def with_words(
    annotations: Sequence[Annotation], item: ExportItem, losses: Losses
) -> list[Annotation]:
    """Return the annotations whose words are in the text at their place; others are counted."""
    kept = [one for one in annotations if _has_its_words(one, item)]
    lost = len(annotations) - len(kept)
    losses.add("annotation without its words in the text", "left out", lost)
    return kept


def _has_its_words(one: Annotation, item: ExportItem) -> bool:
    text = item.document.text
    return all(text.slice(target.start, target.end) == target.exact for target in one.targets)


def decided(item: ExportItem, losses: Losses) -> list[Annotation]:
    """Return those of `placed` that are settled; notes and open questions are counted."""
    kept = []
    for one in placed(item, losses):
        if one.status in _UNDECIDED:
            losses.add(f"{one.status.value} annotation", "left out")
        else:
            kept.append(one)
    drop_notes(kept, losses)
    return kept


def drop_notes(annotations: Iterable[Annotation], losses: Losses) -> None:
    """Count the notes, for a format that has no place for them."""
    losses.add("note", "left out", sum(1 for one in annotations if one.note))


def drop_status(annotations: Iterable[Annotation], losses: Losses) -> None:
    """Count the open questions, for a format that has no place for a status."""
    for one in annotations:
        if one.status in _UNDECIDED:
            losses.add(f"{one.status.value} annotation", "written like an accepted one")


def labelled(
    annotations: Iterable[Annotation],
    labels: Callable[[Annotation], tuple[str, ...]],
    losses: Losses,
) -> Iterator[Span]:
    """Yield one span for each label of each part, without the blanks around it.

    For formats whose spans are in one piece: what is cut apart or cut off is counted.
    """
    for one in annotations:
        if len(one.targets) > 1:
            losses.add("discontinuous span", "cut into its parts")
        for target in one.targets:
            start, end = trim(target.exact, target.start)
            if start == end:
                losses.add("blank span", "left out")
                continue
            if (start, end) != (target.start, target.end):
                losses.add("span", "written without the blanks around it")
            for label in labels(one) or (NO_LABEL,):
                yield Span(start, end, label, one)


def trim(words: str, start: int) -> tuple[int, int]:
    """Return the span of `words`, which begin at `start`, without the blanks around them."""
    stripped = words.strip()
    first = start + len(words) - len(words.lstrip()) if stripped else start
    return first, first + len(stripped)


def flat(spans: Iterable[Span], losses: Losses) -> list[Span]:
    """Return the spans of a layer without overlaps, in order; those left out are counted.

    Entity types go before tags, long spans before short ones, earlier before later.
    """
    chosen: list[Span] = []
    for span in sorted(spans, key=_priority):
        at = bisect_left(chosen, span.start, key=lambda one: one.start)
        before_ends = chosen[at - 1].end if at else 0
        after_starts = chosen[at].start if at < len(chosen) else span.end
        if before_ends <= span.start and span.end <= after_starts:
            chosen.insert(at, span)
        else:
            losses.add("overlapping span", "left out")
    return chosen


def _priority(span: Span) -> tuple[bool, int, int, str]:
    is_tag = span.label != span.annotation.entity_type
    return is_tag, span.start - span.end, span.start, span.label
