"""The file of an open document, changed by another program."""

from __future__ import annotations

import pytest

from tests.ui.driving import SIZE, done, opened, press

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


async def look(pilot, screen):
    """Look twice: a file that is being written is left alone."""
    for _ in range(2):
        await screen._watching.look()
    await done(pilot)


def said(screen) -> str:
    return str(screen.status_line.render())


async def test_the_new_text_is_shown_with_its_annotations(new_app, story):
    async with new_app("story.txt").run_test(size=SIZE) as pilot:
        screen = await opened(pilot)
        edit(story, "promised 12", "delivered 14")
        await look(pilot, screen)
        assert "delivered 14" in str(screen.session.document.text)
        assert [one.quote for one in screen.annotations] == ["NATO delivered 14 launchers."]
        assert "the file was changed" in said(screen)
        assert "r reviews 1 annotation" in said(screen)


async def test_the_place_is_kept(new_app, folder):
    path = folder / "long.txt"
    async with new_app("long.txt").run_test(size=SIZE) as pilot:
        screen = await opened(pilot)
        await press(pilot, "space", "space", "space")
        before = screen.session.document.text.slice(
            screen.view.top_offset, screen.view.top_offset + 40
        )
        edit(path, "A long text\n", "A long text\n\nWith some more lines.\n\nBefore the rest.\n")
        await look(pilot, screen)
        after = screen.session.document.text.slice(
            screen.view.top_offset, screen.view.top_offset + 40
        )
        assert before == after


async def test_nothing_is_taken_from_under_a_selection(new_app, story):
    async with new_app("story.txt").run_test(size=SIZE) as pilot:
        screen = await opened(pilot)
        await press(pilot, "v")
        edit(story, "promised 12", "delivered 14")
        await look(pilot, screen)
        assert "once nothing is selected" in said(screen)
        assert "promised 12" in str(screen.session.document.text)
        await press(pilot, "escape")
        await look(pilot, screen)
        assert "delivered 14" in str(screen.session.document.text)


async def test_that_the_new_text_waits_is_said_once_and_not_over_what_is_done(new_app, story):
    async with new_app("story.txt").run_test(size=SIZE) as pilot:
        screen = await opened(pilot)
        await press(pilot, "]", "a")
        edit(story, "promised 12", "delivered 14")
        await look(pilot, screen)
        await press(pilot, "x")
        await done(pilot)
        await look(pilot, screen)
        assert "saved: remove" in said(screen)
        edit(story, "delivered 14", "delivered 15")
        await look(pilot, screen)
        assert "once nothing is selected" in said(screen)


async def test_a_file_that_is_gone_stays_on_the_screen(new_app, story):
    async with new_app("story.txt").run_test(size=SIZE) as pilot:
        screen = await opened(pilot)
        story.unlink()
        await look(pilot, screen)
        assert "not there any more" in said(screen)
        assert [one.note for one in screen.annotations] == ["which ones?"]


async def test_a_file_that_cannot_be_read_any_more_stays_on_the_screen(new_app, story):
    async with new_app("story.txt").run_test(size=SIZE) as pilot:
        screen = await opened(pilot)
        story.write_bytes(b"%PDF-1.7\nnothing that follows is one\n")
        await look(pilot, screen)
        assert "cannot be read" in said(screen)
        assert "promised 12" in str(screen.session.document.text)


async def test_a_file_that_was_only_touched_says_nothing(new_app, story):
    async with new_app("story.txt").run_test(size=SIZE) as pilot:
        screen = await opened(pilot)
        session = screen.session
        story.write_text(story.read_text())
        await look(pilot, screen)
        assert screen.session is session
        assert "changed" not in said(screen)
