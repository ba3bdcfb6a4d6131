"""Scrolling in a real terminal: keys that are held, and the setting for hardware scrolling."""

from __future__ import annotations

import pytest

from tests.e2e.terminal import Terminal

HELD = 300


@pytest.fixture
def lines(tmp_path):
    path = tmp_path / "lines.txt"
    path.write_text("".join(f"line {number}\n" for number in range(2_000)))
    return path


def test_a_held_key_scrolls_as_far_as_it_was_pressed_and_not_on(lines, tmp_path):
    with Terminal([str(lines)], tmp_path) as terminal:
        terminal.wait_for("line 0", "entities ·")
        for _ in range(HELD):
            terminal.press("j")
        terminal.wait_until(lambda: top(terminal) == f"line {HELD}", "the last key")
        terminal.settle()
        written = len(terminal.raw)
        terminal.settle()
        assert len(terminal.raw) == written
        assert top(terminal) == f"line {HELD}"


@pytest.mark.parametrize("trusted", [True, False])
def test_rows_are_moved_by_the_terminal_unless_the_settings_say_no(trusted, lines, tmp_path):
    config = tmp_path / "reader" / "config"
    config.mkdir(parents=True)
    (config / "config.toml").write_text(f"hardware_scrolling = {str(trusted).lower()}\n")
    with Terminal([str(lines)], tmp_path) as terminal:
        terminal.wait_for("line 0", "entities ·")
        terminal.press("j")
        terminal.wait_until(lambda: top(terminal) == "line 1", "the key")
        assert (b"\x1b[2;29r" in terminal.raw) is trusted


def top(terminal: Terminal) -> str:
    return terminal.screen.display[1].strip()
