"""Facts that one device keeps for itself: small, cheap to add to, never synchronised."""

from __future__ import annotations

import os
import threading
from collections.abc import Mapping
from pathlib import Path

from reader.store.files import CannotWriteError, replace_file, write_all, writing
from reader.store.lines import from_json, to_json
from reader.store.lock import StoreLock
from reader.store.versions import Json

_SLACK = 1_000
"""Lines that may be superseded before the file is written again."""


class Facts:
    """Values by key, in a file to which every change adds a line. Sessions share it.

    Any thread may use them. A folder that cannot be written costs the memory of this session and
    nothing else: the facts are kept for as long as it runs, and `failure` says why.
    """

    def __init__(self, path: Path) -> None:
        """Keep the facts at `path`, which is created with the first one."""
        self._path = path
        self._lock = StoreLock(path.parent / ".lock")
        self._facts: dict[str, Json] = {}
        self._read: tuple[int, int] = (0, 0)
        """Inode and size of what was read."""
        self._lines = 0
        self._mutex = threading.Lock()
        self.failure: CannotWriteError | None = None

    def get(self, key: str) -> Json:
        """Return the value of `key`, or None."""
        with self._mutex:
            self._refresh()
            return self._facts.get(key)

    def all(self) -> Mapping[str, Json]:
        """Return all facts as they are now."""
        with self._mutex:
            self._refresh()
            return dict(self._facts)

    def put(self, facts: dict[str, Json]) -> None:
        """Remember `facts`, by key; None forgets one."""
        with self._mutex:
            self._refresh()
            new = {key: value for key, value in facts.items() if self._facts.get(key) != value}
            if not new:
                return
            try:
                with writing(self._path), self._lock.hold():
                    self._append(b"".join(b"\n%s\n" % _line(pair) for pair in new.items()))
            except CannotWriteError as error:
                self.failure = error
            self._lock.close()  # facts change now and then, and there are many of them
            self._take(new)

    def _take(self, facts: dict[str, Json]) -> None:
        self._facts.update(facts)
        for key in [key for key, value in facts.items() if value is None]:
            del self._facts[key]

    def _append(self, data: bytes) -> None:
        fd = os.open(self._path, os.O_WRONLY | os.O_CREAT | os.O_CLOEXEC | os.O_NOFOLLOW, 0o600)
        try:
            write_all(fd, data, os.fstat(fd).st_size)
        finally:
            os.close(fd)

    def _refresh(self) -> None:
        """Read what other sessions, or this one, have added."""
        try:
            stat = self._path.stat()
        except (FileNotFoundError, NotADirectoryError):
            return
        inode, size = self._read
        if (stat.st_ino, stat.st_size) == self._read:
            return
        if inode != stat.st_ino or stat.st_size < size:
            size, self._lines = 0, 0
        with self._path.open("rb") as file:
            file.seek(size)
            data = file.read()
        for line in filter(None, data.split(b"\n")):
            self._take_line(line)
        self._read = (stat.st_ino, size + len(data))
        if self._lines > 2 * len(self._facts) + _SLACK:
            self._compact()

    def _take_line(self, line: bytes) -> None:
        try:
            key, value = from_json(line)
        except (ValueError, TypeError):
            return  # the cut end of a write
        self._lines += 1
        self._take({key: value})

    def _compact(self) -> None:
        """Write the file again without superseded lines."""
        self._lines = len(self._facts)
        try:
            with writing(self._path), self._lock.hold():
                stat = self._path.stat()
                if (stat.st_ino, stat.st_size) == self._read:
                    lines = (b"%s\n" % _line(pair) for pair in self._facts.items())
                    replace_file(self._path, b"".join(lines))
        except CannotWriteError as error:
            self.failure = error
        self._lock.close()


def _line(pair: tuple[str, Json]) -> bytes:
    return to_json(list(pair))
