"""A question that is answered with one line."""

from __future__ import annotations

from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.screen import ModalScreen
from textual.widgets import Input, Static

from reader.ui.content import line, lines


class Prompt(ModalScreen[str | None]):
    """Asks for a line; gives it, or None."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "cancel", "Cancel", id="prompt.cancel"),
    ]

    def __init__(
        self, title: str, value: str = "", explanation: str = "", *, password: bool = False
    ) -> None:
        """Ask under `title`, with `value` to begin from and an `explanation` below.

        What is typed of a `password` is not shown, and taken as it is.
        """
        super().__init__()
        self._title = title
        self._value = value
        self._explanation = explanation
        self._password = password

    def compose(self) -> ComposeResult:
        """Lay out the input and the explanation."""
        with Vertical(classes="dialog"):
            yield Input(self._value, compact=True, select_on_focus=False, password=self._password)
            yield Static(lines(self._explanation, "$dim"))

    def on_mount(self) -> None:
        """Let the person type at once."""
        self.query_one(Vertical).border_title = line(self._title)
        self.set_focus(self.query_one(Input))

    @on(Input.Submitted)
    def _entered(self, event: Input.Submitted) -> None:
        answer = event.value if self._password else event.value.strip()
        self.dismiss(answer or None)

    def action_cancel(self) -> None:
        """Answer nothing."""
        self.dismiss(None)
