"""Annotations, codes and events.

The shape is that of the W3C Web Annotation Data Model (https://www.w3.org/TR/annotation-model/):
targets with a quote and a position selector, bodies (tags and a note), a creator, times.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import NamedTuple

from reader.core.text import Text

CONTEXT = 64
"""Code points of prefix and suffix kept with a quote."""


class Status(StrEnum):
    """What people have decided about an annotation."""

    SUGGESTED = "suggested"
    ACCEPTED = "accepted"
    REJECTED = "rejected"
    DISPUTED = "disputed"


class ReadingStatus(StrEnum):
    """How far a person has got with a document."""

    UNREAD = "unread"
    READING = "reading"
    READ = "read"

    @property
    def following(self) -> ReadingStatus:
        """The status after this one, the first one after the last."""
        every = list(ReadingStatus)
        return every[(every.index(self) + 1) % len(every)]


class AnchorState(StrEnum):
    """How sure it is that the target covers the words that were annotated."""

    EXACT = "exact"
    """The words are unchanged, at this place."""
    MOVED = "moved"
    """The words were found unchanged elsewhere."""
    CHANGED = "changed"
    """The words at this place were edited."""
    REVIEW = "review"
    """A likely place that a person should look at."""
    ORPHAN = "orphan"
    """The words are gone; the offsets are those of the text they were last seen in."""


class Target(NamedTuple):
    """One span of a text: position ``[start, end)`` and quote with its context."""

    start: int
    end: int
    exact: str
    prefix: str = ""
    suffix: str = ""

    @classmethod
    def of(cls, text: Text, start: int, end: int) -> Target:
        """Return the target for ``[start, end)`` of `text`.

        Raises `ValueError` if the span is empty or not inside the text.
        """
        if not 0 <= start < end <= len(text):
            raise ValueError(f"span [{start}, {end}) is not inside a text of length {len(text)}")
        return cls(
            start,
            end,
            text.slice(start, end),
            text.slice(start - CONTEXT, start),
            text.slice(end, end + CONTEXT),
        )


class Anchor(NamedTuple):
    """The state of an annotation's targets in the version `sha256` of the text."""

    state: AnchorState = AnchorState.EXACT
    score: float = 1.0
    sha256: str = ""


UNMOVED = Anchor()


class CreatorKind(StrEnum):
    """Who made an annotation."""

    PERSON = "Person"
    SOFTWARE = "Software"


class Creator(NamedTuple):
    """A person or a program, by name."""

    kind: CreatorKind = CreatorKind.PERSON
    name: str = ""

    @property
    def names(self) -> tuple[str, ...]:
        """What a filter finds it by: its name, if it has one, and which of the two it is."""
        return (self.name, self.kind.value) if self.name else (self.kind.value,)


SOMEBODY = Creator()


@dataclass(frozen=True, slots=True)
class Annotation:
    """Tags and a note on a document, or on spans of its text."""

    id: str
    """62 random bits in decimal; never used again, also after a removal."""
    targets: tuple[Target, ...] = ()
    """In order and disjoint; none means that the annotation is on the document as a whole."""
    tags: tuple[str, ...] = ()
    """Ids of codes, in the order they were added."""
    note: str = ""
    """Markdown."""
    entity_type: str = ""
    """Of a decision on a mention: the entity type that the span has."""
    status: Status = Status.ACCEPTED
    creator: Creator = SOMEBODY
    confidence: float | None = None
    anchor: Anchor = UNMOVED
    created: str = ""
    """UTC, ISO 8601 with a final Z, like all times."""
    modified: str = ""
    revision: int = 1
    reading: ReadingStatus | None = None
    """Of a record that says how far the document was read, and nothing else."""

    @property
    def start(self) -> int:
        """Where its first target begins; -1 on a document as a whole."""
        return self.targets[0].start if self.targets else -1

    @property
    def end(self) -> int:
        """Where its last target ends; -1 on a document as a whole."""
        return self.targets[-1].end if self.targets else -1

    @property
    def is_lost(self) -> bool:
        """Whether its words are gone: its offsets are none of the text as it is now."""
        return self.anchor.state is AnchorState.ORPHAN

    @property
    def is_rejected(self) -> bool:
        """Whether it only says what the words are not."""
        return self.status is Status.REJECTED

    @property
    def spans(self) -> list[tuple[int, int]]:
        """Where its words are in the text as it is now; none if they are gone."""
        return [] if self.is_lost else [(target.start, target.end) for target in self.targets]

    @property
    def quote(self) -> str:
        """The annotated words, the parts of a discontinuous span joined by an ellipsis."""
        return " … ".join(target.exact for target in self.targets)


class Rival(NamedTuple):
    """A version of an annotation that another device wrote without knowing of the one shown."""

    device: str
    """The name of that device."""
    annotation: Annotation


@dataclass(frozen=True, slots=True)
class Code:
    """A tag in the codebook."""

    id: str
    name: str
    parent: str = ""
    """Id of the code above it; empty at the top."""
    colour: str = ""
    """``#rrggbb``, or empty for the theme's choice."""
    key: str = ""
    """The digit that applies it."""
    description: str = ""
    retired: bool = False
    revision: int = 1
    symbol: str = ""
    """One character shown before its name, which says what the colour says; or none."""


class Change(NamedTuple):
    """One record before and after; None stands for a record that does not exist."""

    document: str
    """Id of the document that the annotation belongs to; empty for a code."""
    before: Annotation | Code | None
    after: Annotation | Code | None
    settled: tuple[Rival, ...] = ()
    """Rivals of `before` that were looked at: `after` is written in the place of them too."""
    revived: tuple[Rival, ...] = ()
    """Rivals that are there again beside `after`."""

    def inverse(self) -> Change:
        """Return the change that takes this one back."""
        return Change(self.document, self.after, self.before, self.revived, self.settled)


class Event(NamedTuple):
    """Changes that belong together: they are made, undone and redone as one."""

    id: str
    time: str
    title: str
    """What was done, for the person: ``tag as energy``. It holds no document text."""
    changes: tuple[Change, ...]
    creator: Creator = Creator()
    undoes: str = ""
    """Id of the event that this one takes back; empty for an event of its own."""
