"""What is common to all screens: commands, themes, the guard, and the end."""

from __future__ import annotations

import pytest
from rich.segment import Segment
from textual.color import Color

from reader.core.commands import COMMANDS, Scope
from reader.ui.app import ReaderApp
from reader.ui.crash import write_report
from reader.ui.dialogs.notice import Notice
from reader.ui.guard import ControlGuard
from reader.ui.screens.command_screen import CommandScreen
from tests.ui.driving import SIZE, done, press, settled

CONCORDANCE = ["g", "c", *"Kyiv", "enter"]
SCREENS = [("", ""), ("story.txt", ""), ("", "ga"), ("story.txt", "a"), ("", CONCORDANCE)]
"""A document or the library, and the keys that show another screen over it."""


@pytest.mark.parametrize(("name", "keys"), SCREENS)
async def test_every_command_is_carried_out_by_somebody(new_app, name, keys):
    async with new_app(name).run_test(size=SIZE) as pilot:
        await settled(pilot)
        await press(pilot, *keys)
        screen = pilot.app.screen
        assert isinstance(screen, CommandScreen)
        for command in COMMANDS:
            if command.scope in {*screen.all_scopes(), *screen.scopes()}:
                assert screen._method(command), command.id


async def test_every_scope_belongs_to_a_screen(new_app):
    scopes = {Scope.CHANGED}
    for name, keys in SCREENS:
        async with new_app(name).run_test(size=SIZE) as pilot:
            await settled(pilot)
            await press(pilot, *keys)
            scopes.update(pilot.app.screen.all_scopes())
    assert scopes == set(Scope)


async def test_a_theme_is_chosen_and_seen_while_it_is_looked_at(new_app):
    async with new_app("story.txt").run_test(size=SIZE) as pilot:
        await settled(pilot)
        assert pilot.app.theme == "lamplight"
        await press(pilot, "T", *"daylight")
        await pilot.pause()
        assert pilot.app.theme == "daylight"
        await press(pilot, "escape")
        await done(pilot)
        assert pilot.app.theme == "lamplight"
        await press(pilot, "T", *"daylight", "enter")
        await done(pilot)
        assert pilot.app.theme == "daylight"


async def test_a_broken_theme_and_a_bad_setting_are_told_and_left_out(services, folder):
    own = services.locations.config / "themes"
    own.mkdir(parents=True)
    (own / "mine.toml").write_text("[theme]\ntext = 'red'\n")
    services.locations.config_file.write_text('theme = "daylight"\ncolour = "red"\n')
    app = ReaderApp(services, [folder])
    async with app.run_test(size=SIZE) as pilot:
        await settled(pilot)
        notice = app.screen
        assert isinstance(notice, Notice)
        assert "unknown setting “colour”" in notice._sentences[0]
        assert "mine.toml" in notice._sentences[1]
        await press(pilot, "x")
        assert app.theme == "daylight"
        await press(pilot, "T", *"mine")
        assert app.screen._shown == []


async def test_without_colours_nothing_needs_them(new_app, monkeypatch):
    monkeypatch.setenv("NO_COLOR", "1")
    async with new_app("story.txt").run_test(size=SIZE) as pilot:
        await settled(pilot)
        await press(pilot, "tab")
        assert pilot.app._palette().monochrome


@pytest.mark.parametrize("text", ["a\x1b[2Jb", "\x9b1m", "a\u202eb", "\x00", "\u2028"])
def test_the_guard_lets_no_control_character_through(text):
    (segment,) = ControlGuard().apply([Segment(text)], Color(0, 0, 0))
    assert len(segment.text) == len(text)
    assert segment.text.isprintable()


def test_a_crash_report_names_places_and_holds_no_text(tmp_path):
    secret = "the name of the source"
    try:
        int(secret)
    except ValueError as error:
        message = write_report(error, tmp_path / "state")
    report = (tmp_path / "state" / "crash.txt").read_text()
    assert "ValueError" in report
    assert "test_app.py" in report
    assert secret not in report + message
    assert (tmp_path / "state" / "crash.txt").stat().st_mode & 0o777 == 0o600


async def test_the_chosen_theme_is_there_the_next_time(new_app):
    async with new_app("story.txt").run_test(size=SIZE) as pilot:
        await settled(pilot)
        await press(pilot, "T", *"daylight", "enter")
        await done(pilot)
    assert new_app("story.txt").theme == "daylight"


async def test_what_was_repaired_in_the_notes_is_told(new_app, services, folder):
    session = services.open_session(folder / "story.txt")
    session.annotate([(0, 5)], note="kept")
    services.store.close()
    (file,) = services.locations.store.rglob("annotations/*/*.json")
    file.write_bytes(file.read_bytes().replace(b"kept", b"k\xff\xffpt"))
    async with new_app("story.txt").run_test(size=SIZE) as pilot:
        await settled(pilot)
        pilot.app._tell_repairs()
        await pilot.pause()
        notice = pilot.app.screen
        assert isinstance(notice, Notice)
        told = str(notice.query_one("Static").render())
        assert "story.txt: damaged in its notes: 1 line; brought back: 1 note" in told
        await pilot.press("x")
        assert [one.note for one in pilot.app.screen.annotations] == ["kept"]


def test_what_is_due_when_there_is_no_screen_is_told_to_nobody(new_app):
    app = new_app("")
    app._tell_repairs()
    app._say_indexed(1, 2)
    assert not app.screen_stack
