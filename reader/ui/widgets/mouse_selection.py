"""Selecting with the mouse: drag, and click once, twice or three times."""

from __future__ import annotations

from reader.core.page import Page
from reader.core.selection import Selection
from reader.core.textobjects import Span, Unit

_UNITS = {1: Unit.CLUSTER, 2: Unit.WORD}


class MouseSelection:
    """What a drag began with. Positions are cells of the text, row 0 on top of the page."""

    def __init__(self) -> None:
        """Begin with the button up."""
        self._origin: Span | None = None
        self._dragged = False

    @property
    def held(self) -> bool:
        """Whether the button is down."""
        return self._origin is not None

    def press(self, page: Page, x: int, y: int) -> None:
        """Begin a drag; nothing is selected before it moves."""
        self._origin = page.unit_at(page.viewport.offset_at(x, y), Unit.CLUSTER)
        self._dragged = False

    def drag(self, page: Page, x: int, y: int) -> None:
        """Select from where the button was pressed to here; scroll at the edges."""
        if self._origin is None:
            return
        if y < 0 or y >= page.viewport.height:
            page.viewport.scroll(1 if y > 0 else -1)
            y = max(0, min(y, page.viewport.height - 1))
        here = page.unit_at(page.viewport.offset_at(x, y), Unit.CLUSTER)
        if self._dragged or here != self._origin:
            self._dragged = True
            page.set_selection(Selection.between(self._origin, here))

    def release(self) -> None:
        """End a drag."""
        self._origin = None

    def click(self, page: Page, x: int, y: int, times: int) -> None:
        """Take the click that ends a press: select what is under it, or put the caret there."""
        if self._dragged:
            self._dragged = False
            return
        offset = page.viewport.offset_at(x, y)
        if times > 1:
            span = page.unit_at(offset, _UNITS.get(times, Unit.SENTENCE))
            page.set_selection(Selection(*span))
        elif (marked := page.marked_at(offset)) is not None:
            page.set_selection(Selection(*marked))
        else:
            page.set_selection(Selection(offset, offset))
