"""A question that is answered with yes or no."""

from __future__ import annotations

from textual.app import ComposeResult
from textual.containers import Vertical
from textual.content import Content
from textual.events import Key
from textual.screen import ModalScreen
from textual.widgets import Static

from reader.ui.content import lines


class Confirm(ModalScreen[bool]):
    """Asks whether to do something that cannot simply be undone."""

    def __init__(self, title: str, text: str, yes: str) -> None:
        """Explain in `text`, from anywhere; `yes` says what the key y does."""
        super().__init__()
        self._title = title
        self._text = text
        self._yes = yes

    def compose(self) -> ComposeResult:
        """Lay out the explanation and the keys."""
        with Vertical(classes="dialog"):
            yield Static(lines(self._text))
            yield Static(Content.styled(f"\ny {self._yes}   n leave it", "$dim"))

    def on_mount(self) -> None:
        """Give it its title."""
        self.query_one(Vertical).border_title = Content(self._title)

    def on_key(self, event: Key) -> None:
        """Take the answer; other keys are none."""
        event.stop()
        if event.key in {"y", "n", "escape", "q"}:
            self.dismiss(event.key == "y")
