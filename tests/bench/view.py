"""Resize and memory, in a terminal. ``python -m tests.bench.view``."""

from __future__ import annotations

import sys
import tempfile
from pathlib import Path
from statistics import median

from tests.bench.corpora import write
from tests.bench.terminal import Program

APPS = [sys.executable, "-m", "tests.bench.apps"]
WIDTHS = (100, 120, 90, 120, 80, 120)


def opened(argv: list[str]) -> Program:
    program = Program(argv)
    program.wait_for(b"page-mark", 240)
    program.settle(0.5, at_least=1)
    return program


def resized(argv: list[str]) -> tuple[float, float]:
    """Return the ms to the first byte and the ms of CPU of a change of width."""
    program = opened(argv)
    answers = [program.resize(width, 40) for width in WIDTHS]
    program.close()
    return median(a.first for a in answers), median(a.cpu for a in answers)


def main() -> None:
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        start = opened([*APPS, "view", str(write(folder, 0.005))])
        base = start.memory()
        start.close()
        print("resize: first byte, CPU")
        for size in (0.005, 1, 10, 100):
            first, cpu = resized([*APPS, "view", str(write(folder, size))])
            print(f"  view {size:7} MB   {first:7.1f} ms  {cpu:7.1f} ms")
        first, cpu = resized([*APPS, "textarea", str(write(folder, 1))])
        print(f"  TextArea    1 MB   {first:7.1f} ms  {cpu:7.1f} ms")
        print(f"memory, above the {base:.0f} MB of a view of 5 KB")
        for size, options in ((10, {}), (100, {}), (10, {"emoji_every": 10})):
            path = write(folder, size, **options)
            program = opened([*APPS, "view", str(path), "--layers"])
            above = program.memory() - base
            program.close()
            label = f"{size} MB" + (", an emoji in every 10th paragraph" if options else "")
            print(f"  {label:42} {above:7.1f} MB  {above / size:5.2f} MB a MB")


if __name__ == "__main__":
    main()
