"""The page: one widget that draws the rows of a document on screen, and selects in it.

How a page behaves is decided in `reader.core.page`, what a row looks like in
`reader.core.paint`; this is where they meet keys, mouse and screen.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from textual import events
from textual.geometry import Region
from textual.message import Message
from textual.strip import Strip
from textual.timer import Timer
from textual.widget import Widget

from reader.core.annotation import Annotation
from reader.core.document import Document
from reader.core.entity import Mention
from reader.core.hyphens import Hyphenate
from reader.core.page import Page
from reader.core.row import Row
from reader.core.selection import Selection
from reader.core.spans import SpanIndex
from reader.core.text import Text
from reader.core.textobjects import Span, Unit
from reader.core.typography import STANDARD, Typography
from reader.drawing.frame import Frame
from reader.drawing.palette import ViewPalette
from reader.ui.compat import filtered
from reader.ui.hardware_scroll import HardwareScroll
from reader.ui.widgets.mouse_selection import MouseSelection
from reader.ui.widgets.row_painter import RowPainter

WHEEL_ROWS = 3
DRAGGED_A_ROW = 0.05
"""Seconds between two rows while the mouse is held above or below the page."""
STRIPS_KEPT = 500
"""Drawn rows kept: a screen and what was just seen; 120 rows are the tallest terminal."""


class DocumentView(Widget, can_focus=False):
    """A document, its names, annotations and search hits, and a selection in it.

    Nothing here waits for anything but the rows on screen. Motions asked for before the
    widget has a size are made when it has one.
    """

    ALLOW_SELECT = False
    DEFAULT_CSS = "DocumentView { width: 1fr; height: 1fr; }"

    @dataclass
    class Selected(Message):
        """The selection changed to `span`; None when nothing is selected."""

        span: tuple[int, int] | None

    @dataclass
    class Moved(Message):
        """The page moved: its first visible `offset`, and the share of the text above its end."""

        offset: int
        progress: float

    def __init__(self, *, name: str | None = None, id: str | None = None) -> None:  # noqa: A002 - Textual's own name for it
        """Show an empty page."""
        super().__init__(name=name, id=id)
        self._typography = STANDARD
        self._hyphenate: Hyphenate | None = None
        self._mouse = MouseSelection()
        self._dragging: Timer | None = None
        self.hardware_scroll = HardwareScroll()
        self._pending: list[Callable[[], object]] = []
        self._strips: dict[Span, tuple[Row, Strip]] = {}
        self._frame = Frame.of(1, STANDARD)
        self._page = Page(Document(Text(()), "", ""), self._frame.text, 1)
        self._painter = RowPainter(self._page.document, self._page.layers, ViewPalette())

    # What is shown

    @property
    def document(self) -> Document:
        """The document on the page."""
        return self._page.document

    def show(self, document: Document, offset: int = 0) -> None:
        """Show `document` from `offset` on, without names, annotations, hits or a selection."""
        self._pending.clear()
        self._page = Page(document, self._frame.text, self.size.height, offset)
        self._painter.document = document
        self._painter.layers = self._page.layers
        self._reflow()

    def set_mentions(self, mentions: Sequence[Mention] | SpanIndex[Mention]) -> None:
        """Colour these names by type."""
        self._page.layers.set_mentions(mentions)
        self._repaint()

    def set_annotations(self, annotations: Sequence[Annotation]) -> None:
        """Tint and underline these, and mark rows with a note; rejected ones are hidden."""
        self._page.layers.set_annotations(annotations)
        self._repaint()

    def set_hits(self, hits: Sequence[Span], current: int | None = None) -> None:
        """Mark these search hits; `current` is the number of the one looked at."""
        self._page.layers.set_hits(hits, current)
        self._repaint()

    def set_palette(self, palette: ViewPalette) -> None:
        """Draw in these colours from now on."""
        self._painter.palette = palette
        self._repaint()

    def set_typography(self, typography: Typography, hyphenate: Hyphenate | None = None) -> None:
        """Set the text in this way, centred; words are broken by `hyphenate`, if they are."""
        self._typography = typography
        self._hyphenate = hyphenate
        self._painter.letters = typography.letters
        self._reflow()

    def show_hints(self) -> dict[str, Span]:
        """Put two-letter labels on the words on screen, and return which word each leads to.

        They are shown until `hide_hints`.
        """
        found = self._page.show_hints()
        self._repaint()
        return found

    def hide_hints(self) -> None:
        """Take the labels off the words."""
        self._page.hide_hints()
        self._repaint()

    # Where the person is

    @property
    def top_offset(self) -> int:
        """The first visible offset."""
        return self._page.viewport.top_offset

    @property
    def progress(self) -> float:
        """The share of the text above the end of the screen, 0 to 1."""
        return self._page.progress

    @property
    def selection(self) -> Span | None:
        """The selected span; None when nothing is selected."""
        return self._page.span

    # Selecting

    def select(self, start: int, end: int) -> None:
        """Select ``[start, end)`` and bring it on screen."""
        self._act(lambda: self._page.select(start, end))

    def clear_selection(self) -> None:
        """Select nothing, and hide the caret."""
        self._act(lambda: self._page.set_selection(None))

    def start_selection(self) -> None:
        """Select the sentence at the caret, or on top of the page; widen a selection."""
        self._act(self._page.start_selection)

    def narrow_selection(self) -> None:
        """Take back the last widening, or select the next smaller text object."""
        self._act(self._page.narrow_selection)

    def move_end(self, unit: Unit, n: int = 1) -> None:
        """Move the active end of the selection by `n` units, back when negative."""
        self._act(lambda: self._page.move_end(unit, n))

    def swap_ends(self) -> None:
        """Make the other end of the selection the one that moves."""
        self._act(self._page.swap_ends)

    def extend_to(self, start: int, end: int) -> None:
        """Extend the selection to include ``[start, end)``; select that where there is none."""
        self._act(lambda: self._page.extend_to(start, end))

    # Reading

    def scroll_rows(self, n: int) -> None:
        """Move down by `n` rows, up when negative."""
        self._act(lambda: self._page.viewport.scroll(n))

    def scroll_half_pages(self, n: int) -> None:
        """Move down by `n` times half the page."""
        self._act(lambda: self._page.viewport.scroll(n * max(1, self.size.height // 2)))

    def scroll_pages(self, n: int) -> None:
        """Move down by `n` pages; one row stays in view."""
        self._act(lambda: self._page.viewport.scroll(n * max(1, self.size.height - 1)))

    def go_to_start(self) -> None:
        """Go to the first row."""
        self.go_to(0)

    def go_to_end(self) -> None:
        """Go to the last row."""
        self._act(self._page.go_to_end)

    def go_to(self, offset: int) -> None:
        """Put the row with `offset` on top."""
        self._act(lambda: self._page.go_to(offset))

    def reveal(self, start: int, end: int) -> None:
        """Bring ``[start, end)`` on screen by the shortest way; it is no jump to come back from."""
        self._act(lambda: self._page.viewport.reveal(start, end))

    def move_paragraphs(self, n: int) -> None:
        """Put the `n`-th next paragraph on top, a previous one when negative."""
        self._act(lambda: self._page.move_paragraphs(n))

    def move_headings(self, n: int) -> None:
        """Put the `n`-th next heading on top, a previous one when negative."""
        self._act(lambda: self._page.move_headings(n))

    def slide_table(self, columns: int) -> bool:
        """Move a table that is too wide by `columns`, back when negative; whether there is one."""
        return bool(self._act(lambda: self._page.slide_table(columns)))

    # Jumping

    def next_mention(self, n: int = 1) -> None:
        """Select the `n`-th next name, a previous one when negative."""
        self._act(lambda: self._page.next_mention(n))

    def next_link(self, n: int = 1) -> bool:
        """Select the `n`-th next link, a previous one when negative; whether there is any."""
        return bool(self._act(lambda: self._page.next_link(n)))

    def next_annotation(self, n: int = 1) -> None:
        """Select the `n`-th next annotated span, a previous one when negative."""
        self._act(lambda: self._page.next_annotation(n))

    @property
    def marks(self) -> Mapping[str, int]:
        """The marked places, offsets by name."""
        return self._page.marks

    def set_marks(self, marks: Mapping[str, int]) -> None:
        """Replace the marked places."""
        self._page.set_marks(marks)

    def set_mark(self, name: str) -> None:
        """Remember the place on top of the page under `name`."""
        self._page.set_mark(name)

    def go_to_mark(self, name: str) -> bool:
        """Go to a mark; return whether there is one of this name."""
        return bool(self._act(lambda: self._page.go_to_mark(name)))

    def jump_back(self) -> bool:
        """Go back to where the last jump was made from; return whether there was one."""
        return bool(self._act(self._page.jump_back))

    def jump_forth(self) -> bool:
        """Go forth to where was gone back from; return whether there was such a place."""
        return bool(self._act(self._page.jump_forth))

    # Screen

    def _act(self, action: Callable[[], object]) -> object:
        """Change the page by `action`; draw and tell what changed. Return what it returned."""
        if not self.size.height:
            self._pending.append(action)
            return None
        page, view = self._page, self._page.viewport
        top, selection, span = view.top, page.selection, page.span
        moves = view.layout.moves
        result = action()
        if page.selection != selection:
            self._repaint_rows(selection, page.selection)
            if page.span != span:
                self.post_message(self.Selected(page.span))
        if view.layout.moves != moves:
            self._repaint()
        if view.top != top:
            self._draw_moved(view.moved_from(top))
            self._tell_moved()
        return result

    def _draw_moved(self, rows: int | None) -> None:
        """Draw the page `rows` further on: all of it, or only what the terminal lacks."""
        total = self.hardware_scroll.moved(rows, self) if rows is not None else None
        if total is None:
            self.hardware_scroll.changed()
            self.refresh()
            return
        width, height = self.size
        # The first row carries the sequence that moves the others.
        self.refresh(Region(0, 0, width, 1))
        self.refresh(Region(0, height - total if total > 0 else 0, width, abs(total)))

    def _tell_moved(self) -> None:
        self.post_message(self.Moved(self.top_offset, self.progress))

    def _repaint(self) -> None:
        self._strips.clear()
        self.hardware_scroll.changed()
        self.refresh()

    def _repaint_rows(self, *selections: Selection | None) -> None:
        """Draw the rows again that one of `selections` touches."""
        self.hardware_scroll.changed()
        touched = [(min(s.span[0], s.caret), max(s.span[1], s.caret)) for s in selections if s]

        def is_touched(row: Row) -> bool:
            return any(row.touches(start, end) for start, end in touched)

        self._strips = {
            span: (row, strip) for span, (row, strip) in self._strips.items() if not is_touched(row)
        }
        for y, row in enumerate(self._page.viewport.rows):
            if is_touched(row):
                self.refresh(Region(0, y, self.size.width, 1))

    def _reflow(self) -> None:
        if not self.size.height:
            return
        self._frame = Frame.of(self.size.width, self._typography)
        self._page.resize(self._frame.text, self.size.height, self._typography, self._hyphenate)
        self._repaint()
        self._tell_moved()

    def on_mount(self) -> None:
        """Learn which colours the terminal takes."""
        self._painter.truecolor = self.app.console.color_system == "truecolor"

    def on_resize(self) -> None:
        """Set the text to the new width, and make the motions that waited for it."""
        self._reflow()
        pending, self._pending = self._pending, []
        for action in pending:
            self._act(action)

    def render_lines(self, crop: Region) -> list[Strip]:
        """Return the strips of the rows on screen, as wide as the widget."""
        rows = self._page.viewport.rows
        blank = Row(-1, -1)
        strips = [self._strip(rows[y] if y < len(rows) else blank) for y in crop.line_range]
        if crop.size != self.size:
            return [strip.crop(crop.x, crop.right) for strip in strips]
        strips[0] = self.hardware_scroll.first_strip(strips[0], self.region.y, crop.height)
        return strips

    def _strip(self, row: Row) -> Strip:
        span = row.start, row.end
        kept = self._strips.get(span)
        if kept is not None:
            return kept[1]
        if len(self._strips) >= STRIPS_KEPT:
            self._strips.clear()
        strip = self._painter.strip(row, self._frame)
        strip = filtered(strip, self.get_line_filters(), self.background_colors[1])
        self._strips[span] = row, strip
        return strip

    # Mouse

    def on_mouse_down(self, event: events.MouseDown) -> None:
        """Begin to select."""
        if event.button == 1:
            self.capture_mouse()
            self._mouse.press(self._page, event.x - self._frame.left, event.y)

    def on_mouse_move(self, event: events.MouseMove) -> None:
        """Select up to the mouse while its button is down, and on while it is off the page."""
        if not self._mouse.held:
            return
        self._stop_dragging()
        x, y = event.x - self._frame.left, event.y
        self._drag(x, y)
        if not 0 <= y < self.size.height:
            self._dragging = self.set_interval(DRAGGED_A_ROW, lambda: self._drag(x, y))

    def on_mouse_up(self) -> None:
        """End selecting."""
        self.release_mouse()
        self._mouse.release()
        self._stop_dragging()

    def _drag(self, x: int, y: int) -> None:
        self._act(lambda: self._mouse.drag(self._page, x, y))

    def _stop_dragging(self) -> None:
        if self._dragging is not None:
            self._dragging.stop()
            self._dragging = None

    def on_click(self, event: events.Click) -> None:
        """Select what is under the mouse, or put the caret there."""
        x, times = event.x - self._frame.left, event.chain
        self._act(lambda: self._mouse.click(self._page, x, event.y, times))

    def on_mouse_scroll_down(self, event: events.MouseScrollDown) -> None:
        """Move down."""
        event.stop()
        self.scroll_rows(WHEEL_ROWS)

    def on_mouse_scroll_up(self, event: events.MouseScrollUp) -> None:
        """Move up."""
        event.stop()
        self.scroll_rows(-WHEEL_ROWS)
