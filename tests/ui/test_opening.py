"""Opening documents that take long, or a password."""

from __future__ import annotations

import asyncio
import shutil
import threading
from pathlib import Path

import pytest
from textual.widgets import Input

from reader.core.errors import ReaderError
from reader.first_page import pages as kept_pages
from reader.formats.registry import Registry
from reader.ui.dialogs.converting import Converting
from reader.ui.dialogs.prompt import Prompt
from reader.ui.screens.library import LibraryScreen
from reader.ui.screens.reading import ReadingScreen
from tests.ui.driving import SIZE, opened, press, settled

ENCRYPTED = Path(__file__).parents[1] / "data" / "formats" / "encrypted.pdf"


async def shown(pilot, kind):
    """Wait until the screen is of this kind, and all of it is there."""
    async with asyncio.timeout(20):
        while not (isinstance(pilot.app.screen, kind) and pilot.app.screen.is_mounted):
            await pilot.pause(0.01)
    return pilot.app.screen


@pytest.fixture
def slow(monkeypatch):
    """Let opening a file wait for an event, or until it is cancelled."""
    event, quick = threading.Event(), Registry.open

    def opening(self, path, *rest, progress, **options):
        while not event.wait(0.01):
            if progress.is_cancelled:
                raise ReaderError("opening was cancelled", str(path))
        return quick(self, path, *rest, **options)

    monkeypatch.setattr(Registry, "open", opening)
    yield event
    event.set()


@pytest.fixture
def secret(folder):
    return Path(shutil.copy(ENCRYPTED, folder / "secret.pdf"))


async def test_a_long_conversion_is_told_and_then_shown(new_app, slow):
    async with new_app("story.txt").run_test(size=SIZE) as pilot:
        await shown(pilot, Converting)
        slow.set()
        await shown(pilot, ReadingScreen)
        screen = await opened(pilot)
        assert screen.session.document.metadata.title == "Night over Odesa"
        assert not [one for one in pilot.app.screen_stack if isinstance(one, Converting)]


async def test_what_is_typed_during_a_long_conversion_is_for_the_document(new_app, slow):
    async with new_app("long.txt").run_test(size=SIZE) as pilot:
        await shown(pilot, Converting)
        await press(pilot, "G", "1", "0", "k")
        slow.set()
        await shown(pilot, ReadingScreen)
        screen = await opened(pilot)
        async with asyncio.timeout(20):
            await pilot.app.keys_done()
        end = screen.view.top_offset
        await press(pilot, "G")
        assert 0 < end < screen.view.top_offset


async def test_what_is_typed_for_a_document_that_is_given_up_is_forgotten(new_app, slow):
    app = new_app()
    async with app.run_test(size=SIZE) as pilot:
        await shown(pilot, LibraryScreen)
        app.open_document(app._roots[0] / "long.txt")
        await shown(pilot, Converting)
        await press(pilot, "enter", "escape")
        await shown(pilot, LibraryScreen)
        slow.set()
        await settled(pilot)
        assert isinstance(app.screen, LibraryScreen)


async def test_a_long_conversion_is_cancelled_back_to_the_library(new_app, slow):
    app = new_app()
    async with app.run_test(size=SIZE) as pilot:
        await shown(pilot, LibraryScreen)
        app.open_document(app._roots[0] / "story.txt")
        await shown(pilot, Converting)
        await pilot.press("escape")
        library = await shown(pilot, LibraryScreen)
        slow.set()
        await settled(pilot)
        assert "cancelled" in str(library._message)


async def test_cancelling_the_only_document_leaves_the_program(new_app, slow):
    app = new_app("story.txt")
    async with app.run_test(size=SIZE) as pilot:
        await shown(pilot, Converting)
        await pilot.press("escape")
        await pilot.pause()
    assert app.return_code == 1


async def test_the_password_is_asked_for_again_until_it_is_right(new_app, secret):
    async with new_app("secret.pdf").run_test(size=SIZE) as pilot:
        prompt = await shown(pilot, Prompt)
        assert prompt.query_one(Input).password
        await press(pilot, *"wrong", "enter")
        again = await shown(pilot, Prompt)
        while again is prompt:
            again = await shown(pilot, Prompt)
            await pilot.pause(0.01)
        assert "does not open" in again._explanation
        await press(pilot, *"secret", "enter")
        await shown(pilot, ReadingScreen)
        screen = await opened(pilot)
        assert "inline note" in str(screen.session.document.text)


async def test_no_page_of_a_protected_document_is_kept(new_app, secret, monkeypatch):
    kept = []
    monkeypatch.setattr(kept_pages, "keep", lambda *page: kept.append(page))
    for name, pages in (("secret.pdf", 0), ("story.txt", 1)):
        app = new_app(name)
        app._services.unlock(secret, "secret")
        async with app.run_test(size=SIZE) as pilot:
            await opened(pilot)
            await pilot.press("q")
            await pilot.pause()
        assert len(kept) == pages


async def test_without_the_password_one_is_back_in_the_library(new_app, secret):
    app = new_app()
    async with app.run_test(size=SIZE) as pilot:
        library = await shown(pilot, LibraryScreen)
        app.open_document(secret)
        await shown(pilot, Prompt)
        await press(pilot, "escape")
        await settled(pilot)
        assert app.screen is library
        assert "cancelled" in str(library._message)


async def test_what_is_typed_while_a_document_opens_is_for_the_document(new_app, slow):
    app = new_app()
    async with app.run_test(size=SIZE) as pilot:
        await shown(pilot, LibraryScreen)
        slow.set()
        await settled(pilot)
        app.open_document(app._roots[0] / "long.txt")
        await pilot.pause(0)
        await press(pilot, "G")
        screen = await opened(pilot)
        assert screen.view.progress == 1


async def test_a_copy_says_with_which_file_it_shares_its_notes(new_app, services, folder):
    shutil.copy(folder / "story.txt", folder / "copy.txt")
    services.open_session(folder / "story.txt").annotate([(0, 5)], note="mine")
    async with new_app("copy.txt").run_test(size=(160, 30)) as pilot:
        screen = await opened(pilot)
        await settled(pilot)
        assert [one.note for one in screen.annotations] == ["mine"]
        said = str(screen.status_line.render())
        assert f"shares its notes with its copy {folder / 'story.txt'}" in said


async def test_a_copy_is_parted_and_keeps_the_notes_there_were(new_app, services, folder):
    shutil.copy(folder / "story.txt", folder / "copy.txt")
    original = services.open_session(folder / "story.txt")
    original.annotate([(0, 5)], note="mine")
    async with new_app("copy.txt").run_test(size=SIZE) as pilot:
        screen = await opened(pilot)
        await press(pilot, "g", "p", "n")
        await settled(pilot)
        assert screen.session.document_id == original.document_id
        await press(pilot, "g", "p", "y")
        await settled(pilot)
        assert screen.session.document_id != original.document_id
        assert [one.note for one in screen.annotations] == ["mine"]
        assert "own now, with 1 note" in str(screen.status_line.render())
        screen.session.annotate([(6, 10)], note="of the copy")
        await press(pilot, "g", "p")
        await settled(pilot)
        assert "no other file" in str(screen.status_line.render())
    assert [one.note for one in original.annotations()] == ["mine"]
    assert len(services.open_session(folder / "copy.txt").annotations()) == 2
    assert len(services.open_session(folder / "story.txt").annotations()) == 1
