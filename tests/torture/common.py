"""What the torture tests share: a model of what must be stored, children that die, arguments."""

from __future__ import annotations

import argparse
import os
import random
import signal
import sys
import tempfile
import time
import warnings
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path

from reader.core.annotation import Annotation, Change, Event
from reader.core.errors import ReaderError
from reader.store.store import TinyStore

DOCUMENT = "3f9c41d2a07be611"
Model = dict[str, Annotation]


def open_store(home: Path, device: str = "state") -> TinyStore:
    return TinyStore(home / "store", home / device)


def file_of(home: Path) -> Path:
    return home / "store" / "annotations" / DOCUMENT[:2] / f"{DOCUMENT}.json"


def event(*changes: tuple[Annotation | None, Annotation | None]) -> Event:
    made = tuple(Change(DOCUMENT, before, after) for before, after in changes)
    return Event(os.urandom(8).hex(), "2026-11-22T10:00:00Z", "torture", made)


def next_change(model: Model, rng: random.Random, number: int):
    """Return the next of an endless mix of inserts, updates and removals."""
    kind = rng.random()
    if model and kind < 0.4:
        one = model[rng.choice(sorted(model))]
        return one, replace(
            one, note=f"edit {number} " + "é" * rng.randrange(300), revision=one.revision + 1
        )
    if model and kind < 0.5:
        return model[rng.choice(sorted(model))], None
    note = f"note {number} " + "x" * rng.randrange(300)
    return None, Annotation(str(rng.getrandbits(62) | 1), note=note, created=f"{number:09}")


def advance(model: Model, change) -> Model:
    """Return the model after a change."""
    before, after = change
    rest = {key: one for key, one in model.items() if before is None or key != before.id}
    return rest | ({after.id: after} if after else {})


def stored(home: Path, device: str = "state") -> Model:
    """Return what a new session finds."""
    store = open_store(home, device)
    try:
        return {one.id: one for one in store.annotations(DOCUMENT)}
    finally:
        store.close()


def child(work: Callable[[Callable[[str], None]], None]) -> tuple[int, int]:
    """Run `work` in a child; it is given a function that acknowledges. Returns pid and pipe."""
    reading, writing = os.pipe()
    with warnings.catch_warnings():
        # From Python 3.12 on it warns of threads, here of the test runner: the child uses none.
        warnings.simplefilter("ignore", DeprecationWarning)
        pid = os.fork()
    if pid:
        os.close(writing)
        return pid, reading
    os.close(reading)
    try:
        work(lambda line: os.write(writing, f"{line}\n".encode()))
    except (ReaderError, OSError):
        os._exit(3)
    os._exit(0)


def kill_after(pid: int, reading: int, seconds: float) -> list[str]:
    """Kill the child after `seconds` and return what it had acknowledged."""
    time.sleep(seconds)
    os.kill(pid, signal.SIGKILL)
    return finish(pid, reading)


def finish(pid: int, reading: int) -> list[str]:
    """Wait for the end of a child and return what it had acknowledged."""
    with os.fdopen(reading, "rb") as pipe:
        lines = pipe.read().decode().split("\n")
    os.waitpid(pid, 0)
    return lines[:-1]


@contextmanager
def folder(parent: str | None = None) -> Iterator[Path]:
    with tempfile.TemporaryDirectory(dir=parent) as name:
        yield Path(name)


def main(run: Callable[..., dict[str, object]], **defaults: int | str) -> None:
    """Run a torture test with its arguments from the command line; exit with 1 if it failed."""
    parser = argparse.ArgumentParser(description=sys.modules["__main__"].__doc__)
    for name, value in defaults.items():
        parser.add_argument(f"--{name}", type=type(value), default=value)
    start = time.perf_counter()
    result = run(**vars(parser.parse_args()))
    took = time.perf_counter() - start
    print(", ".join(f"{name} {value}" for name, value in result.items()), f"({took:.1f} s)")
    sys.exit(1 if any(result.get(name) for name in MUST_BE_ZERO) else 0)


MUST_BE_ZERO = ("lost", "unreadable", "wrong", "silent", "exceptions", "conflicts", "differences")
