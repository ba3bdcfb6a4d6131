"""Keys in order: each one is done with before the next one counts.

Textual hands keys on as they come. What a key does, such as to open a dialog, may then come
after the next key has gone to what was there before; who types fast, or ahead on a slow line,
would give commands with the words of a note. Here keys wait in a queue instead.
"""

from __future__ import annotations

import asyncio
from contextlib import suppress
from typing import TypeVar

from textual.app import App
from textual.driver import Driver
from textual.events import Event, Key, Paste
from textual.message import Message
from textual.screen import Screen
from textual.widget import Widget

T = TypeVar("T")

_PATIENCE = 0.5
"""Seconds that a key may take: longer only if what took it is gone."""


GROUP = "keyboard"
"""The group of the worker that goes on as long as the app."""


class _Done(Message, bubble=True):
    """Follows a key on its way up; where it arrives, the key has been before."""

    def __init__(self, done: asyncio.Event) -> None:
        super().__init__()
        self.done = done


class KeyboardApp(App[None]):
    """An app whose screens can keep keys waiting while a command is about to take them.

    Keys wait from the start, until the first screen that takes commands releases them.
    """

    def __init__(self, driver_class: type[Driver] | None = None) -> None:
        """Talk to the terminal through `driver_class`, or Textual's own for the system."""
        super().__init__(driver_class=driver_class)
        self._typed: asyncio.Queue[Key | Paste] = asyncio.Queue()
        self._free = asyncio.Event()
        self._put_off: list[Key] = []

    def hold_keys(self) -> None:
        """Keep keys waiting until `release_keys`."""
        self._free.clear()

    def release_keys(self) -> None:
        """Let keys go on, to whatever has the keyboard by then."""
        self._free.set()

    async def ask(self, dialog: Screen[T]) -> T | None:
        """Show a dialog and return its answer; keys go on while it is there to take them."""
        answer: asyncio.Future[T | None] = asyncio.get_running_loop().create_future()

        def answered(result: T | None) -> None:
            self.hold_keys()  # what asks goes on, and may ask again
            if not answer.done():  # who asked may be gone
                answer.set_result(result)

        await self.push_screen(dialog, answered)
        self.release_keys()
        return await answer

    def put_off(self, event: Key) -> None:
        """Keep a key for what comes after the present screen; see `take_up`."""
        # Textual hands an event on once.
        self._put_off.append(Key(event.key, event.character))

    def drop_put_off(self) -> None:
        """Forget what was put off."""
        self._put_off.clear()

    def take_up(self) -> None:
        """Hand on what was put off, before everything that was typed since."""
        typed: list[Key | Paste] = [*self._put_off]
        self._put_off.clear()
        while not self._typed.empty():
            typed.append(self._typed.get_nowait())
            self._typed.task_done()
        for event in typed:
            self._typed.put_nowait(event)

    async def keys_done(self) -> None:
        """Wait until everything that was typed has been handed on and done with."""
        await self._typed.join()

    async def typed_ahead_is_answered(self) -> None:
        """Wait until what was typed so far is done with and drawn, for a moment at most.

        For what takes a while and can be done at any time.
        """
        with suppress(TimeoutError):
            await asyncio.wait_for(self._keys_drawn(), _PATIENCE)

    async def _keys_drawn(self) -> None:
        await self.keys_done()
        drawn = asyncio.Event()
        self.screen.call_after_refresh(drawn.set)
        await drawn.wait()

    async def on_mount(self) -> None:
        """Begin to hand keys on."""
        self.run_worker(self._hand_on(), group=GROUP)

    async def on_event(self, event: Event) -> None:
        """Put what was typed into the queue."""
        if isinstance(event, Key | Paste) and not event.is_forwarded:
            self._typed.put_nowait(event)
        else:
            await super().on_event(event)

    def on__done(self, message: _Done) -> None:
        """Let the next key go."""
        message.done.set()

    async def _hand_on(self) -> None:
        while True:
            event = await self._typed.get()
            await self._free.wait()
            target = self.focused or self.screen
            await super().on_event(event)
            # The second round is for messages that the key brought about, such as an Enter
            # that submits.
            for _ in range(2):
                await self._passed(target)
            self._typed.task_done()

    async def _passed(self, target: Widget) -> None:
        """Wait until everything that was sent to `target` has gone up to the app."""
        done = asyncio.Event()
        target.post_message(_Done(done))
        with suppress(TimeoutError):
            await asyncio.wait_for(done.wait(), _PATIENCE)
