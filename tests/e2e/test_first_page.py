"""The page a document was left with is there before the program is."""

from __future__ import annotations

import shutil
import signal
from pathlib import Path

import pytest

from tests.e2e.terminal import PATIENCE, Terminal

FORMATS = Path(__file__).parents[1] / "data" / "formats"
SAMPLE = Path(__file__).parents[2] / "sample_docs" / "the-night-the-grid-held.txt"


def test_keys_typed_on_the_page_shown_before_the_program_count(tmp_path):
    with Terminal([str(SAMPLE)], tmp_path) as terminal:
        terminal.wait_for("Iryna Savchuk", "entities ·")
        terminal.settle()
        terminal.press("q")
        assert terminal.wait_for_end() == 0, terminal.text
    with Terminal([str(SAMPLE)], tmp_path) as terminal:
        terminal.wait_for("Iryna Savchuk")
        assert is_before_the_program(terminal, b"Savchuk"), "the page came from the program"
        terminal.press("G")
        terminal.wait_for("at the end")
        terminal.press("q")
        assert terminal.wait_for_end() == 0, terminal.text


def is_before_the_program(terminal, words):
    """Whether `words` were written before the first question that the program asks a terminal."""
    at = terminal.raw.find(words)
    return at >= 0 and b"\x1b[?2026$p" not in terminal.raw[:at]


def test_a_text_never_opened_is_shown_before_the_program_and_stays_as_it_is(tmp_path):
    with Terminal([str(SAMPLE)], tmp_path) as terminal:
        terminal.wait_for("Iryna Savchuk", "finding entities")
        assert is_before_the_program(terminal, b"Savchuk"), "the page came from the program"
        before = terminal.text.splitlines()
        terminal.wait_for("entities ·")
        terminal.settle()
        after = terminal.text.splitlines()
        assert after[:-1] == before[:-1]
        assert terminal.raw.count(b"\x1b[2J") == 0
        assert terminal.raw.count(b"\x1b[?1049h") == 1


def test_a_page_that_was_set_otherwise_is_there_at_once_and_stays_as_it_is(tmp_path):
    with Terminal([str(SAMPLE)], tmp_path) as terminal:
        terminal.wait_for("Iryna Savchuk", "entities ·")
        terminal.press("-", "z", "j", "z", "h", "z", "s", "m", "a")
        terminal.wait_for("marked as a")
        terminal.settle()
        before = terminal.text.splitlines()
        terminal.press("q")
        assert terminal.wait_for_end() == 0, terminal.text
    with Terminal([str(SAMPLE)], tmp_path) as terminal:
        terminal.wait_for(before[-2])
        assert is_before_the_program(terminal, b"Savchuk"), "the page came from the program"
        assert terminal.text.splitlines()[:-1] == before[:-1]
        terminal.wait_for("entities ·")
        terminal.press("G", "'", "a")
        terminal.settle()
        assert terminal.text.splitlines()[:-1] == before[:-1]


def test_keys_typed_on_a_text_never_opened_count(tmp_path):
    with Terminal([str(SAMPLE)], tmp_path) as terminal:
        terminal.wait_for("Iryna Savchuk")
        assert is_before_the_program(terminal, b"Savchuk"), "the page came from the program"
        terminal.press("G")
        terminal.wait_for("at the end")
        terminal.press("q")
        assert terminal.wait_for_end() == 0, terminal.text


@pytest.mark.parametrize("name", ["pandoc.epub", "everything.md", "libreoffice.docx"])
def test_what_another_verb_converted_is_shown_before_the_program_and_stays_as_it_is(name, tmp_path):
    document = shutil.copy(FORMATS / name, tmp_path)
    with Terminal(["list", document], tmp_path) as terminal:
        assert terminal.wait_for_end() == 0, terminal.text
    with Terminal([document], tmp_path) as terminal:
        terminal.wait_for("finding entities")
        assert is_before_the_program(terminal, b"finding"), "the page came from the program"
        before = terminal.text.splitlines()
        terminal.wait_for("annotations ·")
        terminal.settle()
        assert terminal.text.splitlines()[:-1] == before[:-1]


@pytest.mark.parametrize("term", ["dumb", ""])
def test_a_terminal_that_cannot_place_text_gets_no_page_before_the_program(term, tmp_path):
    with Terminal([str(SAMPLE)], tmp_path, environment={"TERM": term}) as terminal:
        terminal.wait_for("Iryna Savchuk")
        assert b"\x1b[?2026$p" in terminal.raw


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGHUP])
def test_a_note_in_the_making_outlives_a_closed_terminal(number, tmp_path):
    document = tmp_path / "story.txt"
    document.write_bytes(SAMPLE.read_bytes())
    with Terminal([str(document)], tmp_path) as terminal:
        terminal.wait_for("entities ·")
        terminal.press("v", "enter", "half a thought")
        terminal.wait_for("half a thought")
        terminal.process.send_signal(number)
        terminal.wait_for_end()
        assert b"\x1b[?1049l" in terminal.raw, "the terminal is not as it was"
    with Terminal([str(document)], tmp_path) as terminal:
        terminal.wait_for("entities ·")
        terminal.press("v", "enter")
        terminal.wait_for("half a thought", "never saved")
        terminal.press("ctrl+s")
        terminal.wait_for("saved: note")
        terminal.press("enter")
        terminal.wait_for("half a thought", "^S save")


def test_the_program_ends_when_its_terminal_is_gone_while_it_draws(tmp_path):
    with Terminal([str(SAMPLE)], tmp_path) as terminal:
        terminal.wait_for("entities ·")
        for _ in range(60):
            terminal.press("j", "k")
        terminal.hang_up()
        assert terminal.process.wait(PATIENCE) == 0


def test_a_program_that_is_killed_leaves_notes_and_place(tmp_path):
    document = tmp_path / "story.txt"
    document.write_bytes(SAMPLE.read_bytes())
    with Terminal([str(document)], tmp_path) as terminal:
        terminal.wait_for("entities ·")
        terminal.press("v", "enter", "kept", "ctrl+s")
        terminal.wait_for("saved: note")
        terminal.process.kill()
        terminal.wait_for_end()
    with Terminal([str(document)], tmp_path) as terminal:
        terminal.wait_for("1 annotation")
        terminal.press("a")
        terminal.wait_for("kept")
