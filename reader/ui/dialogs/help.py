"""Every key of a screen, made from the registry of commands."""

from __future__ import annotations

from collections.abc import Sequence
from textwrap import wrap
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import VerticalScroll
from textual.content import Content
from textual.events import Resize
from textual.screen import ModalScreen
from textual.widgets import Static

from reader.core.commands import Command, Scope, in_scope
from reader.core.keymap import Keymap
from reader.drawing.keys import shown_keys

_KEYS = 18
"""Columns for the keys of a command, before what it does."""
_NARROWEST = 20
"""Columns for what a command does, for it to stand beside the keys."""
_INDENT = 4
"""Columns before what a command does, where it stands below the keys."""


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
            yield Static()

    def on_mount(self) -> None:
        """Let the arrow keys scroll."""
        page = self.query_one(VerticalScroll)
        page.border_title = Content("Keys")
        page.focus()

    def on_resize(self, _event: Resize) -> None:
        """Set the text to the width that there is, once the dialog has it."""
        self.call_after_refresh(self._set)

    def _set(self) -> None:
        width = self.query_one(VerticalScroll).scrollable_content_region.width
        self.query_one(Static).update(self._text(width))

    def action_leave(self) -> None:
        """Close the help."""
        self.dismiss(None)

    def action_scroll(self, rows: int) -> None:
        """Scroll by `rows`."""
        self.query_one(VerticalScroll).scroll_relative(y=rows, animate=False)

    def _text(self, width: int) -> Content:
        parts: list[Content] = []
        for scope in self._scopes:
            parts.append(Content.styled(scope.value.capitalize() + "\n", "$heading bold"))
            for command in in_scope(scope):
                parts += self._entry(command, width)
            parts.append(Content("\n"))
        return Content("").join(parts)

    def _entry(self, command: Command, width: int) -> list[Content]:
        """Return the keys of a command, and beside them what it does."""
        keys = shown_keys(self._keymap.keys(command))
        column = _KEYS if width - _KEYS >= _NARROWEST else _INDENT
        rows = wrap(command.help, max(width - column, 1))
        # Keys that need more room have a line of their own.
        beside = len(keys) < column - 3
        lines = [Content.styled(f"  {keys:<{column - 2}}" if beside else f"  {keys}\n", "$accent")]
        for number, row in enumerate(rows):
            indent = "" if beside and number == 0 else " " * column
            lines.append(Content(f"{indent}{row}\n"))
        return lines
