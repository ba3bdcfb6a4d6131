"""What setting a text costs, by how it is set. ``python -m tests.bench.layout``."""

from __future__ import annotations

import tempfile
from collections.abc import Callable
from pathlib import Path
from time import process_time

from reader.core.document import Block, BlockKind, Document
from reader.core.layout import GRID, Layout
from reader.core.text import Text
from reader.core.typography import Typography
from reader.hyphenation import patterns
from tests.bench.corpora import write

WIDTH = 76
ROUNDS = 5
WAYS = {
    "ragged": Typography(),
    "spaced": Typography(spacing=1),
    "justified": Typography(justify=True),
    "hyphenated": Typography(hyphenate=True),
    "all of it": Typography(spacing=1, justify=True, hyphenate=True),
}
RECORD = ("Person {0}", "Odesa", "engineers counted the hours instead", "{0}")


def seconds(work: Callable[[], object]) -> float:
    start = process_time()
    work()
    return process_time() - start


def set_whole(document: Document, typography: Typography) -> None:
    layout = Layout(document, WIDTH, typography, patterns("en"))
    for offset in range(0, len(document.text), GRID):
        layout.rows(layout.find(offset), 40)


def table(rows: int) -> Document:
    text, blocks = [], []
    at = 0
    for number in range(rows):
        cells, start = [], at
        for cell in RECORD:
            shown = cell.format(number)
            cells.append((at, at + len(shown)))
            text.append(shown + "\t")
            at += len(shown) + 1
        blocks.append(Block(start, at - 1, BlockKind.TABLE_ROW, cells=tuple(cells)))
        text[-1] = text[-1][:-1] + "\n"
    return Document(Text.of("".join(text)), "csv", "csv/1", blocks=tuple(blocks))


def main() -> None:
    with tempfile.TemporaryDirectory() as folder:
        text = Text.of(write(Path(folder), 1).read_text(encoding="utf-8"))
    document = Document(text, "txt", "txt/1")
    set_whole(document, WAYS["all of it"])
    best = dict.fromkeys(WAYS, float("inf"))
    for _ in range(ROUNDS):
        for name, typography in WAYS.items():
            best[name] = min(best[name], seconds(lambda way=typography: set_whole(document, way)))
    print("1 MB set, CPU")
    for name, spent in best.items():
        print(f"  {name:12} {spent * 1000:7.1f} ms  {spent / best['ragged']:5.2f} of ragged")
    print("pages of a table, CPU")
    for rows in (600, 60_000):
        document = table(rows)
        layout = Layout(document, WIDTH)
        first = seconds(lambda page=layout: page.rows(page.find(0), 40))
        last = seconds(lambda page=layout: page.rows(page.step(page.last, -39), 40))
        again = seconds(lambda page=layout: page.rows(page.step(page.last, -39), 40))
        print(
            f"  {rows:6} rows: first {first * 1000:6.1f} ms  last {last * 1000:6.1f} ms"
            f"  again {again * 1000:6.2f} ms"
        )


if __name__ == "__main__":
    main()
