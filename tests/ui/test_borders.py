"""The words of an annotation and its history, by keyboard."""

from __future__ import annotations

from reader.ui.dialogs.picker import Picker
from tests.ui.driving import SIZE, done, press, select


async def test_a_part_is_added_to_the_last_annotation(new_app):
    async with new_app("story.txt").run_test(size=SIZE) as pilot:
        screen = await select(pilot, "Kyiv")
        screen.session.add_code("city")
        await press(pilot, "1")
        await done(pilot)
        await select(pilot, "NATO")
        await press(pilot, "&")
        await done(pilot)
        assert [one.quote for one in screen.annotations] == ["Kyiv … NATO"]
        await press(pilot, "u")
        await done(pilot)
        assert [one.quote for one in screen.annotations] == ["Kyiv"]


async def test_borders_are_put_where_the_selection_is(new_app):
    async with new_app("story.txt").run_test(size=SIZE) as pilot:
        screen = await select(pilot, "Kyiv")
        screen.session.add_code("city")
        await press(pilot, "1")
        await done(pilot)
        await press(pilot, "o", "b", "M")
        await done(pilot)
        assert [one.quote for one in screen.annotations] == ["in Kyiv"]


async def test_the_history_tells_what_was_done_last_thing_first(new_app):
    async with new_app("story.txt").run_test(size=SIZE) as pilot:
        screen = await select(pilot, "Kyiv")
        screen.session.add_code("city")
        await press(pilot, "1")
        await done(pilot)
        await press(pilot, "enter", *"when", "ctrl+s")
        await done(pilot)
        await press(pilot, "i")
        picker = pilot.app.screen
        assert isinstance(picker, Picker)
        assert [row.detail for row in picker._rows] == ["note: when", "on “Kyiv”  +#city"]
        assert "tag city" in picker._rows[1].title
        await press(pilot, "escape")
        await done(pilot)
