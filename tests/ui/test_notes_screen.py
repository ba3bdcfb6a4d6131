"""The list of annotations: of all documents, and of the one that is open."""

from __future__ import annotations

import asyncio

import pytest

from reader.core.annotation import Status
from reader.ui.dialogs.note_editor import NoteEditor
from reader.ui.dialogs.notice import Notice
from reader.ui.dialogs.preview import Preview
from reader.ui.screens.library import LibraryScreen
from reader.ui.screens.notes import NotesScreen
from tests.ui.driving import SIZE, done, opened, press, selected, settled

PLACES = {
    "story.txt": [("Kyiv", ["place"], "ask"), ("12 launchers", ["claim"], "")],
    "paper.md": [("The first one", ["claim"], "which *one*?")],
}


@pytest.fixture(autouse=True)
def annotated(services, folder):
    for name, places in PLACES.items():
        session = services.open_session(folder / name)
        text = str(session.document.text)
        for words, tags, note in places:
            start = text.index(words)
            session.annotate([(start, start + len(words))], tags=tags, note=note)


async def notes(pilot) -> NotesScreen:
    """Open the list of all annotations."""
    await settled(pilot)
    await press(pilot, "g", "a")
    await done(pilot)
    assert isinstance(pilot.app.screen, NotesScreen)
    return pilot.app.screen


def quotes(screen: NotesScreen) -> list[str]:
    return [one.annotation.quote for one in screen.notes.items]


def tags(screen: NotesScreen) -> list[list[str]]:
    book = screen.codebook
    return [[book.name(code) for code in one.annotation.tags] for one in screen.notes.items]


def row(screen: NotesScreen, number: int) -> str:
    return "\n".join(screen.notes.render_line(2 * number + line).text for line in (0, 1))


async def filtered(pilot, text: str) -> None:
    await press(pilot, "/", *text, "enter")
    await done(pilot)


async def test_every_annotation_is_listed_with_its_tags_note_and_document(new_app):
    async with new_app().run_test(size=SIZE) as pilot:
        screen = await notes(pilot)
        assert quotes(screen) == ["Kyiv", "12 launchers", "The first one"]
        assert all(words in row(screen, 0) for words in ("Kyiv", "#place", "ask", "Night over"))
        assert "On cables" in row(screen, 2)
        assert "3 annotations" in str(screen.title_line.render())


@pytest.mark.parametrize(
    ("text", "left"),
    [
        ("launch", ["12 launchers"]),
        ("tag:claim", ["12 launchers", "The first one"]),
        ("tag:claim doc:cables", ["The first one"]),
        ("note:which", ["The first one"]),
        ("anchor:exact type:txt", ["Kyiv", "12 launchers"]),
        ("status:rejected", []),
    ],
)
async def test_it_is_narrowed_as_one_types(new_app, text, left):
    async with new_app().run_test(size=SIZE) as pilot:
        screen = await notes(pilot)
        await filtered(pilot, text)
        assert quotes(screen) == left
        await press(pilot, "escape")
        await done(pilot)
        assert len(quotes(screen)) == 3


async def test_f_offers_what_the_list_can_be_narrowed_by(new_app):
    async with new_app().run_test(size=SIZE) as pilot:
        screen = await notes(pilot)
        await press(pilot, "F", *"claim", "enter")
        await done(pilot)
        assert quotes(screen) == ["12 launchers", "The first one"]
        await press(pilot, "F", *"type:md", "enter")
        await done(pilot)
        assert quotes(screen) == ["The first one"]
        assert screen.filter_line.value == "tag:claim type:md"
        assert "/tag:claim type:md" in str(screen.title_line.render())
        await press(pilot, "F")
        await done(pilot)
        assert "nothing to narrow by" in str(screen.status_line.render())


async def test_o_sorts_by_place_time_tag_and_status(new_app):
    async with new_app().run_test(size=SIZE) as pilot:
        screen = await notes(pilot)
        seen = []
        for _ in range(4):
            await press(pilot, "o")
            await done(pilot)
            seen.append(quotes(screen))
        newest, by_tag, _, by_place = seen
        assert newest == ["The first one", "12 launchers", "Kyiv"]
        assert by_tag == ["12 launchers", "The first one", "Kyiv"]
        assert by_place == ["Kyiv", "12 launchers", "The first one"]


async def test_enter_goes_to_the_words_and_q_comes_back_to_the_row(new_app):
    async with new_app().run_test(size=SIZE) as pilot:
        screen = await notes(pilot)
        await press(pilot, "j", "enter")
        reading = await opened(pilot)
        assert selected(reading) == "12 launchers"
        await press(pilot, "escape", "q")
        await done(pilot)
        assert pilot.app.screen is screen
        assert screen.notes.position == 1
        await press(pilot, "q")
        await done(pilot)
        assert isinstance(pilot.app.screen, LibraryScreen)


async def test_what_is_changed_in_the_document_shows_in_the_list_and_in_the_library(new_app):
    async with new_app().run_test(size=SIZE) as pilot:
        screen = await notes(pilot)
        await press(pilot, "enter")
        await opened(pilot)
        await press(pilot, "x")
        await done(pilot)
        await press(pilot, "escape", "q")
        await done(pilot)
        assert quotes(screen) == ["12 launchers", "The first one"]
        await press(pilot, "G", "x")
        await done(pilot)
        await press(pilot, "q")
        await done(pilot)
        library = pilot.app.screen
        assert {entry.path.name: entry.notes for entry in library.documents.items} == {
            "long.txt": 0,
            "paper.md": 0,
            "story.txt": 1,
        }


async def test_the_note_is_edited_in_place(new_app, services):
    async with new_app().run_test(size=SIZE) as pilot:
        screen = await notes(pilot)
        await press(pilot, "n")
        assert isinstance(pilot.app.screen, NoteEditor)
        await press(pilot, *" again", "ctrl+s")
        await done(pilot)
        assert pilot.app.screen is screen
        assert "ask again" in row(screen, 0)
        assert services.all_notes.of(screen.current.key[0])[0].annotation.note == "ask again"


async def test_a_tag_is_given_and_taken_away_again(new_app):
    async with new_app().run_test(size=SIZE) as pilot:
        screen = await notes(pilot)
        await press(pilot, "t", *"claim", "enter")
        await done(pilot)
        assert tags(screen)[0] == ["place", "claim"]
        await press(pilot, "t", *"claim", "enter")
        await done(pilot)
        assert tags(screen)[0] == ["place"]
        await press(pilot, "-", "enter")
        await done(pilot)
        assert tags(screen)[0] == []


async def test_a_digit_gives_its_tag_and_takes_it_away(new_app):
    async with new_app().run_test(size=SIZE) as pilot:
        screen = await notes(pilot)
        await press(pilot, "2")
        await done(pilot)
        assert tags(screen)[0] == ["place", "claim"]
        await press(pilot, "2")
        await done(pilot)
        assert tags(screen)[0] == ["place"]
        await press(pilot, "9")
        assert "no tag has the digit 9" in str(screen.status_line.render())


async def test_all_that_the_filter_leaves_are_tagged_after_a_look_and_undone_as_one(new_app):
    async with new_app().run_test(size=SIZE) as pilot:
        screen = await notes(pilot)
        await filtered(pilot, "tag:claim")
        await press(pilot, "M", "t", *"check", "enter")
        assert isinstance(pilot.app.screen, Preview)
        assert "tag check: 2 annotations" in str(
            pilot.app.screen.query_one("Vertical").border_title
        )
        await press(pilot, "enter")
        await done(pilot)
        assert tags(screen) == [["claim", "check"], ["claim", "check"]]
        assert "2 annotations" in str(screen.status_line.render())
        await press(pilot, "u")
        await done(pilot)
        assert tags(screen) == [["claim"], ["claim"]]
        await press(pilot, "ctrl+r")
        await done(pilot)
        assert tags(screen) == [["claim", "check"], ["claim", "check"]]


async def test_what_is_left_out_of_the_preview_stays_as_it_is(new_app):
    async with new_app().run_test(size=SIZE) as pilot:
        screen = await notes(pilot)
        await press(pilot, "m", "m", "s", *"disp", "enter", "space", "enter")
        await done(pilot)
        statuses = [one.annotation.status for one in screen.notes.items]
        assert statuses == [Status.ACCEPTED, Status.DISPUTED, Status.ACCEPTED]
        assert "disputed" in row(screen, 1)


async def test_marked_ones_are_removed_and_come_back(new_app):
    async with new_app().run_test(size=SIZE) as pilot:
        screen = await notes(pilot)
        await press(pilot, "M", "x", "enter")
        await done(pilot)
        assert quotes(screen) == []
        assert "nothing is annotated" in str(screen.state())
        await press(pilot, "u")
        await done(pilot)
        assert quotes(screen) == ["Kyiv", "12 launchers", "The first one"]


async def test_escape_takes_the_marks_away_before_the_filter(new_app):
    async with new_app().run_test(size=SIZE) as pilot:
        screen = await notes(pilot)
        await filtered(pilot, "tag:claim")
        await press(pilot, "M")
        assert "2 marked" in str(screen.title_line.render())
        await press(pilot, "escape")
        await done(pilot)
        assert "marked" not in str(screen.title_line.render())
        assert len(quotes(screen)) == 2


async def test_after_a_restart_undo_is_about_the_document_of_the_current_one(new_app):
    async with new_app().run_test(size=SIZE) as pilot:
        await notes(pilot)
        await press(pilot, "s", *"disp", "enter")
        await done(pilot)
    async with new_app().run_test(size=SIZE) as pilot:
        screen = await notes(pilot)
        assert screen.current.annotation.status is Status.DISPUTED
        await press(pilot, "u")
        await done(pilot)
        assert screen.current.annotation.status is Status.ACCEPTED


async def test_after_a_restart_what_was_removed_last_comes_back_into_the_empty_list(new_app):
    async with new_app().run_test(size=SIZE) as pilot:
        await notes(pilot)
        await press(pilot, "M", "x", "enter")
        await done(pilot)
    async with new_app().run_test(size=SIZE) as pilot:
        screen = await notes(pilot)
        assert quotes(screen) == []
        await press(pilot, "u")
        await done(pilot)
        assert quotes(screen) == ["Kyiv", "12 launchers", "The first one"]


async def test_what_another_session_writes_and_removes_appears(new_app, services, folder):
    async with new_app().run_test(size=SIZE) as pilot:
        screen = await notes(pilot)
        other = services.open_session(folder / "story.txt")
        kyiv = next(one for one in other.annotations() if one.quote == "Kyiv")
        other.remove(kyiv.id)
        services.open_session(folder / "paper.md").annotate([(0, 2)], note="from elsewhere")
        async with asyncio.timeout(20):
            while len(screen.notes.items) != 3 or "Kyiv" in quotes(screen):
                await pilot.pause(0.1)
        assert "from elsewhere" in [one.annotation.note for one in screen.notes.items]
        assert "changed in another session" in str(screen.status_line.render())


async def test_what_is_written_here_is_not_told_as_the_work_of_others(new_app):
    async with new_app().run_test(size=SIZE) as pilot:
        screen = await notes(pilot)
        await press(pilot, "s", *"disp", "enter")
        await done(pilot)
        await screen._follow()
        assert "another session" not in str(screen.status_line.render())


async def test_the_list_of_one_document_has_just_its_annotations_and_selects_there(new_app):
    async with new_app("story.txt").run_test(size=SIZE) as pilot:
        reading = await opened(pilot)
        await press(pilot, "a")
        await done(pilot)
        screen = pilot.app.screen
        assert isinstance(screen, NotesScreen)
        assert quotes(screen) == ["Kyiv", "12 launchers"]
        await press(pilot, "j", "t", *"place", "enter")
        await done(pilot)
        await press(pilot, "enter")
        await done(pilot)
        assert pilot.app.screen is reading
        assert selected(reading) == "12 launchers"
        assert "#place" in str(reading.status_line.render())


async def test_an_annotation_whose_words_are_gone_says_so_and_is_not_jumped_to(new_app, folder):
    (folder / "story.txt").write_text("Something else was written here.\n", encoding="utf-8")
    async with new_app().run_test(size=SIZE) as pilot:
        screen = await notes(pilot)
        await filtered(pilot, "anchor:orphan")
        assert quotes(screen) == ["Kyiv", "12 launchers"]
        assert "orphan" in row(screen, 0)
        await press(pilot, "enter")
        assert pilot.app.screen is screen
        assert "its words are gone" in str(screen.status_line.render())


async def test_a_document_that_is_gone_keeps_its_annotations_in_the_list(new_app, folder):
    (folder / "paper.md").unlink()
    async with new_app().run_test(size=SIZE) as pilot:
        screen = await notes(pilot)
        assert "The first one" in quotes(screen)
        await filtered(pilot, "first")
        await press(pilot, "enter")
        await settled(pilot)
        assert isinstance(pilot.app.screen, Notice)
        await press(pilot, "enter")
        await press(pilot, "t", *"lost", "enter")
        await done(pilot)
        assert tags(screen) == [["claim", "lost"]]


async def test_y_copies_the_words_of_those_marked_with_their_citations(new_app, monkeypatch):
    copied = []
    async with new_app().run_test(size=SIZE) as pilot:
        screen = await notes(pilot)
        monkeypatch.setattr(
            screen._taking._clipboard, "copy", lambda text: copied.append(text) or "copied"
        )
        await press(pilot, "y", "m", "m", "y")
        await done(pilot)
        assert "copied" in str(screen.status_line.render())
    one, both = copied
    assert one == "“Kyiv” (Night over Odesa, line 3)"
    assert both.startswith(f"{one}\n\n“12 launchers” (Night over Odesa, line ")


@pytest.mark.parametrize(
    ("keys", "left"),
    [
        (["/", *"tag:claim", "enter"], {"12 launchers", "The first one"}),
        (["m"], {"Kyiv"}),
    ],
)
async def test_what_the_filter_leaves_or_what_is_marked_is_exported(new_app, tmp_path, keys, left):
    target = tmp_path / "out.jsonl"
    async with new_app().run_test(size=SIZE) as pilot:
        screen = await notes(pilot)
        await press(pilot, *keys)
        await done(pilot)
        await press(pilot, "E", *"json lines", "enter", "ctrl+u", *str(target), "enter")
        await done(pilot)
        assert "exported to" in str(screen.status_line.render())
    every = ("Kyiv", "12 launchers", "The first one")
    written = target.read_text(encoding="utf-8")
    assert {words for words in every if f'"exact": "{words}"' in written} == left


async def test_marked_annotations_are_looked_at_in_the_order_of_the_list(new_app):
    async with new_app().run_test(size=SIZE) as pilot:
        screen = await notes(pilot)
        listed = [one.key for one in screen.notes.items]
        await press(pilot, "M")
        assert [one.key for one in screen.chosen] == listed
        await press(pilot, "o")
        await done(pilot)
        assert [one.key for one in screen.chosen] == [one.key for one in screen.notes.items]
