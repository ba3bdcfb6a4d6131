"""A line of the library: what is known of one document."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path

from reader.core.annotation import Annotation, ReadingStatus
from reader.core.codebook import Codebook
from reader.core.document import Document
from reader.core.ports import Place
from reader.core.reading_time import WORDS_A_MINUTE
from reader.library.derived import Facts
from reader.library.scan import Found


@dataclass(frozen=True, slots=True)
class Entry:
    """What a list shows of a document. Texts are raw: make them safe where they are shown."""

    path: Path
    title: str
    """Its own title, or its file name."""
    kind: str = ""
    """The format as people name it: ``md``."""
    words: int = 0
    length: int = 0
    """In code points."""
    size: int = 0
    """Of the file, in bytes."""
    modified: str = ""
    """When the file was changed last; UTC, ISO 8601 with a final Z; empty if it is no file."""
    mtime_ns: int = 0
    sha256: str = ""
    """Digest of the canonical text."""
    document: str | None = None
    """Its id; None for one that was never opened."""
    copies: tuple[Path, ...] = ()
    """Other files with the same text that it shares its notes with."""
    tags: tuple[str, ...] = ()
    """Names of all tags in it, those of the document as a whole first."""
    annotations: int = 0
    """How many annotations it has."""
    notes: int = 0
    """How many of them are more than a decision on an entity."""
    progress: float = 0.0
    """Share of the text read, 0 to 1."""
    reading: ReadingStatus = ReadingStatus.UNREAD
    """How far the person says to have read it, or else has got on this device."""
    problem: str = ""
    """Why it cannot be opened, a sentence for the person; empty if it can."""

    @property
    def minutes(self) -> int:
        """How long it takes to read, at least one minute."""
        return max(1, round(self.words / WORDS_A_MINUTE))


def facts_of(document: Document) -> Facts:
    """Return what a list says of `document`."""
    text = document.text
    return Facts(
        title=document.metadata.title,
        kind=document.kind,
        language=document.metadata.language,
        words=sum(len(chunk.split()) for _, chunk in text.chunks()),
        length=len(text),
        sha256=text.sha256,
    )


def entry_of(found: Found, facts: Facts) -> Entry:
    """Return the entry of a file, without what a person added to it."""
    return Entry(
        path=found.path,
        title=facts.title or found.path.name,
        kind=facts.kind,
        words=facts.words,
        length=facts.length,
        size=found.size,
        modified=_time(found.mtime_ns),
        mtime_ns=found.mtime_ns,
        sha256=facts.sha256,
    )


def refused(found: Found, problem: str) -> Entry:
    """Return the entry of a path that cannot be opened."""
    return Entry(
        found.path,
        found.path.name or str(found.path),
        size=found.size,
        modified=_time(found.mtime_ns),
        problem=problem,
    )


def annotated(
    entry: Entry,
    document: str,
    annotations: tuple[Annotation, ...],
    codebook: Codebook,
    place: Place,
) -> Entry:
    """Return `entry` with what a person added to `document`."""
    reading = next((one.reading for one in annotations if one.reading), None)
    annotations = tuple(one for one in annotations if not one.reading)
    on_document_first = sorted(annotations, key=lambda one: bool(one.targets))
    tags = dict.fromkeys(
        codebook.name(code) for annotation in on_document_first for code in annotation.tags
    )
    return replace(
        entry,
        document=document,
        tags=tuple(tags),
        annotations=len(annotations),
        notes=sum(1 for one in annotations if one.note or one.tags or not one.entity_type),
        progress=place.progress,
        reading=reading or (ReadingStatus.READING if place.progress else ReadingStatus.UNREAD),
    )


def _time(mtime_ns: int) -> str:
    """Return a time in UTC, ISO 8601 with a final Z; empty for 0, which stands for none."""
    if not mtime_ns:
        return ""
    moment = datetime.fromtimestamp(mtime_ns // 10**9, UTC)
    return moment.isoformat().replace("+00:00", "Z")
