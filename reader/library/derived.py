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
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import astuple, dataclass
from pathlib import Path
from typing import Any

from reader.core.annotation import AnchorState
from reader.core.entity import Mention
from reader.core.findings import Finding

_VERSIONS = 4
"""Versions of a text that places are remembered in: it is edited, and shown in other ways."""

_FILE = "derived-2.sqlite"
"""The number changes with the schema."""

_SCHEMA = """
BEGIN IMMEDIATE;
CREATE TABLE IF NOT EXISTS facts (
    path BLOB PRIMARY KEY, size INTEGER, mtime_ns INTEGER, version TEXT, facts BLOB, folded BLOB
);
CREATE TABLE IF NOT EXISTS members (
    path BLOB PRIMARY KEY, size INTEGER, mtime_ns INTEGER, version TEXT, count BLOB
);
CREATE TABLE IF NOT EXISTS mentions (
    sha256 TEXT, recogniser TEXT, mentions BLOB, PRIMARY KEY (sha256, recogniser)
) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS names (
    name TEXT, sha256 TEXT, count INTEGER, PRIMARY KEY (name, sha256)
) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS findings (
    before TEXT, after TEXT, findings BLOB, PRIMARY KEY (before, after)
);
CREATE INDEX IF NOT EXISTS names_of_text ON names (sha256);
COMMIT;
"""
_FACTS = "SELECT facts FROM facts WHERE path = ? AND size = ? AND mtime_ns = ? AND version = ?"
_FOLDED = "SELECT folded FROM facts WHERE path = ? AND size = ? AND mtime_ns = ? AND version = ?"
_MEMBERS = "SELECT count FROM members WHERE path = ? AND size = ? AND mtime_ns = ? AND version = ?"
_BELOW = "SELECT path FROM facts WHERE path > ? AND path < ?"
_COUNTS = """
SELECT coalesce(sum(count), 0), count(DISTINCT sha256) FROM names
WHERE name IN (SELECT value FROM json_each(?))
AND sha256 IN (SELECT json_extract(CAST(facts AS TEXT), '$[5]') FROM facts)
"""
"""Counts texts that are in files: what was edited since counts as it is now."""
_MENTIONS = "SELECT mentions FROM mentions WHERE sha256 = ? AND recogniser = ?"
_FINDINGS = "SELECT findings FROM findings WHERE before = ? AND after = ?"
_FORGET_OLDER = """
DELETE FROM findings WHERE before = :before AND rowid NOT IN (
    SELECT rowid FROM findings WHERE before = :before ORDER BY rowid DESC LIMIT :most
)
"""


_AT_ONCE = 2_000
"""Mentions or places on a line of JSON: other threads wait while one is written or read."""


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


@dataclass(frozen=True, slots=True)
class Known:
    """What was learned of a file by opening it."""

    file: FileVersion
    facts: Facts
    folded: str | None
    """Its text as `reader.core.query.fold` returns it; None for one too long to keep."""


class DerivedCache:
    """Facts and text by file version, mentions and places by text; for any thread."""

    def __init__(self, folder: Path, version: str) -> None:
        """Keep the cache in `folder`; facts that another `version` of the program wrote are old."""
        self._version = version
        self._lock = threading.Lock()
        self._connection = _open(folder / _FILE)

    def facts(self, file: FileVersion) -> Facts | None:
        """Return the facts of this version of the file; None if they are not known."""
        values = _loads(self._read(_FACTS, self._parameters(file)))
        return Facts(*values) if values else None

    def folded(self, file: FileVersion) -> str | None:
        """Return the folded text of this version of the file; None if it is not known."""
        found = self._read(_FOLDED, self._parameters(file))
        return found.decode("utf-8", "surrogatepass") if found is not None else None

    def members(self, file: FileVersion) -> int | None:
        """Return how many documents this version of the file holds; None if it is not known."""
        values = _loads(self._read(_MEMBERS, self._parameters(file)))
        return int(values[0]) if values else None

    def keep_members(self, file: FileVersion, count: int) -> None:
        """Remember how many documents a file holds, for as long as it stays as it is."""
        row = (*self._parameters(file), _dumps([count]))
        with self._writing() as connection:
            connection.execute("INSERT OR REPLACE INTO members VALUES (?, ?, ?, ?, ?)", row)

    def keep(self, known: Iterable[Known]) -> None:
        """Remember what was learned for as long as the files stay as they are."""
        rows = [
            (
                *self._parameters(one.file),
                _dumps(astuple(one.facts)),
                None if one.folded is None else one.folded.encode("utf-8", "surrogatepass"),
            )
            for one in known
        ]
        with self._writing() as connection:
            connection.executemany("INSERT OR REPLACE INTO facts VALUES (?, ?, ?, ?, ?, ?)", rows)

    def forget(self, path: Path) -> None:
        """Forget what was learned of a file, which is to be opened again."""
        with self._writing() as connection:
            connection.execute("DELETE FROM facts WHERE path = ?", (_key(path),))

    def forget_others(self, folder: Path, there: Collection[Path]) -> None:
        """Forget the files below `folder`, except for those that are `there`."""
        beginning = _key(folder).rstrip(b"/") + b"/"
        end = beginning[:-1] + b"0"  # the character after the slash
        kept = set(map(_key, there))
        with self._writing() as connection:
            rows = connection.execute(_BELOW, (beginning, end)).fetchall()
            gone = [row for row in rows if row[0] not in kept]
            connection.executemany("DELETE FROM facts WHERE path = ?", gone)

    def mentions(self, sha256: str, recogniser: str) -> list[Mention] | None:
        """Return what `recogniser` (id and version) found in a text; None if it was not asked."""
        data = self._read(_MENTIONS, (sha256, recogniser))
        if data is None:
            return None
        found: list[Mention] = []
        for line in data.split(b"\n"):
            rows = _loads(line)
            if rows is None:
                return None
            found += (Mention(*row) for row in rows)
        return found

    def keep_mentions(self, sha256: str, recogniser: str, mentions: Iterable[Mention]) -> None:
        """Remember what `recogniser` found in a text."""
        found = list(mentions)
        pieces = range(0, max(1, len(found)), _AT_ONCE)
        lines = b"\n".join(_dumps(found[at : at + _AT_ONCE]) for at in pieces)
        row = (sha256, recogniser, lines)
        with self._writing() as connection:
            connection.execute("INSERT OR REPLACE INTO mentions VALUES (?, ?, ?)", row)

    def keep_names(self, sha256: str, counts: Mapping[str, int]) -> None:
        """Remember how often each name is mentioned in a text."""
        rows = [(_plain(name), sha256, count) for name, count in counts.items()]
        with self._writing() as connection:
            connection.execute("DELETE FROM names WHERE sha256 = ?", (sha256,))
            connection.executemany("INSERT OR REPLACE INTO names VALUES (?, ?, ?)", rows)

    def count_names(self, names: Iterable[str]) -> tuple[int, int]:
        """Return how often `names` are mentioned, and in how many texts that are known."""
        wanted = json.dumps([_plain(name) for name in names])
        with self._lock, contextlib.suppress(sqlite3.Error):
            mentions, texts = self._connection.execute(_COUNTS, (wanted,)).fetchone()
            return mentions, texts
        return 0, 0

    def findings(self, before: str, after: str) -> dict[str, Finding]:
        """Return where words of the text `before` were found in `after`, as far as is known."""
        found: dict[str, Finding] = {}
        for line in (self._read(_FINDINGS, (before, after)) or b"[]").split(b"\n"):
            for row in _loads(line) or ():
                with contextlib.suppress(ValueError, TypeError):
                    key, state, score, spans = row
                    places = tuple((int(start), int(end)) for start, end in spans)
                    found[str(key)] = Finding(AnchorState(state), float(score), places)
        return found

    def keep_findings(self, before: str, after: str, findings: Mapping[str, Finding]) -> None:
        """Remember where words were found, for the versions of the text that were seen last."""
        rows = [(key, *finding) for key, finding in findings.items()]
        lines = b"\n".join(_dumps(rows[at : at + _AT_ONCE]) for at in range(0, len(rows), _AT_ONCE))
        with self._writing() as connection:
            connection.execute(
                "INSERT OR REPLACE INTO findings VALUES (?, ?, ?)", (before, after, lines)
            )
            connection.execute(_FORGET_OLDER, {"before": before, "most": _VERSIONS})

    def close(self) -> None:
        """Close the file."""
        with self._lock:
            self._connection.close()

    def _parameters(self, file: FileVersion) -> tuple[bytes, int, int, str]:
        return _key(file.path), file.size, file.mtime_ns, self._version

    def _read(self, statement: str, parameters: tuple[object, ...]) -> bytes | None:
        """Return the one value of a query; None when there is none or it cannot be read."""
        with self._lock, contextlib.suppress(sqlite3.Error):
            row = self._connection.execute(statement, parameters).fetchone()
            if row and isinstance(row[0], bytes):
                return row[0]
        return None

    @contextlib.contextmanager
    def _writing(self) -> Iterator[sqlite3.Connection]:
        """Run a transaction; what cannot be written is found out again the next time."""
        with self._lock, contextlib.suppress(sqlite3.Error), self._connection:
            yield self._connection


def _dumps(values: object) -> bytes:
    # ASCII: it holds every string that Python can.
    return json.dumps(values).encode("ascii")


def _loads(data: bytes | None) -> list[Any] | None:
    """Return the list in JSON `data`; None if there is none, or it is damaged."""
    with contextlib.suppress(ValueError):
        values = json.loads(data) if data is not None else None
        return values if isinstance(values, list) else None
    return None


def _plain(name: str) -> str:
    """Return `name` as the database can hold it: without lone surrogates."""
    return name.encode("utf-8", "replace").decode()


def _key(path: Path) -> bytes:
    return os.fsencode(path.absolute())


def _open(file: Path) -> sqlite3.Connection:
    """Return a connection to the cache in `file`; to one in memory if that cannot be used."""
    with contextlib.suppress(OSError, sqlite3.OperationalError):
        file.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        file.touch(mode=0o600)  # it holds what documents say, and SQLite would let others read it
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
        connection.execute("PRAGMA secure_delete = ON")
        connection.executescript(_SCHEMA)
    except sqlite3.DatabaseError:
        connection.close()
        raise
    return connection
