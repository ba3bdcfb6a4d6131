"""A note that was edited on two devices: both texts are told of, shown, and one is decided on."""

from __future__ import annotations

import shutil
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from reader.compose import Services
from reader.core.annotation import Change, Event
from reader.ui.dialogs.two_texts import TwoTexts
from tests.ui.driving import SIZE, done, opened, press, select

WORDS = "Kyiv"
COPY = "{}.sync-conflict-20261122-181037-ABCDEFG.json"


class Phone:
    """Another device with a copy of the store, from before the laptop's own edit."""

    def __init__(self, services, path, home) -> None:
        session = services.open_session(path)
        start = path.read_text().index(WORDS)
        self.note = session.annotate([(start, start + len(WORDS))], note="the note")
        self.laptop, self.document = services.locations.store, session.document_id
        locations = services.locations._replace(store=home / "copy", state=home / "phone")
        shutil.copytree(self.laptop, locations.store)
        self.services = Services(locations)
        self.now = datetime.now(UTC)
        """Its edits are later than the laptop's, however quick the machine is."""
        session.edit_note(self.note.id, "written on the laptop")
        self.edit("written on the phone")

    def edit(self, text) -> None:
        store, self.now = self.services.store, self.now + timedelta(minutes=1)
        time = self.now.isoformat(timespec="milliseconds").replace("+00:00", "Z")
        (before,) = store.annotations(self.document)
        after = replace(before, note=text, revision=before.revision + 1, modified=time)
        change = Change(self.document, before, after)
        store.commit(Event("phone", time, "edit", (change,)))

    def sync(self) -> None:
        """Leave the phone's file beside the laptop's, as Syncthing does."""
        name = f"annotations/{self.document[:2]}/{{}}"
        source = self.services.locations.store / name.format(f"{self.document}.json")
        shutil.copy(source, self.laptop / name.format(COPY.format(self.document)))


@pytest.fixture
def phone(services, folder, tmp_path):
    return Phone(services, folder / "story.txt", tmp_path)


def shown(dialog) -> str:
    return " ".join(str(one.render()) for one in dialog.query("Static"))


def title(screen) -> str:
    return str(screen.title_line.render())


async def test_both_texts_are_told_of_and_shown_side_by_side(new_app, phone):
    phone.sync()
    async with new_app("story.txt").run_test(size=SIZE) as pilot:
        screen = await opened(pilot)
        assert "1 with two texts" in title(screen)
        pilot.app._tell_repairs()  # that a copy was joined: told now, not in the midst of it
        await press(pilot, "]", "a")
        assert "≠ another text from" in str(screen.status_line.render())
        await press(pilot, "r")
        dialog = pilot.app.screen
        assert isinstance(dialog, TwoTexts)
        assert "written on the laptop" in shown(dialog)
        assert "written on the phone" in shown(dialog)
        await press(pilot, "escape")
        await done(pilot)
        assert "1 with two texts" in title(screen)


async def test_a_copy_that_arrives_while_the_document_is_open_is_joined(new_app, phone):
    async with new_app("story.txt").run_test(size=SIZE) as pilot:
        screen = await opened(pilot)
        assert "two texts" not in title(screen)
        phone.sync()
        screen._look_again()
        await done(pilot)
        assert "1 with two texts" in title(screen)
        assert len(list((phone.laptop / "annotations").rglob("*.json"))) == 1


@pytest.mark.parametrize(
    ("key", "kept"),
    [
        ("1", "written on the phone"),
        ("2", "written on the laptop"),
        ("b", "written on the phone\n\nwritten on the laptop"),
    ],
)
async def test_one_key_keeps_either_or_both_and_undo_brings_both_back(new_app, phone, key, kept):
    phone.sync()
    async with new_app("story.txt").run_test(size=SIZE) as pilot:
        screen = await opened(pilot)
        await press(pilot, "r", key)
        await done(pilot)
        assert [one.note for one in screen.annotations] == [kept]
        assert "two texts" not in title(screen)
        await press(pilot, "u")
        await done(pilot)
        assert "1 with two texts" in title(screen)
        assert screen.annotations[0].note == "written on the phone"
        await press(pilot, "ctrl+r")
        await done(pilot)
        assert [one.note for one in screen.annotations] == [kept]


async def test_the_list_of_annotations_marks_it(new_app, phone):
    phone.sync()
    async with new_app("story.txt").run_test(size=SIZE) as pilot:
        await select(pilot, "NATO")
        await press(pilot, "escape", "a")
        await done(pilot)
        assert "≠ another text from" in pilot.app.screen.notes.render_line(1).text


async def test_long_texts_are_scrolled_by_key(new_app, phone):
    phone.edit("\n".join(f"line {number}" for number in range(60)))
    phone.sync()
    async with new_app("story.txt").run_test(size=SIZE) as pilot:
        await opened(pilot)
        await press(pilot, "r")
        texts = pilot.app.screen.query_one("Horizontal")
        await press(pilot, "space")
        assert texts.scroll_y > 0
        await press(pilot, "pageup")
        assert texts.scroll_y == 0
