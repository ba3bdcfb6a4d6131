"""Setting the page by key, live, and finding it so again."""

from __future__ import annotations

import pytest

from reader.core.typography import Typography
from tests.ui.driving import SIZE, opened, press


def typography(screen):
    return screen.view._typography


@pytest.mark.parametrize(
    ("keys", "set_so"),
    [
        (("+",), Typography(measure=80)),
        (("3", "-"), Typography(measure=64)),
        (("z", "m"), Typography(margin=4)),
        (("z", "m", "z", "m", "z", "M"), Typography(margin=4)),
        (("z", "s"), Typography(spacing=1)),
        (("2", "z", "s", "z", "S"), Typography(spacing=1)),
        (("z", "j"), Typography(justify=True)),
        (("z", "j", "z", "j"), Typography()),
        (("z", "h"), Typography(hyphenate=True)),
        (("z", "l"), Typography(letters=True)),
        (("z", "j", "+", "z", "z"), Typography()),
    ],
)
async def test_keys_set_the_page(new_app, keys, set_so):
    async with new_app("long.txt").run_test(size=SIZE) as pilot:
        screen = await opened(pilot)
        await press(pilot, *keys)
        assert typography(screen) == set_so


async def test_a_document_is_set_again_as_it_was_and_another_one_is_not(new_app):
    async with new_app("long.txt").run_test(size=SIZE) as pilot:
        await opened(pilot)
        await press(pilot, "-", "z", "j", "z", "s")
    async with new_app("story.txt").run_test(size=SIZE) as pilot:
        assert typography(await opened(pilot)) == Typography()
    async with new_app("long.txt").run_test(size=SIZE) as pilot:
        screen = await opened(pilot)
        assert typography(screen) == Typography(measure=72, justify=True, spacing=1)


async def test_settings_are_the_default_of_what_was_not_changed(new_app, services):
    async with new_app("long.txt").run_test(size=SIZE) as pilot:
        await opened(pilot)
        await press(pilot, "z", "j")
    services.locations.config_file.parent.mkdir(parents=True, exist_ok=True)
    services.locations.config_file.write_text("measure = 50\nhyphenate = true\n")
    del services.__dict__["configuration"]
    async with new_app("long.txt").run_test(size=SIZE) as pilot:
        screen = await opened(pilot)
        assert typography(screen) == Typography(measure=50, justify=True, hyphenate=True)


async def test_a_language_without_rules_for_hyphens_is_told(new_app, folder):
    (folder / "short.txt").write_text("Ahoj.\n", encoding="utf-8")
    async with new_app("short.txt").run_test(size=SIZE) as pilot:
        screen = await opened(pilot)
        await press(pilot, "z", "h")
        assert "no rules" in screen.status_line.render().plain


async def test_marks_are_there_after_a_restart(new_app):
    async with new_app("long.txt").run_test(size=SIZE) as pilot:
        screen = await opened(pilot)
        await press(pilot, "space", "space", "m", "a")
        marked = screen.view.top_offset
    async with new_app("long.txt").run_test(size=SIZE) as pilot:
        screen = await opened(pilot)
        await press(pilot, "g", "g", "'", "a")
        assert screen.view.top_offset == marked > 0


@pytest.mark.parametrize(
    "environment", [{"NO_COLOR": "1"}, {"TERM": "xterm", "COLORTERM": ""}], ids=str
)
async def test_types_are_told_by_letters_where_colours_do_not(new_app, monkeypatch, environment):
    for name, value in environment.items():
        monkeypatch.setenv(name, value)
    async with new_app("story.txt").run_test(size=(80, 24)) as pilot:
        screen = await opened(pilot)
        rows = [strip.text for strip in screen.view.render_lines(screen.view.size.region)]
        assert next(row for row in rows if "Anna" in row).rstrip().endswith("  DPP")
        await press(pilot, "z", "l")
        assert not typography(screen).letters
