"""TinyDB over line files, through its own extension points: `Storage`, `Table` and `TinyDB`.

Imports TinyDB, which takes a while: import this module when a file is opened.
"""

from __future__ import annotations

import secrets
from collections.abc import Callable, Iterator, Mapping, MutableMapping
from typing import Any

from tinydb import TinyDB
from tinydb.queries import QueryLike
from tinydb.storages import Storage
from tinydb.table import Table

from reader.store.line_file import LineFile, Written
from reader.store.rivals import Revived, Settled
from reader.store.versions import Fields, Json


class LineStorage(Storage):
    """TinyDB's view of a `LineFile`: one table, each record a private copy."""

    def __init__(self, file: LineFile) -> None:
        """Store in `file`."""
        self.file = file

    def read(self) -> dict[str, dict[str, Any]] | None:
        """Return the whole table as TinyDB expects it."""
        table = dict(self.view())
        return {self.file.table: table} if table else None

    def write(self, data: dict[str, dict[str, Any]]) -> None:
        """Make the table what `data` says; a record that `data` lacks is removed."""
        with self.file.held():
            working = Working(self.view())
            working.replace(data.get(self.file.table, {}))
            self.file.append(working.changes())

    def view(self) -> View:
        """Return the live records as they are on disk now."""
        self.file.refresh()
        return View(self.file)


class View(Mapping[str, Fields]):
    """The live records of a file by key; what is taken out is a copy."""

    def __init__(self, file: LineFile) -> None:
        """Look at the records of `file` as they are now."""
        self._shown = file.records.shown

    def __getitem__(self, key: str) -> Fields:
        version = self._shown[key]
        if not version.live:
            raise KeyError(key)
        copied: Fields = _copy(version.fields)
        return copied

    def __iter__(self) -> Iterator[str]:
        return (key for key, version in list(self._shown.items()) if version.live)

    def __len__(self) -> int:
        return sum(1 for _ in self)

    def __contains__(self, key: object) -> bool:
        version = self._shown.get(key) if isinstance(key, str) else None
        return version is not None and version.live

    def lent(self, key: str) -> Fields | None:
        """Return the record itself, to look at; None if there is none."""
        version = self._shown.get(key)
        return version.fields if version is not None and version.live else None


class Working(MutableMapping[int, Fields]):
    """What an updater of TinyDB works on: it copies only the records that are touched."""

    def __init__(self, view: View) -> None:
        """Work on the records of `view`."""
        self._view = view
        self._touched: dict[str, Fields | None] = {}

    def __getitem__(self, key: int) -> Fields:
        name = str(key)
        if name not in self._touched:
            self._touched[name] = _copy(self._view.lent(name))
        fields = self._touched[name]
        if fields is None:
            raise KeyError(key)
        return fields

    def __setitem__(self, key: int, fields: Fields) -> None:
        self._touched[str(key)] = fields

    def __delitem__(self, key: int) -> None:
        if key not in self:
            raise KeyError(key)
        self._touched[str(key)] = None

    def __contains__(self, key: object) -> bool:
        name = str(key)
        if name in self._touched:
            return self._touched[name] is not None
        return name in self._view

    def __iter__(self) -> Iterator[int]:
        added = [name for name in self._touched if name not in self._view]
        return (int(name) for name in (*self._view, *added) if int(name) in self)

    def __len__(self) -> int:
        return sum(1 for _ in self)

    def replace(self, records: Mapping[str, Fields]) -> None:
        """Make these the only records."""
        for key in self:
            self._touched[str(key)] = None
        self._touched.update(records)

    def changes(self) -> dict[str, Fields | None]:
        """Return what is not as it was, by key: the new fields, or None for a removal."""
        return {
            name: fields
            for name, fields in self._touched.items()
            if fields != self._view.lent(name)
        }


class LineTable(Table):
    """A TinyDB table whose read-modify-write is one step, for all sessions together.

    Changes through TinyDB's own interface are durable, but no events: they cannot be undone.
    """

    _storage: LineStorage

    def __init__(self, storage: LineStorage, name: str, cache_size: int = 0) -> None:
        """Open the table. Its query cache is off: it would not see other sessions' changes.

        Raises `ValueError` for another name than that of the one table in the file.
        """
        if name != storage.file.table:
            raise ValueError(f"the file holds one table, {storage.file.table!r}")
        super().__init__(storage, name, cache_size=cache_size)

    @property
    def file(self) -> LineFile:
        """The file that the table is kept in."""
        return self._storage.file

    def change(
        self,
        updater: Callable[[Working], None],
        settled: Settled | None = None,
        revived: Revived | None = None,
    ) -> Written:
        """Let `updater` change the records and make that durable, or raise and change nothing.

        Only while the file is held. For the other arguments see `LineFile.append`.
        """
        working = Working(View(self._storage.file))
        updater(working)
        return self._storage.file.append(working.changes(), settled or {}, revived or {})

    def upsert(self, document: Mapping[str, Any], cond: QueryLike | None = None) -> list[int]:
        """Update the matching records or insert `document`, with nobody in between."""
        with self.file.held():
            return super().upsert(document, cond)

    def _read_table(self) -> Mapping[str, Fields]:  # type: ignore[override]  # TinyDB only reads it
        return self._storage.view()

    def _update_table(self, updater: Callable[[Any], None]) -> None:
        with self.file.held():
            self.change(updater)

    def _get_next_id(self) -> int:
        """Return a random id: one that is counted up is used again after a removal."""
        return secrets.randbits(62) or 1


class LineDatabase(TinyDB):
    """A TinyDB of one table in one line file."""

    table_class: type[Table] = LineTable

    def __init__(self, file: LineFile) -> None:
        """Open `file`."""
        super().__init__(file, storage=LineStorage)
        self.default_table_name = file.table


def open_table(file: LineFile) -> LineTable:
    """Return the table of `file` as a TinyDB table."""
    table = LineDatabase(file).table(file.table)
    assert isinstance(table, LineTable)  # noqa: S101 - it is the table_class
    return table


def _copy(value: Json) -> Json:
    """Return a copy of a JSON value; five times as fast as copy.deepcopy."""
    if isinstance(value, dict):
        return {name: _copy(item) for name, item in value.items()}
    if isinstance(value, list):
        return [_copy(item) for item in value]
    return value
