"""How many keys the everyday things cost."""

from __future__ import annotations

import pytest
from textual.pilot import Pilot

from reader.core.annotation import Status
from reader.core.textobjects import words
from tests.ui.driving import SIZE, done, opened, press, select, selected


class Keyboard:
    """Presses keys and counts them."""

    def __init__(self, pilot: Pilot) -> None:
        self._pilot = pilot
        self.count = 0

    async def press(self, *keys: str) -> None:
        await press(self._pilot, *keys)
        await done(self._pilot)
        self.count += len(keys)

    async def type(self, *keys: str) -> None:
        """Press keys while a dialog is open."""
        await press(self._pilot, *keys)
        self.count += len(keys)


async def test_an_entity_is_tagged_in_two(new_app):
    async with new_app("story.txt").run_test(size=SIZE) as pilot:
        screen = await opened(pilot)
        screen.session.add_code("city")
        keyboard = Keyboard(pilot)
        await keyboard.press("tab")
        await keyboard.press("1")
        (annotation,) = screen.session.annotations()
        assert annotation.quote == selected(screen)
        assert annotation.tags
        assert keyboard.count == 2


@pytest.mark.parametrize(("key", "status"), [("A", Status.ACCEPTED), ("x", Status.REJECTED)])
async def test_a_suggestion_is_decided_in_one(new_app, key, status):
    async with new_app("story.txt").run_test(size=SIZE) as pilot:
        screen = await select(pilot, "Kyiv")
        keyboard = Keyboard(pilot)
        await keyboard.press(key)
        (decision,) = screen.session.annotations()
        assert (decision.quote, decision.status) == ("Kyiv", status)
        assert keyboard.count == 1


async def test_any_span_of_words_on_screen_is_selected_in_at_most_six(new_app):
    async with new_app("story.txt").run_test(size=SIZE) as pilot:
        screen = await opened(pilot)
        text = screen.session.document.text
        spans = words(text.slice(0, len(text)))
        labels = {span: label for label, span in screen.view.show_hints().items()}
        screen.view.hide_hints()
        assert set(spans) <= set(labels)
        for first, last in [(0, -1), (2, 5), (7, 7), (-4, -2), (5, 12)]:
            keyboard = Keyboard(pilot)
            await keyboard.type("f", *labels[spans[first]])
            if first != last:
                await keyboard.type("f", *labels[spans[last]])
            await done(pilot)
            assert screen.selection == (spans[first][0], spans[last][1])
            assert keyboard.count <= 6
            await press(pilot, "escape")


async def test_a_sentence_is_noted_in_three_and_the_text(new_app):
    async with new_app("long.txt").run_test(size=SIZE) as pilot:
        screen = await opened(pilot)
        await press(pilot, "}")
        keyboard = Keyboard(pilot)
        await keyboard.press("v")
        await keyboard.type("enter", *"why")
        await keyboard.press("ctrl+s")
        (note,) = screen.session.annotations()
        assert note.note == "why"
        assert note.quote == "Paragraph 1 goes on a little."
        assert keyboard.count == 3 + len("why")


async def test_all_occurrences_are_tagged_in_two_more(new_app):
    async with new_app("story.txt").run_test(size=SIZE) as pilot:
        screen = await select(pilot, "Odesa")
        screen.session.add_code("city")
        await press(pilot, "1")
        await done(pilot)
        keyboard = Keyboard(pilot)
        await keyboard.type("*")
        await keyboard.press("enter")
        assert len(screen.session.annotations()) == 2
        assert keyboard.count == 2
