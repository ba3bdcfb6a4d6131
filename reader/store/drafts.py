"""Notes that are being written, kept on this device until they are saved.

A draft is what brings the words back after a crash, a closed terminal or a lost connection.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from pathlib import Path

from reader.store.files import replace_file, writing

_LONG = 12
"""Bytes from which on a text is told from what others are about."""


class DraftFolder:
    """Drafts by what they are about, a file each, readable by their owner alone."""

    def __init__(self, folder: Path) -> None:
        """Keep drafts in `folder`, which is made when the first one is kept."""
        self._folder = folder

    def keep(self, about: str, text: str) -> None:
        """Keep `text` as the draft on `about`; raises `ReaderError` if it cannot be written."""
        path = self._path(about)
        with writing(path):
            replace_file(path, text.encode("utf-8", "replace"))

    def get(self, about: str) -> str:
        """Return the draft on `about`; empty if there is none, or none that can be read."""
        try:
            return self._path(about).read_text(encoding="utf-8", errors="replace")
        except OSError:
            return ""

    def file(self, about: str, text: str) -> Path:
        """Keep `text` as the draft on `about`; return its file, which an editor may change."""
        self.keep(about, text)
        return self._path(about)

    def drop(self, about: str) -> None:
        """Forget the draft on `about`, saved or thrown away, and what editors left beside it."""
        path = self._path(about)
        with writing(path):
            path.unlink(missing_ok=True)
            for copy in self._folder.glob(f"*{path.stem}*"):
                copy.unlink(missing_ok=True)

    def forget(self, texts: Iterable[str]) -> int:
        """Forget the drafts that are one of `texts`, or hold one that is not short.

        Returns how many files they were. A short text may stand in the draft of anything.
        """
        needles = [text.strip().encode("utf-8", "replace") for text in texts if text.strip()]
        forgotten = 0
        with writing(self._folder):
            for path in self._folder.glob("*"):
                data = path.read_bytes()
                if any(
                    needle in data if len(needle) >= _LONG else needle == data.strip()
                    for needle in needles
                ):
                    path.unlink(missing_ok=True)
                    forgotten += 1
        return forgotten

    def _path(self, about: str) -> Path:
        return self._folder / f"{hashlib.sha256(about.encode()).hexdigest()[:24]}.md"
