"""Notes that are being written, kept on this device until they are saved.

A draft is what brings the words back after a crash, a closed terminal or a lost connection.
"""

from __future__ import annotations

import hashlib
from pathlib import Path

from reader.store.files import replace_file, writing


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

    def _path(self, about: str) -> Path:
        return self._folder / f"{hashlib.sha256(about.encode()).hexdigest()[:24]}.md"
