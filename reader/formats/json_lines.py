"""JSON lines: an object a line, its names the columns of a corpus."""

from __future__ import annotations

import json

from reader.core.document import Document
from reader.formats.rows import MAX_ROWS, rows_document
from reader.formats.source import Source


def convert(source: Source) -> Document:
    """Return the objects of the JSON lines file in `source`."""
    decoded = source.decoded()
    objects: list[dict[str, object]] = []
    broken = 0
    for line in str(decoded.text).split("\n"):
        if not line.strip():
            continue
        try:
            value = json.loads(line)
        except (ValueError, RecursionError):
            broken += 1
            continue
        objects.append(value if isinstance(value, dict) else {"text": value})
        if len(objects) > MAX_ROWS:
            break
    warnings = []
    if broken:
        lines = "1 line is" if broken == 1 else f"{broken:,} lines are"
        warnings.append(f"{lines} no JSON and left out.")
    names = list(dict.fromkeys(name for found in objects for name in found))
    body = [[shown(found.get(name, "")) for name in names] for found in objects]
    return rows_document("jsonl", names, body, decoded, *warnings)


def shown(value: object) -> str:
    """Return a value as a cell shows it."""
    return value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)
