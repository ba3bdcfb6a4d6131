"""One writer at a time, among threads and among processes."""

from __future__ import annotations

import fcntl
import os
import random
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from reader.core.safetext import safe_line
from reader.store.files import CannotWriteError, make_folder, writing

PATIENCE = 5.0
"""Seconds to wait for another session: one that is stopped must not freeze the others."""


class StoreLock:
    """A lock on a file. The thread that holds it may take it again."""

    def __init__(self, path: Path) -> None:
        """Lock `path`, which is created when it is first needed."""
        self._path = path
        self._thread = threading.RLock()
        self._held = False

    @contextmanager
    def hold(self, patience: float = PATIENCE) -> Iterator[None]:
        """Hold the lock.

        Raises `CannotWriteError` if it is not free within `patience` seconds, or if the folder
        cannot be written.
        """
        deadline = time.monotonic() + patience
        if not self._thread.acquire(timeout=patience):
            raise self._busy()
        try:
            if self._held:
                yield
                return
            fd = self._acquire(deadline)
            self._held = True
            try:
                yield
            finally:
                self._held = False
                # A child that was forked meanwhile has the descriptor too: closing is not enough.
                fcntl.flock(fd, fcntl.LOCK_UN)
                os.close(fd)
        finally:
            self._thread.release()

    def _acquire(self, deadline: float) -> int:
        """Return a descriptor of the locked file."""
        while True:
            fd = self._open()
            try:
                fcntl.flock(fd, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except BlockingIOError:
                os.close(fd)
            else:
                if self._current(fd):
                    return fd
                os.close(fd)
            if time.monotonic() > deadline:
                raise self._busy()
            # Uneven waits, so that sessions do not ask in step for ever.
            time.sleep(random.uniform(0.0001, 0.002))  # noqa: S311 - not a secret

    def _open(self) -> int:
        flags = os.O_RDWR | os.O_CREAT | os.O_CLOEXEC | os.O_NOFOLLOW
        try:
            return os.open(self._path, flags, 0o600)
        except OSError:
            with writing(self._path):
                make_folder(self._path.parent)
                return os.open(self._path, flags, 0o600)

    def _current(self, fd: int) -> bool:
        """Whether the file was not deleted or replaced while it was being locked."""
        try:
            return os.path.samestat(os.fstat(fd), self._path.stat())
        except FileNotFoundError:
            return False

    def _busy(self) -> CannotWriteError:
        return CannotWriteError(
            "another session is busy with this store",
            safe_line(str(self._path.parent)),
            "Nothing was changed; try again in a moment.",
        )
