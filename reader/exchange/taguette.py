"""The codebook as CSV; Taguette reads ``tag`` and ``description`` (https://www.taguette.org)."""

from __future__ import annotations

import csv
import io
from collections.abc import Sequence

from reader.core.annotation import Code
from reader.exchange.formula import inert
from reader.exchange.model import Export, ExportItem, Losses
from reader.exchange.tags import Tags

COLUMNS = ("tag", "description", "color", "key", "parent")


def write(items: Sequence[ExportItem], codes: Sequence[Code]) -> Export:
    """Return the codes in use, by path; annotations are not part of a codebook."""
    losses, tags = Losses(), Tags(codes)
    losses.add("annotation", "left out", sum(len(item.annotations) for item in items))
    file = io.StringIO(newline="")
    writer = csv.writer(file, quoting=csv.QUOTE_ALL, lineterminator="\n")
    writer.writerow(COLUMNS)
    for code in tags:
        if not code.retired:
            parent = tags.path(code.parent) if code.parent else ""
            cells = (tags.path(code.id), code.description, code.colour, code.key, parent)
            writer.writerow([inert(losses.safe(cell)) for cell in cells])
    return Export(file.getvalue().encode(), losses.sentences())
