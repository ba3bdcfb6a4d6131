"""The journal: every change that was acknowledged on this device, a file a day.

It is what undo, redo and history read, and where a damaged note is found again. It is not the
truth: the note files are, so it needs no flush of its own.
"""

from __future__ import annotations

import os
import re
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from datetime import date, timedelta
from pathlib import Path
from typing import Any

from reader.core.annotation import (
    Annotation,
    Change,
    Code,
    Creator,
    CreatorKind,
    Event,
    Rival,
)
from reader.store.files import cannot_write, make_folder, reading, replace_file, write_all
from reader.store.lines import decode, from_json, to_json
from reader.store.lock import StoreLock
from reader.store.records import annotation_of, code_of, fields_of
from reader.store.versions import Fields, Version

DAYS = 30
"""How long the journal is kept."""

_DOCUMENT = re.compile(rb'"document":("(?:[^"\\]|\\.)*")')
_FEW = 8
"""Documents that are looked for one after another."""
_DAY = re.compile("[0-9]{4}-[0-9]{2}-[0-9]{2}")

Lines = Mapping[tuple[str, str], bytes]
"""By document and key of a record, the line that was written for it."""


class Journal:
    """The events of this device, in order."""

    def __init__(self, folder: Path, lock: StoreLock) -> None:
        """Keep them in `folder`, which is created with the first event.

        Its file stays open, for those who hold `lock`.
        """
        self._folder = folder
        self._day = ""
        self._today = folder
        self._file = lock.kept_open(os.O_WRONLY | os.O_CREAT)
        self._made: dict[tuple[str, ...], dict[bytes, Event]] = {}
        """The events of the lines that were asked for last, and the time before."""

    def append(self, event: Event, lines: Lines) -> None:
        """Write down `event` and the `lines` it became, all of it or nothing.

        Only while the lock is held. Raises `CannotWriteError`.
        """
        day = event.time[:10]
        if day != self._day:
            self._day = day
            self._today = self._folder / f"{day if _DAY.fullmatch(day) else 'undated'}.jsonl"
        # It begins with a line feed too, so a cut write before it spoils nothing.
        line = b"\n%s\n" % to_json(_entry(event, lines))
        try:
            self._append(line)
        except OSError as error:
            raise cannot_write(self._today, error) from error

    def _append(self, line: bytes) -> None:
        fd = self._opened(self._file.open)
        stat = os.fstat(fd)
        if not stat.st_nlink:  # another session has put a shorter one in its place, or none
            fd = self._opened(self._file.open_again)
            stat = os.fstat(fd)
        try:
            write_all(fd, line, stat.st_size)
        except OSError:
            os.ftruncate(fd, stat.st_size)
            raise

    def _opened(self, open_file: Callable[[Path], int]) -> int:
        try:
            return open_file(self._today)
        except FileNotFoundError:
            make_folder(self._folder)
            return open_file(self._today)

    def events(self, *documents: str) -> Iterator[Event]:
        """Yield the events that changed the annotations of `documents`, oldest first."""
        known = self._made.get(documents, {})
        made: dict[bytes, Event] = {}
        for line in self._lines(*documents):
            event = known.get(line)
            if event is None and (entry := _parse(line)) is not None:
                event = _event(entry)
            if event is not None:
                made[line] = event
                yield event
        if len(documents) <= _FEW:
            last = {name: one for name, one in self._made.items() if name != documents}
            self._made = dict(list(last.items())[-1:]) | {documents: made}

    def versions(self, document: str) -> Iterator[tuple[str, Version]]:
        """Yield every version of the document's records that was written on this device."""
        for entry in self._entries(document):
            for change in entry["changes"]:
                if change["document"] == document:
                    yield decode(change["line"].encode())

    def prune(self, today: str) -> None:
        """Remove the days before the last `DAYS` ones; `today` is an ISO date."""
        oldest = (date.fromisoformat(today) - timedelta(days=DAYS)).isoformat()
        for path in self._days():
            if path.stem < oldest:
                path.unlink()

    def forget(self, document: str, keys: Collection[str]) -> int:
        """Drop every event on the records with these `keys`; return how many there were."""
        dropped = 0
        for path in self._days():
            entries = [line for line in path.read_bytes().split(b"\n") if line]
            kept = [line for line in entries if not _is_on(line, document, keys)]
            if len(kept) < len(entries):
                replace_file(path, b"".join(b"\n%s\n" % line for line in kept))
            dropped += len(entries) - len(kept)
        return dropped

    def _days(self) -> list[Path]:
        return sorted(self._folder.glob("*.jsonl"))

    def _entries(self, *documents: str) -> Iterator[dict[str, Any]]:
        """Yield the entries that have a change of one of `documents`."""
        lines = self._lines(*documents)
        return (entry for line in lines if (entry := _parse(line)) is not None)

    def _lines(self, *documents: str) -> Iterator[bytes]:
        """Yield the lines that have a change of one of `documents`."""
        names_one = _naming(documents)
        for path in self._days():
            with reading(path):
                data = path.read_bytes()
            if names_one(data):
                yield from filter(names_one, data.split(b"\n"))


def _entry(event: Event, lines: Lines) -> dict[str, Any]:
    """Return the event as JSON knows it."""
    return {
        "id": event.id,
        "time": event.time,
        "title": event.title,
        "creator": [event.creator.kind.value, event.creator.name],
        "undoes": event.undoes,
        "changes": [_change_entry(change, lines) for change in event.changes],
    }


def _change_entry(change: Change, lines: Lines) -> dict[str, Any]:
    """Return a change as JSON knows it; one that creates a record has no `before`."""
    line = lines[change.document, record_id(change)]
    entry: dict[str, Any] = {"document": change.document, "line": line[:-1].decode()}
    if change.before:
        entry["before"] = fields_of(change.before)
    for name, rivals in (("settled", change.settled), ("revived", change.revived)):
        if rivals:
            entry[name] = [[device, fields_of(one)] for device, one in rivals]
    return entry


def _naming(documents: Collection[str]) -> Callable[[bytes], bool]:
    """Return what tells, without reading it, whether a line has a change of one of `documents`."""
    names = {to_json(document) for document in documents}
    if len(names) > _FEW:
        return lambda line: any(found[1] in names for found in _DOCUMENT.finditer(line))
    needles = [b'"document":%s' % name for name in names]
    return lambda line: any(needle in line for needle in needles)


def _parse(line: bytes) -> dict[str, Any] | None:
    """Return the entry of a line; None if it was cut or damaged."""
    try:
        entry: dict[str, Any] = from_json(line)
        for change in entry["changes"]:
            decode(change["line"].encode())
    except (ValueError, KeyError, TypeError):
        return None
    return entry


def _is_on(line: bytes, document: str, keys: Collection[str]) -> bool:
    """Whether an entry changes one of the records; a damaged entry may."""
    entry = _parse(line)
    if entry is None:
        return True
    written = (
        decode(change["line"].encode())
        for change in entry["changes"]
        if change["document"] == document
    )
    return any(key in keys for key, _ in written)


def _event(entry: Mapping[str, Any]) -> Event:
    """Return the event of an entry."""
    kind, name = entry["creator"]
    return Event(
        entry["id"],
        entry["time"],
        entry["title"],
        tuple(map(_change, entry["changes"])),
        Creator(CreatorKind(kind), name),
        entry["undoes"],
    )


def _change(change: Mapping[str, Any]) -> Change:
    document, before = change["document"], change.get("before")
    of = annotation_of if document else code_of
    key, version = decode(change["line"].encode())
    return Change(
        document,
        of(key, before) if before is not None else None,
        of(key, version.fields) if version.live else None,
        _rivals(key, change.get("settled", ())),
        _rivals(key, change.get("revived", ())),
    )


def _rivals(key: str, entries: Iterable[tuple[str, Fields]]) -> tuple[Rival, ...]:
    return tuple(Rival(device, annotation_of(key, fields)) for device, fields in entries)


def record_id(change: Change) -> str:
    """Return the id of the record that `change` is about; raises `ValueError` for no record."""
    record: Annotation | Code | None = change.after or change.before
    if record is None:
        raise ValueError("a change without a record")
    return record.id
