"""How long each export takes on a long document, as a ratio to JSON.

Run it as ``python -m tests.bench.exports``. A ratio that grows with the size of the document
means that a format has become quadratic.
"""

from __future__ import annotations

import random
import time

from reader.core.annotation import Annotation, Code, Target
from reader.core.document import Block, Document
from reader.core.text import Text
from reader.exchange.model import ExportItem
from reader.exchange.registry import FORMATS, render

WORDS = [
    "the",
    "grid",
    "held",
    "Odesa",
    "alliance",
    "interceptors",
    "within",
    "weeks",
    "🕵️",
    "engineers",
    "counted",
    "hours\n",
]
CODES = [Code(str(number), f"code {number}") for number in range(20)]


def item(words: int, notes: int) -> ExportItem:
    """Return a document of so many words and notes, the same in every run."""
    chance = random.Random(1)
    text = Text.of(" ".join(chance.choice(WORDS) for _ in range(words)))
    annotations = []
    for number in range(notes):
        start = chance.randrange(len(text) - 60)
        target = Target.of(text, start, start + chance.randrange(3, 50))
        annotations.append(
            Annotation(str(10**18 + number), (target,), (str(number % 20),), note="*why* <b>")
        )
    blocks, start = [], 0
    for line in str(text).split("\n"):
        blocks.append(Block(start, start + len(line)))
        start += len(line) + 1
    document = Document(text, "txt", "txt/1", blocks=tuple(blocks))
    return ExportItem("00d0c0ffee000001", "bench.txt", document, tuple(annotations))


def seconds(name: str, one: ExportItem) -> float:
    """Return the time of one export."""
    start = time.perf_counter()
    render(name, [one], CODES)
    return time.perf_counter() - start


def main() -> None:
    """Print the time of each format at two sizes, and both as a ratio to JSON."""
    small, large = item(30_000, 1_000), item(150_000, 5_000)
    seconds("json", small)
    bases = [seconds("json", one) for one in (small, large)]
    print(f"{'format':20}{'small':>10}{'large':>10}{'ratios to json':>20}")
    for name in FORMATS:
        seconds(name, item(100, 10))  # its module is loaded
        times = [seconds(name, one) for one in (small, large)]
        ratios = [took / base for took, base in zip(times, bases, strict=True)]
        print(f"{name:20}{times[0]:9.2f}s{times[1]:9.2f}s{ratios[0]:12.1f}{ratios[1]:8.1f}")


if __name__ == "__main__":
    main()
