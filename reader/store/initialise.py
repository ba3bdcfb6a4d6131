"""Prepares a store folder to live in git, Syncthing or Dropbox."""

from __future__ import annotations

from pathlib import Path

from reader.store.files import replace_file, writing

_FILES = {
    # A union of lines is a valid file, and reading it joins the versions of each record.
    ".gitattributes": "*.json merge=union text eol=lf\nsnapshots/** binary\n",
    ".gitignore": ".lock\n.*.tmp*\n",
    ".stignore": ".lock\n.*.tmp*\n",
}


def initialise(folder: Path) -> tuple[Path, ...]:
    """Make `folder` a store that can be shared and return the files that were written.

    Files that are there already stay as they are. Raises `CannotWriteError`.
    """
    written = []
    for name, text in _FILES.items():
        path = folder / name
        with writing(path):
            if not path.exists():
                replace_file(path, text.encode("ascii"))
                written.append(path)
    return tuple(written)
