"""The list of annotations with 10,000 of them: ``python -m tests.bench.notes [COUNT]``.

It prints CPU time, and ratios to the same list with a hundredth of the annotations.
"""

from __future__ import annotations

import asyncio
import random
import sys
import tempfile
import time
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

from reader.compose import Services
from reader.core.annotation import Change, Event
from reader.core.noted import Order, in_order, matching
from reader.core.query import parse
from reader.locations import Locations
from reader.ui.app import ReaderApp
from tests.ui.driving import SIZE, done, press, settled

_WORDS = ["river", "grid", "night", "lines", "island", "ferry", "council", "letter", "count"]
_DOCUMENTS = 20


def make(folder: Path, count: int) -> Services:
    """Return services on documents with `count` annotations in all."""
    rng = random.Random(7)
    documents = folder / "documents"
    documents.mkdir()
    services = Services(Locations.find({"READER_HOME": str(folder / "home")}, documents))
    each = count // _DOCUMENTS
    for number in range(_DOCUMENTS):
        path = documents / f"{number:02}.txt"
        path.write_text(" ".join(rng.choice(_WORDS) for _ in range(each * 4 + 100)))
        session = services.open_session(path)
        spans = [(start * 20, start * 20 + rng.randint(5, 60)) for start in range(each)]
        # One event for all: making them is not what is measured.
        made = [session._new([span]) for span in spans if span[1] < len(session.document.text)]
        codes = [session.add_code(word).id for word in _WORDS]
        changes = [Change(session.document_id, None, _said(one, codes, rng)) for one in made]
        services.store.commit(Event(f"{number:x}", services.clock.now(), "make", tuple(changes)))
    return services


def _said(one, codes, rng):
    note = " ".join(rng.choice(_WORDS) for _ in range(rng.choice([0, 6, 20])))
    return replace(one, tags=tuple(rng.sample(codes, rng.randint(0, 2))), note=note)


def cpu(work: Callable[[], object], times: int = 5) -> float:
    """Return the best CPU time of `work` in milliseconds."""
    best = float("inf")
    for _ in range(times):
        before = time.process_time()
        work()
        best = min(best, time.process_time() - before)
    return best * 1000


async def in_app(services: Services) -> dict[str, float]:
    """Return the CPU time of what a person does, in milliseconds."""
    app = ReaderApp(services, [services.locations.store.parent.parent / "documents"])
    times: dict[str, float] = {}
    async with app.run_test(size=SIZE) as pilot:
        await settled(pilot)

        async def timed(name: str, *keys: str, until=done) -> None:
            before = time.process_time()
            await press(pilot, *keys)
            await until(pilot)
            times[name] = (time.process_time() - before) * 1000

        await timed("open", "g", "a")
        await timed("one down", "j")
        await timed("to the end", "G")
        await timed("page up", "b")
        await timed("next order", "o")
        await timed("type r", "/", "r")
        await timed("type i", "i")
        await timed("clear", "escape")
        await timed("mark all", "M")
        await timed("see what is tagged", "t", *"new", "enter", until=settled)
        await timed("tag all", "enter")
        await timed("undo", "u")
    return times


def figures(services: Services) -> dict[str, float]:
    """Return the CPU time of every step in milliseconds."""
    every = [one for notes in services.all_notes.by_document() for one in notes]
    book = services.noting.codebook()
    print(f"{len(every):,} annotations")
    return {
        "read": cpu(lambda: list(services.all_notes.by_document())),
        "filter words": cpu(lambda: matching(every, parse("river"), book)),
        "filter tag": cpu(lambda: matching(every, parse("tag:grid"), book)),
        **{f"sort {order}": cpu(lambda o=order: in_order(every, o, book)) for order in Order},
        **asyncio.run(in_app(services)),
    }


def main(count: int) -> None:
    """Print the figures."""
    results = []
    for number in (count // 100, count):
        with tempfile.TemporaryDirectory() as folder:
            results.append(figures(make(Path(folder), number)))
    few, many = results
    for name, value in many.items():
        print(f"{name:20} {value:9.1f} ms   {value / max(few[name], 0.01):6.1f} x")


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 10_000)
