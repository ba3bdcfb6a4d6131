"""A file that is a copy of another one shares its notes, until a person parts the two."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Sequence
from pathlib import Path

from reader.core.session import Session
from reader.ui.background import in_background
from reader.ui.content import counted
from reader.ui.reading.desk import Page

_ASK = (
    "This file shares its notes with {}.\n\nApart, each has the notes that there are now, and"
    " what is written in one is no longer in the other."
)


class Copies:
    """Tells of the files that share the notes of the one that is shown, and parts it from them."""

    def __init__(
        self, page: Page, others: Callable[[], Sequence[Path]], part: Callable[[], Session]
    ) -> None:
        """Look after the file at `page`.

        `others` returns the files that share its notes; `part` makes it a document of its own.
        """
        self._page = page
        self._others = others
        self._part = part

    async def tell(self) -> None:
        """Say with which file the notes are shared, if there is one."""
        if others := await in_background(self._others):
            await self._page.has_recognised()  # which is told as well, and of less weight
            self._page.say(f"shares its notes with its copy {others[0]}", "$accent")

    async def command_part(self) -> None:
        """Make the file a document of its own, with a copy of the notes."""
        others = await asyncio.to_thread(self._others)
        if not others:
            self._page.say("there is no other file that this one shares its notes with")
            return
        text = _ASK.format(", ".join(map(str, others)))
        from reader.ui.dialogs.confirm import Confirm

        if await self._page.ask(Confirm("Part from the copy", text, "part them")):
            await self._page.show_session(await asyncio.to_thread(self._part))
            notes = counted(len(self._page.annotations), "note")
            self._page.say(f"a document of its own now, with {notes}", "$success")
