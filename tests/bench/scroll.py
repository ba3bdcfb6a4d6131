"""Scrolling: CPU and bytes a key, against TextArea and `less`. ``python -m tests.bench.scroll``."""

from __future__ import annotations

import sys
import tempfile
from collections.abc import Iterable
from pathlib import Path
from statistics import mean, median, quantiles

from tests.bench.corpora import write
from tests.bench.terminal import Answer, Program

APPS = [sys.executable, "-m", "tests.bench.apps"]


def keys(program: Program, key: str, times: int) -> list[Answer]:
    return [program.press(key, quiet=0.03) for _ in range(times)]


def report(name: str, answers: Iterable[Answer]) -> tuple[float, float]:
    answers = list(answers)
    cpu = [answer.cpu for answer in answers]
    written = median(answer.written for answer in answers)
    p95 = quantiles(cpu, n=20)[-1]
    first = median(answer.first for answer in answers)
    print(
        f"  {name:30} cpu {mean(cpu):7.2f} ms  p95 {p95:7.2f} ms"
        f"  first byte {first:6.2f} ms  {written:7.0f} B"
    )
    return mean(cpu), p95


def measure(label: str, argv: list[str], times: int, *, jumps: bool = False) -> tuple[float, float]:
    program = Program(argv)
    program.wait_for(b"page-mark", 240)
    program.settle(0.5)
    keys(program, "j", 5)
    line = report(f"{label} line", keys(program, "j", times))
    keys(program, " ", 3)
    report(f"{label} page", keys(program, " ", times // 2))
    if jumps:
        report(f"{label} end", (program.press(key) for key in "GgGgGgGg"))
        program.press("m")
        report(f"{label} mark", (program.press(key) for key in "h'h'h'h'"))
        program.press("g")
        report(f"{label} tab", keys(program, "\t", 30))
    program.close()
    return line


def main() -> None:
    with tempfile.TemporaryDirectory() as folder:
        files = {size: write(Path(folder), size) for size in (1, 10, 100)}
        ours: dict[int, tuple[float, float]] = {}
        for size, path in files.items():
            print(f"{size} MB")
            view = [*APPS, "view", str(path), "--layers"]
            ours[size] = measure("view", view, 60, jumps=True)
            measure("view, software scroll", [*view, "--software"], 20)
            measure("less", ["less", str(path)], 20)
            if size <= 10:
                area = measure("TextArea", [*APPS, "textarea", str(path)], 60 if size == 1 else 10)
                print(f"  line: {ours[size][0] / area[0]:.3f} of TextArea's CPU")
        print(f"line p95 at 100 MB / 10 MB: {ours[100][1] / ours[10][1]:.2f}")
        print(f"line CPU at 100 MB / 10 MB: {ours[100][0] / ours[10][0]:.2f}")


if __name__ == "__main__":
    main()
