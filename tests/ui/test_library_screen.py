"""The list of documents."""

from __future__ import annotations

import pytest
from rich.cells import cell_len
from textual.widgets import Static

from reader.ui.dialogs.help import Help
from reader.ui.dialogs.note_editor import NoteEditor
from reader.ui.dialogs.notice import Notice
from reader.ui.screens.library import LibraryScreen
from reader.ui.screens.reading import ReadingScreen
from tests.ui.driving import SIZE, done, press, settled


def titles(screen: LibraryScreen) -> list[str]:
    return [entry.title for entry in screen.documents.items]


async def library(pilot) -> LibraryScreen:
    await settled(pilot)
    assert isinstance(pilot.app.screen, LibraryScreen)
    return pilot.app.screen


async def test_every_document_is_listed_with_its_title(new_app):
    async with new_app().run_test(size=SIZE) as pilot:
        screen = await library(pilot)
        assert titles(screen) == ["A long text", "On cables", "Night over Odesa"]
        assert "3 documents" in str(screen.title_line.render())


async def test_j_and_k_and_arrows_move(new_app):
    async with new_app().run_test(size=SIZE) as pilot:
        screen = await library(pilot)
        await press(pilot, "j", "down", "down", "k", "up", "j")
        assert screen.documents.position == 1


async def test_typing_after_slash_filters_and_escape_shows_all(new_app):
    async with new_app().run_test(size=SIZE) as pilot:
        screen = await library(pilot)
        await press(pilot, "/", *"stoltenberg")
        await done(pilot)
        assert titles(screen) == ["Night over Odesa"]
        assert "1 of 3 documents" in str(screen.title_line.render())
        await press(pilot, "escape")
        await done(pilot)
        assert len(titles(screen)) == 3


async def test_a_mistake_in_the_filter_is_told(new_app):
    async with new_app().run_test(size=SIZE) as pilot:
        screen = await library(pilot)
        await press(pilot, "/", *"tagg:x")
        await done(pilot)
        assert "there is no field “tagg”" in str(screen.status_line.render())
        await press(pilot, *["backspace"] * 6, *"paragraph", "enter")
        await done(pilot)
        assert titles(screen) == ["A long text"]


async def test_what_is_typed_ahead_opens_what_the_filter_leaves(new_app):
    async with new_app().run_test(size=SIZE) as pilot:
        await library(pilot)
        await pilot.press("slash", *"stoltenberg", "enter", "enter")
        await pilot.app.keys_done()
        await settled(pilot)
        assert isinstance(pilot.app.screen, ReadingScreen)
        assert pilot.app.screen.heading == "Night over Odesa"


async def test_q_comes_back_to_the_same_place_and_shows_what_was_annotated(new_app):
    async with new_app().run_test(size=SIZE) as pilot:
        screen = await library(pilot)
        await press(pilot, "G", "enter")
        await settled(pilot)
        await press(pilot, "t", *"war", "enter")
        await done(pilot)
        await press(pilot, "q")
        await done(pilot)
        assert pilot.app.screen is screen
        assert screen.documents.position == 2
        assert screen.documents.current.tags == ("war",)


async def test_a_document_is_tagged_and_noted_from_the_list(new_app):
    async with new_app().run_test(size=SIZE) as pilot:
        screen = await library(pilot)
        await press(pilot, "t", *"to read", "enter")
        await done(pilot)
        assert screen.documents.current.tags == ("to read",)
        await press(pilot, "n")
        assert isinstance(pilot.app.screen, NoteEditor)
        await press(pilot, *"soon", "ctrl+s")
        await done(pilot)
        assert screen.documents.current.notes == 1
        await press(pilot, "u")
        await done(pilot)
        await press(pilot, "u")
        await done(pilot)
        assert screen.documents.current.tags == ()


async def test_f_narrows_by_what_the_documents_have(new_app):
    async with new_app().run_test(size=SIZE) as pilot:
        screen = await library(pilot)
        await press(pilot, "s")
        await done(pilot)
        await press(pilot, "F", *"unread", "enter")
        await done(pilot)
        assert titles(screen) == ["On cables", "Night over Odesa"]


async def test_s_marks_as_read_and_the_filter_finds_what_is_not(new_app):
    async with new_app().run_test(size=SIZE) as pilot:
        screen = await library(pilot)
        await press(pilot, "s")
        await done(pilot)
        assert "marked as read" in str(screen.status_line.render())
        assert "✓" in screen.documents.render_line(0).text
        assert screen.documents.current.notes == 0
        await press(pilot, "/", *"-status:read", "enter")
        await done(pilot)
        assert titles(screen) == ["On cables", "Night over Odesa"]
        await press(pilot, "escape", "g", "g", "u")
        await done(pilot)
        assert "✓" not in screen.documents.render_line(0).text


async def test_a_document_is_marked_as_read_while_it_is_read(new_app):
    async with new_app("story.txt").run_test(size=SIZE) as pilot:
        await settled(pilot)
        screen = pilot.app.screen
        await press(pilot, "s")
        await done(pilot)
        assert "✓ read" in str(screen.title_line.render())
        await press(pilot, "s")
        await done(pilot)
        assert "✓ read" not in str(screen.title_line.render())
        assert "marked as unread" in str(screen.status_line.render())


async def test_a_file_that_cannot_be_read_is_listed_with_the_reason(new_app, folder):
    (folder / "zz.txt").write_bytes(b"\x00\x01\x02" * 50)
    async with new_app().run_test(size=SIZE) as pilot:
        screen = await library(pilot)
        await press(pilot, "G")
        assert "zz.txt" in str(screen.status_line.render())
        await press(pilot, "enter")
        await done(pilot)
        assert isinstance(pilot.app.screen, Notice)
        assert "zz.txt" in pilot.app.screen._sentences[0]
        await press(pilot, "x")
        assert pilot.app.screen is screen


async def test_a_folder_without_documents_says_what_to_do(new_app, folder):
    for path in folder.iterdir():
        path.unlink()
    async with new_app().run_test(size=SIZE) as pilot:
        screen = await library(pilot)
        assert "no documents here" in str(screen.status_line.render())
        await press(pilot, "j", "enter", "t", "E", "escape")


async def test_help_is_made_of_the_registry(new_app):
    async with new_app().run_test(size=SIZE) as pilot:
        await library(pilot)
        await press(pilot, "?")
        assert isinstance(pilot.app.screen, Help)
        assert "Show only what matches" in str(pilot.app.screen.query_one(Static).render())
        await press(pilot, "q")
        assert isinstance(pilot.app.screen, LibraryScreen)


@pytest.mark.parametrize("size", [(40, 10), (80, 24), (100, 30)])
async def test_what_a_command_does_stands_in_one_column_of_the_help(new_app, size):
    async with new_app().run_test(size=size) as pilot:
        await library(pilot)
        await press(pilot, "?")
        await pilot.pause()
        text = pilot.app.screen.query_one(Static)
        rows = str(text.render()).split("\n")
        assert max(cell_len(row) for row in rows) <= text.size.width
        assert text.size.height == len(rows)


async def test_the_keys_that_work_while_a_filter_is_typed_are_told(new_app):
    async with new_app().run_test(size=SIZE) as pilot:
        screen = await library(pilot)
        await press(pilot, "/", "s")
        assert screen.status_line.render().plain.endswith("⏎ done  esc cancel ")
        await press(pilot, "enter")
        await done(pilot)
        assert "? help" in screen.status_line.render().plain
        await press(pilot, "/", "escape")
        await done(pilot)
        assert "? help" in screen.status_line.render().plain


async def test_the_palette_carries_a_command_out(new_app):
    async with new_app().run_test(size=SIZE) as pilot:
        screen = await library(pilot)
        await press(pilot, ":", *"last", "enter")
        await done(pilot)
        assert screen.documents.position == 2


async def test_a_click_opens(new_app):
    async with new_app().run_test(size=SIZE) as pilot:
        await library(pilot)
        await pilot.click(offset=(10, 4))
        await settled(pilot)
        assert isinstance(pilot.app.screen, ReadingScreen)


async def test_a_small_terminal_has_room_for_the_titles(new_app):
    async with new_app().run_test(size=(40, 10)) as pilot:
        screen = await library(pilot)
        strip = screen.documents.render_line(0)
        assert strip.cell_length == 40
        assert "A long text" in strip.text


async def test_u_takes_back_nothing_inside_a_document_that_is_not_in_sight(
    new_app, services, folder
):
    services.open_session(folder / "long.txt").annotate([(0, 6)], note="inside")
    async with new_app().run_test(size=(160, 30)) as pilot:
        screen = await library(pilot)
        await press(pilot, "u")
        await done(pilot)
        assert "the last change is to a passage" in str(screen.status_line.render())
        assert screen.documents.current.notes == 1


async def test_a_filter_starts_at_its_first_match_and_stays_in_sight(new_app):
    async with new_app().run_test(size=SIZE) as pilot:
        screen = await library(pilot)
        await press(pilot, "G", "/", *"o", "enter")
        await done(pilot)
        assert screen.documents.position == 0
        assert "/o" in str(screen.title_line.render())
