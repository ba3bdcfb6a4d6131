"""Reading and annotating by keyboard."""

from __future__ import annotations

import asyncio
import threading

import pytest
from textual.widgets import TextArea

from reader.compose import Services
from reader.core.annotation import Status
from reader.core.commands import Scope
from reader.core.errors import ReaderError
from reader.ui.dialogs.label_prompt import LabelPrompt
from reader.ui.dialogs.note_editor import NoteEditor
from reader.ui.dialogs.picker import Picker
from reader.ui.dialogs.prompt import Prompt
from tests.ui.driving import SIZE, done, opened, press, select, selected, settled


async def test_tab_goes_from_entity_to_entity(new_app):
    async with new_app("story.txt").run_test(size=SIZE) as pilot:
        screen = await select(pilot, "Kyiv")
        before = screen.selection
        await press(pilot, "tab", "shift+tab")
        assert screen.selection == before


async def test_an_entity_is_tagged_in_two_keys(new_app, services):
    async with new_app("story.txt").run_test(size=SIZE) as pilot:
        screen = await select(pilot, "Kyiv")
        screen.session.add_code("city")
        await press(pilot, "1")
        await done(pilot)
        (annotation,) = screen.session.annotations()
        assert annotation.quote == "Kyiv"
        assert screen.session.codebook().name(annotation.tags[0]) == "city"
        assert selected(screen) == "Kyiv"


async def test_a_digit_without_a_tag_asks_for_its_name(new_app):
    async with new_app("story.txt").run_test(size=SIZE) as pilot:
        screen = await select(pilot, "Kyiv")
        await press(pilot, "3")
        assert isinstance(pilot.app.screen, Prompt)
        await press(pilot, *"city", "enter")
        await done(pilot)
        (code,) = screen.session.codebook()
        assert (code.name, code.key) == ("city", "3")
        assert [one.quote for one in screen.session.annotations()] == ["Kyiv"]


async def test_a_tag_is_chosen_by_name_or_made(new_app):
    async with new_app("story.txt").run_test(size=SIZE) as pilot:
        screen = await select(pilot, "Kyiv")
        await press(pilot, "t")
        assert isinstance(pilot.app.screen, Picker)
        await press(pilot, *"war", "enter")
        await done(pilot)
        assert [code.name for code in screen.session.codebook()] == ["war"]
        await press(pilot, "tab", ".")
        await done(pilot)
        assert len(screen.session.annotations()) == 2


async def test_the_same_tag_again_takes_it_away(new_app):
    async with new_app("story.txt").run_test(size=SIZE) as pilot:
        screen = await select(pilot, "Kyiv")
        screen.session.add_code("city")
        await press(pilot, "1")
        await done(pilot)
        await press(pilot, "1")
        await done(pilot)
        assert screen.session.annotations() == ()


async def test_a_note_is_written_edited_and_undone(new_app):
    async with new_app("story.txt").run_test(size=SIZE) as pilot:
        screen = await opened(pilot)
        await press(pilot, "v", "enter")
        assert isinstance(pilot.app.screen, NoteEditor)
        await press(pilot, *"check", "ctrl+s")
        await done(pilot)
        assert [one.note for one in screen.session.annotations()] == ["check"]
        await press(pilot, "enter", "!", "ctrl+s")
        await done(pilot)
        assert [one.note for one in screen.session.annotations()] == ["check!"]
        await press(pilot, "u")
        await done(pilot)
        assert [one.note for one in screen.session.annotations()] == ["check"]
        await press(pilot, "u")
        await done(pilot)
        assert screen.session.annotations() == ()
        await press(pilot, "ctrl+r")
        await done(pilot)
        assert [one.note for one in screen.session.annotations()] == ["check"]


async def test_an_unsaved_note_is_not_thrown_away_by_one_escape(new_app):
    async with new_app("story.txt").run_test(size=SIZE) as pilot:
        screen = await opened(pilot)
        await press(pilot, "v", "enter", "a", "ctrl+q")
        assert isinstance(pilot.app.screen, NoteEditor)
        await press(pilot, "b", "escape")
        assert isinstance(pilot.app.screen, NoteEditor)
        await press(pilot, "escape")
        await done(pilot)
        assert screen.session.annotations() == ()


async def test_a_note_that_cannot_be_saved_stays_in_the_editor(new_app, monkeypatch):
    async with new_app("story.txt").run_test(size=SIZE) as pilot:
        screen = await opened(pilot)
        await press(pilot, "v", "enter", *"keep me")

        def full(*_: object) -> None:
            from reader.core.errors import ReaderError

            raise ReaderError("the disk is full", remedy="Free some space.")

        monkeypatch.setattr(screen.session._store, "commit", full)
        await press(pilot, "ctrl+s")
        await settled(pilot)
        editor = pilot.app.screen
        assert isinstance(editor, NoteEditor)
        assert "the disk is full" in str(editor.state.render())
        assert editor.query_one(TextArea).text == "keep me"
        monkeypatch.undo()
        await press(pilot, "ctrl+s")
        await done(pilot)
        assert [one.note for one in screen.session.annotations()] == ["keep me"]


async def test_x_removes_an_annotation_and_u_brings_it_back(new_app):
    async with new_app("story.txt").run_test(size=SIZE) as pilot:
        screen = await select(pilot, "Kyiv")
        screen.session.add_code("city")
        await press(pilot, "1")
        await done(pilot)
        await press(pilot, "x")
        await done(pilot)
        assert screen.session.annotations() == ()
        await press(pilot, "u")
        await done(pilot)
        assert len(screen.session.annotations()) == 1


async def test_x_on_an_entity_rejects_it(new_app):
    async with new_app("story.txt").run_test(size=SIZE) as pilot:
        screen = await select(pilot, "Kyiv")
        span = screen.selection
        await press(pilot, "x")
        await done(pilot)
        assert span not in [(one.start, one.end) for one in screen.mentions]
        assert [one.status for one in screen.session.annotations()] == [Status.REJECTED]


async def test_without_a_selection_tag_and_note_are_the_documents(new_app):
    async with new_app("story.txt").run_test(size=SIZE) as pilot:
        screen = await opened(pilot)
        await press(pilot, "t", *"war", "enter")
        await done(pilot)
        await press(pilot, "enter", *"all of it", "ctrl+s")
        await done(pilot)
        (annotation,) = screen.session.annotations()
        assert (annotation.targets, annotation.note) == ((), "all of it")
        await press(pilot, "u")
        await done(pilot)
        assert screen.session.document_annotation().note == ""


async def test_search_shows_hits_while_typing_and_n_goes_on(new_app):
    async with new_app("story.txt").run_test(size=SIZE) as pilot:
        screen = await opened(pilot)
        await press(pilot, "/", *"stolt")
        await done(pilot)
        await press(pilot, "enter")
        first = screen.selection
        assert selected(screen) == "Stolt"
        await press(pilot, "n")
        assert screen.selection > first
        await press(pilot, "N")
        assert screen.selection == first


async def test_escape_leaves_the_search_where_it_began(new_app):
    async with new_app("long.txt").run_test(size=SIZE) as pilot:
        screen = await opened(pilot)
        await press(pilot, "space")
        place = screen.view.top_offset
        await press(pilot, "/", *"paragraph 299")
        await done(pilot)
        assert screen.view.top_offset > place
        await press(pilot, "escape")
        await pilot.pause()
        assert screen.view.top_offset == place


async def test_the_place_is_kept(new_app):
    async with new_app("long.txt").run_test(size=SIZE) as pilot:
        screen = await opened(pilot)
        await press(pilot, "space", "space", "j")
        place = screen.view.top_offset
        await pilot.press("q")
    async with new_app("long.txt").run_test(size=SIZE) as pilot:
        screen = await opened(pilot)
        assert screen.view.top_offset == place > 0


async def test_a_count_scrolls_by_so_many_lines(new_app):
    async with new_app("long.txt").run_test(size=SIZE) as pilot:
        screen = await opened(pilot)
        await press(pilot, "1", "2", "j")
        far = screen.view.top_offset
        await press(pilot, "g", "g", *["j"] * 12)
        assert screen.view.top_offset == far


async def test_the_outline_jumps_to_a_heading(new_app):
    async with new_app("paper.md").run_test(size=(60, 6)) as pilot:
        screen = await opened(pilot)
        await press(pilot, "o", *"laid", "enter")
        await done(pilot)
        text = screen.session.document.text
        assert text.slice(screen.view.top_offset, len(text)).lstrip().startswith("Laid")


async def test_entities_are_listed(new_app):
    async with new_app("story.txt").run_test(size=SIZE) as pilot:
        screen = await opened(pilot)
        await press(pilot, "e", *"kyiv", "enter")
        await done(pilot)
        assert selected(screen) == "Kyiv"


async def test_what_is_copied_has_its_citation(new_app, monkeypatch):
    app = new_app("story.txt")
    copied: list[str] = []
    monkeypatch.setattr(app._copying, "copy", lambda text: copied.append(text) or "copied")
    async with app.run_test(size=SIZE) as pilot:
        await select(pilot, "Kyiv")
        await press(pilot, "y")
        await done(pilot)
    (text,) = copied
    assert text.startswith("“Kyiv” (Night over Odesa")


async def test_keys_are_read_while_a_clipboard_tool_hangs(new_app, monkeypatch):
    app = new_app("story.txt")
    hanging = threading.Event()
    monkeypatch.setattr(app._copying, "copy", lambda _: hanging.wait() and "copied at last")
    async with app.run_test(size=SIZE) as pilot:
        screen = await select(pilot, "Kyiv")
        await press(pilot, "y", "tab")
        assert selected(screen) != "Kyiv"
        hanging.set()
        await done(pilot)
        assert "copied at last" in str(screen.status_line.render())


async def test_the_last_line_answers_what_can_be_done_with_the_selection(new_app):
    async with new_app("story.txt").run_test(size=SIZE) as pilot:
        screen = await select(pilot, "Kyiv")
        screen.session.add_code("city")
        await press(pilot, "1")
        await done(pilot)
        await press(pilot, "tab", "shift+tab")
        line = str(screen.status_line.render())
        assert "GPE Kyiv" in line
        assert "#city" in line
        assert "1 city" in line


async def test_what_another_session_writes_appears(new_app, services, folder):
    async with new_app("story.txt").run_test(size=SIZE) as pilot:
        screen = await opened(pilot)
        other = Services(services.locations).open_session(folder / "story.txt")
        other.annotate([(0, 5)], note="from elsewhere")
        async with asyncio.timeout(20):
            while not screen.annotations:
                await pilot.pause(0.05)
        assert [one.note for one in screen.annotations] == ["from elsewhere"]


async def test_an_annotation_follows_its_words_when_the_document_was_edited(new_app, folder):
    async with new_app("story.txt").run_test(size=SIZE) as pilot:
        screen = await select(pilot, "Kyiv")
        await press(pilot, "enter", *"here", "ctrl+s")
        await done(pilot)
    story = folder / "story.txt"
    story.write_text("A line was put before.\n\n" + story.read_text(encoding="utf-8"))
    async with new_app("story.txt").run_test(size=SIZE) as pilot:
        screen = await opened(pilot)
        (annotation,) = screen.annotations
        assert screen.session.document.text.slice(annotation.start, annotation.end) == "Kyiv"


async def test_f_selects_any_word_on_screen_by_two_letters(new_app):
    async with new_app("story.txt").run_test(size=SIZE) as pilot:
        screen = await opened(pilot)
        await press(pilot, "f")
        prompt = pilot.app.screen
        assert isinstance(prompt, LabelPrompt)
        words = {
            screen.session.document.text.slice(*span): label
            for label, span in prompt._labels.items()
        }
        await press(pilot, *words["launchers"])
        await done(pilot)
        assert selected(screen) == "launchers"
        await press(pilot, "f")
        await press(pilot, *words["Odesa"])
        await done(pilot)
        assert selected(screen).startswith("launchers. Stoltenberg left for Odesa")
        await press(pilot, "f", "escape")
        assert selected(screen).startswith("launchers")


async def test_notes_that_two_sessions_write_at_once_are_both_kept(new_app, services, folder):
    async with new_app("story.txt").run_test(size=SIZE) as pilot:
        screen = await select(pilot, "Kyiv")
        await press(pilot, "enter", *"from here")
        other = Services(services.locations).open_session(folder / "story.txt")
        other.write_note([screen.selection], "from elsewhere")
        await press(pilot, "ctrl+s")
        await done(pilot)
        (annotation,) = screen.session.annotations()
        assert annotation.note == "from here\n\nfrom elsewhere"
        assert "both texts" in str(screen.status_line.render())


async def test_leaving_waits_for_what_is_being_saved_and_stays_if_it_fails(new_app, monkeypatch):
    async with new_app("story.txt").run_test(size=SIZE) as pilot:
        screen = await select(pilot, "Kyiv")
        screen.session.add_code("city")
        release = threading.Event()

        def busy(*_: object) -> None:
            release.wait(20)
            raise ReaderError("another session is busy")

        monkeypatch.setattr(screen.session._store, "commit", busy)
        await pilot.press("1", "q")
        release.set()
        await done(pilot)
        assert pilot.app.screen is screen
        assert "another session is busy" in str(screen.status_line.render())


async def test_help_begins_with_what_keys_do_now(new_app):
    async with new_app("story.txt").run_test(size=SIZE) as pilot:
        screen = await opened(pilot)
        assert screen.all_scopes()[0] is Scope.READING
        await press(pilot, "tab")
        assert screen.all_scopes()[0] is Scope.SELECTION


@pytest.mark.parametrize("size", [(80, 24), (60, 15), (40, 12)])
async def test_the_keys_of_a_note_are_on_the_screen_however_small_it_is(new_app, size):
    async with new_app("story.txt").run_test(size=size) as pilot:
        await opened(pilot)
        await press(pilot, "v", "enter")
        editor = pilot.app.screen
        assert isinstance(editor, NoteEditor)
        assert editor.state.region in editor.query_one(".note").region
        assert editor.area.size.height >= 1
