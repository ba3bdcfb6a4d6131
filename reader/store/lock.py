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
from weakref import WeakSet

from reader.core.safetext import safe_line
from reader.store.files import CannotWriteError, make_folder, writing

PATIENCE = 5.0
"""Seconds to wait for another session: one that is stopped must not freeze the others."""


class StoreLock:
    """A lock on a file, which stays open. The thread that holds it may take it again."""

    def __init__(self, path: Path) -> None:
        """Lock `path`, which is created when it is first needed."""
        self._path = path
        self._thread = threading.RLock()
        self._held = False
        self._fd = -1
        self._file: os.stat_result | None = None
        """What is open as `_fd`; None if nothing is."""
        _locks.add(self)

    def __del__(self) -> None:
        self.close()

    def close(self) -> None:
        """Close the file until it is needed again."""
        if self._file is not None:
            os.close(self._fd)
            self._file = None

    @contextmanager
    def hold(self, patience: float = PATIENCE) -> Iterator[None]:
        """Hold the lock.

        Raises `CannotWriteError` if it is not free within `patience` seconds, or if the folder
        cannot be written.
        """
        if not self._thread.acquire(timeout=patience):
            raise self._busy()
        try:
            if self._held:
                yield
                return
            self._acquire(patience)
            self._held = True
            try:
                yield
            finally:
                self._held = False
                fcntl.flock(self._fd, fcntl.LOCK_UN)
        finally:
            self._thread.release()

    def _acquire(self, patience: float) -> None:
        """Lock the file."""
        begun = time.monotonic()
        try:
            if self._file is None:
                self._open()
            while not self._try():
                self._wait(time.monotonic() - begun, patience)
                if not self._current():
                    self._open()
        except BaseException:
            self.close()
            raise

    def _wait(self, waited: float, patience: float) -> None:
        """Pause before asking again; raises `CannotWriteError` when patience is at its end.

        Who has waited longest asks most often, so that nobody waits for long among many; after a
        second it is the holder that is stuck. Uneven, so that sessions do not ask in step.
        """
        if waited > patience:
            raise self._busy()
        pause = 0.01 if waited > 1 else max(0.0001, 0.002 - waited / 50)
        time.sleep(pause * random.uniform(0.5, 1))  # noqa: S311 - not a secret

    def _try(self) -> bool:
        """Lock the file if it is free, and still the one that everybody locks."""
        try:
            fcntl.flock(self._fd, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            return False
        return self._current()

    def _open(self) -> None:
        self.close()
        flags = os.O_RDWR | os.O_CREAT | os.O_CLOEXEC | os.O_NOFOLLOW
        try:
            self._fd = os.open(self._path, flags, 0o600)
        except OSError:
            with writing(self._path):
                make_folder(self._path.parent)
                self._fd = os.open(self._path, flags, 0o600)
        self._file = os.fstat(self._fd)

    def _current(self) -> bool:
        """Whether the file that is open was not deleted or replaced."""
        try:
            return self._file is not None and os.path.samestat(self._file, self._path.stat())
        except FileNotFoundError:
            return False

    def _busy(self) -> CannotWriteError:
        return CannotWriteError(
            "another session is busy with this store",
            safe_line(str(self._path.parent)),
            "Nothing was changed; try again in a moment.",
        )


_locks: WeakSet[StoreLock] = WeakSet()


def _close_in_child() -> None:
    """Part a forked child from the locks of its parent: it would share them, and keep them."""
    for lock in _locks:
        lock.close()


os.register_at_fork(after_in_child=_close_in_child)
