"""Which files of the given folders are worth listing.

Folders may hold anything: links that go round in circles, pipes that never deliver, a million
files. Links to folders are not followed, only regular files are listed, and none is opened.
"""

from __future__ import annotations

import os
import re
import stat
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from reader.core.members import file_of, number_of

_PACKED = frozenset({".gz", ".bz2", ".xz"})
_DIGITS = re.compile(r"([0-9]+)")


@dataclass(frozen=True, slots=True)
class Found:
    """A file, or a path that was named and cannot be looked at."""

    path: Path
    size: int = 0
    """In bytes."""
    mtime_ns: int = 0
    """When it was changed last; 0 if it is not a regular file."""
    problem: str = ""
    """Why it cannot be listed, a sentence for the person; empty if it can."""


def scan(roots: Sequence[Path], suffixes: Collection[str]) -> Iterator[Found]:
    """Yield what is named in `roots`, and the files in folders of `roots` with one of `suffixes`.

    Names are in order within a folder, files before the folders beside them; hidden names are
    passed over. Every file and folder comes once, also if it has several names. A path that
    cannot be read is yielded with its problem.
    """
    visited: set[tuple[int, int]] = set()
    for root in roots:
        try:
            status = _status(root)
        except (OSError, ValueError) as error:  # ValueError: a NUL in the path
            yield Found(root, problem=_reason(error))
            continue
        if stat.S_ISDIR(status.st_mode):
            yield from _folder(root, suffixes, visited)
        elif not stat.S_ISREG(status.st_mode):
            yield Found(root)
        elif number_of(root) or _is_first_visit(status, visited):
            yield Found(root, status.st_size, status.st_mtime_ns)


def _status(path: Path) -> os.stat_result:
    """Return the status of a path; of one of many documents in a file, that of the file."""
    try:
        return path.stat()
    except FileNotFoundError:
        if not number_of(path):
            raise
        return file_of(path).stat()


def _folder(
    root: Path, suffixes: Collection[str], visited: set[tuple[int, int]]
) -> Iterator[Found]:
    """Yield the files below `root`."""
    waiting = [root]
    while waiting:
        folder = waiting.pop()
        try:
            if not _is_first_visit(folder.stat(), visited):
                continue
            with os.scandir(folder) as entries:
                listed = sorted(entries, key=lambda entry: _natural(entry.name))
        except OSError as error:
            yield Found(folder, problem=_reason(error))
            continue
        visible = [entry for entry in listed if not entry.name.startswith(".")]
        for entry in visible:
            if _suffix(entry.name) in suffixes:
                yield from _file(entry, visited)
        waiting += [
            Path(entry.path) for entry in reversed(visible) if entry.is_dir(follow_symlinks=False)
        ]


def _file(entry: os.DirEntry[str], visited: set[tuple[int, int]]) -> Iterator[Found]:
    """Yield `entry` if it is, or links to, a regular file that was not yielded before."""
    try:
        status = entry.stat()
    except OSError as error:
        yield Found(Path(entry.path), problem=_reason(error))
        return
    if stat.S_ISREG(status.st_mode) and _is_first_visit(status, visited):
        yield Found(Path(entry.path), status.st_size, status.st_mtime_ns)


def _suffix(name: str) -> str:
    """Return the suffix of a file name, that before ``.gz`` or the like if it is compressed."""
    path = Path(name.lower())
    return Path(path.stem).suffix if path.suffix in _PACKED else path.suffix


def _is_first_visit(status: os.stat_result, visited: set[tuple[int, int]]) -> bool:
    key = (status.st_dev, status.st_ino)
    if key in visited:
        return False
    visited.add(key)
    return True


def _natural(name: str) -> list[str | int]:
    """Return a key that puts “chapter 9” before “chapter 10”, whatever the case."""
    parts = _DIGITS.split(name.casefold())
    return [int(part) if index % 2 else part for index, part in enumerate(parts)]


def _reason(error: OSError | ValueError) -> str:
    """Return what the person is told when the system refuses a path."""
    if isinstance(error, FileNotFoundError):
        return "there is no such file or folder"
    if isinstance(error, PermissionError):
        return "you may not read it"
    number = getattr(error, "errno", None)
    return f"it cannot be read ({os.strerror(number)})" if number else "it cannot be read"
