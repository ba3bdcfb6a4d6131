"""Documents inside files: a row of a table of texts, a line of JSON, a message of a mailbox.

Their path is that of the file, ``#`` and a number from 1: ``letters.csv#12``.
"""

from __future__ import annotations

import re
from pathlib import Path

_MEMBER = re.compile(
    r"(.+\.(?:csv|tsv|jsonl|ndjson|mbox))#([1-9]\d{0,8})", re.IGNORECASE | re.DOTALL
)


def may_hold_many(file: Path) -> bool:
    """Whether a file of this name may hold many documents."""
    return number_of(member(file, 1)) == 1


def member(file: Path, number: int) -> Path:
    """Return the path of the document with this number in `file`."""
    return file.with_name(f"{file.name}#{number}")


def file_of(path: Path) -> Path:
    """Return the file that the document at `path` is in, or is."""
    found = _MEMBER.fullmatch(path.name)
    return path.with_name(found[1]) if found else path


def number_of(path: Path) -> int:
    """Return the number of the document at `path` in its file; 0 if it is the file."""
    found = _MEMBER.fullmatch(path.name)
    return int(found[2]) if found else 0
