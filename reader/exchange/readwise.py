"""The CSV file that Readwise imports (https://readwise.io/import_bulk).

Tags are the first words of the note, each with a full stop in front. As in every CSV file, a cell
that a spreadsheet would run gets an apostrophe in front.
"""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Sequence

from reader.core.annotation import Annotation, Code
from reader.exchange.formula import inert
from reader.exchange.model import Export, ExportItem, Losses
from reader.exchange.spans import drop_status
from reader.exchange.tags import Tags

COLUMNS = ("Highlight", "Title", "Author", "URL", "Note", "Location", "Date")
_BLANKS = re.compile(r"[^\w-]+")
LIMIT = 8191
"""Characters that Readwise takes of a highlight or a note."""


def write(items: Sequence[ExportItem], codes: Sequence[Code]) -> Export:
    """Return the quotations with their notes; what has no quotation is left out."""
    losses, tags = Losses(), Tags(codes)
    file = io.StringIO(newline="")
    writer = csv.writer(file, quoting=csv.QUOTE_ALL, lineterminator="\n")
    writer.writerow(COLUMNS)
    for item in items:
        kept = item.not_rejected(losses)
        drop_status(kept, losses)
        for one in kept:
            if one.targets:
                writer.writerow(_guarded(_row(one, item, tags, losses), losses))
            else:
                losses.add("annotation on the document", "left out")
    return Export(file.getvalue().encode(), losses.sentences())


def _row(one: Annotation, item: ExportItem, tags: Tags, losses: Losses) -> tuple[str, ...]:
    """Return the cells in the order of `COLUMNS`."""
    words = ["." + _BLANKS.sub("-", label).strip("-") for label in tags.labels(one)]
    note = " ".join(words) + (f"\n{one.note}" if words and one.note else one.note)
    return (
        _cut(one.quote, losses),
        item.title,
        ", ".join(item.document.metadata.authors),
        "",
        _cut(note, losses),
        str(one.start),
        one.created,
    )


def _cut(text: str, losses: Losses) -> str:
    if len(text) > LIMIT:
        losses.add("text", f"cut to {LIMIT} characters")
    return text[:LIMIT]


def _guarded(cells: Sequence[str], losses: Losses) -> list[str]:
    guarded = [inert(losses.safe(cell)) for cell in cells]
    changed = sum(cell.startswith("'") and not raw.startswith("'")
                  for cell, raw in zip(guarded, cells, strict=True))  # fmt: skip
    losses.add("cell", "guarded by an apostrophe", changed)
    return guarded
