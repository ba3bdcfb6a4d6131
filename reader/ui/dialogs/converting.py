"""What is shown while a document takes long to open and there is nothing of it to read yet."""

from __future__ import annotations

from time import monotonic
from typing import ClassVar

from textual import getters
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.content import Content
from textual.events import Key
from textual.screen import ModalScreen
from textual.widgets import Static

from reader.core.progress import Progress
from reader.ui.content import line
from reader.ui.keyboard import KeyboardApp

_LOOK = 0.2
"""Seconds between two looks at how far it is."""


class Converting(ModalScreen[None]):
    """Says what is being converted, how far it is and for how long, until it is dismissed."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "cancel", "Cancel", id="converting.cancel"),
    ]

    keyboard = getters.app(KeyboardApp)
    elapsed = getters.query_one("#elapsed", Static)

    def __init__(self, name: str, progress: Progress) -> None:
        """Show how far `progress` is with the document `name`; Escape cancels it."""
        super().__init__()
        self._name_shown = name
        self._progress = progress
        self._began = monotonic()

    def compose(self) -> ComposeResult:
        """Lay out what is going on."""
        with Vertical(classes="dialog"):
            yield Static(line(f"converting {self._name_shown} …"))
            yield Static(id="elapsed")

    def on_mount(self) -> None:
        """Count the seconds."""
        self._count()
        self.set_interval(_LOOK, self._count)

    def on_key(self, event: Key) -> None:
        """Keep a key that was typed ahead for the document."""
        if event.key != "escape":
            event.stop()
            self.keyboard.put_off(event)

    def on_unmount(self) -> None:
        """Give the document what was typed meanwhile."""
        self.keyboard.take_up()

    def _count(self) -> None:
        seconds = round(monotonic() - self._began)
        share = self._progress.share
        done = f"{share:.0%}   " if share else ""
        self.elapsed.update(Content.styled(f"{done}{seconds} s   esc cancels", "$dim"))

    def action_cancel(self) -> None:
        """Give the document up, and what was typed for it."""
        self.keyboard.drop_put_off()
        self._progress.cancel()
