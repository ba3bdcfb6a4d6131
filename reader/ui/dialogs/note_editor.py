"""Where a note is written. The text stays in it until the store has it."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from typing import ClassVar

from textual import getters, on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.content import Content
from textual.screen import ModalScreen
from textual.widgets import Static, TextArea

from reader.core.errors import ReaderError
from reader.ui.content import line, lines
from reader.ui.keyboard import KeyboardApp

_KEYS = "^S save   esc leave"
_UNSAVED = "The note is not saved.  ^S save   esc again: throw it away"


class NoteEditor(ModalScreen[bool]):
    """Edits a note in Markdown; gives whether it was saved."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("ctrl+s", "save", "Save", id="note.save"),
        Binding("escape", "leave", "Leave", id="note.leave"),
    ]

    keyboard = getters.app(KeyboardApp)
    area = getters.query_one(TextArea)
    state = getters.query_one("#state", Static)

    def __init__(self, quote: str, note: str, save: Callable[[str], Awaitable[None]]) -> None:
        """Edit `note`, on the words `quote`; `save` returns once the text is durable.

        `save` raises `ReaderError` if it cannot be stored: the editor stays open then.
        """
        super().__init__()
        self._quote = quote
        self._note = note
        self._save = save
        self._warned = False

    def compose(self) -> ComposeResult:
        """Lay out the quoted words, the text and its state."""
        with Vertical(classes="dialog"):
            yield Static(line(self._quote, "$dim italic"), id="quote")
            yield TextArea(self._note, soft_wrap=True, show_line_numbers=False, compact=True)
            yield Static(Content.styled(_KEYS, "$dim"), id="state")

    def on_mount(self) -> None:
        """Put the cursor behind the text."""
        self.query_one(Vertical).border_title = Content("Note")
        self.area.move_cursor(self.area.document.end)
        self.set_focus(self.area)

    @on(TextArea.Changed)
    def _edited(self) -> None:
        self._warned = False

    def action_save(self) -> None:
        """Save, and leave when the text is durable; keys typed meanwhile are for what follows."""
        self.state.update(Content.styled("saving …", "$dim"))
        self.keyboard.hold_keys()
        self.run_worker(self._saving(), group="saving")

    async def _saving(self) -> None:
        try:
            await self._save(self.area.text.strip())
        except ReaderError as error:
            self.state.update(lines(f"not saved: {error}", "$error"))
        else:
            self.dismiss(True)
        self.keyboard.release_keys()

    def action_leave(self) -> None:
        """Leave; an unsaved text is thrown away only when asked twice."""
        if self.may_leave():
            self.dismiss(False)

    def may_leave(self) -> bool:
        """Whether nothing is lost by leaving, or the person was warned and asks again."""
        if self._warned or self.area.text.strip() == self._note.strip():
            return True
        self._warned = True
        self.state.update(Content.styled(_UNSAVED, "$warning"))
        return False
