"""A person's view of a document: where they are in it, and what they have selected.

This is the whole behaviour of the page, without a screen: the widget draws it and passes on
keys and clicks.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import TypeVar

from reader.core.document import Document
from reader.core.hints import LABELS
from reader.core.hyphens import Hyphenate
from reader.core.jumps import Jumps
from reader.core.layout import Layout
from reader.core.paint import Layers
from reader.core.selection import Selection
from reader.core.spans import SpanIndex
from reader.core.textobjects import Span, TextObjects, Unit, words
from reader.core.typography import STANDARD, Typography
from reader.core.viewport import Viewport
from reader.core.width import measure

Value = TypeVar("Value")


class Page:
    """`document` set to `width` cells, of which `height` rows are seen, from `offset` on."""

    def __init__(self, document: Document, width: int, height: int, offset: int = 0) -> None:
        """Select nothing and draw nothing over the text yet."""
        self.document = document
        self.layers = Layers()
        self.layers.set_document(document)
        self.viewport = Viewport(Layout(document, width), height, offset)
        self.selection: Selection | None = None
        self._objects = TextObjects(document)
        self._jumps = Jumps()

    def resize(
        self,
        width: int,
        height: int,
        typography: Typography = STANDARD,
        hyphenate: Hyphenate | None = None,
    ) -> None:
        """Set the text to another width or height, or otherwise; the offset on top stays.

        See `reader.core.layout.Layout`.
        """
        self.viewport.resize(Layout(self.document, width, typography, hyphenate), height)

    @property
    def progress(self) -> float:
        """The share of the text above the end of the screen, 0 to 1."""
        return min(1.0, self.viewport.end_offset / max(1, len(self.document.text)))

    # Selecting

    def set_selection(self, selection: Selection | None) -> None:
        """Select this, without moving the page; an empty selection is a caret."""
        self.selection = selection
        empty = selection is None or selection.anchor == selection.head
        self.layers.selection = None if empty or selection is None else selection.span
        self.layers.caret = None if selection is None else selection.caret

    @property
    def span(self) -> Span | None:
        """The selected span; None for a mere caret."""
        return self.layers.selection

    def select(self, start: int, end: int) -> None:
        """Select ``[start, end)`` and bring it on screen."""
        self.set_selection(Selection(start, end))
        self.viewport.reveal(start, end)

    def start_selection(self) -> None:
        """Select the sentence at the caret, or on top of the page; widen a selection."""
        if self.span is not None and self.selection is not None:
            self._select(self.selection.widened(self._objects))
            return
        caret = self.layers.caret
        on_screen = caret is not None and self.viewport.shows(caret)
        offset = caret if caret is not None and on_screen else self.viewport.top_offset
        self._select(Selection(*self._objects.around(Unit.SENTENCE, offset)))

    def narrow_selection(self) -> None:
        """Take back the last widening, or select the next smaller text object."""
        if self.selection is not None:
            self._select(self.selection.narrowed(self._objects))

    def move_end(self, unit: Unit, n: int) -> None:
        """Move the active end of the selection by `n` units; begin one where there is none."""
        if self.selection is None:
            self.start_selection()
        elif unit is Unit.ROW:
            here = self.viewport.row_away(self.selection.caret, n)
            start, end = self._objects.around(Unit.CLUSTER, here)
            anchor = self.selection.anchor
            self._select(Selection(anchor, end if start >= anchor else start))
        else:
            self._select(self.selection.moved(self._objects, unit, n))

    def swap_ends(self) -> None:
        """Make the other end of the selection the one that moves."""
        if self.selection is not None:
            self._select(self.selection.swapped())

    def extend_to(self, start: int, end: int) -> None:
        """Extend the selection to include ``[start, end)``; select that where there is none."""
        span = self.span or (start, end)
        self._select(Selection.between(span, (start, end)))

    def unit_at(self, offset: int, unit: Unit) -> Span:
        """Return the text object at `offset`, for the mouse: a name is a word."""
        if unit is Unit.WORD and (under := self.marked_at(offset)) is not None:
            return under
        return self._objects.around(unit, offset)

    def marked_at(self, offset: int) -> Span | None:
        """Return the annotated span or the name under `offset`, the shorter of them."""
        found = [
            span[:2]
            for span in (self.layers.annotations.at(offset), self.layers.mentions.at(offset))
            if span is not None
        ]
        return min(found, key=lambda span: span[1] - span[0], default=None)

    def show_hints(self) -> dict[str, Span]:
        """Put labels on the words on screen, and return which word each leads to."""
        found: dict[str, Span] = {}
        labelled: list[tuple[int, int, str]] = []
        labels = iter(LABELS)
        for row in self.viewport.rows:
            for piece in row.pieces:
                line = self.document.text.slice(piece.start, piece.end)
                for start, end in words(line):
                    covered = _two_cells(line, start, end)
                    if covered and (label := next(labels, "")):
                        found[label] = piece.start + start, piece.start + end
                        labelled.append((piece.start + start, piece.start + covered, label))
        self.layers.hints = SpanIndex(labelled)
        return found

    def hide_hints(self) -> None:
        """Take the labels away."""
        self.layers.hints = SpanIndex()

    def _select(self, selection: Selection) -> None:
        """Select, and bring the end that moves on screen."""
        self.set_selection(selection)
        self.viewport.reveal(selection.caret, selection.caret + 1)

    # Reading

    def move_paragraphs(self, n: int) -> None:
        """Put the `n`-th next paragraph on top, a previous one when negative."""
        self.viewport.go_to(self._objects.next_paragraph(self.viewport.anchor, n))

    def move_headings(self, n: int) -> None:
        """Put the `n`-th next heading on top, a previous one when negative."""
        heading = self._objects.next_heading(self.viewport.anchor, n)
        if heading is not None:
            self.go_to(heading)

    def slide_table(self, columns: int) -> bool:
        """Move a table that is too wide by `columns`, back when negative; whether there is one."""
        self.viewport.slide(columns)
        return self.viewport.has_wide_table

    # Jumping

    def go_to(self, offset: int) -> None:
        """Put the row with `offset` on top."""
        self._jumps.leave(self.viewport.anchor)
        self.viewport.go_to(offset)

    def go_to_end(self) -> None:
        """Put the last row at the bottom."""
        self._jumps.leave(self.viewport.anchor)
        self.viewport.go_to_end()

    def next_mention(self, n: int) -> None:
        """Select the `n`-th next name, a previous one when negative."""
        self._select_next(self.layers.mentions, n)

    def next_link(self, n: int) -> bool:
        """Select the `n`-th next link, a previous one when negative; whether there is any."""
        links = SpanIndex((link.start, link.end, link) for link in self.document.links())
        before = self.span
        self._select_next(links, n)
        return self.span != before

    def next_annotation(self, n: int) -> None:
        """Select the `n`-th next annotated span, a previous one when negative."""
        self._select_next(self.layers.annotations, n)

    @property
    def marks(self) -> Mapping[str, int]:
        """The marked places, offsets by name."""
        return dict(self._jumps.marks)

    def set_marks(self, marks: Mapping[str, int]) -> None:
        """Replace the marked places."""
        self._jumps.marks = dict(marks)

    def set_mark(self, name: str) -> None:
        """Remember the place on top of the page under `name`."""
        self._jumps.marks[name] = self.viewport.anchor

    def go_to_mark(self, name: str) -> bool:
        """Go to a mark; return whether there is one of this name."""
        offset = self._jumps.marks.get(name)
        if offset is not None:
            self.go_to(offset)
        return offset is not None

    def jump_back(self) -> bool:
        """Go back to where the last jump was made from; return whether there was one."""
        return self._turn_to(self._jumps.back(self.viewport.anchor))

    def jump_forth(self) -> bool:
        """Go forth to where was gone back from; return whether there was such a place."""
        return self._turn_to(self._jumps.forth(self.viewport.anchor))

    def _turn_to(self, offset: int | None) -> bool:
        if offset is not None:
            self.viewport.go_to(offset)
        return offset is not None

    def _select_next(self, index: SpanIndex[Value], n: int) -> None:
        """Select the `n`-th span from the selection, or from the top of the page."""
        view = self.viewport
        if self.span is not None and view.shows(self.span[0]):
            origin = self.span[0]
        else:
            origin = view.top_offset - 1 if n > 0 else view.end_offset
        found = index.step(origin, n)
        if found is not None:
            if not view.shows(found[0]):
                self._jumps.leave(view.anchor)
            self.select(found[0], found[1])


def _two_cells(line: str, start: int, end: int) -> int:
    """Return the end of the clusters from `start` on that take two cells; 0 if none do."""
    cells = measure(line[start:end])
    cut = cells.ceil(cells.index(1) + 1) if cells.width >= 2 else 0
    return start + cut if cut and cells.cell(cut) == 2 else 0
