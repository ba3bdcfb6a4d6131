"""The entities of the document: hidden, doubted, gone through, and what the library says."""

from __future__ import annotations

from threading import Event

from reader.core.entity import Mention
from reader.entities.recognition import Recognised
from reader.ui.dialogs.notice import Notice
from reader.ui.dialogs.picker import Picker
from reader.ui.screens.reading import ReadingScreen
from tests.ui.driving import SIZE, done, opened, press, select, selected, settled
from tests.ui.test_deciding import labels

ALIASES = """\
The North Atlantic Treaty Organization met in Brussels on Friday. NATO said little.

Jens Stoltenberg spoke for NATO. Stoltenberg left Brussels on Saturday.
"""


def status(screen: ReadingScreen) -> str:
    return str(screen.status_line.render())


async def test_the_list_has_each_entity_once_by_type_with_what_else_it_is_called(new_app, folder):
    (folder / "aliases.txt").write_text(ALIASES)
    async with new_app("aliases.txt").run_test(size=SIZE) as pilot:
        screen = await opened(pilot)
        await press(pilot, "e")
        picker = pilot.app.screen
        assert isinstance(picker, Picker)
        rows = {row.title: (row.mark.strip(), row.detail) for row in picker._rows}
        assert rows["Jens Stoltenberg"] == ("PERSON", "2 · Stoltenberg")
        (nato,) = (row for row in picker._rows if "NATO" in (row.title, *row.detail.split(" · ")))
        assert nato.detail.startswith("3")
        marks = [row.mark for row in picker._rows]
        assert marks == sorted(marks, key=marks.index)
        await press(pilot, *"person", "enter")
        await done(pilot)
        assert selected(screen) == "Jens Stoltenberg"


async def test_the_next_mention_of_the_same_entity_however_it_is_called(new_app, folder):
    (folder / "aliases.txt").write_text(ALIASES)
    async with new_app("aliases.txt").run_test(size=SIZE) as pilot:
        screen = await select(pilot, "Jens Stoltenberg")
        await press(pilot, "]", "e")
        assert selected(screen) == "Stoltenberg"
        assert "2 of 2" in status(screen)
        await press(pilot, "]", "e")
        assert selected(screen) == "Stoltenberg"
        await press(pilot, "[", "e")
        assert selected(screen) == "Jens Stoltenberg"


async def test_a_selected_entity_says_how_often_it_is_mentioned_here_and_elsewhere(
    new_app, folder, services
):
    (folder / "other.txt").write_text("Mr Bell came to Odesa by train. He liked Odesa.\n")
    other = services.converter.open(folder / "other.txt")
    services.recognition.find(other, folder / "other.txt")
    list(services.library.entries([folder]))
    async with new_app("story.txt").run_test(size=SIZE) as pilot:
        screen = await select(pilot, "Odesa")
        await settled(pilot)
        assert "2 here, 4 in 2 documents" in status(screen)


async def test_a_type_is_hidden_and_shown_again(new_app):
    async with new_app("story.txt").run_test(size=SIZE) as pilot:
        screen = await select(pilot, "Kyiv")
        await press(pilot, "z", "t")
        assert {"GPE"} not in labels(screen).values()
        assert "Jens Stoltenberg" in labels(screen)
        await press(pilot, "z", "t")
        assert isinstance(pilot.app.screen, Picker)
        await press(pilot, *"gpe", "enter", "escape")
        assert labels(screen)["Kyiv"] == {"GPE"}


async def test_a_hidden_type_stays_hidden_in_other_documents_and_after_a_restart(new_app, folder):
    (folder / "other.txt").write_text("Mr Bell came to Odesa by train.\n")
    async with new_app("story.txt").run_test(size=SIZE) as pilot:
        await select(pilot, "Kyiv")
        await press(pilot, "z", "t")
    async with new_app("other.txt").run_test(size=SIZE) as pilot:
        screen = await opened(pilot)
        assert "Bell" in labels(screen)
        assert "Odesa" not in labels(screen)
        await press(pilot, "z", "t", *"gpe", "enter", "escape")
        assert labels(screen)["Odesa"] == {"GPE"}
    async with new_app("story.txt").run_test(size=SIZE) as pilot:
        assert labels(await opened(pilot))["Kyiv"] == {"GPE"}


async def test_a_mistake_in_the_list_of_names_is_told_once(new_app, services):
    services.names.path.parent.mkdir(parents=True, exist_ok=True)
    services.names.path.write_text("[nonsense]\nOne\n[also not]\nTwo\n")
    async with new_app("story.txt").run_test(size=SIZE) as pilot:
        await settled(pilot)
        assert isinstance(pilot.app.screen, Notice)
        await press(pilot, "escape")
        screen = await select(pilot, "Odesa")
        await press(pilot, "!")
        await settled(pilot)
        assert pilot.app.screen is screen
        assert "Odesa" not in labels(screen)


async def test_a_damaged_file_of_hidden_types_hides_what_the_settings_say(new_app, services):
    services.remembered.keep_hidden(["GPE"], [])
    (file,) = services.remembered.state.glob("types.json")
    file.write_text('{"GPE": [')
    async with new_app("story.txt").run_test(size=SIZE) as pilot:
        assert labels(await opened(pilot))["Kyiv"] == {"GPE"}


async def test_that_all_entities_are_hidden_is_said(new_app):
    async with new_app("story.txt").run_test(size=SIZE) as pilot:
        screen = await opened(pilot)
        await press(pilot, "H")
        assert "H shows them again" in status(screen)
        await press(pilot, "H")
        assert "hidden" not in status(screen)


async def test_doubtful_entities_are_hidden_step_by_step(new_app):
    async with new_app("story.txt").run_test(size=SIZE) as pilot:
        screen = await opened(pilot)
        every = screen.mentions
        screen._entities._found = [
            Mention(one.start, one.end, one.label, score)
            for one, score in zip(every, [0.4, 0.6, 0.8] + [1.0] * len(every), strict=False)
        ]
        screen._entities.highlight()
        shown = []
        for _ in range(4):
            await press(pilot, "z", "c")
            shown.append(len(every) - len(screen.mentions))
        assert shown == [1, 2, 3, 0]
        assert "however sure" in status(screen)


async def test_never_in_the_library_holds_in_every_document_until_it_is_undone(
    new_app, services, folder
):
    (folder / "other.txt").write_text("Mr Bell came to Odesa by train.\n")
    app = new_app("story.txt")
    async with app.run_test(size=SIZE) as pilot:
        screen = await select(pilot, "Odesa")
        await press(pilot, "!")
        await settled(pilot)
        assert "Odesa" not in labels(screen)
        assert "never an entity" in status(screen)
    names = services.names.path
    assert "never\tOdesa" in names.read_text()
    async with new_app("other.txt").run_test(size=SIZE) as pilot:
        assert "Odesa" not in labels(await opened(pilot))
    async with new_app("story.txt").run_test(size=SIZE) as pilot:
        screen = await opened(pilot)
        await press(pilot, "ctrl+z")
        await settled(pilot)
        assert "Odesa" in labels(screen)
        assert "Odesa" not in names.read_text()
        await press(pilot, "ctrl+r")
        await settled(pilot)
        assert "Odesa" not in labels(screen)


async def test_words_become_an_entity_of_the_library_and_the_key_takes_it_back(new_app, services):
    app = new_app("story.txt")
    async with app.run_test(size=SIZE) as pilot:
        screen = await opened(pilot)
        text = str(screen.session.document.text)
        start = text.index("launchers")
        screen.view.select(start, start + len("launchers"))
        await press(pilot, "=")
        assert isinstance(pilot.app.screen, Picker)
        await press(pilot, *"product", "enter")
        await settled(pilot)
        assert labels(screen)["launchers"] == {"PRODUCT"}
        assert services.names.path.read_text() == "PRODUCT\tlaunchers\n"
        await press(pilot, "=")
        await settled(pilot)
        assert "launchers" not in labels(screen)
        assert services.names.path.read_text() == ""


async def test_the_borders_of_a_suggested_entity_are_moved(new_app):
    async with new_app("story.txt").run_test(size=SIZE) as pilot:
        screen = await select(pilot, "NATO")
        await press(pilot, "w", "M")
        await done(pilot)
        assert labels(screen)["NATO promised"] == {"ORG"}
        assert "NATO" not in labels(screen)
        await press(pilot, "u")
        await done(pilot)
        assert labels(screen)["NATO"] == {"ORG"}


async def test_a_document_that_is_left_is_not_looked_at_any_longer(new_app, services, monkeypatch):
    looks = []

    def find(_document, _path, *, is_cancelled, on_progress, on_found):
        del on_found
        looks.append(is_cancelled)
        on_progress(0.25)
        Event().wait(0.01)
        while not is_cancelled():
            Event().wait(0.01)
        return Recognised([])

    monkeypatch.setattr(services.recognition, "find", find)
    async with new_app().run_test(size=SIZE) as pilot:
        await settled(pilot)
        await press(pilot, "enter")
        await pilot.pause()
        while not looks:
            await pilot.pause()
        await pilot.pause()
        assert "finding entities … 25%" in status(pilot.app.screen)
        await press(pilot, "q")
        await settled(pilot)
        assert looks[0]()


async def test_a_new_document_says_what_finds_its_entities_and_a_known_one_does_not(new_app):
    async with new_app("story.txt").run_test(size=SIZE) as pilot:
        screen = await opened(pilot)
        assert "annotations · by values, model, gazetteer, document" in status(screen)
        await screen.keep_place()
    async with new_app("story.txt").run_test(size=SIZE) as pilot:
        assert "model" not in status(await opened(pilot))


async def test_in_a_narrow_terminal_the_keys_have_the_room(new_app):
    async with new_app("story.txt").run_test(size=(80, 24)) as pilot:
        said = status(await opened(pilot))
        assert "by values" not in said
        assert "v select" in said
        assert "? help" in said
