"""Notes written in the person's own editor, in a real terminal."""

from __future__ import annotations

import os
import re
import signal
import stat
import sys
from pathlib import Path

import pytest

from tests.e2e.terminal import Terminal

SAMPLE = Path(__file__).parents[2] / "sample_docs" / "the-night-the-grid-held.txt"


@pytest.fixture
def document(tmp_path: Path) -> Path:
    path = tmp_path / "story.txt"
    path.write_bytes(SAMPLE.read_bytes())
    return path


def editor(folder: Path, script: str) -> dict[str, str]:
    """Return an environment whose editor is a Python script; the file is `path` in it."""
    program = folder / "my editor.py"
    program.write_text(f"import os, pathlib, sys\npath = pathlib.Path(sys.argv[1])\n{script}\n")
    return {"VISUAL": "", "EDITOR": f"'{sys.executable}' '{program}'"}


def write_note(terminal: Terminal, text: str) -> None:
    terminal.wait_for("entities ·")
    terminal.press("v", "enter")
    terminal.wait_for("your editor")
    terminal.press(text)
    terminal.wait_for(text)


def drafts(home: Path) -> list[Path]:
    return [path for path in home.rglob("drafts/*") if path.is_file()]


def test_the_text_goes_to_the_editor_and_comes_back(document, tmp_path):
    environment = editor(
        tmp_path,
        "print(oct(path.stat().st_mode & 0o777), 'EDITING', path.read_text())\n"
        "input()\n"
        "path.with_name(path.name + '~').write_text('a copy')\n"
        "path.write_text(path.read_text() + ' and the rest\\x1b]0;x\\x07\\n')",
    )
    with Terminal([str(document)], tmp_path, environment=environment) as terminal:
        write_note(terminal, "the beginning")
        terminal.press("ctrl+o")
        terminal.wait_for("0o600 EDITING the beginning")
        terminal.press("enter")
        terminal.wait_for("the beginning and the rest", "your editor")
        terminal.press("ctrl+s")
        terminal.wait_for("saved: note")
        assert b"\x1b]0;x" not in terminal.raw
        assert drafts(tmp_path) == []


def test_an_interrupt_is_for_the_editor_and_the_app_goes_on(document, tmp_path):
    environment = editor(
        tmp_path,
        "import signal\n"
        "assert signal.getsignal(signal.SIGINT) is signal.default_int_handler\n"
        "os.kill(os.getppid(), signal.SIGINT)\n"
        "path.write_text('interrupted and saved')",
    )
    with Terminal([str(document)], tmp_path, environment=environment) as terminal:
        write_note(terminal, "x")
        terminal.press("ctrl+o")
        terminal.wait_for("interrupted and saved", "your editor")


def test_what_the_editor_saved_is_a_draft_when_the_app_is_killed_meanwhile(document, tmp_path):
    environment = editor(
        tmp_path,
        "path.write_text('saved in the editor')\nprint('EDITING', os.getpid(), '.')\ninput()",
    )
    with Terminal([str(document)], tmp_path, environment=environment) as terminal:
        write_note(terminal, "x")
        terminal.press("ctrl+o")
        pid = re.compile(r"EDITING (\d+) \.")
        terminal.wait_until(lambda: bool(pid.search(terminal.text)), "the editor")
        terminal.process.kill()
        (editor_process,) = pid.findall(terminal.text)
        os.kill(int(editor_process), signal.SIGKILL)
    (draft,) = drafts(tmp_path)
    assert stat.S_IMODE(draft.stat().st_mode) == 0o600
    with Terminal([str(document)], tmp_path) as terminal:
        terminal.wait_for("entities ·")
        terminal.press("v", "enter")
        terminal.wait_for("saved in the editor", "never saved")


@pytest.mark.parametrize(
    ("environment", "message"),
    [
        ({"VISUAL": "", "EDITOR": ""}, "no editor is set"),
        ({"VISUAL": "no-such-editor -x", "EDITOR": "true"}, "there is no such editor"),
        ({"VISUAL": "", "EDITOR": "false"}, "ended with status 1"),
        ({"VISUAL": "", "EDITOR": "an 'unclosed quote"}, "no editor is set"),
    ],
)
def test_an_editor_that_is_missing_or_fails_is_told_and_the_text_stays(
    environment, message, document, tmp_path
):
    with Terminal([str(document)], tmp_path, environment=environment) as terminal:
        write_note(terminal, "my words")
        terminal.press("ctrl+o")
        terminal.wait_for(message, "my words")
        terminal.press("ctrl+s")
        terminal.wait_for("saved: note")
