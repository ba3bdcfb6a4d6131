"""The codebook by keyboard."""

from __future__ import annotations

import pytest
from textual.geometry import Region

from reader.ui.dialogs.picker import Picker
from tests.ui.driving import SIZE, done, opened, press, select


@pytest.fixture
def story(services, folder):
    session = services.open_session(folder / "story.txt")
    session.annotate([(0, 5)], tags=["war"])
    session.annotate([(11, 16)], tags=["energy"])
    return session


def names(session) -> list[str]:
    return [session.codebook().path(code) for code in session.codebook().tree()]


def tags(session) -> list[list[str]]:
    book = session.codebook()
    return [[book.name(code) for code in one.tags] for one in session.annotations()]


async def act(pilot, tag: str, what: str, *keys: str) -> None:
    """Do something to a tag and leave the codebook."""
    await press(pilot, "C", *tag, "enter", *what, "enter", *keys)
    await press(pilot, "escape")
    await done(pilot)


async def test_the_codebook_shows_digits_and_uses(new_app, story):
    async with new_app("story.txt").run_test(size=SIZE) as pilot:
        await opened(pilot)
        await press(pilot, "C")
        picker = pilot.app.screen
        assert isinstance(picker, Picker)
        assert [(row.title, row.mark, row.detail) for row in picker._rows[:2]] == [
            ("war", "1", "1 ×"),
            ("energy", "2", "1 ×"),
        ]


async def test_a_tag_is_renamed_and_u_takes_it_back(new_app, story):
    async with new_app("story.txt").run_test(size=SIZE) as pilot:
        await opened(pilot)
        await act(pilot, "war", "rename", *["backspace"] * 3, *"fights", "enter")
        assert tags(story) == [["fights"], ["energy"]]
        await press(pilot, "u")
        await done(pilot)
        assert tags(story) == [["war"], ["energy"]]


async def test_a_tag_is_merged_into_another_with_its_uses(new_app, story):
    async with new_app("story.txt").run_test(size=SIZE) as pilot:
        await opened(pilot)
        await act(pilot, "energy", "merge", *"war", "enter")
        assert names(story) == ["war"]
        assert tags(story) == [["war"], ["war"]]
        await press(pilot, "u")
        await done(pilot)
        assert tags(story) == [["war"], ["energy"]]


async def test_a_tag_is_retired_and_its_uses_keep_it(new_app, story):
    async with new_app("story.txt").run_test(size=SIZE) as pilot:
        await opened(pilot)
        await act(pilot, "energy", "retire")
        assert names(story) == ["war"]
        assert tags(story) == [["war"], ["energy"]]


async def test_a_tag_gets_another_digit_a_colour_a_description_and_a_place(new_app, story):
    async with new_app("story.txt").run_test(size=SIZE) as pilot:
        await opened(pilot)
        await act(pilot, "energy", "digit", "1", "enter")
        await act(pilot, "energy", "colour", *"blue", "enter")
        await act(pilot, "energy", "description", *"grids", "enter")
        await act(pilot, "energy", "below", *"war", "enter")
        code = story.codebook().named("energy")
        assert (code.key, code.colour, code.description) == ("1", "#61afef", "grids")
        assert names(story) == ["war", "war/energy"]


async def test_a_path_in_the_tag_list_makes_a_tag_below_another(new_app, story):
    async with new_app("story.txt").run_test(size=SIZE) as pilot:
        await select(pilot, "Kyiv")
        await press(pilot, "t", *"war/claim", "enter")
        await done(pilot)
        assert names(story) == ["war", "war/claim", "energy"]
        assert tags(story)[-1] == ["claim"]
        await press(pilot, "t", *"war/claim", "enter")
        await done(pilot)
        assert names(story) == ["war", "war/claim", "energy"]
        assert tags(story) == [["war"], ["energy"]]


async def test_a_tag_is_split_and_what_is_left_out_keeps_the_old_one(new_app, story):
    story.annotate([(25, 30)], tags=["war"], note="at the front")
    async with new_app("story.txt").run_test(size=SIZE) as pilot:
        await opened(pilot)
        await act(pilot, "war", "split", *"siege", "enter", "enter", "space", "enter")
        assert tags(story) == [["war"], ["energy"], ["siege"]]
        await press(pilot, "u")
        await done(pilot)
        assert tags(story) == [["war"], ["energy"], ["war"]]


async def test_the_uses_to_split_off_are_chosen_by_a_filter(new_app, story):
    story.annotate([(25, 30)], tags=["war"], note="at the front")
    async with new_app("story.txt").run_test(size=SIZE) as pilot:
        await opened(pilot)
        await act(pilot, "war", "split", *"siege", "enter", *"note:front", "enter", "enter")
        assert tags(story) == [["war"], ["energy"], ["siege"]]


async def test_a_tag_gets_a_symbol_that_is_shown_with_its_name(new_app, story):
    async with new_app("story.txt").run_test(size=SIZE) as pilot:
        screen = await opened(pilot)
        await act(pilot, "war", "symbol", "exclamation_mark", "enter")
        assert story.codebook().named("war").symbol == "!"
        screen.view.select(0, 5)
        await pilot.pause()
        assert "! war" in str(screen.status_line.render())


async def test_a_codebook_is_imported_from_a_file(new_app, story, folder):
    book = folder / "book.csv"
    book.write_text("tag,description\nwar/siege,around a town\n")
    async with new_app("story.txt").run_test(size=SIZE) as pilot:
        await opened(pilot)
        await press(pilot, "C", *"import", "enter", *str(book), "enter", "escape")
        await done(pilot)
        code = story.codebook().named("siege")
        assert (story.codebook().path(code), code.description) == ("war/siege", "around a town")


async def test_the_colour_of_a_tag_is_on_the_page(new_app, services, folder):
    session = services.open_session(folder / "story.txt")
    session.annotate([(0, 5)], tags=["war"])
    session.coding().paint("war", "#e06c75")
    async with new_app("story.txt").run_test(size=SIZE) as pilot:
        screen = await opened(pilot)
        (code,) = session.codebook()
        tint = screen._palette.with_codes({code.id: code.colour}).codes[code.id]
        drawn = {
            segment.style.bgcolor.triplet.hex
            for strip in screen.view.render_lines(Region(0, 0, *screen.view.size))
            for segment in strip
            if segment.style and segment.style.bgcolor and segment.style.bgcolor.triplet
        }
        assert tint in drawn
