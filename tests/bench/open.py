"""How long it takes to open a document's notes, and to check and index a whole library.

Run ``python -m tests.bench.open``; the library of 10,000 documents with 100 notes each takes
some minutes to make.
"""

from __future__ import annotations

import argparse
import random
import subprocess
import sys
import tempfile
import time
from dataclasses import replace
from pathlib import Path
from statistics import median

from reader.store.files import make_folder
from reader.store.index import Index
from reader.store.layout import annotations_path
from reader.store.lines import FOOTER, encode, head
from reader.store.records import fields_of
from reader.store.store import TinyStore
from reader.store.versions import Version
from tests.bench.write import DOCUMENT, note, store_of


class Watch:
    """Measures what a person waits, and what of it is work: on a busy machine they differ."""

    def __init__(self) -> None:
        self._start = time.perf_counter(), time.process_time()

    def read(self) -> tuple[float, float]:
        """Return the milliseconds since the start, and those of the processor."""
        wall, cpu = self._start
        return (time.perf_counter() - wall) * 1000, (time.process_time() - cpu) * 1000


def opening(notes: int, rounds: int) -> str:
    """Measure the time until the annotations are there, in a new session."""
    with tempfile.TemporaryDirectory() as name:
        home = Path(name)
        store_of(home, notes)
        times = []
        for _ in range(rounds):
            store = TinyStore(home / "store", home / "state")
            watch = Watch()
            found = store.annotations(DOCUMENT)
            times.append(watch.read())
            assert len(found) == notes
            del found, store
    wall, cpu = zip(*times, strict=True)
    return f"{median(wall):8.2f} ms (best {min(wall):.2f}; processor {median(cpu):.2f})"


def make_library(home: Path, documents: int, notes: int) -> None:
    """Write the files of a library as the store lays them out, with 100 different texts."""
    rng = random.Random(8)
    texts = [_file(notes, rng) for _ in range(min(documents, 100))]
    for number in range(documents):
        path = annotations_path(home / "store", f"{number * 2654435761 % 2**32:08x}{number:08x}")
        make_folder(path.parent)
        path.write_bytes(texts[number % len(texts)])


def _file(notes: int, rng: random.Random) -> bytes:
    lines = []
    for number in range(notes):
        words = (f"word{int(rng.paretovariate(0.4)) % 20_000}" for _ in range(8))
        one = replace(note(number), note=" ".join(words), tags=(f"{rng.randrange(1, 40)}",))
        lines.append(encode(one.id, Version(fields_of(one), "a.1", {"a.1": 1})))
    return b"".join((head("annotations"), *lines, FOOTER))


def _memory() -> float:
    """Return the most memory that this process has had, in megabytes."""
    status = Path("/proc/self/status").read_text()
    return int(status.partition("VmHWM:")[2].split()[0]) / 1024


def _in_child(what: str, home: Path) -> None:
    """Run a step in a process of its own, so that its memory is its own."""
    subprocess.run(
        [sys.executable, "-m", "tests.bench.open", "--step", what, "--home", home], check=True
    )


def step(what: str, home: Path) -> None:
    base = _memory()
    store = TinyStore(home / "store", home / "state")
    watch = Watch()
    if what == "index":
        index = Index(home / "store", home / "cache")
        index.refresh()
    else:
        store.documents()
    wall, cpu = watch.read()
    print(
        f"{what:24} {wall:9.0f} ms (processor {cpu:.0f})"
        f"   {_memory():5.0f} MB, of which {base:.0f} at the start"
    )
    if what == "index":
        _questions(index)


def _questions(index: Index) -> None:
    asked = {
        "compare with the disk": index.refresh,
        "a page of a tag": lambda: index.tagged("7"),
        "counts of all tags": index.tag_counts,
        "best 50 of a full text": lambda: index.search("word77 word5"),
    }
    for name, ask in asked.items():
        watch = Watch()
        ask()
        wall, cpu = watch.read()
        print(f"  {name:24} {wall:7.1f} ms (processor {cpu:.1f})")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--documents", type=int, default=10_000)
    parser.add_argument("--notes", type=int, default=100, help="on each document")
    parser.add_argument("--step", help="used by the program itself")
    parser.add_argument("--home", type=Path)
    arguments = parser.parse_args()
    if arguments.step:
        step(arguments.step, arguments.home)
        return
    print(f"open     100 notes {opening(100, 100)}, at most 2")
    print(f"open  10,000 notes {opening(10_000, 10)}, at most 120")
    with tempfile.TemporaryDirectory() as name:
        home = Path(name)
        make_library(home, arguments.documents, arguments.notes)
        print(f"library of {arguments.documents} documents with {arguments.notes} notes each")
        print("check at start: at most 400 ms, 60 MB; index: at most 60 s")
        for what in ("first check", "check at start", "index"):
            _in_child(what, home)


if __name__ == "__main__":
    main()
