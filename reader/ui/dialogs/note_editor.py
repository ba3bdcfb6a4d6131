"""Where a note is written. The text stays in it until the store has it."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from contextlib import suppress
from typing import ClassVar

from textual import getters, on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.content import Content
from textual.timer import Timer
from textual.widgets import Static, TextArea

from reader.core.errors import ReaderError
from reader.core.ports import Drafts
from reader.ui.content import line, lines
from reader.ui.dialogs.note_page import NotePage
from reader.ui.dialogs.writing import Writing
from reader.ui.editor import edit
from reader.ui.keyboard import KeyboardApp

_KEYS = "^S save   ^O your editor   ^P as it reads   esc leave"
_DRAFT = "This was written and never saved.  ^S save   esc leave"
_SOON = 0.3
"""Seconds after which what was typed is kept as a draft."""
_UNSAVED = "The note is not saved.  ^S save   esc again: throw it away"


class NoteEditor(Writing):
    """Edits a note in Markdown; gives whether it was saved."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("ctrl+s", "save", "Save", id="note.save"),
        Binding("ctrl+o", "edit", "Your editor", id="note.edit"),
        Binding("ctrl+p", "read", "As it reads", id="note.read"),
        Binding("escape", "leave", "Leave", id="note.leave"),
    ]

    keyboard = getters.app(KeyboardApp)
    area = getters.query_one(TextArea)
    state = getters.query_one("#state", Static)

    def __init__(
        self,
        quote: str,
        note: str,
        save: Callable[[str], Awaitable[None]],
        drafts: Drafts,
        about: str,
    ) -> None:
        """Edit `note`, on the words `quote`; `save` returns once the text is durable.

        `save` raises `ReaderError` if it cannot be stored: the editor stays open then. Until
        then `drafts` has the text, as the one on `about`.
        """
        super().__init__()
        self._quote = quote
        self._note = note
        self._save = save
        self._drafts = drafts
        self._about = about
        self._draft = drafts.get(about)
        self._drafting: Timer | None = None
        self._warned = False

    def compose(self) -> ComposeResult:
        """Lay out the quoted words, the text and its state."""
        with Vertical(classes="dialog note"):
            yield Static(line(self._quote, "$dim italic"), id="quote")
            text = self._draft or self._note
            yield TextArea(text, soft_wrap=True, show_line_numbers=False, compact=True)
            state = (_DRAFT, "$warning") if self._draft else (_KEYS, "$dim")
            yield Static(Content.styled(*state), id="state")

    def on_mount(self) -> None:
        """Put the cursor behind the text."""
        self.query_one(Vertical).border_title = Content("Note")
        self.area.move_cursor(self.area.document.end)
        self.set_focus(self.area)

    @on(TextArea.Changed)
    def _edited(self) -> None:
        self._warned = False
        if self._drafting is None:
            self._drafting = self.set_timer(_SOON, self.keep_draft)

    def keep_draft(self) -> None:
        """Keep the text as it is, in case the program does not live to save it."""
        self._drafting = None
        try:
            self._drafts.keep(self._about, self.area.text)
        except ReaderError as error:
            self.state.update(lines(f"no draft is kept: {error}", "$error"))

    def _leave(self, saved: bool) -> None:
        """Leave with nothing left to keep."""
        if self._drafting:
            self._drafting.stop()
        # A draft that stays is offered once more, which does no harm.
        with suppress(ReaderError):
            self._drafts.drop(self._about)
        self.dismiss(saved)

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
            self._leave(saved=True)
        self.keyboard.release_keys()

    def action_edit(self) -> None:
        """Go on with the text in the person's own editor, which works on the draft itself."""
        try:
            edit(self.keyboard, self._drafts.file(self._about, self.area.text))
        except ReaderError as error:
            self.state.update(lines(str(error), "$error"))
        else:
            self.state.update(Content.styled(_KEYS, "$dim"))
        # Also of one that failed: what it has written is there, and ^Z takes it back.
        text = self._drafts.get(self._about).removesuffix("\n")
        if text != self.area.text:
            self.area.replace(text, (0, 0), self.area.document.end)
            self.area.move_cursor(self.area.document.end)

    def action_read(self) -> None:
        """Show the text as its Markdown reads."""
        self.app.push_screen(NotePage(self.area.text))

    def action_leave(self) -> None:
        """Leave; an unsaved text is thrown away only when asked twice."""
        if self.may_leave():
            self._leave(saved=False)

    def may_leave(self) -> bool:
        """Whether nothing is lost by leaving, or the person was warned and asks again."""
        if self._warned or self.area.text.strip() == self._note.strip():
            return True
        self._warned = True
        self.state.update(Content.styled(_UNSAVED, "$warning"))
        return False
