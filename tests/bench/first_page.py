"""The first page in a new process, and a search: ``python -m tests.bench.first_page``.

Every round starts each program once, so that a busy machine is busy for all of them.
"""

from __future__ import annotations

import os
import sys
import tempfile
from collections import defaultdict
from pathlib import Path
from statistics import median

from tests.bench.corpora import write
from tests.bench.terminal import Program

READER = [str(Path(sys.executable).with_name("reader"))]
APPS = [sys.executable, "-m", "tests.bench.apps"]
MARK = b"page-mark"
ROUNDS = 9


def first_page(argv: list[str]) -> float:
    """Return the ms from the start of a program to its first page."""
    program = Program(argv)
    try:
        return program.wait_for(MARK, 120)
    finally:
        program.close()


def leave(argv: list[str], key: str) -> None:
    """Open and leave a document, so that its page is known."""
    program = Program(argv)
    program.wait_for(MARK, 120)
    program.settle(0.5, at_least=2)
    program.press(key)
    program.settle(0.5)
    program.close()


def main() -> None:
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        os.environ["READER_HOME"] = str(folder / "home")
        small, large = write(folder, 0.005), write(folder, 100)
        programs = {
            "python -c pass": [sys.executable, "-c", "print('page-mark')"],
            "hello-Textual": [*APPS, "hello"],
            "view 5 KB, without pre-paint": [*APPS, "view", str(small)],
            "view 100 MB, without pre-paint": [*APPS, "view", str(large)],
            "reader 5 KB": [*READER, str(small)],
            "reader 100 MB": [*READER, str(large)],
            "less 5 KB": ["less", str(small)],
            "less 100 MB": ["less", str(large)],
            "vim 100 MB": ["vim", "-u", "NONE", str(large)],
        }
        for which in ("reader 5 KB", "reader 100 MB"):
            leave(programs[which], "q")
        times: dict[str, list[float]] = defaultdict(list)
        for _ in range(ROUNDS):
            for label, argv in programs.items():
                times[label].append(first_page(argv))
        hello = median(times["hello-Textual"])
        print(f"first page, median ms from the start of the process, {ROUNDS} interleaved rounds")
        for label, found in times.items():
            middle = median(found)
            print(
                f"  {label:32} {middle:7.1f}  min {min(found):7.1f}  {middle / hello:6.2f}x hello"
            )
        ratio = median(times["reader 100 MB"]) / median(times["reader 5 KB"])
        print(f"  reader, 100 MB / 5 KB: {ratio:.2f}")


if __name__ == "__main__":
    main()
