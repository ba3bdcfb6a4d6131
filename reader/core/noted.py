"""Annotations in lists that reach across documents: what is filtered, sorted and shown."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from enum import StrEnum
from pathlib import Path
from typing import NamedTuple

from reader.core.annotation import Annotation, Status
from reader.core.codebook import Codebook
from reader.core.query import Query, Subject, fold
from reader.core.rivalry import Rivalry

Key = tuple[str, str]
"""Id of a document and id of an annotation on it."""


class Home(NamedTuple):
    """The document that an annotation is on, as a list names it."""

    document: str
    """Its id."""
    title: str
    path: Path | None = None
    """Where it was last seen; None if this device has never seen it."""
    kind: str = ""


class Noted(NamedTuple):
    """An annotation where its words are now, with its document."""

    home: Home
    annotation: Annotation
    rival: str = ""
    """The device that wrote another text at the same time; empty if there is none."""

    @property
    def key(self) -> Key:
        """What tells it from every other one."""
        return self.home.document, self.annotation.id


def noted(
    home: Home, annotations: Iterable[Annotation], rivalries: Iterable[Rivalry]
) -> list[Noted]:
    """Return the annotations of one document, with what other devices wrote instead."""
    devices = {one.shown.id: one.rival.device for one in rivalries}
    return [Noted(home, one, devices.get(one.id, "")) for one in annotations if not one.reading]


class Order(StrEnum):
    """How a list of annotations is sorted; the value says it to people."""

    PLACE = "by place"
    NEWEST = "newest first"
    TAG = "by tag"
    STATUS = "by status"

    @property
    def following(self) -> Order:
        """The order after this one, the first one after the last."""
        every = list(Order)
        return every[(every.index(self) + 1) % len(every)]


_STATUSES = {status: number for number, status in enumerate(Status)}
"""By how much a person has to do about it: the undecided first."""


def subject(noted: Noted, codebook: Codebook) -> Subject:
    """Return what a filter looks at in an annotation."""
    one, home = noted.annotation, noted.home
    return Subject(
        title=home.title,
        text=lambda: fold(one.quote),
        tags=[codebook.name(code) for code in one.tags],
        entities=lambda: [one.quote],
        types=[home.kind, one.entity_type],
        notes=[one.note] if one.note else [],
        statuses=[one.status.value],
        creators=one.creator.names,
        anchors=[one.anchor.state.value],
        document=f"{home.title}\n{home.path or ''}",
        date=one.modified,
    )


def matching(every: Iterable[Noted], query: Query, codebook: Codebook) -> list[Noted]:
    """Return the annotations that pass a filter, in their order."""
    if not query:
        return list(every)
    return [one for one in every if query.matches(subject(one, codebook))]


def in_order(every: Iterable[Noted], order: Order, codebook: Codebook) -> list[Noted]:
    """Return the annotations sorted; within equals, in order of the documents."""
    placed = _by_place(list(every))
    if order is Order.PLACE:
        return placed
    if order is Order.NEWEST:
        return sorted(placed, key=lambda one: one.annotation.modified, reverse=True)
    if order is Order.STATUS:
        return sorted(placed, key=lambda one: _STATUSES[one.annotation.status])
    return sorted(placed, key=_by_tag(codebook))


def _by_place(every: list[Noted]) -> list[Noted]:
    homes = {one.home.document: one.home for one in every}
    places = {
        document: (home.title.casefold(), str(home.path or document))
        for document, home in homes.items()
    }

    def key(noted: Noted) -> tuple[tuple[str, str], int, int, str]:
        one = noted.annotation
        return places[noted.home.document], one.start, one.end, one.id

    return sorted(every, key=key)


def _by_tag(codebook: Codebook) -> Callable[[Noted], tuple[bool, list[str]]]:
    """Return the key that sorts by the names of tags, what has none last."""

    def key(noted: Noted) -> tuple[bool, list[str]]:
        names = [codebook.name(code).casefold() for code in noted.annotation.tags]
        return not names, sorted(names)

    return key
