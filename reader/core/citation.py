"""A quotation and where it is from, as plain text that can be pasted anywhere."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Sequence

from reader.core.document import BlockKind, Document
from reader.core.safetext import safe_text

_KEEPS_LINES = frozenset({BlockKind.CODE, BlockKind.TABLE_ROW})
_PARAGRAPH = re.compile(r"\n[^\S\n]*\n\s*")


def quotation(document: Document, spans: Sequence[tuple[int, int]], *, name: str = "") -> str:
    """Return the words of `spans` in quotation marks, and their citation.

    `spans` are ``[start, end)`` in order and not none; the parts of a discontinuous quotation are
    joined by an ellipsis. `name` stands for a title that the document does not have. The text is
    safe to paste into a terminal.
    """
    words = " … ".join(_words(document, start, end) for start, end in spans)
    return f"“{words}” ({citation(document, spans[0][0], spans[-1][1], name=name)})"


def citation(document: Document, start: int, end: int, *, name: str = "") -> str:
    """Return authors, title, date and the place of ``[start, end)``, as far as they are known.

    The place is what the source calls it (``p. 12``), else the offset in code points.
    """
    metadata = document.metadata
    parts = (*metadata.authors, metadata.title or name, metadata.date, place(document, start, end))
    return ", ".join(filter(None, (" ".join(safe_text(part).split()) for part in parts)))


def place(document: Document, start: int, end: int) -> str:
    """Return the place of ``[start, end)`` in the source: ``p. 12 – p. 13``, or ``offset 37``."""
    first, last = _location(document, start), _location(document, max(start, end - 1))
    if not first:
        return f"offset {start}"
    return first if first == last else f"{first} – {last}"


def _location(document: Document, offset: int) -> str:
    """Return the label of the place that `offset` comes from; empty before the first one."""
    index = bisect_right(document.locations, offset, key=lambda one: one.start)
    return document.locations[index - 1].label if index else ""


def _words(document: Document, start: int, end: int) -> str:
    """Return the words of a span: lines are joined, but not paragraphs, code or table rows."""
    words = safe_text(document.text.slice(start, end)).strip()
    if _keeps_lines(document, start):
        return words
    return "\n\n".join(" ".join(paragraph.split()) for paragraph in _PARAGRAPH.split(words))


def _keeps_lines(document: Document, offset: int) -> bool:
    index = bisect_right(document.blocks, offset, key=lambda block: block.start)
    return index > 0 and document.blocks[index - 1].kind in _KEEPS_LINES
