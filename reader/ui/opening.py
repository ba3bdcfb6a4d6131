"""Opening a document with a person waiting.

How far it is is told, it can be cancelled, its beginning can be read as soon as it is there,
and a password is asked for.
"""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from functools import partial
from pathlib import Path
from time import monotonic

from reader.core.document import Document
from reader.core.errors import PasswordNeededError, ReaderError
from reader.core.following import followed
from reader.core.progress import Progress
from reader.core.session import Session
from reader.ui.background import in_background
from reader.ui.dialogs.converting import Converting
from reader.ui.dialogs.prompt import Prompt
from reader.ui.keyboard import KeyboardApp
from reader.ui.screens.first_part import FirstPart
from reader.ui.services import Services

_A_WHILE = 0.3
"""Seconds after which the person is told what is going on, if there is nothing to read."""
_LOOK = 0.05
"""Seconds between two looks at whether there is something to read."""

NewPart = Callable[[Document, Progress], FirstPart]
"""Makes the screen for the beginning of the document."""


@asynccontextmanager
async def opened(
    app: KeyboardApp, services: Services, path: Path, new_part: NewPart
) -> AsyncIterator[tuple[Session, int | None]]:
    """Open the document at `path`, its beginning shown by `new_part` meanwhile.

    Gives the session, and the offset that the person has read on to; None if they were shown
    nothing, or did not move. What was shown is gone, but nothing is drawn yet: the screen that
    is pushed within the context takes its place. For the rest see `open_session`.
    """
    waiting = _Waiting(app, path, new_part)
    try:
        session = await _session(app, services, path, waiting)
        offset = await waiting.offset_in(session.document)
        with app.batch_update():
            await waiting.end()
            yield session, offset
    finally:
        await waiting.end()


async def open_session(
    app: KeyboardApp, services: Services, path: Path, *, whole_page: bool = False
) -> Session:
    """Open the document at `path`; with `whole_page`, all of a web page and not its article.

    To be called in a worker, with the keys on hold: only those for what is shown meanwhile go
    on. Raises `ReaderError` if it cannot be opened, or the person gives it up.
    """
    waiting = _Waiting(app, path)
    try:
        return await _session(app, services, path, waiting, whole_page=whole_page)
    finally:
        await waiting.end()


async def _session(
    app: KeyboardApp,
    services: Services,
    path: Path,
    waiting: _Waiting,
    *,
    whole_page: bool = False,
) -> Session:
    """Open the document, and ask for its password as often as need be."""
    explanation = "It is kept nowhere: it is asked for again the next time."
    while True:
        progress = Progress()
        work = partial(services.open_session, path, whole_page=whole_page, progress=progress)
        try:
            return await waiting.wait(asyncio.ensure_future(in_background(work)), progress)
        except PasswordNeededError as error:
            prompt = Prompt(f"Password of {path.name}", explanation=explanation, password=True)
            password = await app.ask(prompt)
            if password is None:
                raise _given_up(path) from error
            services.unlock(path, password)
            explanation = "The password given does not open it."
        finally:
            progress.cancel()  # for a conversion that nobody waits for any more


class _Waiting:
    """What is on screen while a document opens: nothing, then a dialog, then its beginning."""

    def __init__(self, app: KeyboardApp, path: Path, new_part: NewPart | None = None) -> None:
        self._app = app
        self._path = path
        self._new_part = new_part
        self._screen: Converting | FirstPart | None = None

    async def wait(self, opening: asyncio.Future[Session], progress: Progress) -> Session:
        """Return what `opening` gives; show what can be shown meanwhile."""
        try:
            began = monotonic()
            await asyncio.wait([opening], timeout=_LOOK)
            while not opening.done():
                await self._show(progress, takes_long=monotonic() - began > _A_WHILE)
                await asyncio.wait([opening], timeout=_LOOK)
            while self._is_covered:  # noqa: ASYNC110 - Textual tells nobody when it ends
                await asyncio.sleep(_LOOK)
            self._app.hold_keys()
            if progress.is_cancelled:
                raise _given_up(self._path)
            return opening.result()
        finally:
            opening.cancel()

    async def _show(self, progress: Progress, *, takes_long: bool) -> None:
        """Show the beginning as soon as there is one; a dialog if that takes long."""
        part = progress.part
        if part is not None and self._new_part and not isinstance(self._screen, FirstPart):
            await self.end()
            self._screen = self._new_part(part, progress)
        elif self._screen is None and takes_long:
            self._screen = Converting(self._path.name, progress)
        else:
            return
        await self._app.push_screen(self._screen)
        self._app.release_keys()

    @property
    def _is_covered(self) -> bool:
        """Whether the person looks at something over what is shown, such as help."""
        return self._screen in self._app.screen_stack[:-1]

    async def offset_in(self, whole: Document) -> int | None:
        """Return where the words on top of the part are in the `whole`; None at its start."""
        if not isinstance(self._screen, FirstPart) or not self._screen.view.top_offset:
            return None
        top, part = self._screen.view.top_offset, self._screen.part
        return await in_background(partial(followed, top, part.text, whole.text))

    async def end(self) -> None:
        """Take away what is shown."""
        screen, self._screen = self._screen, None
        if screen is not None and screen.is_active:  # none is when the program ends
            await screen.dismiss()


def _given_up(path: Path) -> ReaderError:
    return ReaderError("opening was cancelled", path.name)
