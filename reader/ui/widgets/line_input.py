"""One line to type in, under the page: the filter and the search."""

from __future__ import annotations

from typing import ClassVar

from textual.binding import Binding, BindingType
from textual.message import Message
from textual.widgets import Input


class LineInput(Input):
    """An input that is hidden until it is wanted, and says when it is left with Escape."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "cancel", "Cancel", id="input.cancel", show=False),
    ]

    class Cancelled(Message):
        """Escape was pressed."""

    def __init__(self, label: str) -> None:
        """Show `label` while nothing is typed."""
        super().__init__(placeholder=label, compact=True, select_on_focus=False)
        self.display = False

    def open(self, value: str = "") -> None:
        """Show it with `value` and let the person type."""
        self.display = True
        self.disabled = False
        self.value = value
        self.cursor_position = len(value)
        self.screen.set_focus(self)

    def close(self) -> None:
        """Hide it; keys are commands again."""
        self.display = False
        self.disabled = True
        self.screen.set_focus(None)

    def action_cancel(self) -> None:
        """Say that the person wants to leave."""
        self.post_message(self.Cancelled())
