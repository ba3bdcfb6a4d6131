"""How long 10 000 documents take to list and to filter; run as ``python -m tests.bench.listing``.

Prints seconds of processor time, and how many times quicker the second listing is.
"""

from __future__ import annotations

import random
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

from reader.compose import Services
from reader.core.query import parse
from reader.locations import Locations, bundled

COUNT = 10_000


def write_documents(folder: Path, count: int) -> None:
    """Write documents of 300 to 1 500 words, half of them Markdown, in 50 folders."""
    chance = random.Random(1)
    words = (bundled("sample_docs") / "a-line-on-the-map.md").read_text("utf-8").split()
    for number in range(count):
        path = folder / f"{number % 50}" / f"{number}.{'md' if number % 2 else 'txt'}"
        path.parent.mkdir(parents=True, exist_ok=True)
        paragraphs = [f"Report number {number}"]
        for _ in range(chance.randint(4, 18)):
            start = chance.randrange(len(words) - 80)
            paragraphs.append(" ".join(words[start : start + 80]))
        path.write_text("\n\n".join(paragraphs), "utf-8")


def timed(what: str, do: Callable[[], int]) -> float:
    """Do it, print how long it took, and return that."""
    start = time.process_time()
    count = do()
    seconds = time.process_time() - start
    print(f"{what:28} {count:6} documents  {seconds:6.2f} s")
    return seconds


def main(count: int) -> None:
    """Measure in a new home and a new folder."""
    with tempfile.TemporaryDirectory() as name:
        docs = Path(name, "docs")
        write_documents(docs, count)
        services = Services(Locations.find({"READER_HOME": str(Path(name, "home"))}, docs))
        library = services.library
        first = timed("first listing", lambda: len(list(library.entries([docs]))))
        second = timed("second listing", lambda: len(list(library.entries([docs]))))
        entries = list(library.entries([docs]))
        for filter_ in ("tag:none", "cable", "zebra"):
            query = parse(filter_)
            timed(
                f"filter {filter_}",
                lambda query=query: sum(query.matches(library.subject(one)) for one in entries),
            )
        print(f"the second listing is {first / second:.0f} times as quick")


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else COUNT)
