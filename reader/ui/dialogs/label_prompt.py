"""Two letters typed over the page, for a word that wears them as its label."""

from __future__ import annotations

from collections.abc import Collection

from textual.events import Key
from textual.screen import ModalScreen


class LabelPrompt(ModalScreen[str]):
    """Gives the label that was typed; an empty one when there is no such label."""

    def __init__(self, labels: Collection[str]) -> None:
        """Take one of `labels`, which are on the page."""
        super().__init__()
        self._labels = labels
        self._typed = ""

    def on_key(self, event: Key) -> None:
        """Take a letter, or leave."""
        event.stop()
        self._typed += event.character or " "
        if self._typed in self._labels:
            self.dismiss(self._typed)
        elif not any(label.startswith(self._typed) for label in self._labels):
            self.dismiss("")
