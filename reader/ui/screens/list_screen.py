"""A screen with one list that is narrowed as one types: the library, the notes."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from textual import getters, on
from textual.widgets import Input

from reader.core.facets import facets
from reader.core.keymap import Keymap
from reader.core.query import Query, QueryError, Subject, parse
from reader.ui.background import in_background
from reader.ui.dialogs.picker import Picker, Row
from reader.ui.screens.command_screen import CommandScreen
from reader.ui.widgets.line_input import LineInput
from reader.ui.widgets.row_list import RowList
from reader.ui.widgets.title_line import TitleLine


class ListScreen(CommandScreen):
    """Moves in a list, and keeps the filter of what it shows."""

    rows: getters.query_one[RowList[Any]] = getters.query_one(RowList)
    title_line = getters.query_one(TitleLine)

    def __init__(self, keymap: Keymap, filter_label: str) -> None:
        """Read keys by `keymap`; the filter says `filter_label` while it is empty."""
        super().__init__(keymap)
        self.filter_line = LineInput(filter_label)
        self.narrowing = Query()
        self._filtered_by = self.narrowing

    async def show_rows(self) -> None:
        """Show what passes the filter."""
        raise NotImplementedError

    # -- moving

    def command_down(self) -> None:
        """Go to the next row."""
        self.rows.move(1)

    def command_up(self) -> None:
        """Go to the row before."""
        self.rows.move(-1)

    def command_page_down(self) -> None:
        """Go down by a page."""
        self.rows.move(self.rows.page)

    def command_page_up(self) -> None:
        """Go up by a page."""
        self.rows.move(-self.rows.page)

    def command_first(self) -> None:
        """Go to the first row."""
        self.rows.go_to(0)

    def command_last(self) -> None:
        """Go to the last row."""
        self.rows.go_to(len(self.rows.items))

    # -- the filter

    def command_filter(self) -> None:
        """Type a filter."""
        self.filter_line.open(self.filter_line.value)

    def subjects(self) -> Sequence[Subject]:
        """Return what the filter looks at in the rows that are shown; it may be slow."""
        raise NotImplementedError

    async def command_narrow(self) -> None:
        """Choose a term that some of the rows pass, and add it to the filter."""
        found = await in_background(lambda: facets(self.subjects()))
        if not found:
            self.say("there is nothing to narrow by")
            return
        rows = [Row(facet.term, facet.term, detail=str(facet.count)) for facet in found]
        term = await self.ask(Picker("Narrow by", rows))
        if term is not None:
            self.filter_line.value = f"{self.filter_line.value} {term}".strip()
            self._take_filter(self.filter_line.value)
            await self.show_rows()

    async def command_clear(self) -> None:
        """Show every row."""
        self.filter_line.value = ""
        self.narrowing = Query()
        await self.show_rows()

    def is_new_filter(self, query: Query) -> bool:
        """Whether the list shows what passes another filter; it does not from now on."""
        before, self._filtered_by = self._filtered_by, query
        return before is not query

    @on(Input.Changed)
    def _filter_typed(self, event: Input.Changed) -> None:
        if self._take_filter(event.value):
            self.beside(self.show_rows, "filter")

    @on(Input.Submitted)
    def _filter_entered(self) -> None:
        self.filter_line.close()
        # Enter, typed ahead, opens what the filter leaves and not what was there before.
        self.keyboard.hold_keys()
        self.beside(self._show_entered, "filter")

    async def _show_entered(self) -> None:
        await self._finish(self.show_rows())

    @on(LineInput.Cancelled)
    async def _filter_left(self) -> None:
        self.filter_line.close()
        await ListScreen.command_clear(self)

    def _take_filter(self, text: str) -> bool:
        """Filter by `text` from now on; whether it can be understood."""
        try:
            self.narrowing = parse(text)
        except QueryError as error:
            self.say(str(error), "$warning")
            return False
        self.unsay()
        return True
