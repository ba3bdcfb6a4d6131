"""The first page in a new process, and keys: ``python -m tests.bench.first_page``.

Of the installed program ``reader``, of Textual's hello-world, `less` and `vim`. Every round
starts each program once, so that a busy machine is busy for all of them. The program is started
for the very first time, for a document that was never opened, and for one that was left before.
"""

from __future__ import annotations

import os
import shutil
import sys
import tempfile
from collections import defaultdict
from pathlib import Path
from statistics import median
from typing import NamedTuple

from tests.bench.corpora import write
from tests.bench.terminal import Program

READER = [str(Path(sys.executable).with_name("reader"))]
HELLO = [sys.executable, "-m", "tests.bench.apps", "hello"]
MARK = b"page-mark"
ROUNDS = 9


class Start(NamedTuple):
    """How long a start took, in ms: until something was written, and processor time by then."""

    wall: float
    cpu: float


def start(argv: list[str], home: Path, keys: str = "", mark: bytes = MARK) -> Start:
    """Start a program with what it keeps in `home`, type `keys`, and wait for `mark`."""
    os.environ["READER_HOME"] = str(home)
    program = Program(argv)
    try:
        if keys:
            program.type(keys)
        return Start(program.wait_for(mark, 120), program.cpu())
    finally:
        program.close()


def leave(path: Path, home: Path) -> None:
    """Open and leave a document, so that its page and the look of pages are known."""
    os.environ["READER_HOME"] = str(home)
    program = Program([*READER, str(path)])
    program.wait_for(MARK, 120)
    program.settle(0.5, at_least=2)
    program.press("q")
    program.settle(0.5)
    program.close()


def copied(home: Path, folder: Path) -> Path:
    """Return a copy of `home` that knows no document, but the look of pages."""
    new = folder / "copy"
    shutil.rmtree(new, ignore_errors=True)
    pages = new / "cache" / "pages"
    pages.mkdir(parents=True)
    shutil.copy2(home / "cache" / "pages" / "look", pages / "look")
    return new


def main() -> None:
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        files = {"5 KB": write(folder, 0.005), "100 MB": write(folder, 100)}
        known = folder / "known"
        for path in files.values():
            leave(path, known)
        times: dict[str, list[Start]] = defaultdict(list)
        keys: dict[str, list[Start]] = defaultdict(list)
        empty = folder / "empty"
        for _ in range(ROUNDS):
            times["hello-Textual"].append(start(HELLO, empty))
            for size, path in files.items():
                reader = [*READER, str(path)]
                shutil.rmtree(empty, ignore_errors=True)
                times[f"reader {size}, the first start"].append(start(reader, empty))
                new = copied(known, folder)
                times[f"reader {size}, never opened"].append(start(reader, new))
                times[f"reader {size}, left before"].append(start(reader, known))
                times[f"less {size}"].append(start(["less", str(path)], empty))
                if shutil.which("vim"):
                    vim = ["vim", "-u", "NONE", str(path)]
                    times[f"vim {size}"].append(start(vim, empty))
                new = copied(known, folder)
                keys[f"reader {size}"].append(start(reader, new, "G", b"at the end"))
            keys["hello-Textual"].append(start(HELLO, empty, "j", b"key-answered"))
        report("first page", times, "at most 0.25, and the same at 100 MB as at 5 KB")
        report("a key answered that was typed at once", keys, "at most 1.25, at 100 MB 1.5")


def report(what: str, times: dict[str, list[Start]], target: str) -> None:
    hello = times["hello-Textual"]
    wall, cpu = median(one.wall for one in hello), median(one.cpu for one in hello)
    print(f"{what}, medians of {ROUNDS} interleaved rounds; {target}")
    for label, found in times.items():
        own_wall, own_cpu = median(one.wall for one in found), median(one.cpu for one in found)
        print(
            f"  {label:32} {own_wall:7.1f} ms  {own_wall / wall:5.2f}x hello"
            f"   cpu {own_cpu:7.1f} ms  {own_cpu / cpu:5.2f}x"
        )


if __name__ == "__main__":
    main()
