r"""CSV for spreadsheets and TSV for programs: one row for each part of an annotation.

CSV is RFC 4180 with a byte order mark, as Excel wants it. A spreadsheet runs a cell that begins
with ``=``, ``+``, ``-``, ``@``, a tab or a line end as a formula (OWASP, "CSV Injection"): such a
cell gets an apostrophe in front. TSV is raw: tab, line feed, carriage return and backslash are
escaped as ``\t \n \r \\``, other control characters as four-digit escapes, all else is as it
is.
"""

from __future__ import annotations

import csv
import io
import json
import re
from collections.abc import Iterable, Iterator, Sequence

from reader.core.annotation import Annotation, Code, Target
from reader.exchange.formula import inert, live
from reader.exchange.jsontext import escape_unsafe
from reader.exchange.model import Export, ExportItem, Losses, ReadSpan
from reader.exchange.tags import Tags

COLUMNS = (
    "id", "document", "document_id", "status", "tag", "start", "end", "part", "quote", "note",
    "creator", "created", "modified", "confidence", "prefix", "suffix",
)  # fmt: skip

_BOM = "\ufeff"
_ESCAPES = {"\\": "\\\\", "\t": "\\t", "\n": "\\n", "\r": "\\r"}
_UNESCAPE = re.compile(r"\\(u[0-9a-f]{4}|.)")


def write_csv(items: Sequence[ExportItem], codes: Sequence[Code]) -> Export:
    """Return all annotations as CSV; control characters are shown as pictures."""
    losses = Losses()
    file = io.StringIO(newline="")
    writer = csv.writer(file, quoting=csv.QUOTE_ALL)
    writer.writerow(COLUMNS)
    for row in _rows(items, Tags(codes)):
        writer.writerow([inert(losses.safe(cell)) for cell in row])
    return Export((_BOM + file.getvalue()).encode(), losses.sentences())


def write_tsv(items: Sequence[ExportItem], codes: Sequence[Code]) -> Export:
    """Return all annotations as tab-separated values, raw and reversible."""
    rows = [COLUMNS, *_rows(items, Tags(codes))]
    lines = ("\t".join(map(_escape, row)) + "\n" for row in rows)
    return Export("".join(lines).encode())


def read_csv(content: bytes, _items: Sequence[ExportItem]) -> Iterator[ReadSpan]:
    """Yield the spans of an exported CSV file."""
    rows = csv.reader(io.StringIO(content.decode("utf-8-sig"), newline=""))
    return _spans([live(cell) for cell in row] for row in rows)


def read_tsv(content: bytes, _items: Sequence[ExportItem]) -> Iterator[ReadSpan]:
    """Yield the spans of an exported TSV file."""
    lines = content.decode().split("\n")[:-1]
    return _spans([_unescape(cell) for cell in line.split("\t")] for line in lines)


def _rows(items: Sequence[ExportItem], tags: Tags) -> Iterator[tuple[str, ...]]:
    for item in items:
        for one in item.in_order:
            parts: Sequence[Target | None] = one.targets or (None,)
            for number, target in enumerate(parts, 1):
                part = f"{number}/{len(parts)}" if target else ""
                yield _row(item, one, target, part, "; ".join(tags.tree_labels(one)))


def _row(
    item: ExportItem, one: Annotation, target: Target | None, part: str, tag: str
) -> tuple[str, ...]:
    """Return the cells in the order of `COLUMNS`."""
    return (
        one.id,
        item.path,
        item.document_id,
        one.status.value,
        tag,
        str(target.start) if target else "",
        str(target.end) if target else "",
        part,
        target.exact if target else "",
        one.note,
        one.creator.name,
        one.created,
        one.modified,
        "" if one.confidence is None else repr(one.confidence),
        target.prefix if target else "",
        target.suffix if target else "",
    )


def _escape(cell: str) -> str:
    return escape_unsafe("".join(_ESCAPES.get(char, char) for char in cell))


def _unescape(cell: str) -> str:
    """Return what `_escape` was given."""
    pairs = _UNESCAPE.sub(lambda found: json.loads(f'"{found[0]}"'), cell)
    # An escaped astral character comes as its two UTF-16 units.
    return pairs.encode("utf-16", "surrogatepass").decode("utf-16", "surrogatepass")


def _spans(rows: Iterable[Sequence[str]]) -> Iterator[ReadSpan]:
    """Yield the spans of parsed rows, the header first."""
    reader = iter(rows)
    header = next(reader)
    for row in reader:
        cells = dict(zip(header, row, strict=True))
        if cells["start"]:
            start, end = int(cells["start"]), int(cells["end"])
            yield ReadSpan(cells["document_id"], start, end, cells["quote"])
