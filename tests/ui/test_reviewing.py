"""Annotations whose words changed while the document was closed."""

from __future__ import annotations

import asyncio
import threading

import pytest

import reader.core.anchor
from reader.core.anchor import reanchor
from reader.core.annotation import AnchorState
from reader.core.session import Session
from reader.ui.dialogs.review import Review
from tests.ui.driving import SIZE, done, opened, press, select

QUOTE = "NATO promised 12 launchers."


@pytest.fixture
def story(services, folder):
    """The story, with a note on a sentence."""
    path = folder / "story.txt"
    session = services.open_session(path)
    start = path.read_text().index(QUOTE)
    session.annotate([(start, start + len(QUOTE))], note="which ones?")
    return path


def edit(path, old, new):
    path.write_text(path.read_text().replace(old, new))


def shown(dialog) -> str:
    return " ".join(str(one.render()) for one in dialog.query("Static"))


async def test_edited_words_are_shown_beside_the_old_ones_and_kept_with_one_key(new_app, story):
    edit(story, "promised 12", "delivered 14")
    async with new_app("story.txt").run_test(size=SIZE) as pilot:
        screen = await opened(pilot)
        assert "1 to review" in str(screen.title_line.render())
        await press(pilot, "r")
        dialog = pilot.app.screen
        assert isinstance(dialog, Review)
        assert "promised 12" in shown(dialog)
        assert "delivered 14" in shown(dialog)
        await press(pilot, "enter")
        await done(pilot)
        (note,) = screen.session.annotations()
        assert (note.quote, note.note) == ("NATO delivered 14 launchers.", "which ones?")
        assert note.anchor.state is AnchorState.EXACT
        assert "to review" not in str(screen.title_line.render())
        await press(pilot, "u")
        await done(pilot)
        assert "1 to review" in str(screen.title_line.render())


async def test_an_orphan_is_put_on_what_is_selected(new_app, story):
    edit(story, QUOTE, "Nobody came.")
    async with new_app("story.txt").run_test(size=SIZE) as pilot:
        screen = await select(pilot, "Kyiv")
        await press(pilot, "r", "enter")
        assert isinstance(pilot.app.screen, Review)
        await press(pilot, "s")
        await done(pilot)
        (note,) = screen.session.annotations()
        assert (note.quote, note.note) == ("Kyiv", "which ones?")


async def test_an_orphan_is_dismissed_and_still_there(new_app, story):
    edit(story, QUOTE, "Nobody came.")
    async with new_app("story.txt").run_test(size=SIZE) as pilot:
        screen = await opened(pilot)
        await press(pilot, "r", "d")
        await done(pilot)
        assert "to review" not in str(screen.title_line.render())
        assert [one.quote for one in screen.annotations] == [QUOTE]
        await press(pilot, "r")
        await done(pilot)
        assert "nothing to review" in str(screen.status_line.render())


async def test_what_is_removed_in_review_comes_back_with_undo(new_app, story):
    edit(story, QUOTE, "Nobody came.")
    async with new_app("story.txt").run_test(size=SIZE) as pilot:
        screen = await opened(pilot)
        await press(pilot, "r", "x")
        await done(pilot)
        assert screen.annotations == ()
        await press(pilot, "u")
        await done(pilot)
        assert [one.note for one in screen.annotations] == ["which ones?"]


async def test_several_are_gone_through_and_left_waiting(new_app, story, services):
    services.open_session(story).annotate([(0, 16)], note="title")
    edit(story, QUOTE, "Nobody came.")
    edit(story, "Night over Odesa", "Nights at Odesa")
    async with new_app("story.txt").run_test(size=SIZE) as pilot:
        screen = await opened(pilot)
        await press(pilot, "r")
        assert "Nights" in shown(pilot.app.screen)
        await press(pilot, "j")
        assert "nowhere" in shown(pilot.app.screen)
        await press(pilot, "escape")
        await done(pilot)
        assert "2 to review" in str(screen.title_line.render())


async def test_while_many_notes_are_followed_the_status_line_says_how_far(
    new_app, story, monkeypatch
):
    async with new_app("story.txt").run_test(size=SIZE) as pilot:
        screen = await opened(pilot)
        async with screen._changes:
            monkeypatch.setattr(Session, "following", (3_120, 10_000))
            screen._look_again()
            await pilot.pause()
            assert "following 3,120 of 10,000 notes" in str(screen.status_line.render())


async def test_a_tag_given_while_the_notes_are_still_looked_for_is_not_lost(
    new_app, story, services, monkeypatch
):
    services.open_session(story).add_code("war", "1")
    edit(story, "promised 12", "delivered 14")
    looking, go_on = threading.Event(), threading.Event()

    def slow(*texts):
        looking.set()
        go_on.wait()
        return reanchor(*texts)

    monkeypatch.setattr(reader.core.anchor, "reanchor", slow)
    async with new_app("story.txt").run_test(size=SIZE) as pilot:
        try:
            await asyncio.to_thread(looking.wait)
            screen = pilot.app.screen
            start = screen.session.document.text.slice(0, 10_000).index("Kyiv")
            screen.view.select(start, start + 4)
            await pilot.press("1")
            await pilot.pause()
        finally:
            go_on.set()
        await done(pilot)
        assert [one.quote for one in screen.annotations if one.tags] == ["Kyiv"]
