"""The page before the program: the same cells, nothing but colours, and the terminal given back."""

import os
import pty
import subprocess
import sys
import termios
from pathlib import Path

import pytest

from reader.first_page import pages
from reader.ui.handover import keep_screen
from tests.ui.recording import Terminal, document, shown

SHOW = """
import sys
from reader.first_page import prepaint
heavy = {"re", "json", "argparse", "dataclasses", "pathlib", "textual", "asyncio"}
shown = prepaint.show(sys.argv[1], sys.argv[2:])
sys.exit(3 if heavy & set(sys.modules) else not shown)
"""


@pytest.fixture(autouse=True)
def home(tmp_path, monkeypatch):
    monkeypatch.setenv("READER_HOME", str(tmp_path / "home"))
    monkeypatch.setenv("TERM", "xterm-256color")
    return tmp_path


def run(path, *watched, size=(60, 20)):
    """Show the page of `path` in a terminal; return the status, what was written, the echo."""
    leader, follower = pty.openpty()
    termios.tcsetwinsize(follower, size[::-1])
    before = termios.tcgetattr(follower)
    result = subprocess.run(
        [sys.executable, "-S", "-c", SHOW, str(path), *map(str, watched)],
        stdin=follower,
        stdout=follower,
        cwd=Path(pages.__file__).parents[2],
        check=False,
    )
    after = termios.tcgetattr(follower)
    os.write(follower, b"\0")
    written = b""
    while not written.endswith(b"\0"):
        written += os.read(leader, 65_536)
    os.close(leader)
    os.close(follower)
    return result.returncode, written[:-1].decode(), after == before


def test_the_page_is_written_and_taken_away_when_the_program_ends(home):
    path = home / "a.txt"
    path.write_text("text")
    pages.keep(str(path), [], ["\x1b[1;31mrow\x1b[0m"] + ["rest"] * 19, 60)
    status, written, as_before = run(path)
    assert status == 0
    assert written.startswith("\x1b[?1049h")
    assert "\x1b[1;1H\x1b[1;31mrow\x1b[0m\x1b[2;1Hrest" in written
    assert written.endswith("\x1b[?1049l\x1b[?25h")
    assert as_before


def test_nothing_is_written_for_a_document_that_was_never_left(home):
    assert run(home / "a.md") == (1, "", True)


@pytest.mark.parametrize("changed", ["document", "settings", "size", "colours"])
def test_nothing_is_written_when_the_page_would_look_different(home, changed, monkeypatch):
    path, settings = home / "a.txt", home / "config.toml"
    path.write_text("text")
    pages.keep(str(path), [str(settings)], ["row"] * 20, 60)
    assert run(path, settings)[0] == 0
    if changed == "document":
        path.write_text("another text")
    if changed == "settings":
        settings.write_text("theme = 'light'")
    if changed == "colours":
        monkeypatch.setenv("NO_COLOR", "1")
    size = (61, 20) if changed == "size" else (60, 20)
    assert run(path, settings, size=size) == (1, "", True)


@pytest.mark.parametrize(
    "row", ["\x1b]52;c;eA==\x07", "\x1b[2J", "a\x1b[31", "\x9b31m", "\x07", "\x1bc", "\x1b[?25hm"]
)
def test_a_page_with_any_other_control_is_refused(home, row):
    path = home / "a.txt"
    path.write_text("text")
    pages.keep(str(path), [], [row] + ["rest"] * 19, 60)
    assert run(path) == (1, "", True)


def test_a_page_can_be_read_by_its_owner_only(home):
    path = home / "a.txt"
    path.write_text("text")
    pages.keep(str(path), [], ["row"], 60)
    (page,) = Path(pages.folder()).iterdir()
    assert page.stat().st_mode & 0o077 == 0
    assert Path(pages.folder()).stat().st_mode & 0o077 == 0


def test_only_the_latest_pages_are_kept(home):
    for number in range(80):
        path = home / f"{number}.txt"
        path.write_text("text")
        pages.keep(str(path), [], ["row"], 60)
    assert len(list(Path(pages.folder()).iterdir())) == 64


@pytest.mark.parametrize("colours", ["truecolor", ""])
async def test_the_kept_page_has_the_cells_that_were_on_screen(home, colours, monkeypatch):
    monkeypatch.setenv("COLORTERM", colours)
    path = home / "a.txt"
    path.write_text("text")
    async with shown(document("Some “text” with a 漢字 and 👍.\n" * 40)) as (pilot, _, driver):
        live = Terminal(60, 20)
        live.feed(driver.take())
        keep_screen(pilot.app, path, [])
    status, written, _ = run(path)
    assert status == 0
    again = Terminal(60, 20)
    again.feed(written.removesuffix("\x1b[?1049l\x1b[?25h"))
    assert list(again.differences(live.cells())) == []
