"""Every mention of one entity in the library."""

from __future__ import annotations

import pytest

from reader.ui.dialogs.picker import Picker
from reader.ui.screens.concordance import ConcordanceScreen
from reader.ui.screens.library import LibraryScreen
from tests.ui.driving import SIZE, done, opened, press, select, selected, settled


@pytest.fixture(autouse=True)
def more(folder):
    (folder / "letter.md").write_text(
        "# A letter\n\nHe wrote it in Odesa. The train to Kyiv was late.\n", encoding="utf-8"
    )


def shown(screen: ConcordanceScreen) -> list[tuple[str, str]]:
    return [(hit.path.name, hit.exact) for hit in screen.hits.items]


async def concordance(pilot, name: str) -> ConcordanceScreen:
    await settled(pilot)
    await press(pilot, "g", "c", *name, "enter")
    await done(pilot)
    assert isinstance(pilot.app.screen, ConcordanceScreen)
    return pilot.app.screen


async def test_every_mention_is_listed_in_its_sentence(new_app):
    async with new_app().run_test(size=SIZE) as pilot:
        screen = await concordance(pilot, "Odesa")
        assert shown(screen) == [
            ("letter.md", "Odesa"),
            ("story.txt", "Odesa"),
            ("story.txt", "Odesa"),
        ]
        assert "He wrote it in Odesa." in screen.hits.render_line(0).text
        assert "A letter" in screen.hits.render_line(0).text
        assert "3 mentions in 2 documents" in str(screen.title_line.render())


async def test_the_words_stand_in_one_column(new_app):
    async with new_app().run_test(size=(80, 24)) as pilot:
        screen = await concordance(pilot, "Odesa")
        assert len({screen.hits.render_line(n).text.index("Odesa") for n in range(3)}) == 1


async def test_enter_goes_to_the_mention_and_q_comes_back(new_app):
    async with new_app().run_test(size=SIZE) as pilot:
        screen = await concordance(pilot, "Kyiv")
        await press(pilot, "enter")
        reading = await opened(pilot)
        assert (reading.heading, selected(reading)) == ("A letter", "Kyiv")
        await press(pilot, "escape", "q")
        await done(pilot)
        assert pilot.app.screen is screen
        await press(pilot, "escape")
        await done(pilot)
        assert isinstance(pilot.app.screen, LibraryScreen)


async def test_it_is_narrowed_as_one_types(new_app):
    async with new_app().run_test(size=SIZE) as pilot:
        screen = await concordance(pilot, "Odesa")
        await press(pilot, "/", *"wrote", "enter")
        await done(pilot)
        assert shown(screen) == [("letter.md", "Odesa")]
        await press(pilot, "escape", "/", *"doc:story", "enter")
        await done(pilot)
        assert len(shown(screen)) == 2


async def test_c_asks_for_the_selected_entity(new_app):
    async with new_app().run_test(size=SIZE) as pilot:
        await settled(pilot)
        await press(pilot, "G", "enter")
        await select(pilot, "Kyiv")
        await press(pilot, "c")
        await done(pilot)
        assert shown(pilot.app.screen) == [("letter.md", "Kyiv"), ("story.txt", "Kyiv")]


async def test_tab_in_the_list_of_entities_asks_for_one_of_them(new_app):
    async with new_app().run_test(size=SIZE) as pilot:
        await settled(pilot)
        await press(pilot, "G", "enter")
        await opened(pilot)
        await press(pilot, "e", *"Kyiv")
        assert isinstance(pilot.app.screen, Picker)
        await press(pilot, "tab")
        await done(pilot)
        assert isinstance(pilot.app.screen, ConcordanceScreen)
        assert len(shown(pilot.app.screen)) == 2


async def test_what_is_mentioned_nowhere_is_said(new_app):
    async with new_app().run_test(size=SIZE) as pilot:
        screen = await concordance(pilot, "Atlantis")
        assert "no entity of this name" in str(screen.status_line.render())
        await press(pilot, "enter", "j", "q")
