"""A note as its Markdown reads."""

from __future__ import annotations

from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import VerticalScroll
from textual.content import Content
from textual.screen import ModalScreen
from textual.widgets import Markdown

from reader.core.safetext import safe_text

_MOST = 20_000
"""Characters of a note that are set: a longer one was not written by hand."""


class NotePage(ModalScreen[None]):
    """Shows a note until a key is pressed that does not scroll."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape,q,enter,p,ctrl+p", "leave", "Close", id="page.close"),
        Binding("j,down", "scroll(1)", "Down", id="page.down"),
        Binding("k,up", "scroll(-1)", "Up", id="page.up"),
        Binding("space,pagedown", "scroll(10)", "Page down", id="page.page-down"),
        Binding("b,pageup", "scroll(-10)", "Page up", id="page.page-up"),
    ]

    def __init__(self, note: str) -> None:
        """Show `note`, which may come from anywhere: no link in it can be followed."""
        super().__init__()
        self._note = note

    def compose(self) -> ComposeResult:
        """Lay out the note."""
        with VerticalScroll(classes="dialog", can_focus=False):
            yield Markdown(safe_text(self._note[:_MOST]), open_links=False)

    def on_mount(self) -> None:
        """Give it its title."""
        page = self.query_one(VerticalScroll)
        page.border_title = Content("Note")
        page.border_subtitle = Content("esc goes back")

    def action_leave(self) -> None:
        """Go back."""
        self.dismiss(None)

    def action_scroll(self, rows: int) -> None:
        """Scroll by `rows`."""
        self.query_one(VerticalScroll).scroll_relative(y=rows, animate=False)
