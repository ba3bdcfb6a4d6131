"""What was learned from opening documents, so that they need not be opened again.

A derived cache in SQLite: it can be deleted at any time, and a damaged, locked or unwritable
one costs time, never a listing.
"""

from __future__ import annotations

import contextlib
import json
import os
import sqlite3
import threading
from collections.abc import Iterable, Iterator
from dataclasses import astuple, dataclass
from pathlib import Path
from typing import Any

from reader.core.entity import Mention

_FILE = "derived-1.sqlite"
"""The number changes with the schema."""

# Values are JSON: it holds every string that Python can, and SQLite only some.
_SCHEMA = """
BEGIN IMMEDIATE;
CREATE TABLE IF NOT EXISTS facts (
    path BLOB PRIMARY KEY, size INTEGER, mtime_ns INTEGER, version TEXT, facts TEXT
) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS mentions (
    sha256 TEXT, recogniser TEXT, mentions TEXT, PRIMARY KEY (sha256, recogniser)
) WITHOUT ROWID;
COMMIT;
"""


@dataclass(frozen=True, slots=True)
class FileVersion:
    """A file at a time: another size or time means that it has to be opened again."""

    path: Path
    size: int
    """In bytes."""
    mtime_ns: int


@dataclass(frozen=True, slots=True)
class Facts:
    """What a listing says of a document's text."""

    title: str
    kind: str
    language: str
    words: int
    length: int
    """In code points."""
    sha256: str


class DerivedCache:
    """Facts by file version, and mentions by text and recogniser; for any thread."""

    def __init__(self, folder: Path, version: str) -> None:
        """Keep the cache in `folder`; facts that another `version` of the program wrote are old."""
        self._version = version
        self._lock = threading.Lock()
        self._connection = _open(folder / _FILE)

    def facts(self, file: FileVersion) -> Facts | None:
        """Return the facts of this version of the file; None if they are not known."""
        found = self._read(
            "SELECT facts FROM facts WHERE path = ? AND size = ? AND mtime_ns = ? AND version = ?",
            (_key(file.path), file.size, file.mtime_ns, self._version),
        )
        return Facts(*found) if found is not None else None

    def keep_facts(self, known: Iterable[tuple[FileVersion, Facts]]) -> None:
        """Remember facts for as long as the files stay as they are."""
        rows = [
            (
                _key(file.path),
                file.size,
                file.mtime_ns,
                self._version,
                json.dumps(astuple(facts)),
            )
            for file, facts in known
        ]
        with self._writing() as connection:
            connection.executemany("INSERT OR REPLACE INTO facts VALUES (?, ?, ?, ?, ?)", rows)

    def mentions(self, sha256: str, recogniser: str) -> list[Mention] | None:
        """Return what `recogniser` (id and version) found in a text; None if it was not asked."""
        found = self._read(
            "SELECT mentions FROM mentions WHERE sha256 = ? AND recogniser = ?",
            (sha256, recogniser),
        )
        return [Mention(*row) for row in found] if found is not None else None

    def keep_mentions(self, sha256: str, recogniser: str, mentions: Iterable[Mention]) -> None:
        """Remember what `recogniser` found in a text."""
        row = (sha256, recogniser, json.dumps(list(mentions)))
        with self._writing() as connection:
            connection.execute("INSERT OR REPLACE INTO mentions VALUES (?, ?, ?)", row)

    def close(self) -> None:
        """Close the file."""
        with self._lock:
            self._connection.close()

    def _read(self, statement: str, parameters: tuple[object, ...]) -> list[Any] | None:
        """Return the one value of a query; None when there is none or it cannot be read."""
        with self._lock, contextlib.suppress(sqlite3.Error, ValueError):
            row = self._connection.execute(statement, parameters).fetchone()
            if row:
                value: list[Any] = json.loads(row[0])
                return value
        return None

    @contextlib.contextmanager
    def _writing(self) -> Iterator[sqlite3.Connection]:
        """Run a transaction; what cannot be written is found out again the next time."""
        with self._lock, contextlib.suppress(sqlite3.Error), self._connection:
            yield self._connection


def _key(path: Path) -> bytes:
    return os.fsencode(path.absolute())


def _open(file: Path) -> sqlite3.Connection:
    """Return a connection to the cache in `file`; to one in memory if that cannot be used."""
    with contextlib.suppress(OSError, sqlite3.OperationalError):
        file.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        try:
            return _connect(str(file))
        except sqlite3.OperationalError:  # locked, or not to be opened: it may well be sound
            raise
        except sqlite3.DatabaseError:
            for damaged in file.parent.glob(f"{file.name}*"):
                damaged.unlink()
            return _connect(str(file))
    return _connect(":memory:")


def _connect(name: str) -> sqlite3.Connection:
    """Return a connection to the cache with this file name; raises `sqlite3.DatabaseError`."""
    connection = sqlite3.connect(name, check_same_thread=False)
    try:
        connection.execute("PRAGMA journal_mode = WAL")
        connection.execute("PRAGMA synchronous = OFF")
        connection.executescript(_SCHEMA)
    except sqlite3.DatabaseError:
        connection.close()
        raise
    return connection
