"""A derived index for questions across documents: SQLite in the cache folder.

It can be deleted at any time; it is made again from the note files, which are the truth, and
never synchronised. A file is read again when its size or time has changed.
"""

from __future__ import annotations

import os
import sqlite3
import threading
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, NamedTuple

from reader.core.errors import ReaderError
from reader.core.safetext import safe_line
from reader.store.files import make_folder, reading, writing
from reader.store.layout import ANNOTATIONS, annotations_path, document_files
from reader.store.lines import parse, without_collection
from reader.store.versions import Fields, Records

Progress = Callable[[int, int], None]
"""Called with how many of how many changed files have been read."""

_SCHEMA_VERSION = 1
_SCHEMA = """
CREATE TABLE file (number INTEGER PRIMARY KEY, document TEXT UNIQUE, inode INTEGER, size INTEGER,
    modified INTEGER);
CREATE TABLE annotation (number INTEGER PRIMARY KEY, file INTEGER, id TEXT, start INTEGER,
    status TEXT, modified TEXT);
CREATE INDEX annotation_file ON annotation (file, start);
CREATE TABLE tag (code TEXT, annotation INTEGER, PRIMARY KEY (code, annotation)) WITHOUT ROWID;
CREATE INDEX tag_annotation ON tag (annotation);
CREATE VIRTUAL TABLE words USING fts5 (note, quote, tokenize="unicode61 remove_diacritics 2");
"""
_BATCH = 200
"""Files in one transaction."""


class Hit(NamedTuple):
    """An annotation that answers a question."""

    document: str
    annotation: str


class Index:
    """The index of one store, for any thread: one that asks waits for one that reads files."""

    def __init__(self, store: Path, cache: Path | None) -> None:
        """Index the store at `store` in the folder `cache`; in memory where SQLite cannot.

        Network file systems are such a place, and no folder at all.
        """
        self._store = store
        self._path = cache / "annotations.sqlite" if cache else None
        self._opened: sqlite3.Connection | None = None
        self._lock = threading.RLock()

    def close(self) -> None:
        """Close the file, unless another thread is at work: what it has done is kept."""
        if self._lock.acquire(blocking=False):
            try:
                if self._opened:
                    self._opened.close()
                    self._opened = None
            finally:
                self._lock.release()

    def discard(self) -> None:
        """Delete the file, with all that was ever in it; the next question makes it anew.

        Raises `CannotWriteError`.
        """
        self.close()
        if self._path:
            for name in ("", "-wal", "-shm"):
                with writing(self._path):
                    Path(f"{self._path}{name}").unlink(missing_ok=True)

    # -- questions

    def search(self, words: str, limit: int = 50) -> list[Hit]:
        """Return annotations with all `words` in note or quote, the best first.

        The last word may be the beginning of one.
        """
        terms = [f'"{word.replace(chr(34), "")}"' for word in words.split()]
        if not terms:
            return []
        return self._hits(
            "SELECT rowid AS number FROM words WHERE words MATCH ? ORDER BY rank LIMIT ?",
            (" ".join(terms) + "*", limit),
        )

    def tagged(self, code: str, limit: int = 200, offset: int = 0) -> list[Hit]:
        """Return a page of the annotations with a tag."""
        return self._hits(
            "SELECT annotation AS number FROM tag WHERE code = ? LIMIT ? OFFSET ?",
            (code, limit, offset),
        )

    def recent(self, limit: int = 200) -> list[Hit]:
        """Return the annotations that were changed last, the newest first."""
        return self._hits("SELECT number FROM annotation ORDER BY modified DESC LIMIT ?", (limit,))

    def tag_counts(self) -> dict[str, int]:
        """Return how many annotations each tag is on, by id of the code."""
        return dict(self._rows("SELECT code, count(*) FROM tag GROUP BY code"))

    def __len__(self) -> int:
        """Return how many annotations there are."""
        ((count,),) = self._rows("SELECT count(*) FROM annotation")
        return int(count)

    def _hits(self, question: str, values: tuple[Any, ...]) -> list[Hit]:
        """Return the annotations whose numbers answer `question`, in its order."""
        one = (
            "SELECT document, id FROM annotation JOIN file ON file.number = annotation.file"
            " WHERE annotation.number = ?"
        )
        return [
            Hit(*row) for number in self._rows(question, values) for row in self._rows(one, number)
        ]

    def _rows(self, question: str, values: tuple[Any, ...] = ()) -> list[Any]:
        with self._lock, self._told():
            return self._database.execute(question, values).fetchall()

    @contextmanager
    def _told(self) -> Iterator[None]:
        """Turn a failure of SQLite into a message."""
        try:
            yield
        except sqlite3.Error as error:
            remedy = "Delete it: it is made again from the notes."
            where = safe_line(str(self._path or "in memory"))
            raise ReaderError(f"the index failed ({error})", where, remedy) from error

    @contextmanager
    def _transaction(self) -> Iterator[None]:
        """Write all of it or nothing, one session at a time."""
        with self._told(), self._database:
            self._database.execute("BEGIN IMMEDIATE")
            yield

    # -- keeping up

    def refresh(self, progress: Progress = lambda _done, _all: None) -> int:
        """Read the files that have changed and return how many; for a worker thread.

        What it has done so far stays if it is interrupted.
        """
        with self._lock:
            return self._refresh(progress)

    def _refresh(self, progress: Progress) -> int:
        files = self._on_disk()
        known = {document: seen for _, document, *seen in self._rows("SELECT * FROM file")}
        changed = [one for one, seen in files.items() if known.get(one) != seen]
        with self._transaction():
            self._forget(one for one in known if one not in files)
        for start in range(0, len(changed), _BATCH):
            batch = changed[start : start + _BATCH]
            with self._transaction():
                self._forget(batch)
                for document in batch:
                    self._add(document, files[document])
            progress(start + len(batch), len(changed))
        return len(changed)

    def _on_disk(self) -> dict[str, list[int]]:
        """Return inode, size and time of every note file, by document."""
        with reading(self._store):
            stats = (
                (document, entry.stat(follow_symlinks=False))
                for document, entry in document_files(self._store)
            )
            return {one: [stat.st_ino, stat.st_size, stat.st_mtime_ns] for one, stat in stats}

    def _forget(self, documents: Iterable[str]) -> None:
        """Drop what is known of these documents."""
        of_file = "(SELECT number FROM annotation WHERE file = ?)"
        find = "SELECT number FROM file WHERE document = ?"
        for number in [row[0] for one in documents for row in self._rows(find, (one,))]:
            for statement in (
                f"DELETE FROM words WHERE rowid IN {of_file}",  # noqa: S608 - a constant
                f"DELETE FROM tag WHERE annotation IN {of_file}",  # noqa: S608 - a constant
                "DELETE FROM annotation WHERE file = ?",
                "DELETE FROM file WHERE number = ?",
            ):
                self._database.execute(statement, (number,))

    def _add(self, document: str, seen: list[int]) -> None:
        """Read one file and add its annotations."""
        records = self._read(document)
        execute, many = self._database.execute, self._database.executemany
        number = execute(
            "INSERT INTO file (document, inode, size, modified) VALUES (?, ?, ?, ?)",
            (document, *seen),
        ).lastrowid
        (last,) = execute("SELECT coalesce(max(number), 0) FROM annotation").fetchone()
        live = [(key, one.fields) for key, one in records.shown.items() if one.live]
        rows = list(enumerate(live, last + 1))
        many(
            "INSERT INTO annotation VALUES (?, ?, ?, ?, ?, ?)",
            (
                (
                    row,
                    number,
                    key,
                    _start(fields),
                    _text(fields, "status"),
                    _text(fields, "modified"),
                )
                for row, (key, fields) in rows
            ),
        )
        many(
            "INSERT OR IGNORE INTO tag VALUES (?, ?)",
            ((tag, row) for row, (_, fields) in rows for tag in _strings(fields.get("tags"))),
        )
        many(
            "INSERT INTO words (rowid, note, quote) VALUES (?, ?, ?)",
            ((row, _text(fields, "note"), _quote(fields)) for row, (_, fields) in rows),
        )

    def _read(self, document: str) -> Records:
        """Return what is in a file; nothing if it is gone by now or of a newer format."""
        try:
            data = annotations_path(self._store, document).read_bytes()
            with without_collection():
                return Records(parse(data, ANNOTATIONS).versions)
        except (OSError, ReaderError):
            return Records()  # opening the document, or `doctor`, says what is wrong

    # -- the file

    @property
    def _database(self) -> sqlite3.Connection:
        if self._opened is None:
            self._opened = self._open()
        return self._opened

    def _open(self) -> sqlite3.Connection:
        """Open the file; one that is damaged or of another version is made again."""
        if self._path is None:
            return _connected(None)
        try:
            make_folder(self._path.parent)
            try:
                return _connected(self._path)
            except sqlite3.DatabaseError:
                self._path.unlink()
                return _connected(self._path)
        except (OSError, sqlite3.Error):
            return _connected(None)


def _connected(path: Path | None) -> sqlite3.Connection:
    """Open the index at `path`, or one in memory, with its tables."""
    if path:
        os.close(os.open(path, os.O_CREAT | os.O_RDWR | os.O_NOFOLLOW, 0o600))
    database = sqlite3.connect(path or ":memory:", check_same_thread=False, timeout=5)
    try:
        # Losing the last transaction costs reading a few files again.
        database.executescript(
            "PRAGMA journal_mode = WAL; PRAGMA synchronous = NORMAL; PRAGMA secure_delete = ON"
        )
        (version,) = database.execute("PRAGMA user_version").fetchone()
        if version == 0:
            database.executescript(f"{_SCHEMA} PRAGMA user_version = {_SCHEMA_VERSION}")
        elif version != _SCHEMA_VERSION:
            raise sqlite3.DatabaseError("an index of another version")
    except sqlite3.Error:
        database.close()
        raise
    return database


def _text(fields: Fields, name: str) -> str:
    value = fields.get(name)
    return value if isinstance(value, str) else ""


def _strings(values: object) -> Iterator[str]:
    return (one for one in values if isinstance(one, str)) if isinstance(values, list) else iter(())


def _targets(fields: Fields) -> list[Fields]:
    targets = fields.get("targets")
    return [one for one in targets if isinstance(one, dict)] if isinstance(targets, list) else []


def _start(fields: Fields) -> int:
    starts = [one.get("start") for one in _targets(fields)[:1]]
    return starts[0] if starts and isinstance(starts[0], int) else -1


def _quote(fields: Fields) -> str:
    return " … ".join(_text(target, "exact") for target in _targets(fields))
