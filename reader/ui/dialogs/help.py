"""Every key of a screen, made from the registry of commands."""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import VerticalScroll
from textual.content import Content
from textual.screen import ModalScreen
from textual.widgets import Static

from reader.core.commands import Scope, in_scope
from reader.core.keymap import Keymap
from reader.ui.keys import shown_keys


class Help(ModalScreen[None]):
    """Lists the commands of some scopes with their keys."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape,q,question_mark,f1,enter", "leave", "Close", id="help.close"),
        Binding("j", "scroll(1)", "Down", id="help.down"),
        Binding("k", "scroll(-1)", "Up", id="help.up"),
        Binding("space", "scroll(10)", "Page down", id="help.page-down"),
        Binding("b", "scroll(-10)", "Page up", id="help.page-up"),
    ]

    def __init__(self, keymap: Keymap, scopes: Sequence[Scope]) -> None:
        """Show the commands of `scopes` as `keymap` binds them."""
        super().__init__()
        self._keymap = keymap
        self._scopes = scopes

    def compose(self) -> ComposeResult:
        """Lay out one long text that scrolls."""
        with VerticalScroll(classes="dialog tall"):
            yield Static(self._text())

    def on_mount(self) -> None:
        """Let the arrow keys scroll."""
        page = self.query_one(VerticalScroll)
        page.border_title = Content("Keys")
        page.focus()

    def action_leave(self) -> None:
        """Close the help."""
        self.dismiss(None)

    def action_scroll(self, rows: int) -> None:
        """Scroll by `rows`."""
        self.query_one(VerticalScroll).scroll_relative(y=rows, animate=False)

    def _text(self) -> Content:
        parts: list[Content] = []
        for scope in self._scopes:
            parts.append(Content.styled(scope.value.capitalize() + "\n", "$heading bold"))
            for command in in_scope(scope):
                keys = shown_keys(self._keymap.keys(command))
                parts.append(Content.styled(f"  {keys:<14} ", "$accent"))
                parts.append(Content(f"{command.title}\n"))
                parts.append(Content.styled(f"{'':<17}{command.help}\n", "$dim"))
            parts.append(Content("\n"))
        return Content("").join(parts)
