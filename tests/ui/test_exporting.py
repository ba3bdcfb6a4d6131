"""Exporting from the app."""

from __future__ import annotations

import json

from reader.ui.dialogs.confirm import Confirm
from reader.ui.dialogs.prompt import Prompt
from tests.ui.driving import SIZE, done, opened, press


async def choose_json(pilot) -> None:
    await press(pilot, "E", *"json", "enter")
    assert isinstance(pilot.app.screen, Prompt)


async def type_path(pilot, path) -> None:
    await press(pilot, "ctrl+u", *str(path), "enter")


async def test_annotations_are_exported_to_a_file(new_app, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    async with new_app("story.txt").run_test(size=SIZE) as pilot:
        screen = await opened(pilot)
        screen.session.annotate([(0, 5)], note="from the start")
        await choose_json(pilot)
        await press(pilot, "enter")
        await done(pilot)
        assert "exported to" in str(screen.status_line.render())
    (written,) = tmp_path.glob("night-over-odesa*.json")
    assert "from the start" in written.read_text(encoding="utf-8")
    assert json.loads(written.read_text(encoding="utf-8"))


async def test_a_file_of_somebody_elses_is_replaced_only_after_a_yes(new_app, tmp_path):
    precious = tmp_path / "p.json"
    precious.write_text("precious")
    async with new_app("story.txt").run_test(size=SIZE) as pilot:
        await opened(pilot)
        await choose_json(pilot)
        await type_path(pilot, precious)
        assert isinstance(pilot.app.screen, Confirm)
        await press(pilot, "n")
        assert isinstance(pilot.app.screen, Prompt)
        assert precious.read_text() == "precious"
        await press(pilot, "enter", "y")
        await done(pilot)
        assert precious.read_text() != "precious"


async def test_a_path_that_cannot_be_written_is_asked_again(new_app, tmp_path):
    async with new_app("story.txt").run_test(size=SIZE) as pilot:
        await opened(pilot)
        await choose_json(pilot)
        await type_path(pilot, tmp_path / "nowhere" / "a.json")
        prompt = pilot.app.screen
        assert isinstance(prompt, Prompt)
        assert "nowhere" in prompt._value
        assert prompt._explanation
        await press(pilot, "escape")
        await done(pilot)
