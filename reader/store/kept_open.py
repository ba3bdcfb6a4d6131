"""A file that stays open from one write to the next: opening it costs as much as the writing."""

from __future__ import annotations

import os
from pathlib import Path


class KeptOpen:
    """The file that was used last. It is for one thread at a time: that which holds the lock."""

    def __init__(self, flags: int) -> None:
        """Open files with these `flags` of `os.open`; new ones are for their owner alone."""
        self._flags = flags | os.O_CLOEXEC | os.O_NOFOLLOW
        self.fd = -1
        """What `open` returned last."""
        self._path: Path | None = None
        self._process = 0
        self._file = os.stat_result([0] * 10)

    def __del__(self) -> None:
        self.close()

    def open(self, path: Path) -> int:
        """Return a descriptor of `path`: of what was there when it was opened.

        A forked child opens its own: on that of its parent it would share the parent's locks.
        """
        if path is not self._path or self._process != os.getpid():
            self.close()
            self.fd = os.open(path, self._flags, 0o600)
            self._path, self._process = path, os.getpid()
            self._file = os.fstat(self.fd)
        return self.fd

    def is_at(self, place: os.stat_result) -> bool:
        """Whether the file that is open is the one whose status was asked for by its path."""
        return os.path.samestat(place, self._file)

    def open_again(self, path: Path) -> int:
        """Return a descriptor of what is at `path` now."""
        self.close()
        return self.open(path)

    def close(self) -> None:
        """Close the file until it is needed again."""
        if self._path is not None:
            self._path = None
            os.close(self.fd)
