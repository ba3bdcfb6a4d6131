"""Deciding on suggestions, one by one and wherever the same words stand."""

from __future__ import annotations

from reader.core.annotation import Status
from reader.ui.dialogs.picker import Picker
from reader.ui.dialogs.preview import Preview
from tests.ui.driving import SIZE, done, opened, press, select, selected


def labels(screen) -> dict[str, set[str]]:
    text = screen.session.document.text
    found: dict[str, set[str]] = {}
    for one in screen.mentions:
        found.setdefault(text.slice(one.start, one.end), set()).add(one.label)
    return found


def tagged(screen) -> list[str]:
    return [one.quote for one in screen.session.annotations() if one.tags]


async def test_a_suggestion_is_accepted_with_one_key(new_app):
    async with new_app("story.txt").run_test(size=SIZE) as pilot:
        screen = await select(pilot, "Kyiv")
        await press(pilot, "A")
        await done(pilot)
        (decision,) = screen.session.annotations()
        assert (decision.quote, decision.entity_type) == ("Kyiv", "GPE")
        assert decision.status is Status.ACCEPTED
        assert selected(screen) == "Kyiv"


async def test_another_type_is_shown_at_once_and_undone(new_app):
    async with new_app("story.txt").run_test(size=SIZE) as pilot:
        screen = await select(pilot, "Kyiv")
        await press(pilot, "L")
        assert isinstance(pilot.app.screen, Picker)
        await press(pilot, *"facility", *["backspace"] * 5, "enter")
        await done(pilot)
        assert labels(screen)["Kyiv"] == {"FAC"}
        await press(pilot, "u")
        await done(pilot)
        assert labels(screen)["Kyiv"] == {"GPE"}


async def test_never_this_rejects_the_same_words_everywhere_after_a_look(new_app):
    async with new_app("story.txt").run_test(size=SIZE) as pilot:
        screen = await select(pilot, "Odesa")
        await press(pilot, "X")
        assert isinstance(pilot.app.screen, Preview)
        await press(pilot, "escape")
        await done(pilot)
        assert "Odesa" in labels(screen)
        await press(pilot, "X", "enter")
        await done(pilot)
        assert "Odesa" not in labels(screen)
        await press(pilot, "u")
        await done(pilot)
        assert "Odesa" in labels(screen)


async def test_one_rejection_is_made_one_of_all(new_app):
    async with new_app("story.txt").run_test(size=SIZE) as pilot:
        screen = await select(pilot, "Odesa")
        await press(pilot, "x")
        await done(pilot)
        await press(pilot, "*", "enter")
        await done(pilot)
        assert "Odesa" not in labels(screen)


async def test_a_tag_is_given_to_all_occurrences_as_one_change(new_app):
    async with new_app("story.txt").run_test(size=SIZE) as pilot:
        screen = await select(pilot, "Odesa")
        screen.session.add_code("city")
        await press(pilot, "1")
        await done(pilot)
        await press(pilot, "*")
        preview = pilot.app.screen
        assert isinstance(preview, Preview)
        rows = [str(preview.options.get_option_at_index(n).prompt) for n in range(2)]
        assert rows == ["✓ Night over Odesa", "✓ Stoltenberg left for Odesa on Saturday."]
        await press(pilot, "enter")
        await done(pilot)
        assert tagged(screen) == ["Odesa", "Odesa"]
        await press(pilot, "u")
        await done(pilot)
        assert tagged(screen) == ["Odesa"]


async def test_a_place_can_be_left_out(new_app):
    async with new_app("story.txt").run_test(size=SIZE) as pilot:
        screen = await select(pilot, "Odesa")
        first = screen.selection
        screen.session.add_code("city")
        await press(pilot, "1")
        await done(pilot)
        await press(pilot, "x")
        await done(pilot)
        await press(pilot, "*", "space", "enter")
        await done(pilot)
        (annotation,) = [one for one in screen.session.annotations() if one.tags]
        assert annotation.spans != [first]


async def test_without_a_tag_or_an_entity_nothing_is_given(new_app):
    async with new_app("story.txt").run_test(size=SIZE) as pilot:
        screen = await opened(pilot)
        await press(pilot, "v", "*")
        await done(pilot)
        assert screen.session.annotations() == ()
        assert "tag the words first" in str(screen.status_line.render())


async def test_x_on_an_entity_in_a_noted_sentence_leaves_the_note(new_app):
    async with new_app("story.txt").run_test(size=SIZE) as pilot:
        screen = await select(pilot, "Kyiv")
        text = screen.session.document.text
        start = text.slice(0, len(text)).index("On Friday")
        screen.session.annotate([(start, screen.selection[1] + 1)], note="who said so?")
        await press(pilot, "x")
        await done(pilot)
        assert [one.note for one in screen.session.annotations()] == ["who said so?", ""]
        assert "Kyiv" not in labels(screen)


async def test_a_retired_tag_is_given_to_nothing_more(new_app):
    async with new_app("story.txt").run_test(size=SIZE) as pilot:
        screen = await select(pilot, "Odesa")
        screen.session.add_code("city")
        screen.session.add_code("port")
        await press(pilot, "1", "2")
        await done(pilot)
        screen.session.coding().retire("city")
        await press(pilot, "*", "enter")
        await done(pilot)
        book = screen.session.codebook()
        given = [[book.name(code) for code in one.tags] for one in screen.session.annotations()]
        assert sorted(given) == [["city", "port"], ["port"]]


async def test_a_rejection_says_nothing_of_the_words_when_they_are_selected(new_app):
    async with new_app("story.txt").run_test(size=SIZE) as pilot:
        screen = await select(pilot, "Kyiv")
        await press(pilot, "x")
        await done(pilot)
        assert screen.session.at(screen.selection) is None
        assert "GPE" not in str(screen.state())
