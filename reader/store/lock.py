"""One writer at a time, among threads and among processes."""

from __future__ import annotations

import fcntl
import os
import random
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from reader.core.safetext import safe_line
from reader.store.files import CannotWriteError, make_folder, writing
from reader.store.kept_open import KeptOpen

PATIENCE = 5.0
"""Seconds to wait for another session: one that is stopped must not freeze the others."""


class StoreLock:
    """A lock on a file. The thread that holds it may take it again.

    Its file stays open, and so do those of its holders: `close` waits for the thread that uses
    them.
    """

    def __init__(self, path: Path) -> None:
        """Lock `path`, which is created when it is first needed."""
        self._path = path
        self._thread = threading.RLock()
        self._held = 0
        """How often the thread has taken it."""
        self._kept: list[KeptOpen] = []
        self._file = self.kept_open(os.O_RDWR | os.O_CREAT)

    def kept_open(self, flags: int) -> KeptOpen:
        """Return what keeps a file open for those who hold the lock; `flags` as in `os.open`."""
        kept = KeptOpen(flags)
        self._kept.append(kept)
        return kept

    def close(self) -> None:
        """Close all files, unless the lock is held for long; each is opened again when needed."""
        if self._thread.acquire(timeout=PATIENCE):
            try:
                for kept in () if self._held else self._kept:
                    kept.close()
            finally:
                self._thread.release()

    @contextmanager
    def hold(self, patience: float = PATIENCE) -> Iterator[None]:
        """Hold the lock; see `acquire`."""
        self.acquire(patience)
        try:
            yield
        finally:
            self.release()

    def acquire(self, patience: float = PATIENCE) -> None:
        """Take the lock, to be released as often as it was taken.

        Raises `CannotWriteError` if it is not free within `patience` seconds, or if the folder
        cannot be written.
        """
        if not self._thread.acquire(timeout=patience):
            raise self._busy()
        try:
            if not self._held:
                self._lock_file(patience)
            self._held += 1
        except BaseException:
            self._thread.release()
            raise

    def release(self) -> None:
        """Give the lock back."""
        self._held -= 1
        if not self._held:
            fcntl.flock(self._file.fd, fcntl.LOCK_UN)
        self._thread.release()

    def _lock_file(self, patience: float) -> None:
        """Lock the file, and open it before if need be."""
        begun = time.monotonic()
        fd = self._opened(self._file.open)
        while not self._try(fd):
            self._wait(time.monotonic() - begun, patience)
            if not self._current():
                fd = self._opened(self._file.open_again)

    def _wait(self, waited: float, patience: float) -> None:
        """Pause before asking again; raises `CannotWriteError` when patience is at its end.

        Who has waited longest asks most often, so that nobody waits for long among many; after a
        second it is the holder that is stuck. Uneven, so that sessions do not ask in step.
        """
        if waited > patience:
            raise self._busy()
        pause = 0.01 if waited > 1 else max(0.0001, 0.002 - waited / 50)
        time.sleep(pause * random.uniform(0.5, 1))  # noqa: S311 - not a secret

    def _try(self, fd: int) -> bool:
        """Lock the file if it is free, and still the one that everybody locks."""
        try:
            fcntl.flock(fd, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            return False
        if self._current():
            return True
        fcntl.flock(fd, fcntl.LOCK_UN)
        return False

    def _opened(self, open_file: Callable[[Path], int]) -> int:
        try:
            return open_file(self._path)
        except OSError:
            with writing(self._path):
                make_folder(self._path.parent)
                return open_file(self._path)

    def _current(self) -> bool:
        """Whether the file that is open was not deleted or replaced."""
        try:
            return self._file.is_at(self._path.stat())
        except FileNotFoundError:
            return False

    def _busy(self) -> CannotWriteError:
        return CannotWriteError(
            "another session is busy with this store",
            safe_line(str(self._path.parent)),
            "Nothing was changed; try again in a moment.",
        )
