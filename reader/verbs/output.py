"""Everything that the command line prints: nothing in it is obeyed by a terminal."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterable
from pathlib import Path

from reader.core.safetext import safe_line
from reader.exchange.formula import inert
from reader.locations import STANDARD_INPUT


class Problems:
    """Tells of every path that was left out, and knows the exit status that follows."""

    def __init__(self) -> None:
        """Start without a problem."""
        self.status = 0

    def __call__(self, path: Path, sentence: str) -> None:
        """Tell why `path` is left out."""
        self.status = 1
        tell(f"{shown(path)}: {sentence}")


def tell(message: str) -> None:
    """Print a message for the person on standard error."""
    print(f"reader: {safe_line(message)}", file=sys.stderr)


def line(text: str = "") -> None:
    """Print one line."""
    print(safe_line(text))


def styled(runs: Iterable[tuple[str, str]]) -> None:
    """Print one line of texts, each drawn as the parameters of an SGR sequence say."""
    print(
        "".join(
            f"\x1b[{sgr}m{safe_line(text)}\x1b[m" if sgr else safe_line(text) for text, sgr in runs
        )
    )


def record(value: object) -> None:
    """Print a value as one line of JSON."""
    print(json_text(value))


def array(values: Iterable[object]) -> None:
    """Print values as a JSON array, one a line, as they come."""
    separator = "["
    for value in values:
        print(f"{separator}\n{json_text(value)}", end="")
        separator = ","
    print("[]" if separator == "[" else "\n]")


def csv_row(cells: Iterable[str]) -> None:
    """Print one row of CSV, RFC 4180, with nothing in it that a spreadsheet would run."""
    quoted = (inert(safe_line(cell)).replace('"', '""') for cell in cells)
    print(",".join(f'"{cell}"' for cell in quoted))


def columns(rows: Iterable[tuple[str, ...]]) -> None:
    """Print rows in columns as wide as their widest cell."""
    from reader.core.width import width

    safe = [[safe_line(cell) for cell in row] for row in rows]
    widths = [max(map(width, column)) for column in zip(*safe, strict=True)]
    for row in safe:
        cells = (cell + " " * (most - width(cell)) for cell, most in zip(row, widths, strict=True))
        print("  ".join(cells).rstrip())


def shown(path: Path | None) -> str:
    """Return a path as a person writes it; empty for None."""
    if path is None:
        return ""
    return "-" if path == STANDARD_INPUT else str(path)


def count(number: int, noun: str) -> str:
    """Return ``1 note`` or ``2 notes``."""
    return f"{number} {noun}" if number == 1 else f"{number} {noun}s"


def json_text(value: object) -> str:
    """Return `value` in ASCII: what a terminal would obey is escaped, nothing is lost."""
    return json.dumps(value, allow_nan=False).replace("\x7f", "\\u007f")
