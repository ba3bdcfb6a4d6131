"""The list of documents: one row each, drawn only where it is seen."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import ClassVar

from rich.cells import cell_len
from rich.segment import Segment
from rich.style import Style
from textual import events
from textual.geometry import Region, Size
from textual.message import Message
from textual.scroll_view import ScrollView
from textual.strip import Strip

from reader.core.safetext import safe_line
from reader.library.entry import Entry
from reader.ui.content import fit

_BAR = " ▁▂▃▄▅▆▇█"
_ROOM_FOR_DETAIL = 64
"""Cells below which a row has its title and little else."""


class DocumentList(ScrollView, can_focus=False):
    """Entries with one of them current; a click opens."""

    COMPONENT_CLASSES: ClassVar[set[str]] = {
        "list--title",
        "list--detail",
        "list--tags",
        "list--problem",
        "list--current",
    }

    @dataclass
    class Opened(Message):
        """The person clicked on an entry."""

        entry: Entry

    def __init__(self) -> None:
        super().__init__()
        self._entries: Sequence[Entry] = ()
        self._current = 0

    @property
    def current(self) -> Entry | None:
        """The entry that commands are about; None in an empty list."""
        return self._entries[self._current] if self._entries else None

    @property
    def entries(self) -> Sequence[Entry]:
        """The entries that are shown."""
        return self._entries

    @property
    def position(self) -> int:
        """The number of the current entry, from 0."""
        return self._current

    def show(self, entries: Sequence[Entry]) -> None:
        """Show `entries`; the current one stays current if it is among them."""
        before = self.current
        self._entries = entries
        self._current = min(self._current, max(0, len(entries) - 1))
        if before is not None and not self._is_current(before):
            paths = (index for index, entry in enumerate(entries) if entry.path == before.path)
            self._current = next(paths, self._current)
        self.virtual_size = Size(self.size.width, len(entries))
        self._reveal()
        self.refresh()

    def _is_current(self, entry: Entry) -> bool:
        return self.current is not None and self.current.path == entry.path

    def move(self, rows: int) -> None:
        """Make another entry current, `rows` on, not beyond the ends."""
        self.go_to(self._current + rows)

    def go_to(self, index: int) -> None:
        """Make the entry with this number current, the nearest if there is none."""
        self._current = max(0, min(index, len(self._entries) - 1))
        self._reveal()
        self.refresh()

    @property
    def page(self) -> int:
        """How many rows there are on a page."""
        return max(1, self.size.height - 1)

    def _reveal(self) -> None:
        self.scroll_to_region(
            Region(0, self._current, max(1, self.size.width), 1), animate=False, force=True
        )

    def on_click(self, event: events.Click) -> None:
        """Make the entry under the mouse current, and open it."""
        inside = event.get_content_offset(self)
        if inside is None:
            return
        index = inside.y + self.scroll_offset.y
        if index < len(self._entries):
            self.go_to(index)
            self.post_message(self.Opened(self._entries[index]))

    def render_line(self, y: int) -> Strip:
        """Return a row of the screen."""
        index = y + self.scroll_offset.y
        cells = self.size.width
        if index >= len(self._entries):
            return Strip.blank(cells, self.rich_style)
        entry = self._entries[index]
        base = self.rich_style
        if index == self._current:
            base += self.get_component_rich_style("list--current", partial=True)
        detail = _detail(entry, cells)
        room = max(8, cells - sum(cell_len(text) for text, _ in detail) - 5)
        title = fit(safe_line(entry.title), room)
        segments = [
            Segment(" ▌ " if index == self._current else "   ", base + self._style("list--tags")),
            Segment(title, base + self._style("list--title")),
            Segment(" " * (room - cell_len(title) + 1), base),
            *(Segment(text, base + self._style(kind)) for text, kind in detail),
        ]
        return Strip(segments).adjust_cell_length(cells, base)

    def _style(self, name: str) -> Style:
        return self.get_component_rich_style(name, partial=True)


def _detail(entry: Entry, cells: int) -> list[tuple[str, str]]:
    """Return what stands at the right of a row, with the component class of each part."""
    if entry.problem:
        return [(fit(safe_line(entry.problem), cells // 2) + " ", "list--problem")]
    notes = f"{entry.notes:>3} ✎" if entry.notes else "     "
    if cells < _ROOM_FOR_DETAIL:
        return [(notes + " ", "list--detail")]
    bar = _BAR[round(entry.progress * (len(_BAR) - 1))]
    tags = fit(" ".join(f"#{safe_line(tag)}" for tag in entry.tags), cells // 4)
    return [
        (f"{tags} " if tags else "", "list--tags"),
        (f" {entry.kind:>4} {entry.minutes:>4} min {bar} {notes} ", "list--detail"),
        (f"{entry.modified[:10]} ", "list--detail"),
    ]
