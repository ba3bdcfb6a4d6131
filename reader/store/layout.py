"""Where things are in a store folder."""

from __future__ import annotations

import os
import re
from collections.abc import Iterable, Iterator
from contextlib import suppress
from pathlib import Path

from reader.store.files import reading

ANNOTATIONS = "annotations"
CODES = "codes"
CODEBOOK = "codebook.json"
_ID = re.compile(r"[0-9A-Za-z_-]{2,64}")


def annotations_path(folder: Path, document: str) -> Path:
    """Return the file of a document's annotations; raises `ValueError` for what is no id."""
    if not _ID.fullmatch(document):
        raise ValueError("a document id is 2 to 64 letters, digits, hyphens and underscores")
    return folder / ANNOTATIONS / document[:2] / f"{document}.json"


def conflict_copies(path: Path) -> Iterator[Path]:
    """Yield the files beside `path` whose names are its name with something inserted.

    ``3f9c.sync-conflict-20261122-181037-ABC.json`` is one that Syncthing left, ``3f9c (laptop's
    conflicted copy 2026-11-22).json`` one of Dropbox or Nextcloud.
    """
    stem, suffix = path.stem, path.suffix
    for entry in _entries(path.parent):
        rest = entry.name.removeprefix(stem)
        inserted = rest not in (entry.name, suffix) and rest.endswith(suffix) and rest[0] in ". (~"
        if inserted and entry.is_file(follow_symlinks=False):
            yield path.parent / entry.name


def document_files(folder: Path) -> Iterator[tuple[str, os.DirEntry[str]]]:
    """Yield the id and the directory entry of every annotation file of a store."""
    for shard in _entries(folder / ANNOTATIONS):
        if shard.is_dir(follow_symlinks=False):
            for entry in _entries(Path(shard.path)):
                name = entry.name.removesuffix(".json")
                if name != entry.name and name[:2] == shard.name and _ID.fullmatch(name):
                    yield name, entry


def stamps(folder: Path, documents: Iterable[str] = ()) -> dict[str, tuple[int, int, int]]:
    """Return inode, size and time of annotation files: of these `documents`, or of all.

    A file that is not there, or cannot be looked at, has none.
    """
    named = ((one, annotations_path(folder, one)) for one in documents)
    entries = [*named] or document_files(folder)
    found = {}
    for document, entry in entries:
        with suppress(OSError):
            stat = entry.stat(follow_symlinks=False)
            found[document] = (stat.st_ino, stat.st_size, stat.st_mtime_ns)
    return found


def shard_times(folder: Path) -> list[int]:
    """Return the times of the folders in which annotation files are added and replaced."""
    return [shard.stat().st_mtime_ns for shard in _entries(folder / ANNOTATIONS)]


def _entries(folder: Path) -> list[os.DirEntry[str]]:
    """Return what is in a folder; nothing if there is none.

    Raises `ReaderError` if it cannot be read, as below a plain file.
    """
    with reading(folder):
        try:
            with os.scandir(folder) as entries:
                return list(entries)
        except FileNotFoundError:
            return []
