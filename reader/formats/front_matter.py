"""The few lines of YAML that a Markdown file may begin with, read without a YAML parser.

Only ``key: value`` and lists of plain values are understood, every value as text: no aliases,
no tags, no types, so nothing in them can run, expand or turn ``no`` into a truth value.
"""

from __future__ import annotations

import re

from reader.core.document import Metadata

MAX_CHARACTERS = 65_536

_KEY = re.compile(r"([A-Za-z][\w-]*)\s*:(?:\s+(.*))?")
_ENTRY = re.compile(r"\s*-\s+(.*)")


def read_front_matter(text: str) -> Metadata:
    """Return title, authors, date and language that `text` states."""
    if len(text) > MAX_CHARACTERS:
        return Metadata()
    values = _values(text)

    def first(*keys: str) -> str:
        return next((values[key][0] for key in keys if values.get(key)), "")

    return Metadata(
        title=first("title"),
        authors=tuple(values.get("author") or values.get("authors") or ()),
        date=first("date"),
        language=first("lang", "language"),
    )


def _values(text: str) -> dict[str, list[str]]:
    """Return the values of each top-level key, lower case."""
    values: dict[str, list[str]] = {}
    current: list[str] = []
    for line in text.splitlines():
        key = _KEY.fullmatch(line.rstrip())
        entry = _ENTRY.fullmatch(line)
        if key:
            current = values.setdefault(key[1].lower(), [])
            current += _scalars(key[2] or "")
        elif entry:
            current += _scalars(entry[1])
    return values


def _scalars(value: str) -> list[str]:
    """Return the values in `value`: one, or those of a list in brackets."""
    value = value.strip()
    if value.startswith("[") and value.endswith("]"):
        return [text for part in value[1:-1].split(",") if (text := _unquoted(part))]
    text = _unquoted(value)
    return [text] if text else []


def _unquoted(value: str) -> str:
    """Return `value` without its quotes, or without a comment if it has none."""
    value = value.strip()
    if len(value) >= 2 and value[0] == value[-1] and value[0] in "'\"":
        return value[1:-1].strip()
    return value.split(" #", 1)[0].strip()
