"""What was learned and is in effect: a file that may come, change and go."""

from __future__ import annotations

from pathlib import Path

from reader.core.errors import ReaderError
from reader.core.ports import PortionedRecogniser

FILE = "learned.bin"
"""In the folder of a store."""

Stamp = tuple[int, int, int]


class Learned:
    """The layer in a file, laid over a recogniser."""

    def __init__(self, path: Path | None) -> None:
        """Use the file at `path`, if it is there."""
        self._path = path
        self._stamp: Stamp | None = None
        self._over: PortionedRecogniser | None = None
        self.problem = ""
        """Why it cannot be used, a sentence; empty if it can, or if there is none."""

    @property
    def is_there(self) -> bool:
        """Whether anything was learned."""
        return self._now() is not None

    def over(self, base: PortionedRecogniser) -> PortionedRecogniser:
        """Return `base` with what was learned; always the same `base` is given."""
        stamp = self._now()
        if stamp != self._stamp or self._over is None:
            self._stamp, self._over = stamp, self._load(base) if stamp else base
        return self._over

    def _load(self, base: PortionedRecogniser) -> PortionedRecogniser:
        from reader.entities.learning.layer import LearnedRecogniser, load

        self.problem = ""
        if self._path is None:
            return base
        try:
            layer, version = load(self._path)
        except ReaderError as error:
            self.problem = str(error)
            return base
        return LearnedRecogniser(base, layer, version)

    def _now(self) -> Stamp | None:
        """Return what changes when the file does; None if there is none."""
        try:
            status = self._path.stat() if self._path else None
        except OSError:
            return None
        return (status.st_mtime_ns, status.st_size, status.st_ino) if status else None
