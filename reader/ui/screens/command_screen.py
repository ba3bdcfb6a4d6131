"""A screen whose keys come from the registry of commands."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Collection, Sequence
from inspect import isawaitable
from pathlib import Path
from typing import TypeVar

from rich.cells import cell_len
from textual import getters
from textual.content import Content
from textual.events import Key
from textual.screen import Screen
from textual.widget import AwaitMount
from textual.worker import Worker

from reader.core.commands import Argument, Command, Scope
from reader.core.errors import ReaderError
from reader.core.keymap import Given, Keymap, KeyReader
from reader.drawing.hints import Hint
from reader.drawing.keys import hints
from reader.ui.content import line
from reader.ui.dialogs.notice import Notice
from reader.ui.keyboard import KeyboardApp
from reader.ui.widgets.status_line import StatusLine

T = TypeVar("T")

_TYPING: Sequence[Hint] = (("⏎", "done"), ("esc", "cancel"))
"""What can be done while a line is typed."""


class CommandScreen(Screen[None]):
    """Reads keys, carries commands out and keeps the status line.

    A command is carried out by the first of the screen's performers that has the method it
    names. While something has the focus, such as an input, keys are not commands.
    """

    AUTO_FOCUS = ""

    keyboard = getters.app(KeyboardApp)
    status_line = getters.query_one(StatusLine)

    def __init__(self, keymap: Keymap) -> None:
        """Read keys by `keymap`."""
        super().__init__()
        self.keymap = keymap
        self._reader = KeyReader(keymap)
        self._message: Content | None = None
        self.changed: set[Path] = set()
        """The documents that may have been changed since the screen was opened."""

    def scopes(self) -> Sequence[Scope]:
        """Return the scopes that are active now, the innermost first."""
        raise NotImplementedError

    def all_scopes(self) -> Sequence[Scope]:
        """Return every scope that this screen can have: what its help is about."""
        return self.scopes()

    def state(self) -> Content:
        """Return what the status line says when there is no message."""
        raise NotImplementedError

    def hints(self) -> list[Hint]:
        """Return the hints of the active commands, the innermost scope first."""
        return hints(self.scopes(), self.keymap.keys)

    # -- keys

    def on_key(self, event: Key) -> None:
        """Take a key for the command that it belongs to."""
        if self.focused is not None:
            return
        had_pending = bool(self._reader.pending)
        given = self._reader.feed(_key_name(event), self.scopes())
        if given or had_pending or self._reader.pending:
            event.stop()
            event.prevent_default()
        if given:
            self._message = None
            self.carry_out(given)
        self.update_status()

    def performers(self) -> Sequence[object]:
        """Return what carries commands out, those looked at first first."""
        return (self, self.app)

    def carry_out(self, given: Given) -> None:
        """Carry out a command; what takes time goes on beside the reading of keys.

        A method takes a `Given` if its command has an argument.
        """
        method = self._method(given.command)
        result = method() if given.command.argument is Argument.NONE else method(given)
        if isawaitable(result):
            self.keyboard.hold_keys()
            self.run_worker(self._finish(result), group="commands")

    def _method(self, command: Command) -> Callable[..., Awaitable[None] | None]:
        performer = next(one for one in self.performers() if hasattr(one, command.method))
        method: Callable[..., Awaitable[None] | None] = getattr(performer, command.method)
        return method

    async def _finish(self, result: Awaitable[None]) -> None:
        try:
            await result
        except ReaderError as error:
            self.complain(str(error))
        finally:
            self.keyboard.release_keys()

    def beside(self, work: Callable[[], Awaitable[None]], group: str) -> None:
        """Do `work` beside the reading of keys, in the place of what else is done of its group.

        It may never begin: what comes in its place at once leaves nothing of it.
        """

        async def guarded() -> None:
            try:
                await work()
            except ReaderError as error:
                self.complain(str(error))

        _: Worker[None] = self.run_worker(guarded, group=group, exclusive=True)

    # -- other screens

    @property
    def words(self) -> str:
        """The words that are selected; empty if none are."""
        return ""

    def visit(self, screen: CommandScreen) -> AwaitMount:
        """Show another screen over this one, until it is left."""

        def left(_: None) -> None:
            self.changed |= screen.changed
            self.run_worker(self._finish(self.came_back(screen.changed)), group="entries")

        return self.app.push_screen(screen, left)

    async def came_back(self, changed: Collection[Path]) -> None:
        """Show what may have changed in these documents while another screen was shown."""

    async def may_leave(self) -> bool:
        """Wait for what is being saved; whether all of it was."""
        return True

    async def leave(self) -> None:
        """Keep what is worth keeping for the next time."""

    # -- dialogs

    async def ask(self, dialog: Screen[T]) -> T | None:
        """Show a dialog and return its answer."""
        return await self.keyboard.ask(dialog)

    # -- the status line

    def say(self, message: str, style: str = "") -> None:
        """Show a message until the next command."""
        self._message = line(message, style)
        self.update_status()

    def complain(self, *problems: str) -> None:
        """Tell what went wrong: on the status line if it fits there, in a dialog otherwise."""
        if len(problems) == 1 and cell_len(problems[0]) < self.size.width - 2:
            self.say(problems[0], "$error")
        elif problems:
            self.app.push_screen(Notice("Please note", problems))

    def unsay(self) -> None:
        """Take the message away."""
        self._message = None
        self.update_status()

    def update_status(self) -> None:
        """Show the state and what can be done now."""
        left = self._message or self.state()
        if self._reader.pending:
            left = Content.assemble((self._reader.pending, "$accent bold"), "  ", left)
        self.status_line.show(left, self.hints() if self.focused is None else _TYPING)


def _key_name(event: Key) -> str:
    """Return the name that `reader.core.keymap` gives to the key of `event`."""
    if event.character and event.is_printable and event.character != " ":
        return event.character
    return event.key
