"""What others do to the document while it is open: to its annotations, and to its file."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from pathlib import Path

from reader.core.errors import ReaderError
from reader.core.session import Session
from reader.ui.background import in_background
from reader.ui.content import counted
from reader.ui.reading.desk import Page

_LATER = "the file was changed: its new text is shown once nothing is selected"
_GONE = "the file is not there any more: this is what was in it"

Version = tuple[int, int, int]
"""Of a file: when it was written, its size and its number on the disk."""


class Watching:
    """Looks now and then, and shows what has changed without getting in the way."""

    def __init__(
        self,
        page: Page,
        path: Path,
        *,
        is_changed: Callable[[], bool],
        read_again: Callable[[], Awaitable[None]],
        reopen: Callable[[], Session],
        is_idle: Callable[[], bool],
    ) -> None:
        """Watch the file at `path`, which is shown at `page`.

        `is_changed` says whether another session has changed the annotations, `read_again` shows
        them; `reopen` opens the file as it is now; `is_idle` says whether the person is only
        reading.
        """
        self._page = page
        self._path = path
        self._is_changed = is_changed
        self._read_again = read_again
        self._reopen = reopen
        self._is_idle = is_idle
        self._shown = self._seen = self._told = _version(path)
        self._is_looking = False

    async def look(self) -> None:
        """Look once; a look that takes longer than until the next one is the only one."""
        if self._is_looking:
            return
        self._is_looking = True
        try:
            if await asyncio.to_thread(self._is_changed):
                await self._read_again()
                self._page.say("notes were changed in another session")
            if self._shown is not None:
                await self._look_at_file(self._shown)
        finally:
            self._is_looking = False

    async def _look_at_file(self, shown: Version) -> None:
        """Show the file anew if it was changed, and is not being written any more."""
        seen, before = await asyncio.to_thread(_version, self._path), self._seen
        self._seen = seen
        if seen == shown or seen != before:
            return
        if seen is None:
            self._shown = None
            self._page.say(_GONE, "$warning")
        elif not self._is_idle():
            if seen != self._told:  # once: later messages are of what the person does
                self._page.say(_LATER, "$warning")
            self._told = seen
        else:
            self._shown = seen
            await self._show()

    async def _show(self) -> None:
        try:
            session = await in_background(self._reopen)
        except ReaderError as error:
            self._page.say(f"the file was changed, and cannot be read: {error.what}", "$warning")
            return
        if session.document.text.sha256 == self._page.session.document.text.sha256:
            return
        await self._page.show_session(session)
        waiting = len(session.doubts())
        review = f"; r reviews {counted(waiting, 'annotation')}" if waiting else ""
        self._page.say(f"the file was changed: this is its new text{review}", "$warning")


def _version(path: Path) -> Version | None:
    """Return the version of a file; None if it is not there."""
    try:
        stat = path.stat()
    except OSError:
        return None
    return stat.st_mtime_ns, stat.st_size, stat.st_ino
