"""The lists of names that are in effect: text files, read again when they change."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from reader.core.names import NameRule, read_names
from reader.entities.decisions import Decisions

_LARGEST = 16 << 20
"""Bytes of a list."""

Stamp = tuple[int, int, int] | None


@dataclass(frozen=True, slots=True)
class NameList:
    """What a file says."""

    rules: Sequence[NameRule]
    decisions: Decisions
    problems: Sequence[str] = ()
    """Sentences about what of it cannot be used."""


_EMPTY = NameList((), Decisions())


class NameLists:
    """The rules of several files; of two on one name, that of the later file holds."""

    def __init__(self, paths: Sequence[Path]) -> None:
        """Read the files at `paths`; one that is not there says nothing."""
        self._paths = paths
        self._read: dict[Path, tuple[Stamp, NameList]] = {}

    @property
    def decisions(self) -> Decisions:
        """What all files say together."""
        both = Decisions()
        for one in self._lists():
            both |= one.decisions
        return both

    @property
    def problems(self) -> list[str]:
        """Sentences about what cannot be used, each with its file."""
        lists = zip(self._paths, self._lists(), strict=True)
        return [f"{path}: {problem}" for path, one in lists for problem in one.problems]

    def kind(self, name: str) -> str:
        """Return the type that the lists give to a name, `NEVER`, or nothing."""
        kinds = {rule.name: rule.kind for one in self._lists() for rule in one.rules}
        return kinds.get(name, "")

    def _lists(self) -> list[NameList]:
        return [self._list(path) for path in self._paths]

    def _list(self, path: Path) -> NameList:
        """Return what the file at `path` says now."""
        stamp = _stamp(path)
        if path not in self._read or self._read[path][0] != stamp:
            self._read[path] = stamp, _load(path) if stamp else _EMPTY
        return self._read[path][1]


def _stamp(path: Path) -> Stamp:
    """Return what changes when the file does; None if it is not there."""
    try:
        status = path.stat()
    except OSError:
        return None
    return status.st_mtime_ns, status.st_size, status.st_ino


def _load(path: Path) -> NameList:
    try:
        with path.open("rb") as file:
            data = file.read(_LARGEST + 1)
    except OSError as error:
        problem = f"the list of names cannot be read ({error.strerror})"
        return NameList((), Decisions(), (problem,))
    if len(data) > _LARGEST:
        problem = f"the list of names is longer than {_LARGEST >> 20} MB: it is not used"
        return NameList((), Decisions(), (problem,))
    rules, problems = read_names(data.decode("utf-8", "replace"))
    return NameList(rules, Decisions.of(rules), problems)
