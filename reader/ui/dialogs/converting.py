"""What is shown while a document takes long to open."""

from __future__ import annotations

from collections.abc import Callable
from time import monotonic
from typing import ClassVar

from textual import getters
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.content import Content
from textual.screen import ModalScreen
from textual.widgets import Static

from reader.ui.content import line


class Converting(ModalScreen[None]):
    """Says what is being converted and for how long, until it is dismissed."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "cancel", "Cancel", id="converting.cancel"),
    ]

    elapsed = getters.query_one("#elapsed", Static)

    def __init__(self, name: str, cancel: Callable[[], None]) -> None:
        """Show `name`; Escape calls `cancel`."""
        super().__init__()
        self._name_shown = name
        self._cancel = cancel
        self._began = monotonic()

    def compose(self) -> ComposeResult:
        """Lay out what is going on."""
        with Vertical(classes="dialog"):
            yield Static(line(f"converting {self._name_shown} …"))
            yield Static(id="elapsed")

    def on_mount(self) -> None:
        """Count the seconds."""
        self._count()
        self.set_interval(1, self._count)

    def _count(self) -> None:
        seconds = round(monotonic() - self._began)
        self.elapsed.update(Content.styled(f"{seconds} s   esc cancels", "$dim"))

    def action_cancel(self) -> None:
        """Give the document up."""
        self._cancel()
