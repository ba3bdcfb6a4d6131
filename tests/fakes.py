"""Stand-ins for the ports of `reader.core.ports`, in memory."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from itertools import chain, count
from pathlib import Path

from reader.core.annotation import Annotation, Code, Event, Rival
from reader.core.document import Document, Metadata
from reader.core.errors import ConflictError, ReaderError
from reader.core.findings import Finding
from reader.core.ports import Place
from reader.core.text import Text


def document(text: str, *, title: str = "", kind: str = "txt") -> Document:
    return Document(Text.of(text), kind, f"{kind}/1", Metadata(title=title))


class MemoryStore:
    """An `AnnotationStore` that keeps nothing; it checks revisions as a real one does."""

    def __init__(self) -> None:
        self.records: dict[str, dict[str, Annotation | Code]] = {"": {}}
        self.beside: dict[str, dict[str, list[Rival]]] = {}
        self.log: list[Event] = []

    def annotations(self, document: str) -> tuple[Annotation, ...]:
        found = self.records.get(document, {}).values()
        return tuple(one for one in found if isinstance(one, Annotation))

    def codes(self) -> tuple[Code, ...]:
        return tuple(one for one in self.records[""].values() if isinstance(one, Code))

    def commit(self, event: Event) -> None:
        for change in event.changes:
            record = change.before or change.after
            assert record is not None
            stored = self.records.get(change.document, {}).get(record.id)
            rivals = self.beside.get(change.document, {}).get(record.id, [])
            if stored != change.before or not set(change.settled) <= set(rivals):
                raise ConflictError("the record was changed meanwhile")
        for change in event.changes:
            records = self.records.setdefault(change.document, {})
            if change.after is not None:
                records[change.after.id] = change.after
            elif change.before is not None:
                del records[change.before.id]
            if change.settled or change.revived:
                record = change.after or change.before
                rivals = self.beside[change.document][record.id]
                rivals[:] = [one for one in rivals if one not in change.settled]
                rivals += change.revived
        self.log.append(event)

    def events(self, *documents: str) -> tuple[Event, ...]:
        return tuple(
            event for event in self.log if any(one.document in documents for one in event.changes)
        )

    def uses(self) -> Counter[str]:
        annotations = chain.from_iterable(map(self.annotations, self.documents()))
        return Counter(tag for one in annotations for tag in one.tags)

    def rivals(self, document: str) -> dict[str, tuple[Rival, ...]]:
        return {key: tuple(some) for key, some in self.beside.get(document, {}).items() if some}

    def documents(self) -> tuple[str, ...]:
        return tuple(name for name, records in self.records.items() if name and records)

    def stamps(self, *documents: str) -> dict[str, object]:
        names = documents or (name for name in self.records if name)
        return {name: dict(self.records.get(name, {})) for name in names}


class TickingClock:
    """A clock that is a second on whenever it is asked."""

    def __init__(self) -> None:
        self._seconds = count()

    def now(self) -> str:
        seconds = next(self._seconds)
        return f"2026-11-22T18:{seconds // 60 % 60:02}:{seconds % 60:02}Z"


class MemorySnapshots:
    """Keeps texts for as long as it lives."""

    def __init__(self) -> None:
        self.texts: dict[str, Text] = {}

    def keep(self, text: Text) -> None:
        self.texts[text.sha256] = text

    def get(self, sha256: str) -> Text | None:
        return self.texts.get(sha256)


class MemoryFindings:
    """Remembers where words were found for as long as it lives."""

    def __init__(self) -> None:
        self.kept: dict[tuple[str, str], Mapping[str, Finding]] = {}

    def findings(self, before: str, after: str) -> Mapping[str, Finding]:
        return self.kept.get((before, after), {})

    def keep_findings(self, before: str, after: str, findings: Mapping[str, Finding]) -> None:
        self.kept[before, after] = findings


class MemoryCatalogue:
    """A `Catalogue` in which the id of a document is its path."""

    def __init__(self, places: Mapping[str, Place] | None = None) -> None:
        self.places = dict(places or {})
        self.known_paths: set[Path] = set()

    def identify(self, path: Path | None, document: Document) -> str:
        if path is not None:
            self.known_paths.add(path)
        return path.name if path else document.text.sha256

    def known(self, path: Path, sha256: str = "") -> str | None:
        return path.name if path in self.known_paths else None

    def path(self, document: str) -> Path | None:
        return next((path for path in self.known_paths if path.name == document), None)

    def copies(self, document: str, path: Path) -> tuple[Path, ...]:
        return ()

    def part(self, path: Path, document: str, own: str) -> None:
        raise NotImplementedError

    def place(self, document: str) -> Place:
        return self.places.get(document, Place())

    def keep_place(self, document: str, place: Place) -> None:
        self.places[document] = place

    def typography(self, document: str) -> Mapping[str, object]:
        return {}

    def keep_typography(self, document: str, changes: Mapping[str, int]) -> None:
        raise NotImplementedError

    def marks(self, document: str) -> Mapping[str, int]:
        return {}

    def keep_marks(self, document: str, marks: Mapping[str, int]) -> None:
        raise NotImplementedError

    def encoding(self, document: str) -> str:
        return ""

    def keep_encoding(self, document: str, encoding: str) -> None:
        raise NotImplementedError


class CountingConverter:
    """Opens ``.txt`` and ``.md`` files as their text, and remembers which were opened."""

    def __init__(self) -> None:
        self.opened: list[str] = []

    def suffixes(self) -> Iterable[str]:
        return (".txt", ".md")

    def members(self, path: Path) -> int:
        return 0

    def open(self, path: Path) -> Document:
        self.opened.append(path.name)
        try:
            text = path.read_text()
        except (OSError, UnicodeDecodeError) as error:
            raise ReaderError("this cannot be read", str(path), "Try another one") from error
        title = text.partition("\n")[0]
        return document(text, title=title, kind=path.suffix[1:])
