"""What is about to change at many places, to look at before it is done."""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar

from textual import getters
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.content import Content
from textual.screen import ModalScreen
from textual.widgets import OptionList, Static
from textual.widgets.option_list import Option

from reader.core.excerpts import Excerpt
from reader.ui.content import line

_MOST = 500
"""Rows shown: the places after them change too, as the last row says."""
_KEYS = "⏎ do it for all with a ✓   space leave one out   esc cancel"


class Preview(ModalScreen[frozenset[int] | None]):
    """Lists places; gives the numbers of those that were left out, or None for doing nothing."""

    AUTO_FOCUS = ""
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape,q", "cancel", "Cancel", id="preview.cancel"),
        Binding("enter", "accept", "Do it", id="preview.accept"),
        Binding("space,x", "leave_out", "Leave out", id="preview.toggle"),
        Binding("down,j,tab", "move(1)", "Down", id="preview.down"),
        Binding("up,k,shift+tab", "move(-1)", "Up", id="preview.up"),
        Binding("pagedown,d", "move(10)", "Page down", id="preview.page-down"),
        Binding("pageup,u", "move(-10)", "Page up", id="preview.page-up"),
    ]

    options = getters.query_one(OptionList)

    def __init__(self, title: str, excerpts: Sequence[Excerpt], count: int) -> None:
        """Show the first `excerpts` of `count` places under `title`."""
        super().__init__()
        self._title = title
        self._excerpts = excerpts[:_MOST]
        self._rest = count - len(self._excerpts)
        self._out: set[int] = set()

    def compose(self) -> ComposeResult:
        """Lay out the places over the keys."""
        with Vertical(classes="dialog"):
            yield OptionList(markup=False, compact=True)
            yield Static(Content.styled(_KEYS, "$dim"), id="state")

    def on_mount(self) -> None:
        """List the places."""
        self.query_one(Vertical).border_title = line(self._title)
        rows = [Option(self._row(number)) for number in range(len(self._excerpts))]
        if self._rest:
            rows.append(Option(Content.styled(f"  … and {self._rest:,} more", "$dim")))
        self.options.add_options(rows)
        self.options.highlighted = 0

    def action_cancel(self) -> None:
        """Do nothing."""
        self.dismiss(None)

    def action_accept(self) -> None:
        """Do it for all but those left out."""
        self.dismiss(frozenset(self._out))

    def action_leave_out(self) -> None:
        """Leave the place out, or take it in again, and go on to the next."""
        number = self.options.highlighted or 0
        if number < len(self._excerpts):
            self._out ^= {number}
            self.options.replace_option_prompt_at_index(number, self._row(number))
            self.action_move(1)

    def action_move(self, rows: int) -> None:
        """Move the highlight by `rows`, not beyond the ends."""
        last = self.options.option_count - 1
        self.options.highlighted = max(0, min((self.options.highlighted or 0) + rows, last))

    def _row(self, number: int) -> Content:
        one = self._excerpts[number]
        return Content.assemble(
            ("  " if number in self._out else "✓ ", "$accent"),
            line(one.before, "$dim"),
            line(one.words, "bold"),
            line(one.after, "$dim"),
        )
