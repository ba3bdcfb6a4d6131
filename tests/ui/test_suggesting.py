"""Suggestions, gone through on the page with one key each."""

from __future__ import annotations

import pytest

from reader.core.adoption import adopt
from reader.core.annotation import Annotation, Code, Creator, CreatorKind, Status, Target
from reader.ui.dialogs.preview import Preview
from tests.ui.driving import SIZE, done, opened, press, selected

TOOL = Creator(CreatorKind.SOFTWARE, "tagger 2")
SUGGESTED = (
    ("Odesa", "GPE", 0.9),
    ("Friday", "DATE", 0.8),
    ("Kyiv", "GPE", 0.7),
    ("12 launchers", "", 0.5),
)


@pytest.fixture
def story(services, folder):
    """The story, with what a tool suggests of it."""
    session = services.open_session(folder / "story.txt")
    text = session.document.text
    found = []
    for number, (words, label, score) in enumerate(SUGGESTED, 1):
        start = str(text).index(words)
        target = Target.of(text, start, start + len(words))
        tags = () if label else ("7",)
        found.append(
            Annotation(
                str(number), (target,), tags, "", label, Status.SUGGESTED, TOOL, confidence=score
            )
        )
    adopt(services.store, services.clock, TOOL, [Code("7", "arms")], {session.document_id: found})
    return session


def said(screen) -> str:
    return str(screen.status_line.render())


def statuses(session) -> list[str]:
    return [one.status.value for one in session.annotations()]


async def test_one_key_decides_and_the_next_is_shown_at_once(new_app, story):
    async with new_app("story.txt").run_test(size=SIZE) as pilot:
        screen = await opened(pilot)
        assert "4 suggested" in str(screen.title_line.render())
        await press(pilot, "r")
        assert selected(screen) == "Odesa"
        assert "1 of 4: GPE 90% by tagger 2" in said(screen)
        assert "a accept" in said(screen)
        await press(pilot, "a")
        assert selected(screen) == "Friday"
        await press(pilot, "x")
        assert selected(screen) == "Kyiv"
        await press(pilot, "s")
        assert selected(screen) == "12 launchers"
        assert "#arms" in said(screen)
        await press(pilot, "k")
        assert selected(screen) == "Kyiv"
        await done(pilot)
        assert statuses(story) == ["accepted", "rejected", "suggested", "suggested"]
        assert "2 suggested" in str(screen.title_line.render())


async def test_another_label_is_chosen_by_name(new_app, story):
    async with new_app("story.txt").run_test(size=SIZE) as pilot:
        screen = await opened(pilot)
        await press(pilot, "r", "l", *"fac", "enter")
        await done(pilot)
        assert selected(screen) == "Friday"
        assert story.annotations()[0].entity_type == "FAC"
        assert story.annotations()[0].status is Status.ACCEPTED
        await press(pilot, "s", "s", "l", *"doubt", "enter")
        await done(pilot)
        assert [story.codebook().name(tag) for tag in story.annotations()[3].tags] == ["doubt"]


async def test_many_are_decided_after_a_look_at_them_and_taken_back_as_one(new_app, story):
    async with new_app("story.txt").run_test(size=SIZE) as pilot:
        screen = await opened(pilot)
        await press(pilot, "r", "asterisk", *"reject all gpe", "enter")
        assert isinstance(pilot.app.screen, Preview)
        await press(pilot, "enter")
        await done(pilot)
        assert statuses(story) == ["rejected", "suggested", "rejected", "suggested"]
        assert selected(screen) == "Friday"
        await press(pilot, "u")
        await done(pilot)
        assert statuses(story) == ["suggested"] * 4
        assert selected(screen) == "Odesa"


async def test_what_is_left_out_of_many_stays(new_app, story):
    async with new_app("story.txt").run_test(size=SIZE) as pilot:
        await opened(pilot)
        await press(pilot, "r", "asterisk", *"accept all gpe", "enter", "space", "enter")
        await done(pilot)
        assert statuses(story) == ["suggested", "suggested", "accepted", "suggested"]


async def test_after_the_last_one_the_page_is_as_before(new_app, story):
    async with new_app("story.txt").run_test(size=SIZE) as pilot:
        screen = await opened(pilot)
        await press(pilot, "r", "a", "a", "a", "a")
        await done(pilot)
        assert statuses(story) == ["accepted"] * 4
        assert screen.selection is None
        assert "no suggestion is left" in said(screen)
        await press(pilot, "r")
        assert "nothing to review" in said(screen)


async def test_the_rest_is_left_for_later(new_app, story):
    async with new_app("story.txt").run_test(size=SIZE) as pilot:
        screen = await opened(pilot)
        await press(pilot, "r", "a", "escape")
        await done(pilot)
        assert screen.selection is None
        assert statuses(story) == ["accepted", "suggested", "suggested", "suggested"]
        await press(pilot, "r")
        assert selected(screen) == "Friday"


async def test_with_nothing_gone_through_x_rejects_a_suggestion_and_does_not_remove_it(
    new_app, story
):
    async with new_app("story.txt").run_test(size=SIZE) as pilot:
        screen = await opened(pilot)
        screen.view.select(*story.annotations()[0].spans[0])
        await press(pilot, "x")
        await done(pilot)
        assert statuses(story)[0] == "rejected"


async def test_names_that_the_recogniser_is_not_sure_of_are_decided_in_the_same_way(
    new_app, services, folder
):
    session = services.open_session(folder / "story.txt")
    async with new_app("story.txt").run_test(size=SIZE) as pilot:
        screen = await opened(pilot)
        entities = screen._entities
        entities._found = [one._replace(score=0.4) for one in entities._found]
        entities.highlight()
        number = len(screen.mentions)
        await press(pilot, "R")
        assert f"1 of {number}" in said(screen)
        words = selected(screen)
        await press(pilot, "a", "x")
        await done(pilot)
        first, second = session.annotations()
        assert (first.quote, first.status) == (words, Status.ACCEPTED)
        assert second.status is Status.REJECTED
        assert f"1 of {number - 2}" in said(screen)
