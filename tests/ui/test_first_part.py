"""The beginning of a document is read while the rest of it is converted."""

from __future__ import annotations

import threading

import pytest

from reader.core.errors import ReaderError
from reader.core.text import Text
from reader.formats.registry import Registry
from reader.ui.dialogs.help import Help
from reader.ui.screens.first_part import FirstPart
from reader.ui.screens.library import LibraryScreen
from reader.ui.screens.reading import ReadingScreen
from tests.ui.driving import SIZE, opened, press, settled
from tests.ui.recording import document
from tests.ui.test_opening import shown


class Conversion:
    """A conversion that shows a part, and goes on when it is told to."""

    def __init__(self):
        self.part = document("A long text\n\nParagraph 1 goes on a little.\n\n" + "More.\n\n" * 60)
        self.goes_on = threading.Event()
        self.whole = Registry.open

    def open(self, path, *rest, progress, **options):
        progress.advance(12, 100)
        progress.show(self.part)
        while not self.goes_on.wait(0.01):
            if progress.is_cancelled:
                raise ReaderError("opening was cancelled", str(path))
        return self.whole(Registry(), path, *rest, progress=progress, **options)


@pytest.fixture
def conversion(monkeypatch):
    conversion = Conversion()
    monkeypatch.setattr(Registry, "open", lambda _, *rest, **how: conversion.open(*rest, **how))
    yield conversion
    conversion.goes_on.set()


def rows(view):
    return [view.document.text.slice(row.start, row.end) for row in view._page.viewport.rows]


async def test_the_beginning_is_read_and_moved_in(new_app, conversion):
    async with new_app("long.txt").run_test(size=SIZE) as pilot:
        screen = await shown(pilot, FirstPart)
        await pilot.pause()
        assert "converting 12%" in str(screen.state())
        assert screen.view.document is conversion.part
        await press(pilot, "space")
        assert screen.view.top_offset > 0


@pytest.mark.parametrize("key", ["t", "enter", "v", "a", "E"])
async def test_nothing_is_annotated_before_the_whole_is_there(new_app, conversion, services, key):
    async with new_app("long.txt").run_test(size=SIZE) as pilot:
        screen = await shown(pilot, FirstPart)
        await press(pilot, key)
        assert pilot.app.screen is screen
        assert "when the whole document is there" in str(screen._message)
        assert services.catalogue.known(pilot.app._roots[0]) is None


async def test_the_whole_takes_its_place_without_moving_what_is_read(new_app, conversion, folder):
    text = (folder / "long.txt").read_text(encoding="utf-8")
    conversion.part = document(text[:3000])
    async with new_app("long.txt").run_test(size=SIZE) as pilot:
        screen = await shown(pilot, FirstPart)
        await press(pilot, "space", "j", "j", "j")
        before = rows(screen.view)
        conversion.goes_on.set()
        whole = await shown(pilot, ReadingScreen)
        assert whole.session.document.text == Text.of(text)
        await opened(pilot)
        assert rows(whole.view) == before
        assert not [one for one in pilot.app.screen_stack if isinstance(one, FirstPart)]


async def test_words_that_stand_elsewhere_in_the_whole_are_followed(new_app, conversion, folder):
    text = (folder / "long.txt").read_text(encoding="utf-8")
    conversion.part = document(text.replace("A long text", "A LONG TEXT, AS IT SEEMS")[:3000])
    async with new_app("long.txt").run_test(size=SIZE) as pilot:
        screen = await shown(pilot, FirstPart)
        await press(pilot, "space")
        words = conversion.part.text.slice(screen.view.top_offset, screen.view.top_offset + 40)
        conversion.goes_on.set()
        whole = await shown(pilot, ReadingScreen)
        await opened(pilot)
        top = whole.view.top_offset
        assert whole.session.document.text.slice(top, top + 40) == words


@pytest.mark.parametrize("key", ["escape", "q"])
async def test_a_document_that_is_read_already_can_be_given_up(new_app, conversion, key):
    app = new_app()
    async with app.run_test(size=SIZE) as pilot:
        await shown(pilot, LibraryScreen)
        app.open_document(app._roots[0] / "long.txt")
        await shown(pilot, FirstPart)
        await press(pilot, key)
        library = await shown(pilot, LibraryScreen)
        conversion.goes_on.set()
        await settled(pilot)
        assert "cancelled" in str(library._message)


async def test_help_that_is_looked_at_is_not_taken_away(new_app, conversion):
    async with new_app("long.txt").run_test(size=SIZE) as pilot:
        await shown(pilot, FirstPart)
        await press(pilot, "?")
        conversion.goes_on.set()
        await pilot.pause(0.2)
        assert isinstance(pilot.app.screen, Help)
        await pilot.press("escape")
        await shown(pilot, ReadingScreen)
