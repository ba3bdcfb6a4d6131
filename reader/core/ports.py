"""What the core asks of the world; `reader.compose` hands over what answers."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import NamedTuple, Protocol

from reader.core.annotation import Annotation, Code, Event, Rival
from reader.core.document import Document
from reader.core.entity import Mention
from reader.core.findings import Finding
from reader.core.text import Text


class AnnotationStore(Protocol):
    """Where annotations and codes are kept. What `commit` returns from is durable."""

    def annotations(self, document: str) -> tuple[Annotation, ...]:
        """Return the annotations of the document with this id, in order of creation.

        Raises `ReaderError` if the store cannot be read.
        """
        ...

    def codes(self) -> tuple[Code, ...]:
        """Return the codebook, retired codes included, in order of creation."""
        ...

    def commit(self, event: Event) -> None:
        """Make every change of `event` durable, then return.

        Raises `ConflictError` if the revision of a stored record is not that of the change's
        `before`, or a rival to settle is not there, and `ReaderError` if nothing can be written;
        nothing is changed then.
        """
        ...

    def events(self, *documents: str) -> tuple[Event, ...]:
        """Return the events that changed one of these documents' annotations, oldest first.

        An empty id stands for the codebook.
        """
        ...

    def documents(self) -> tuple[str, ...]:
        """Return the ids of all documents that have annotations."""
        ...

    def stamps(self, *documents: str) -> Mapping[str, object]:
        """Return by document a value that is another one once its annotations are written to.

        Of these `documents`, or of all that have annotations or had some.
        """
        ...

    def uses(self) -> Mapping[str, int]:
        """Return how many annotations have each code, by its id; none for one without any."""
        ...

    def rivals(self, document: str) -> Mapping[str, Sequence[Rival]]:
        """Return what other devices wrote instead of annotations of the document, by id."""
        ...


class Place(NamedTuple):
    """Where a person is in a document, and how far that is."""

    offset: int = 0
    """Of the first character on screen."""
    progress: float = 0.0
    """Share of the text read, 0 to 1."""


class Catalogue(Protocol):
    """Finds a document's id again after it was renamed, moved or edited; keeps one's place.

    This is knowledge of one device: it is not synchronised.
    """

    def identify(self, path: Path | None, document: Document) -> str:
        """Return the id of the document, by path or else by the hash of its text.

        A path that was last seen with another text keeps its id (it was edited). A new id is
        random. The path and the hash are remembered. `path` is None for standard input.
        """
        ...

    def known(self, path: Path, sha256: str = "") -> str | None:
        """Return the id last given to `path`, without opening the file; None if it is new.

        With the `sha256` of its text, a document that was renamed or moved is known too.
        """
        ...

    def path(self, document: str) -> Path | None:
        """Return where the document was last seen."""
        ...

    def copies(self, document: str, path: Path) -> tuple[Path, ...]:
        """Return the other files that are the document at `path`: its notes are theirs, too."""
        ...

    def part(self, path: Path, document: str, own: str) -> None:
        """Let the file at `path`, a copy of `document`, be the document `own` from now on."""
        ...

    def place(self, document: str) -> Place:
        """Return where the person was in the document; its beginning at first."""
        ...

    def keep_place(self, document: str, place: Place) -> None:
        """Remember where the person is."""
        ...

    def typography(self, document: str) -> Mapping[str, object]:
        """Return how the person set the document, where that is not the default.

        See `Typography.changed`, which takes it.
        """
        ...

    def keep_typography(self, document: str, changes: Mapping[str, int]) -> None:
        """Remember how the person set the document; see `Typography.changes`."""
        ...

    def marks(self, document: str) -> Mapping[str, int]:
        """Return the places that the person has marked, by letter."""
        ...

    def keep_marks(self, document: str, marks: Mapping[str, int]) -> None:
        """Remember the places that the person has marked."""
        ...

    def encoding(self, document: str) -> str:
        """Return the encoding that the person chose for the document; empty if they did not."""
        ...

    def keep_encoding(self, document: str, encoding: str) -> None:
        """Remember the encoding that the person chose; an empty one takes the choice back."""
        ...


class Drafts(Protocol):
    """Keeps notes that are being written until they are saved."""

    def keep(self, about: str, text: str) -> None:
        """Keep `text` as the draft on `about`; raises `ReaderError` if that cannot be done."""
        ...

    def get(self, about: str) -> str:
        """Return the draft on `about`; empty if there is none."""
        ...

    def forget(self, texts: Iterable[str]) -> int:
        """Forget the drafts that are one of `texts`, or hold one that is not short.

        Returns how many they were; raises `ReaderError` if one cannot be deleted.
        """
        ...

    def file(self, about: str, text: str) -> Path:
        """Keep `text` as the draft on `about`; return its file, which an editor may change.

        Raises `ReaderError` if that cannot be done.
        """
        ...

    def drop(self, about: str) -> None:
        """Forget the draft on `about`."""
        ...


class Recogniser(Protocol):
    """Finds named entities. `id`, `version` and the text decide the result: it is cacheable."""

    @property
    def id(self) -> str:
        """A name for settings and for the source of a mention."""
        ...

    @property
    def version(self) -> str:
        """Changes whenever results may."""
        ...

    @property
    def labels(self) -> Sequence[str]:
        """Every label that `annotate` can give."""
        ...

    def annotate(self, text: str, language: str) -> list[Mention]:
        """Return the mentions of `text` in order, none overlapping.

        `language` is a BCP 47 tag, empty when unknown. A recogniser may be called from any
        thread, and may be slow the first time.
        """
        ...


IsCancelled = Callable[[], bool]
"""Whether nobody wants the result any more; once it says so, it goes on saying so."""


class PortionedRecogniser(Recogniser, Protocol):
    """A recogniser that works through a long text in portions, so that it can be stopped."""

    @property
    def dropped(self) -> int:
        """How many spans of a plug-in were left out so far, for they are none of the text."""
        ...

    def portions(
        self, text: str, language: str, is_cancelled: IsCancelled
    ) -> Iterator[tuple[int, list[Mention]]]:
        """Yield what `annotate` returns portion by portion, in order.

        With each comes the offset up to which the text was looked at. It ends early, soon after
        `is_cancelled` says so.
        """
        ...


class MentionCache(Protocol):
    """Remembers what recognisers found."""

    def mentions(self, sha256: str, recogniser: str) -> Sequence[Mention] | None:
        """Return what `recogniser` (id and version) found in a text; None if it was not asked."""
        ...

    def keep_mentions(self, sha256: str, recogniser: str, mentions: Iterable[Mention]) -> None:
        """Remember what `recogniser` found in a text."""
        ...

    def keep_names(self, sha256: str, counts: Mapping[str, int]) -> None:
        """Remember how often each name is mentioned in a text."""
        ...

    def count_names(self, names: Iterable[str]) -> tuple[int, int]:
        """Return how often `names` are mentioned, and in how many texts that are known."""
        ...


class Clipboard(Protocol):
    """Where copied text goes."""

    def copy(self, text: str) -> str:
        """Copy `text` and return how it was sent, for the status line.

        Raises `ReaderError` if there is no way to copy here.
        """
        ...


class Clock(Protocol):
    """Tells the time, so that tests can."""

    def now(self) -> str:
        """Return the time in UTC as ISO 8601 with a final Z."""
        ...


class Converter(Protocol):
    """Opens files as documents."""

    def open(self, path: Path) -> Document:
        """Return the document of a file.

        Raises `ReaderError` if the file cannot be read or is of no known format.
        """
        ...

    def suffixes(self) -> Iterable[str]:
        """Return the file name suffixes that are worth listing, lower case, with the dot."""
        ...

    def members(self, path: Path) -> int:
        """Return how many documents a file holds, see `reader.core.members`; 0 if it is one.

        Raises `ReaderError` if the file cannot be read.
        """
        ...


class Snapshots(Protocol):
    """Keeps the texts that annotations were made on, to follow the words when a text changes."""

    def keep(self, text: Text) -> None:
        """Keep `text` by its digest; raises `ReaderError` if it cannot be written."""
        ...

    def get(self, sha256: str) -> Text | None:
        """Return the text with this digest; None if it was not kept or is damaged."""
        ...


class FindingCache(Protocol):
    """Remembers where the words of annotations were found in another version of a text."""

    def findings(self, before: str, after: str) -> Mapping[str, Finding]:
        """Return what was found when words of the text `before` were looked for in `after`.

        The keys are those of `reader.core.findings`. What is not known is not there.
        """
        ...

    def keep_findings(self, before: str, after: str, findings: Mapping[str, Finding]) -> None:
        """Remember what was found, in the place of what was known of the two texts."""
        ...
