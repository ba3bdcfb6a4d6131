"""Opening a document with a person waiting: it can be cancelled, and a password is asked for."""

from __future__ import annotations

import asyncio
import threading
from functools import partial
from pathlib import Path

from reader.core.errors import PasswordNeededError, ReaderError
from reader.core.session import Session
from reader.ui.background import in_background
from reader.ui.dialogs.converting import Converting
from reader.ui.dialogs.prompt import Prompt
from reader.ui.keyboard import KeyboardApp
from reader.ui.services import Services

_A_WHILE = 0.3
"""Seconds after which the person is told what is going on."""


async def open_session(
    app: KeyboardApp, services: Services, path: Path, *, whole_page: bool = False
) -> Session:
    """Open the document at `path`; with `whole_page`, all of a web page and not its article.

    To be called in a worker, with the keys on hold: only those for the dialogs that are shown
    meanwhile go on. Raises `ReaderError` if it cannot be opened, or the person gives it up.
    """
    explanation = "It is kept nowhere: it is asked for again the next time."
    while True:
        try:
            return await _opened(app, services, path, whole_page)
        except PasswordNeededError as error:
            prompt = Prompt(f"Password of {path.name}", explanation=explanation, password=True)
            app.release_keys()
            password = await app.push_screen_wait(prompt)
            app.hold_keys()
            if password is None:
                raise _given_up(path) from error
            services.unlock(path, password)
            explanation = "The password given does not open it."


async def _opened(app: KeyboardApp, services: Services, path: Path, whole_page: bool) -> Session:
    """Open the document; say so when it takes a while, and let Escape cancel it."""
    cancelled = threading.Event()
    work = partial(
        services.open_session, path, whole_page=whole_page, is_cancelled=cancelled.is_set
    )
    opening = asyncio.ensure_future(in_background(work))
    try:
        done, _ = await asyncio.wait([opening], timeout=_A_WHILE)
        if not done:
            await _wait(app, opening, Converting(path.name, cancelled.set))
        if cancelled.is_set():
            raise _given_up(path)
        return await opening
    finally:
        cancelled.set()  # for a conversion that nobody waits for any more
        opening.cancel()


async def _wait(app: KeyboardApp, opening: asyncio.Future[Session], dialog: Converting) -> None:
    """Show `dialog` until `opening` is done."""
    await app.push_screen(dialog)
    app.release_keys()
    await asyncio.wait([opening])
    app.hold_keys()
    await dialog.dismiss()


def _given_up(path: Path) -> ReaderError:
    return ReaderError("opening was cancelled", path.name)
