"""What goes into an export and what comes out of it."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from pathlib import PurePath

from reader.core.annotation import Annotation, Code, Status
from reader.core.document import Document
from reader.core.safetext import safe_text


@dataclass(frozen=True, slots=True)
class ExportItem:
    """A document with the annotations to export."""

    document_id: str
    path: str
    """As a person knows it, raw: every writer makes it safe for its own format."""
    document: Document
    annotations: tuple[Annotation, ...] = ()

    @property
    def title(self) -> str:
        """The document's own title on one line, or its file name."""
        title = " ".join(self.document.metadata.title.split())
        return title or PurePath(self.path).name or self.document_id

    @property
    def in_order(self) -> tuple[Annotation, ...]:
        """The annotations by position, those on the document first: equal input, equal output."""
        order = sorted(self.annotations, key=lambda one: (one.start, one.end, one.created, one.id))
        return tuple(order)

    def not_rejected(self, losses: Losses) -> tuple[Annotation, ...]:
        """Return the annotations in order without the rejected ones, which are counted."""
        kept = tuple(one for one in self.in_order if one.status is not Status.REJECTED)
        losses.add("rejected suggestion", "left out", len(self.annotations) - len(kept))
        return kept


@dataclass(frozen=True, slots=True)
class Export:
    """The bytes of a file, and what its format could not hold."""

    content: bytes
    losses: tuple[str, ...] = ()
    """Sentences such as ``2 overlapping spans left out``; they hold no document text."""


class Losses:
    """Counts what a format cannot hold."""

    def __init__(self) -> None:
        """Start with nothing lost."""
        self._counts: Counter[tuple[str, str]] = Counter()

    def add(self, what: str, fate: str, count: int = 1) -> None:
        """Count one more `what` (singular, ``overlapping span``) and its `fate` (``left out``)."""
        if count:
            self._counts[what, fate] += count

    def safe(self, text: str) -> str:
        """Return `text` of the same length as `safe_text` shows it, and count what that hides."""
        shown = safe_text(text)
        if shown != text:
            hidden = sum(before != after for before, after in zip(text, shown, strict=True))
            self.add("control character", "made visible", hidden)
        return shown

    def sentences(self) -> tuple[str, ...]:
        """Return one sentence for each kind of loss, in the order they were first met."""
        return tuple(
            f"{count} {what} {fate}" if count == 1 else f"{count} {_plural(what)} {fate}"
            for (what, fate), count in self._counts.items()
        )


def _plural(what: str) -> str:
    """Return the plural of a phrase, whose noun stands before the first preposition."""
    for preposition in (" of ", " on ", " in ", " with ", " without "):
        head, found, rest = what.partition(preposition)
        if found:
            return f"{head}s{found}{rest}"
    return f"{what}s"


@dataclass(frozen=True, slots=True)
class ImportedDocument:
    """The annotations that a file holds on one document."""

    document_id: str
    """Empty when the file does not say."""
    path: str
    sha256: str
    """Digest of the text that the offsets point into; empty when the file does not say."""
    annotations: tuple[Annotation, ...]


@dataclass(frozen=True, slots=True)
class Import:
    """What was read from a file."""

    codes: tuple[Code, ...] = ()
    documents: tuple[ImportedDocument, ...] = ()
    losses: tuple[str, ...] = ()
    """Sentences on what the file holds and the model does not."""


@dataclass(frozen=True, slots=True)
class ReadSpan:
    """One span as an exported file states it, to compare with what was to be written."""

    document_id: str
    start: int
    end: int
    exact: str
