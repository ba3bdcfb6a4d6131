"""Several processes that write at once: inserts, and one counter that all of them count up."""

from __future__ import annotations

import os
import time
from collections.abc import Callable
from pathlib import Path

from reader.core.annotation import Annotation
from tests.torture import common

COUNTER = 7


def worker(home: Path, changes: int, acknowledge: Callable[[str], None]) -> None:
    """Count up and insert by turns, through TinyDB's own interface and through the store."""
    store = common.open_store(home)
    table = store._file(common.DOCUMENT).table
    worst = 0.0
    for number in range(changes):
        start = time.perf_counter()
        if number % 2:
            table.update(_count_up, doc_ids=[COUNTER])
            acknowledge("counted")
        else:
            key = str(int.from_bytes(os.urandom(7), "big") + 10)
            store.commit(common.event((None, Annotation(key, note="x" * 50))))
            acknowledge(key)
        worst = max(worst, time.perf_counter() - start)
    acknowledge(f"worst {worst}")


def _count_up(fields) -> None:
    fields["count"] = fields.get("count", 0) + 1


def make(home: Path) -> None:
    common.open_store(home).commit(common.event((None, Annotation(str(COUNTER)))))


def count(home: Path) -> int:
    return common.open_store(home)._file(common.DOCUMENT).table.get(doc_id=COUNTER)["count"]


def run(procs: str, changes: int) -> dict[str, object]:
    lost, result = 0, {}
    for processes in map(int, procs.split(",")):
        with common.folder() as home:
            make(home)
            start = time.perf_counter()
            work = lambda ack, h=home: worker(h, changes, ack)  # noqa: E731
            children = [common.child(work) for _ in range(processes)]
            lines = [line for one in children for line in common.finish(*one)]
            took = time.perf_counter() - start
            worst = max(float(line.split()[1]) for line in lines if line.startswith("worst"))
            inserted = {line for line in lines if line.isdigit()}
            counted = lines.count("counted")
            lost += counted - count(home) + len(inserted - common.stored(home).keys())
            lost += processes * changes - counted - len(inserted)
            result[f"{processes} processes:"] = (
                f"{processes * changes / took:.0f} changes/s worst {worst * 1000:.0f} ms"
            )
    return {"lost": lost, **result}


if __name__ == "__main__":
    common.main(run, procs="2,4,8", changes=500)
