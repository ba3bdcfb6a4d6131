"""A list of any length: rows of a fixed height, drawn only where they are seen."""

from __future__ import annotations

from collections.abc import Hashable, Sequence
from dataclasses import dataclass
from typing import Any, ClassVar, Generic, TypeVar

from rich.cells import cell_len
from rich.segment import Segment
from rich.style import Style
from textual import events
from textual.geometry import Region, Size
from textual.message import Message
from textual.scroll_view import ScrollView
from textual.strip import Strip

from reader.ui.content import fit

T = TypeVar("T")

Part = tuple[str, str]
"""Text that is safe to show, and the component class it is drawn in."""

BAR = "▌"


class RowList(ScrollView, Generic[T], can_focus=False):
    """Items with one of them current; a click opens."""

    LINES: ClassVar[int] = 1
    """Lines of the screen that each item takes."""

    COMPONENT_CLASSES: ClassVar[set[str]] = {
        "list--title",
        "list--detail",
        "list--tags",
        "list--problem",
        "list--state",
        "list--current",
    }

    @dataclass
    class Opened(Message):
        """The person clicked on an item."""

        item: Any

    def __init__(self) -> None:
        super().__init__()
        self._items: Sequence[T] = ()
        self._current = 0

    def key(self, item: T) -> Hashable:
        """Return what tells an item from the others, also when it has changed."""
        raise NotImplementedError

    def draw(self, index: int, line: int, cells: int) -> tuple[Sequence[Part], Sequence[Part]]:
        """Return what is at the left and at the right of a line of an item, `cells` wide.

        `index` is the number of the item, `line` that of its line, from 0.
        """
        raise NotImplementedError

    def front(self, item: T, *, is_current: bool) -> str:
        """Return the three cells before the first line of an item."""
        del item  # the same before every one
        return f" {BAR} " if is_current else "   "

    # -- items

    @property
    def current(self) -> T | None:
        """The item that commands are about; None in an empty list."""
        return self._items[self._current] if self._items else None

    @property
    def items(self) -> Sequence[T]:
        """The items that are shown."""
        return self._items

    @property
    def position(self) -> int:
        """The number of the current item, from 0."""
        return self._current

    def show(self, items: Sequence[T]) -> None:
        """Show `items`; the current one stays current if it is among them."""
        before = self.current
        self._items = items
        self._current = min(self._current, max(0, len(items) - 1))
        if before is not None and self.current is not None:
            key = self.key(before)
            if self.key(self.current) != key:
                same = (index for index, item in enumerate(items) if self.key(item) == key)
                self._current = next(same, self._current)
        self.virtual_size = Size(self.size.width, len(items) * self.LINES)
        self._reveal()
        self.refresh()

    # -- moving

    def move(self, rows: int) -> None:
        """Make another item current, `rows` on, not beyond the ends."""
        self.go_to(self._current + rows)

    def go_to(self, index: int) -> None:
        """Make the item with this number current, the nearest if there is none."""
        self._current = max(0, min(index, len(self._items) - 1))
        self._reveal()
        self.refresh()

    @property
    def page(self) -> int:
        """How many items there are on a page, less one to stay in sight."""
        return max(1, self.size.height // self.LINES - 1)

    def _reveal(self) -> None:
        top = self._current * self.LINES
        self.scroll_to_region(
            Region(0, top, max(1, self.size.width), self.LINES), animate=False, force=True
        )

    def on_click(self, event: events.Click) -> None:
        """Make the item under the mouse current, and open it."""
        inside = event.get_content_offset(self)
        if inside is None:
            return
        index = (inside.y + self.scroll_offset.y) // self.LINES
        if index < len(self._items):
            self.go_to(index)
            self.post_message(self.Opened(self._items[index]))

    # -- drawing

    def render_line(self, y: int) -> Strip:
        """Return a line of the screen."""
        index, line = divmod(y + self.scroll_offset.y, self.LINES)
        cells = self.size.width
        if index >= len(self._items):
            return Strip.blank(cells, self.rich_style)
        item, is_current = self._items[index], index == self._current
        base = self.rich_style
        if is_current:
            base += self._style("list--current")
        gutter = self.front(item, is_current=is_current) if not line else "   "
        left, right = self.draw(index, line, cells)
        room = max(8, cells - sum(cell_len(text) for text, _ in right) - len(gutter) - 2)
        parts = [*_fitted(left, room), (" ", ""), *right, (" ", "")]
        segments = [Segment(gutter, base + self._style("list--tags"))]
        segments += [Segment(text, base + self._style(name)) for text, name in parts]
        return Strip(segments).adjust_cell_length(cells, base)

    def _style(self, name: str) -> Style:
        return self.get_component_rich_style(name, partial=True) if name else Style()


def _fitted(parts: Sequence[Part], room: int) -> list[Part]:
    """Return the parts in just `room` cells: the last ones are cut, or blanks added."""
    fitted = []
    for text, name in parts:
        shown = fit(text, room)
        fitted.append((shown, name))
        room -= cell_len(shown)
        if room <= 0:
            break
    return [*fitted, (" " * room, "")]
