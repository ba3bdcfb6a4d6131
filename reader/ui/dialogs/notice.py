"""Something that has to be read, and is too long for the status line."""

from __future__ import annotations

from collections.abc import Sequence

from textual.app import ComposeResult
from textual.containers import VerticalScroll
from textual.content import Content
from textual.events import Key
from textual.screen import ModalScreen
from textual.widgets import Static

from reader.ui.content import lines


class Notice(ModalScreen[None]):
    """Shows sentences until a key is pressed."""

    def __init__(self, title: str, sentences: Sequence[str]) -> None:
        """Show `sentences`, from anywhere, under `title`."""
        super().__init__()
        self._title = title
        self._sentences = sentences

    def compose(self) -> ComposeResult:
        """Lay out the sentences."""
        with VerticalScroll(classes="dialog", can_focus=False):
            yield Static(lines("\n\n".join(self._sentences)))

    def on_mount(self) -> None:
        """Give it its title."""
        page = self.query_one(VerticalScroll)
        page.border_title = Content(self._title)
        page.border_subtitle = Content("any key goes on")

    def on_key(self, event: Key) -> None:
        """Go on."""
        event.stop()
        self.dismiss(None)
