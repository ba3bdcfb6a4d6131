"""The list of documents, a row each, as in a table of contents."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from reader.core.annotation import ReadingStatus
from reader.core.safetext import safe_line
from reader.library.entry import Entry
from reader.ui.content import fit
from reader.ui.widgets.row_list import Part, RowList

_BAR = " ▁▂▃▄▅▆▇█"
_ROOM_FOR_DETAIL = 64
"""Cells below which a row has its title and little else."""


class DocumentList(RowList[Entry]):
    """Entries of the library."""

    def key(self, item: Entry) -> Path:
        """Return the path of the entry."""
        return item.path

    def draw(self, index: int, line: int, cells: int) -> tuple[Sequence[Part], Sequence[Part]]:
        """Return the title, and what is known of the document."""
        del line  # there is one
        entry = self.items[index]
        return [(safe_line(entry.title), "list--title")], _detail(entry, cells)


def _detail(entry: Entry, cells: int) -> list[Part]:
    """Return what stands at the right of a row, with the component class of each part."""
    if entry.problem:
        return [(fit(safe_line(entry.problem), cells // 2), "list--problem")]
    notes = f"{entry.notes:>3} ✎" if entry.notes else "     "
    if cells < _ROOM_FOR_DETAIL:
        return [(notes, "list--detail")]
    bar = _bar(entry)
    tags = fit(" ".join(f"#{safe_line(tag)}" for tag in entry.tags), cells // 4)
    return [
        (f"{tags} " if tags else "", "list--tags"),
        (f" {entry.kind:>4} {entry.minutes:>4} min {bar} {notes} ", "list--detail"),
        (entry.modified[:10], "list--detail"),
    ]


def _bar(entry: Entry) -> str:
    """Return how far a document was read, in one cell."""
    if entry.reading is ReadingStatus.READ:
        return "✓"
    if entry.reading is ReadingStatus.UNREAD:
        return " "
    return _BAR[max(1, round(entry.progress * (len(_BAR) - 1)))]
