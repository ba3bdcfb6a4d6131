"""One file of records, shared by sessions, sync tools and editors; nothing seen is forgotten.

Threads: any thread may read, one at a time writes. A reader never waits for a write that is
under way, except for the first reading of the file.
"""

from __future__ import annotations

import os
import threading
import time
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from functools import partial
from pathlib import Path
from typing import NamedTuple, Never

from reader.core.errors import ReaderError
from reader.core.safetext import safe_line
from reader.store.files import (
    CannotWriteError,
    cannot_read,
    cannot_write,
    flush,
    quarantine,
    reading,
    replace_file,
    write_all,
    writing,
)
from reader.store.kept_open import KeptOpen
from reader.store.layout import conflict_copies
from reader.store.lines import (
    FOOTER,
    FORMAT,
    SEAL,
    Parsed,
    decode_own,
    encode,
    head,
    parse,
    parse_tail,
    without_collection,
)
from reader.store.lock import PATIENCE, StoreLock
from reader.store.repairs import repaired
from reader.store.rivals import Revived, Settled
from reader.store.versions import DELETED, Fields, Records, Version, revision_of, rival, successor

MANY_LINES = 2_000
"""Below so many lines a file is not compacted while it is in use."""
TOMBSTONE_DAYS = 90
"""How long a removal is remembered, for a device that has been away."""
_GLANCE = 0.25
"""Seconds that a reader waits for the lock in order to repair what it has found."""
_READ = os.O_RDONLY | os.O_CLOEXEC | os.O_NOFOLLOW | os.O_NONBLOCK
_WRITE = os.O_RDWR | os.O_CLOEXEC | os.O_NOFOLLOW
_NOTHING: Mapping[str, Never] = {}
_LAST = SEAL + 1
"""Bytes before the footer that tell whether a file has only grown: a checksum, mostly."""


class _Seen(NamedTuple):
    """What a file was when it was read."""

    device: int
    inode: int
    size: int
    modified: int
    changed: int

    @classmethod
    def of(cls, stat: os.stat_result) -> _Seen:
        return cls(stat.st_dev, stat.st_ino, stat.st_size, stat.st_mtime_ns, stat.st_ctime_ns)


class Site(NamedTuple):
    """What the files of a store share."""

    lock: StoreLock
    actor: Callable[[], str]
    """Names this session on this device; called when something is written."""
    quarantine: Path
    """The folder for the bytes of damaged files."""
    rescue: Callable[[Path], Iterable[tuple[str, Version]]]
    """Finds versions for a damaged file elsewhere: in the journal, in backups."""
    tell: Callable[[Path, str], None]
    """Is told what was found wrong with a file, in words that follow its name."""
    writer: KeptOpen
    """Has the file open that was written last: mostly it is the next one, too."""


class Written(NamedTuple):
    """A write that can still be taken back, while the file is held."""

    lines: dict[str, bytes]
    """By key, the line that was written."""
    undo: Callable[[], None]


class LineFile:
    """The records of one file, read again whenever the file has changed."""

    def __init__(self, path: Path, table: str, site: Site) -> None:
        """Keep `table` in the file at `path`; nothing is touched until it is needed."""
        self.path = path
        self.table = table
        self.records = Records()
        self.lines = 0
        """Record lines in the file, superseded ones included."""
        self._site = site
        self._mutex = threading.RLock()
        self._seen: _Seen | None = None
        """What the file was when it was read or written last, if all was well with it."""
        self._met: _Seen | None = None
        """What it was then in any case."""
        self._last = b""
        self._folder_modified = -1
        self._loaded = False
        self._unrepaired = ""
        """Why the last repair failed, so that it is told once."""

    # -- reading

    def changed(self) -> bool:
        """Whether the file is another one than was read last; costs a stat."""
        with reading(self.path):
            try:
                return _Seen.of(self.path.stat()) != self._met
            except FileNotFoundError:
                return self._met is not None or not self._loaded

    def news(self) -> bool:
        """Whether the file has changed or something has come beside it; costs two stats.

        While this session itself reads or writes it there are none: what it does is no news.
        """
        if not self._mutex.acquire(blocking=False):
            return False
        try:
            return self.changed() or self._folder_time() != self._folder_modified
        finally:
            self._mutex.release()

    def refresh(self) -> None:
        """Read what has changed on disk since the last time. Damage is repaired if it can be.

        Raises `ReaderError` if the file cannot be read.
        """
        if not self._mutex.acquire(blocking=not self._loaded):
            return
        try:
            copies = self._new_copies()
            clean = self._read() and not copies
        finally:
            self._mutex.release()
        if not clean:
            try:
                with self.held(_GLANCE), writing(self.path):
                    for copy in copies:
                        self._absorb(copy)
            except CannotWriteError as error:
                # What was found can be read; the next write says what is wrong.
                if error.what != self._unrepaired:
                    self._unrepaired = error.what
                    self._tell(f"what is wrong with its notes is not repaired: {error.what}")

    @contextmanager
    def held(self, patience: float = PATIENCE) -> Iterator[None]:
        """Hold the file; see `acquire`."""
        self.acquire(patience)
        try:
            yield
        finally:
            self.release()

    def acquire(self, patience: float = PATIENCE) -> None:
        """Hold the file for a change: the records are those on disk, and nobody else writes.

        Raises `CannotWriteError` if another session holds it for too long.
        """
        self._site.lock.acquire(patience)
        self._mutex.acquire()
        try:
            if not self._read():
                with writing(self.path):
                    self._repair()
        except BaseException:
            self.release()
            raise

    def release(self) -> None:
        """Let go of the file."""
        self._mutex.release()
        self._site.lock.release()

    def _read(self) -> bool:
        """Join what is on disk. Returns whether the file is whole and holds all we know."""
        self._loaded = True
        try:
            return _Seen.of(self.path.stat()) == self._seen or self._read_changed()
        except FileNotFoundError:
            self._seen = self._met = None
            return not self.records.shown
        except OSError as error:
            raise cannot_read(self.path, error) from error

    def _read_changed(self) -> bool:
        fd = os.open(self.path, _READ)
        try:
            seen = _Seen.of(os.fstat(fd))
            return self._read_tail(fd, seen) or self._read_whole(fd, seen)
        finally:
            os.close(fd)

    def _read_tail(self, fd: int, seen: _Seen) -> bool:
        """Join the lines that were appended; False if the file has changed in another way."""
        old = self._seen
        if old is None or old[:2] != seen[:2] or old.size >= seen.size:
            return False
        start = old.size - len(FOOTER) - _LAST
        data = os.pread(fd, seen.size - start, start)
        if data[:_LAST] != self._last or not data.endswith(FOOTER):
            return False
        parsed = parse_tail(data[_LAST:], self.table)
        if not parsed.clean:
            return False
        self.lines += len(parsed.versions)
        for key, version in parsed.versions:
            self.records.join(key, version)
        self._saw(seen, data)
        return True

    def _read_whole(self, fd: int, seen: _Seen) -> bool:
        """Join the whole file. Returns whether it is as this program leaves it."""
        data = os.pread(fd, seen.size, 0)
        with without_collection():
            parsed = parse(data, self.table)
            on_disk = Records(parsed.versions)
        missing = [pair for pair in self.records if not on_disk.holds(*pair)]
        for key, version in missing:
            on_disk.join(key, version)
        self.records, self.lines = on_disk, len(parsed.versions)
        clean = parsed.clean and not missing
        # A file that needs repair is read again: by then it may have been a write in progress.
        self._seen, self._met = None, seen
        if clean:
            self._saw(seen, data)
        return clean

    def _saw(self, seen: _Seen, data: bytes) -> None:
        self._seen = self._met = seen
        self._last = data[-len(FOOTER) - _LAST : -len(FOOTER)]

    # -- repairing

    def _repair(self) -> None:
        """Write the file again with all that is known, after keeping what it was."""
        if self.path.exists():
            data = self.path.read_bytes()
            parsed = parse(data, self.table)
        else:
            data, parsed = b"", Parsed(torn=True)
        on_disk = Records(parsed.versions)
        healed = {key for key, version in self.records if not on_disk.holds(key, version)}
        known = len(self.records.shown)
        if parsed.damaged or parsed.unsigned or parsed.format != FORMAT:
            quarantine(self._site.quarantine, self.path, data)
        if parsed.damaged or parsed.torn:
            for key, version in self._site.rescue(self.path):
                self.records.join(key, version)
        self._write_whole()
        rescued = len(self.records.shown) - known
        if said := repaired(parsed, len(healed), rescued):
            self._tell(said)

    def _new_copies(self) -> list[Path]:
        """Return the conflict copies that are beside the file, if the folder has changed."""
        stamp = self._folder_time()
        if stamp == self._folder_modified:
            return []
        self._folder_modified = stamp
        return list(conflict_copies(self.path))

    def _folder_time(self) -> int:
        """Return when something was added to the folder last; 0 if there is none."""
        with reading(self.path):
            try:
                return self.path.parent.stat().st_mtime_ns
            except FileNotFoundError:
                return 0

    def _absorb(self, copy: Path) -> None:
        """Join a conflict copy, keep its bytes in quarantine and remove it."""
        try:
            with reading(copy):
                data = copy.read_bytes()
            parsed = parse(data, self.table)
        except ReaderError as error:
            self._tell(f"{safe_line(copy.name)} beside its notes was left there: {error.what}")
            return
        for key, version in parsed.versions:
            self.records.join(key, version)
        self._write_whole()
        quarantine(self._site.quarantine, copy, data)
        copy.unlink()
        self._tell("a copy of its notes that a sync tool left was joined with them")

    def _tell(self, what: str) -> None:
        self._site.tell(self.path, what)

    # -- writing, while the file is held

    def append(
        self,
        changes: Mapping[str, Fields | None],
        settled: Settled = _NOTHING,
        revived: Revived = _NOTHING,
    ) -> Written:
        """Make `changes` durable: by key, the new fields, or None for a removal.

        Concurrent versions stay, but for those that are `settled`; others are `revived`.
        Raises `CannotWriteError` if that fails, and `ReaderError` for a record that is too
        long; the file and the records are then as they were.
        """
        actor = self._site.actor()
        versions = {}
        beside = []
        for key, fields in changes.items():
            seen = self.records.versions(key)
            versions[key] = successor(seen, actor, self._fields(key, fields), settled.get(key, ()))
            beside += [(key, rival(seen, *one)) for one in revived.get(key, ())]
        return self._append(versions, beside)

    def compact(self, now: datetime | None = None) -> None:
        """Write the file again without superseded lines and without old tombstones."""
        limit = ((now or datetime.now(UTC)) - timedelta(days=TOMBSTONE_DAYS)).strftime("%Y-%m-%d")
        for key, version in list(self.records.shown.items()):
            if not version.live and str(version.fields.get("modified", limit)) < limit:
                self.records.put(key, ())
        with writing(self.path):
            self._write_whole()

    def worth_compacting(self, least: int = MANY_LINES) -> bool:
        """Whether most of at least `least` lines are superseded."""
        return self.lines >= least and self.lines > 2 * len(self.records)

    def _fields(self, key: str, fields: Fields | None) -> Fields:
        """Return `fields`, or for a removal those of a tombstone."""
        if fields is not None:
            return fields
        shown = self.records.shown.get(key)
        revision = revision_of(shown.fields) if shown else 0
        now = time.strftime("%Y-%m-%dT%H:%M:%SZ", time.gmtime())
        return {DELETED: True, "modified": now, "rev": revision + 1}

    def _append(
        self, versions: Mapping[str, Version], beside: Iterable[tuple[str, Version]]
    ) -> Written:
        before = {key: self.records.versions(key) for key in versions}
        lines = {key: encode(key, version) for key, version in versions.items()}
        every = [*lines.values(), *(encode(key, version) for key, version in beside)]
        was = self._seen
        self._remember(every)
        try:
            self._write(b"".join(every), len(every))
        except CannotWriteError:
            self._forget(before)
            raise
        except OSError as error:
            self._undo(before, was)
            raise cannot_write(self.path, error) from error
        return Written(lines, partial(self._undo, before, was))

    def _remember(self, lines: Iterable[bytes]) -> None:
        """Join what was written.

        What is remembered is what a reader of the file will find: no object of the caller, no
        lone surrogate, no tuple.
        """
        for line in lines:
            self.records.join(*decode_own(line))

    def _write(self, data: bytes, count: int) -> None:
        """Append `count` lines, or create the file; return when they are on the disk.

        Raises `CannotWriteError` before it has written anything, `OSError` after.
        """
        was, file = self._seen, self._site.writer
        if was is None:
            self._write_whole()
            return
        fd = file.open(self.path)
        if _Seen.of(os.fstat(fd)) != was:
            fd = file.open_again(self.path)
            if _Seen.of(os.fstat(fd)) != was:
                what = "another program has replaced the file in this very moment"
                raise CannotWriteError(what, safe_line(str(self.path)), "Try again.")
        data += FOOTER
        write_all(fd, data, was.size - len(FOOTER))
        flush(fd)
        self._saw(_Seen.of(os.fstat(fd)), data)
        self.lines += count

    def _undo(self, before: Mapping[str, tuple[Version, ...]], was: _Seen | None) -> None:
        """Make records and file what they were before a write."""
        self._forget(before)
        with writing(self.path):
            self._take_back(was)

    def _forget(self, before: Mapping[str, tuple[Version, ...]]) -> None:
        """Make records what they were before a write."""
        for key, versions in before.items():
            self.records.put(key, versions)

    def _write_whole(self) -> None:
        """Put all records in the place of the file."""
        lines = [encode(key, version) for key, version in self.records]
        data = b"".join((head(self.table), *lines, FOOTER))
        replace_file(self.path, data)
        self.lines = len(lines)
        self._saw(_Seen.of(self.path.stat()), data)

    def _take_back(self, was: _Seen | None) -> None:
        """Make the file what it `was` before a write that failed or is not wanted."""
        self._seen = None
        if was is None:
            self.path.unlink(missing_ok=True)
            self._met = None
            return
        fd = os.open(self.path, _WRITE)
        try:
            # If another program has replaced the file by now, nothing of ours is in it.
            if os.fstat(fd).st_ino == was.inode:
                write_all(fd, FOOTER, was.size - len(FOOTER))
                os.ftruncate(fd, was.size)
                flush(fd)
                self._met = _Seen.of(os.fstat(fd))
        finally:
            os.close(fd)
