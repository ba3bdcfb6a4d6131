"""A file of many documents is opened like a folder."""

from __future__ import annotations

from reader.ui.screens.library import LibraryScreen
from tests.ui.driving import SIZE, opened, press, settled
from tests.ui.test_opening import shown

LONG = "The water office did not answer the letter of the second of May nor the one after it."


async def test_its_documents_are_listed_and_one_is_read(new_app, folder):
    (folder / "letters.csv").write_text(f"title,text\nThe meter,{LONG}\nThe trench,{LONG} Ever.\n")
    async with new_app("letters.csv").run_test(size=SIZE) as pilot:
        await shown(pilot, LibraryScreen)
        await settled(pilot)
        await press(pilot, "j", "enter")
        screen = await opened(pilot)
        assert screen.heading == "The trench"
        await press(pilot, "q")
        assert isinstance(pilot.app.screen, LibraryScreen)


async def test_one_of_them_is_opened_by_its_name(new_app, folder):
    (folder / "letters.csv").write_text(f"title,text\nThe meter,{LONG}\nThe trench,{LONG} Ever.\n")
    async with new_app("letters.csv#2").run_test(size=SIZE) as pilot:
        screen = await opened(pilot)
        assert screen.heading == "The trench"
