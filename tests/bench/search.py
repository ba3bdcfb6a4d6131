"""Searching: ms a MB, and ms to the first hit. ``python -m tests.bench.search``."""

from __future__ import annotations

import time
from collections.abc import Callable
from functools import partial
from statistics import median

from reader.core.find import find_all
from reader.core.hits import Hits
from reader.core.text import Text
from tests.bench.corpora import prose

QUERIES = {
    "a name, its case": "Stoltenberg",
    "a word, any case": "stoltenberg",
    "a phrase": "restored water",
    "nothing there": "zebra crossing",
}


def timed(action: Callable[[], object]) -> tuple[float, object]:
    """Return the ms of CPU that `action` takes, and its result."""
    started = time.process_time()
    result = action()
    return (time.process_time() - started) * 1e3, result


def nearest(text: Text, query: str) -> int:
    """Search from the middle in slices of 4 ms until there is a hit; return the slices."""
    hits, slices = Hits(text, query, len(text) // 2), 0
    while hits.nearest is None and hits.find_more(0.004):
        slices += 1
    return slices


def measure(text: Text, label: str, query: str) -> None:
    megabytes = len(text) / 1e6
    runs = [timed(partial(find_all, text, query)) for _ in range(5)]
    first = median(timed(partial(nearest, text, query))[0] for _ in range(5))
    taken = median(run[0] for run in runs)
    hits = len(runs[0][1])
    print(
        f"  {label:18} {taken / megabytes:6.2f} ms/MB  {hits:7} hits  first after {first:8.2f} ms"
    )


def main() -> None:
    piece = prose(10)
    for size in (1, 10, 100):
        text = Text.of(piece[: size * 1_000_000] * max(1, size // 10))
        print(f"{len(text) / 1e6:.0f} MB")
        for label, query in QUERIES.items():
            measure(text, label, query)


if __name__ == "__main__":
    main()
