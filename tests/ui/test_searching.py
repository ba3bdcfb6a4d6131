"""Searching in a document: as it is typed, from hit to hit, by pattern, from a list."""

from __future__ import annotations

import pytest

from reader.ui.dialogs.picker import Picker
from tests.ui.driving import SIZE, done, opened, press, selected


def shown(picker):
    return [str(picker.options.get_option_at_index(n).prompt) for n in range(len(picker._shown))]


async def search(pilot, query):
    screen = await opened(pilot)
    await press(pilot, "/", *query)
    await done(pilot)
    return screen


async def test_the_number_of_a_hit_and_of_all_is_told_while_typing(new_app):
    async with new_app("long.txt").run_test(size=SIZE) as pilot:
        screen = await search(pilot, "goes on")
        assert screen.state().plain == "1/300"
        await press(pilot, "enter")
        assert screen.state().plain == "goes on  1/300"
        await press(pilot, "escape", "N")
        assert screen.state().plain == "goes on  300/300"
        await press(pilot, "escape")
        assert screen.state().plain == "300/300"


@pytest.mark.parametrize(
    ("query", "words"),
    [
        ("odesa", "Odesa"),
        ("NATO", "NATO"),
        ("nato promised", "NATO promised"),
        ("re:stol\\w+berg in", "Stoltenberg in"),
        ("re:^NATO \\S+", "NATO promised"),
    ],
)
async def test_words_phrases_and_patterns_are_found(new_app, query, words):
    async with new_app("story.txt").run_test(size=SIZE) as pilot:
        screen = await search(pilot, query)
        await press(pilot, "enter")
        assert selected(screen) == words


async def test_what_is_typed_counts_more_than_what_is_selected(new_app):
    async with new_app("story.txt").run_test(size=SIZE) as pilot:
        screen = await search(pilot, "nato")
        await press(pilot, "enter")
        await search(pilot, "re:(")
        assert "not a regular expression" in screen.state().plain
        await press(pilot, "escape")
        assert "NATO" in screen.state().plain


async def test_a_phrase_is_found_across_a_line_break(new_app, folder):
    (folder / "verse.txt").write_text("Before\n\nthe night held\nthe grid, they\nwent on\n")
    async with new_app("verse.txt").run_test(size=SIZE) as pilot:
        screen = await search(pilot, "held the grid")
        await press(pilot, "enter")
        assert selected(screen) == "held\nthe grid"


async def test_a_capital_finds_only_capitals(new_app):
    async with new_app("story.txt").run_test(size=SIZE) as pilot:
        screen = await search(pilot, "ODESA")
        assert screen.state().plain == "not found"


@pytest.mark.parametrize(
    ("query", "message"), [("re:(", "not a regular expression"), ("re:(a|aa)+$", "takes longer")]
)
async def test_a_pattern_that_cannot_be_used_is_told(new_app, folder, query, message, monkeypatch):
    monkeypatch.setattr("reader.core.hits.PATTERN_SECONDS", 0.05)
    (folder / "slow.txt").write_text("a" * 60 + "b\n", encoding="utf-8")
    async with new_app("slow.txt").run_test(size=SIZE) as pilot:
        screen = await search(pilot, query)
        assert message in screen.state().plain
        await press(pilot, "enter")
        assert screen.selection is None


async def test_hits_are_listed_with_their_sentences_and_gone_to(new_app):
    async with new_app("story.txt").run_test(size=SIZE) as pilot:
        screen = await search(pilot, "stoltenberg")
        await press(pilot, "enter", "g", "/")
        assert isinstance(pilot.app.screen, Picker)
        assert pilot.app.screen.options.highlighted == 0
        first, second = shown(pilot.app.screen)
        assert "Anna Novák met Jens Stoltenberg in Kyiv." in first
        assert "Stoltenberg left for Odesa on Saturday." in second
        await press(pilot, "down", "enter")
        assert screen.selection[0] == str(screen.session.document.text).index("Stoltenberg left")
        await press(pilot, "escape")
        assert screen.state().plain == "2/2"


async def test_only_the_hits_around_the_current_one_are_listed_of_very_many(new_app, monkeypatch):
    monkeypatch.setattr("reader.ui.reading.searching._MOST", 20)
    async with new_app("long.txt").run_test(size=SIZE) as pilot:
        await search(pilot, "goes on")
        await press(pilot, "enter", "escape", "1", "0", "0", "n", "g", "/")
        rows = shown(pilot.app.screen)
        assert len(rows) == 20
        assert "Paragraph 101 goes on" in rows[pilot.app.screen.options.highlighted]


async def test_without_a_search_there_is_no_list(new_app):
    async with new_app("story.txt").run_test(size=SIZE) as pilot:
        screen = await opened(pilot)
        await press(pilot, "g", "/")
        assert pilot.app.screen is screen
        assert "/ begins one" in screen.status_line.render().plain


async def test_the_place_of_a_hit_has_room_in_a_narrow_terminal(new_app, folder):
    (folder / "lines.txt").write_text("Of the harbour " + "and of what is in it " * 9 + ".\n")
    async with new_app("lines.txt").run_test(size=(80, 24)) as pilot:
        await search(pilot, "harbour")
        await press(pilot, "enter", "g", "/")
        picker = pilot.app.screen
        (row,) = shown(picker)
        assert row.endswith("line 1")
        assert len(row) <= picker.options.scrollable_content_region.width


async def test_the_keys_that_work_while_typing_are_told_and_then_the_next_hit(new_app):
    async with new_app("long.txt").run_test(size=SIZE) as pilot:
        screen = await search(pilot, "goes on")
        assert screen.status_line.render().plain.endswith("⏎ done  esc cancel ")
        await press(pilot, "enter")
        assert "n next hit" in screen.status_line.render().plain
        await press(pilot, "v")
        assert "next hit" not in screen.status_line.render().plain
        await press(pilot, "escape", "escape")
        assert "next hit" not in screen.status_line.render().plain
        assert "? help" in screen.status_line.render().plain
