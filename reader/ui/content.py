"""The border that strangers' text crosses on its way to a widget.

A widget takes a plain `str` for markup; what comes from documents, names, notes and settings
is handed over as `Content`, with nothing in it that a terminal obeys.
"""

from __future__ import annotations

from rich.cells import cell_len, set_cell_size
from textual.content import Content

from reader.core.safetext import safe_line, safe_text


def line(text: str, style: str = "") -> Content:
    """Return `text` as content of one line, in `style` (a Textual style of our own making)."""
    return Content.styled(safe_line(text), style) if style else Content(safe_line(text))


def lines(text: str, style: str = "") -> Content:
    """Return `text` as content of any number of lines."""
    return Content.styled(safe_text(text), style) if style else Content(safe_text(text))


def shorten(text: str, cells: int) -> str:
    """Return `text` on one line, blanks folded, cut with an ellipsis after `cells` characters."""
    folded = " ".join(text[: cells * 4].split())
    return folded if len(folded) <= cells else folded[: max(0, cells - 1)].rstrip() + "…"


def fit(text: str, cells: int) -> str:
    """Return `text`, of one line, cut with an ellipsis if it is wider than `cells`."""
    return text if cell_len(text) <= cells else set_cell_size(text, max(0, cells - 1)) + "…"


def counted(number: int, one: str, many: str = "") -> str:
    """Return a number with its noun: ``1 document``, ``2 documents``."""
    return f"{number} {one if number == 1 else many or one + 's'}"
