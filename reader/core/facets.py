"""By what a list can be narrowed: the terms of a filter that some of it passes, counted."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import PurePath

from reader.core.query import Subject


@dataclass(frozen=True, slots=True)
class Facet:
    """A term of the filter language, and how many pass it."""

    term: str
    count: int


def facets(subjects: Iterable[Subject]) -> list[Facet]:
    """Return what narrows a list of `subjects`, by field, the most frequent first.

    What all of them have in common narrows nothing, and is left out.
    """
    total = 0
    fields: dict[str, Counter[str]] = {}
    for subject in subjects:
        total += 1
        for field, values in _values(subject):
            fields.setdefault(field, Counter()).update(dict.fromkeys(values, 1))
    return [
        Facet(f"{field}:{_quoted(value)}", count)
        for field, counts in fields.items()
        for value, count in sorted(counts.items(), key=lambda item: (-item[1], item[0].casefold()))
        # A quotation mark cannot be written in a term.
        if value and count < total and '"' not in value
    ]


def _values(subject: Subject) -> Iterator[tuple[str, Iterable[str]]]:
    """Yield the fields that have few values, with those of `subject`."""
    yield "tag", subject.tags
    yield "status", subject.statuses
    yield "type", subject.types
    yield "creator", subject.creators
    yield "anchor", subject.anchors
    folder = PurePath(subject.document.rpartition("\n")[2]).parent.name
    yield "doc", [f"{folder}/"] if folder else []


def _quoted(value: str) -> str:
    return f'"{value}"' if any(map(str.isspace, value)) else value
