"""How long a note takes until it is durable, against a bare append and against SQLite.

All are measured by turns in one run, so that a busy disk is busy for all of them.
``store`` is a whole commit of an event: lock, check, append, journal; ``table`` is what compares
to a row of SQLite, an insert through TinyDB's own interface. Run ``python -m tests.bench.write``.
"""

from __future__ import annotations

import argparse
import os
import sqlite3
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from statistics import median, quantiles

from reader.core.annotation import Anchor, Annotation, Change, Event, Target
from reader.store.records import fields_of
from reader.store.store import TinyStore

DOCUMENT = "3f9c41d2a07be611"


def note(number: int) -> Annotation:
    """Return an annotation of the usual size, half a kilobyte as a line."""
    target = Target(1042, 1071, "the transfer was never made", "x" * 64, "y" * 64)
    return Annotation(
        str(10**17 + number),
        targets=(target,),
        tags=("2409454410898477441",),
        note="ask for the bank letter",
        anchor=Anchor(sha256="a" * 64),
        created="2026-11-22T18:10:37Z",
        modified="2026-11-22T18:10:37Z",
    )


def event(first: int, count: int = 1) -> Event:
    changes = tuple(Change(DOCUMENT, None, note(first + number)) for number in range(count))
    return Event(f"{first}", "2026-11-22T18:10:37Z", "annotate", changes)


def store_of(home: Path, notes: int) -> TinyStore:
    """Return a session on a store with so many notes on the document."""
    store = TinyStore(home / "store", home / "state")
    if notes:
        store.commit(event(0, notes))
    store.annotations(DOCUMENT)
    return store


def _bare(home: Path) -> Callable[[int], None]:
    fd = os.open(home / "bare", os.O_CREAT | os.O_RDWR)
    line = b"x" * 520

    def append(number: int) -> None:
        os.pwrite(fd, line, number * len(line))
        os.fdatasync(fd)

    return append


def _sqlite(home: Path, notes: int) -> Callable[[int], None]:
    database = sqlite3.connect(home / "notes.sqlite", isolation_level=None)
    database.executescript(
        "PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL;"
        "CREATE TABLE note (id INTEGER PRIMARY KEY, document TEXT, fields TEXT);"
        "CREATE INDEX by_document ON note (document);"
    )
    fields = "x" * 500
    database.execute("BEGIN")
    database.executemany(
        "INSERT INTO note VALUES (?, ?, ?)",
        ((number, DOCUMENT, fields) for number in range(notes)),
    )
    database.execute("COMMIT")

    def insert(number: int) -> None:
        database.execute("INSERT INTO note VALUES (?, ?, ?)", (notes + number, DOCUMENT, fields))

    return insert


def _store(home: Path, notes: int, rounds: int) -> Callable[[int], None]:
    home.mkdir()
    store = store_of(home, notes)
    events = [event(notes + number) for number in range(rounds)]
    return lambda number: store.commit(events[number])


def _table(home: Path, notes: int) -> Callable[[int], None]:
    home.mkdir()
    table = store_of(home, notes)._file(DOCUMENT).table
    fields = fields_of(note(0))
    return lambda _number: table.insert(fields)


def measure(rounds: int, folder: str | None) -> dict[str, tuple[float, float]]:
    """Return the median and the 99th percentile of each, in milliseconds."""
    with tempfile.TemporaryDirectory(dir=folder) as name:
        home = Path(name)
        writers = {
            "bare append + fdatasync": _bare(home),
            "SQLite FULL, 100,000 notes": _sqlite(home, 100_000),
            "table, 100,000 notes": _table(home / "t", 100_000),
            "store, 100 notes": _store(home / "a", 100, rounds),
            "store, 10,000 notes": _store(home / "b", 10_000, rounds),
            "store, 100,000 notes": _store(home / "c", 100_000, rounds),
        }
        os.sync()
        times: dict[str, list[float]] = {writer: [] for writer in writers}
        for number in range(rounds):
            for writer, write in writers.items():
                start = time.perf_counter()
                write(number)
                times[writer].append((time.perf_counter() - start) * 1000)
    return {writer: (median(one), quantiles(one, n=100)[98]) for writer, one in times.items()}


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rounds", type=int, default=600)
    parser.add_argument("--folder", help="on the disk to measure; the temporary folder by default")
    arguments = parser.parse_args()
    result = measure(arguments.rounds, arguments.folder)
    for name, (middle, high) in result.items():
        print(f"{name:28} p50 {middle:6.3f} ms   p99 {high:6.3f} ms")
    floor, sqlite, table, few, _, many = (middle for middle, _ in result.values())
    print(f"store / bare append         {many / floor:5.2f}   (at most 1.5)")
    print(f"store / SQLite FULL         {many / sqlite:5.2f}   (at most 1.3)")
    print(f"table / bare append         {table / floor:5.2f}")
    print(f"table / SQLite FULL         {table / sqlite:5.2f}")
    print(f"100,000 notes / 100 notes   {many / few:5.2f}   (at most 1.25)")
    highs = [high for _, high in result.values()]
    print(f"p99 store / p99 bare append {highs[5] / highs[0]:5.2f}   (at most 2.5)")


if __name__ == "__main__":
    main()
