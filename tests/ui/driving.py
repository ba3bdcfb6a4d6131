"""Driving the app as a person does: press keys, wait for what they bring about."""

from __future__ import annotations

import asyncio

from textual.pilot import Pilot

from reader.ui.keyboard import GROUP
from reader.ui.screens.reading import ReadingScreen

SIZE = (100, 30)


async def opened(pilot: Pilot) -> ReadingScreen:
    """Return the reading screen once its document, annotations and entities are there."""
    await settled(pilot)
    assert isinstance(pilot.app.screen, ReadingScreen)
    return pilot.app.screen


async def settled(pilot: Pilot) -> None:
    """Wait until nothing goes on in the background; a dialog may be open."""
    await wait_for_workers(pilot, {GROUP, "commands"})


async def done(pilot: Pilot) -> None:
    """Wait until every command is carried out."""
    await wait_for_workers(pilot, {GROUP})


async def wait_for_workers(pilot: Pilot, but: set[str]) -> None:
    await pilot.pause()
    async with asyncio.timeout(20):
        while busy := [one for one in pilot.app.workers if one.group not in but]:
            await pilot.app.workers.wait_for_complete(busy)
            await pilot.pause()
    await pilot.pause()


async def press(pilot: Pilot, *keys: str) -> None:
    """Press keys and wait until each is done with."""
    for key in keys:
        await pilot.press(key)
        async with asyncio.timeout(20):
            await pilot.app.keys_done()
        await pilot.pause()


def selected(screen: ReadingScreen) -> str:
    return screen.session.document.text.slice(*screen.selection) if screen.selection else ""


async def select(pilot: Pilot, words: str) -> ReadingScreen:
    """Go from entity to entity until `words` are selected."""
    screen = await opened(pilot)
    for _ in range(len(screen.mentions) + 1):
        await press(pilot, "tab")
        if selected(screen) == words:
            return screen
    raise AssertionError(f"{words} is no entity among {len(screen.mentions)}")
