"""The store: annotations and codes in TinyDB files, one file a document.

Threads: `commit` and the other writers wait for the disk, and up to five seconds for another
session, so they belong in a worker thread; one runs at a time. The readers may be called from
any thread at any time and do not wait for a commit that is under way.
"""

from __future__ import annotations

import os
import platform
import re
import threading
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from contextlib import ExitStack, suppress
from functools import cached_property, partial
from operator import attrgetter
from pathlib import Path
from typing import TYPE_CHECKING

from reader.core.annotation import Annotation, Change, Code, Event, Rival
from reader.core.errors import ConflictError, ReaderError
from reader.store.facts import Facts
from reader.store.files import replace_file, writing
from reader.store.journal import Journal, record_id
from reader.store.layout import ANNOTATIONS, CODEBOOK, CODES, annotations_path, stamps
from reader.store.line_file import MANY_LINES, LineFile, Site
from reader.store.lines import is_key, without_collection
from reader.store.lock import StoreLock
from reader.store.records import annotation_of, code_of, fields_of
from reader.store.repairs import Repair
from reader.store.rivals import rivals_of, to_revive, to_settle
from reader.store.summary import Summaries, Vanished
from reader.store.versions import Fields, Records, Version, revision_of

if TYPE_CHECKING:
    from reader.store.backup import Backups
    from reader.store.index import Index, Progress
    from reader.store.tables import LineTable, Working

_KEPT_OPEN = 16
"""Documents whose records stay in memory although nothing was written to them."""
_FEW_LINES = 64
"""Below so many lines a file is not compacted when the store is closed."""
_CODEBOOK = ""
"""The document id of a change to a code."""


class TinyStore:
    """Implements `reader.core.ports.AnnotationStore`.

    Each event is a write to the file of every document it touches, then an entry in the journal.
    Either all of it is done when `commit`
    returns, or nothing when it raises. After a crash in between, what was written counts,
    although it was never acknowledged.
    """

    def __init__(self, folder: Path, state: Path, cache: Path | None = None) -> None:
        """Open the store at `folder`; `state` is the folder of this device for this store.

        `cache` is where its index may be kept. Nothing is created before the first write.
        """
        self.folder = folder
        self.state = state
        self._cache = cache
        self.lock = StoreLock(folder / ".lock")
        self.journal = Journal(state / "journal", self.lock)
        self._session = os.urandom(3).hex()
        self._site = Site(
            self.lock,
            self._actor,
            state / "quarantine",
            self._rescue,
            self._found,
            self.lock.kept_open(os.O_RDWR),
        )
        self._summaries = Summaries(folder, Facts(state / "summaries.jsonl"), self._refresh)
        self._open: dict[str, _OpenFile] = {}
        self._opening = threading.Lock()
        self._repairs: deque[Repair] = deque()
        """What was found wrong and is not told yet."""

    @cached_property
    def backups(self) -> Backups:
        """The backups of this store on this device."""
        from reader.store.backup import Backups

        return Backups(self.folder, self.state / "backups")

    @cached_property
    def index(self) -> Index:
        """The derived index of all annotations."""
        from reader.store.index import Index

        return Index(self.folder, self._cache)

    # -- reading

    def annotations(self, document: str) -> tuple[Annotation, ...]:
        """Return the annotations of the document, in order of creation, as they are on disk."""
        return self._file(document).annotations()

    def ids(self, document: str) -> set[str]:
        """Return the ids of the annotations that the document has, or had until lately."""
        file = self._file(document).file
        file.refresh()
        return set(file.records.shown)

    def codes(self) -> tuple[Code, ...]:
        """Return the codebook, retired codes included, in order of creation."""
        file = self._file(_CODEBOOK).file
        file.refresh()
        live = [(key, one.fields) for key, one in list(file.records.shown.items()) if one.live]
        live.sort(key=lambda item: str(item[1].get("created", "")))
        return tuple(code_of(key, fields) for key, fields in live)

    def events(self, *documents: str) -> tuple[Event, ...]:
        """Return the events of this device that changed the annotations of `documents`."""
        return tuple(self.journal.events(*documents))

    def documents(self) -> tuple[str, ...]:
        """Return the ids of all documents that have annotations, in order."""
        summaries = self._summaries.all()
        return tuple(sorted(document for document, one in summaries.items() if one.live))

    def stamps(self, *documents: str) -> dict[str, tuple[int, int, int]]:
        """Return what is another value once the annotations of a document are written to.

        Of these `documents`, or of all that have annotations or had some. It costs a stat each.
        """
        return stamps(self.folder, documents)

    def counts(self, document: str) -> tuple[int, int]:
        """Return how many tags were given on a document and how many notes are on it.

        It costs a stat, unless the file has changed since it was last asked for.
        """
        summary = self._summaries.of(document)
        return summary.tags, summary.notes

    def changed(self, document: str) -> bool:
        """Whether another session or program has changed the annotations since last read.

        It costs a stat, so it can be asked every second.
        """
        return self._file(document).file.news()

    def rivals(self, document: str) -> dict[str, tuple[Rival, ...]]:
        """Return what was written on other devices instead of the annotations shown, by id.

        They are kept until a change settles them.
        """
        file = self._file(document).file
        file.refresh()
        return rivals_of(file.records, self._known_device())

    def uses(self) -> dict[str, int]:
        """Return how many annotations have each code, by its id."""
        self.refresh_index()
        return self.index.tag_counts()

    def refresh_index(self, progress: Progress = lambda _done, _all: None) -> int:
        """Bring the index up to date, or make it anew; return how many files were read.

        For a worker thread. `progress` is told of every few hundred files.
        """
        return self.index.refresh(progress)

    def find(self, sha256: str) -> str | None:
        """Return the document with annotations on the text that has this hash, if any."""
        return self._summaries.find(sha256)

    # -- writing

    def commit(self, event: Event) -> None:
        """Make every change of `event` durable, then return.

        Raises `ConflictError` if a stored record is not the one that a change was made from, or
        a rival to settle is not there, `CannotWriteError` if the disk or another session does
        not let us, and `ValueError` if an id is not a decimal number or comes twice. Nothing is
        changed then.
        """
        grouped = _by_document(event.changes)
        if not grouped:
            return
        files = {document: self._file(document) for document in grouped}
        held: list[LineFile] = []
        undo: list[Callable[[], None]] = []
        lines: dict[tuple[str, str], bytes] = {}
        try:
            for document, changes in grouped.items():
                table = files[document].table
                # The first one takes the lock of the store, and gives it back last.
                table.file.acquire()
                held.append(table.file)
                written = table.change(
                    partial(_apply, changes, event.time),
                    to_settle(changes, table.file.records, self._device),
                    to_revive(changes, self._device),
                )
                undo.append(written.undo)
                lines.update(((document, key), line) for key, line in written.lines.items())
            self.journal.append(event, lines)
        except BaseException:
            _take_back(undo)
            raise
        finally:
            for file in reversed(held):
                file.release()
        for opened in files.values():
            opened.compact_if_worth(MANY_LINES)

    def daily(self, now: str) -> None:
        """Make the backup of this day if there is none, and drop what is too old.

        `now` is an ISO time. For a worker thread, at the first start on a day. Raises
        `CannotWriteError`.
        """
        self.backups.daily(now)
        if not self.vanished():
            with writing(self.state):
                self.backups.rotate()
                self.journal.prune(now[:10])

    def vanished(self, *, repair: bool = True) -> tuple[Vanished, ...]:
        """Return the documents that have lost annotations which nobody removed.

        Another program has put an older file in the place of a newer one, or none: the person
        should be asked whether to restore. Until then, no backup and no journal is dropped.
        Damaged files are repaired before, unless `repair` forbids it.
        """
        return self._summaries.vanished(repair=repair)

    def repairs(self) -> tuple[Repair, ...]:
        """Return what was found wrong with files, and repaired, since this was last called.

        It costs next to nothing, so it can be asked all the time.
        """
        return tuple(self._repairs.popleft() for _ in range(len(self._repairs)))

    def accept_loss(self, document: str) -> None:
        """Take what is there now as what should be there; `vanished` no longer tells it."""
        self._summaries.accept(document)

    def repair(self, document: str) -> None:
        """Read the file of a document, or of the codebook for ``""``, and repair it."""
        file = self._file(document).file
        file.refresh()
        with file.held():
            pass

    def compact(self, document: str) -> int:
        """Write a file again without superseded lines; return how many there were."""
        file = self._file(document).file
        with file.held():
            before = file.lines
            if before:
                file.compact()
            return before - file.lines

    def close(self) -> None:
        """Write files again that are mostly superseded lines, and let go of the folders.

        The store may be used again.
        """
        for opened in list(self._open.values()):
            opened.compact_if_worth(_FEW_LINES)
        self.lock.close()
        if "index" in self.__dict__:
            self.index.close()

    # -- how

    def _file(self, document: str) -> _OpenFile:
        """Return the open file of a document, or of the codebook for an empty id."""
        with self._opening:
            opened = self._open.pop(document, None)
            if opened is None:
                opened = self._new_file(document)
                idle = [name for name, one in self._open.items() if not one.written]
                for name in idle[: 1 - _KEPT_OPEN]:
                    del self._open[name]
            self._open[document] = opened
            return opened

    def _new_file(self, document: str) -> _OpenFile:
        if document == _CODEBOOK:
            return _OpenFile(LineFile(self.folder / CODEBOOK, CODES, self._site))
        path = annotations_path(self.folder, document)
        return _OpenFile(LineFile(path, ANNOTATIONS, self._site))

    def _refresh(self, document: str) -> None:
        """Read the file of a document, which repairs it if it is damaged and can be written."""
        self._file(document).file.refresh()

    def _found(self, path: Path, what: str) -> None:
        """Keep what was found wrong with a file until it is asked for."""
        document = _CODEBOOK if path.name == CODEBOOK else path.stem
        self._repairs.append(Repair(document, what))

    def _rescue(self, path: Path) -> Iterator[tuple[str, Version]]:
        """Yield versions of the records of a damaged file that were kept elsewhere."""
        document = _CODEBOOK if path.name == CODEBOOK else path.stem
        with suppress(ReaderError):  # what cannot be read here must not keep the rest back
            yield from self.journal.versions(document)
        with suppress(ReaderError):
            yield from self.backups.versions(path.relative_to(self.folder).as_posix())

    def _actor(self) -> str:
        """Return the name of this session in version vectors."""
        return f"{self._device}.{self._session}"

    @cached_property
    def _device(self) -> str:
        """The name of this device to people; made up once."""
        name = self._known_device()
        if not name:
            name = f"{_host()}-{os.urandom(2).hex()}"
            with writing(self._device_file):
                replace_file(self._device_file, name.encode())
        return name

    def _known_device(self) -> str:
        """Return the name of this device; empty if it has none yet."""
        try:
            name = self._device_file.read_text("ascii", "replace")
        except OSError:
            return ""
        # A state folder that was copied to another machine has the first one's name in it.
        return name if name.rpartition("-")[0] == _host() else ""

    @property
    def _device_file(self) -> Path:
        return self.state / "device"


def _host() -> str:
    """Return the name of this machine, fit for a version vector."""
    return re.sub(r"[^a-z0-9]+", "-", platform.node().lower()).strip("-")[:16] or "device"


class _OpenFile:
    """A file in use, with its annotations made once for every version of the records."""

    def __init__(self, file: LineFile) -> None:
        self.file = file
        self.written = False
        """Whether this session has written to it: then its memory can heal the file."""
        self._table: LineTable | None = None
        self._made: dict[str, tuple[Version, Annotation]] = {}
        self._of: tuple[Records, int] | None = None
        self._annotations: tuple[Annotation, ...] = ()

    @property
    def table(self) -> LineTable:
        """The file as a TinyDB table, for writing; importing TinyDB waits until now."""
        if self._table is None:
            from reader.store.tables import open_table

            self._table = open_table(self.file)
        self.written = True
        return self._table

    def annotations(self) -> tuple[Annotation, ...]:
        """Return the live annotations, in order of creation."""
        with without_collection():
            self.file.refresh()
            records = self.file.records
            state = records, records.changes
            if self._of != state:
                self._made = dict(self._remade(records))
                every = [annotation for _, annotation in self._made.values()]
                self._annotations = tuple(sorted(every, key=attrgetter("created", "id")))
                self._of = state
            return self._annotations

    def _remade(self, records: Records) -> Iterator[tuple[str, tuple[Version, Annotation]]]:
        """Yield the live annotations by key, made again if their version is another one."""
        for key, version in list(records.shown.items()):
            if version.live:
                known = self._made.get(key)
                if known is None or known[0] is not version:
                    known = version, annotation_of(key, version.fields)
                yield key, known

    def compact_if_worth(self, least: int) -> None:
        """Compact the file if it is worth it; what cannot be done now waits."""
        if self.file.worth_compacting(least):
            with suppress(ReaderError), self.file.held():
                self.file.compact()


def _by_document(changes: Iterable[Change]) -> dict[str, list[Change]]:
    """Return the changes by document, those of codes first; a record may come only once."""
    grouped: dict[str, dict[str, Change]] = {}
    for change in changes:
        key = record_id(change)
        of_document = grouped.setdefault(change.document, {})
        if not is_key(key) or key in of_document:
            raise ValueError("a record id is a decimal number, and changes once in an event")
        of_document[key] = change
    first = {_CODEBOOK: grouped[_CODEBOOK]} if _CODEBOOK in grouped else {}
    return {document: list(one.values()) for document, one in (first | grouped).items()}


def _take_back(undo: Iterable[Callable[[], None]]) -> None:
    """Undo what was written, the last first, each even if another one fails."""
    with ExitStack() as every:
        for one in undo:
            every.callback(one)


def _apply(changes: Iterable[Change], time: str, records: Working) -> None:
    """Make `changes` to the records of one file."""
    for change in changes:
        key = int(record_id(change))
        stored: Fields | None = records.get(key)
        expected = change.before.revision if change.before else None
        if (revision_of(stored) if stored is not None else None) != expected:
            raise ConflictError(
                "the note was changed in another session since it was read",
                remedy="Nothing was saved; look at it again, then repeat the change.",
            )
        if change.after is None:
            del records[key]
        else:
            records[key] = fields_of(change.after, stored, time)
