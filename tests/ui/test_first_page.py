"""The first page of a text that was never opened is that of the program, cell for cell."""

import shutil
from pathlib import Path
from textwrap import fill

import pytest

from reader.compose import Services
from reader.core.typography import Typography
from reader.first_page import look, pages, unseen
from reader.locations import Locations
from reader.ui.app import ReaderApp
from reader.ui.compat import rendered_rows
from reader.ui.widgets.row_painter import rich_style
from tests.ui.driving import opened
from tests.ui.recording import Terminal

FORMATS = Path(__file__).parents[1] / "data" / "formats"
CONVERTED = (
    "everything.md",
    "comments.docx",
    "libreoffice.docx",
    "libreoffice.epub",
    "pandoc.epub",
    "pandoc.odt",
    "pandoc.org",
    "pandoc.html",
    "pandoc.ipynb",
    "essay.pdf",
    "cities.csv",
    "interview.srt",
)
SENTENCE = "Before dawn the second wave came in over the estuary, and nobody spoke. "
WRAPPED = "\n\n".join(fill(SENTENCE * count, 68) for count in (3, 9, 1, 5, 7, 4, 2, 8))
TEXTS = {
    "paragraphs": "A title\n\n" + "\n\n".join(SENTENCE * 6 for _ in range(30)),
    "broken lines": f"CHAPTER 1\n\n{WRAPPED}\n\n1.2 A part\n\n{WRAPPED}\n",
    "longer than what is read": f"{WRAPPED}\n\n" * 60,
    "Windows": "\ufeffTitle\r\n=====\r\n\r\n" + "Words, and more words.\r\n" * 90,
    "East Asian": "漢字とかな交じり文。" * 40,
    "tricky": "Tricky\n\n👩‍👩‍👧 🇦🇹 é ﷺ \t שלום\n\n" + "\u202eabc\u2028\x85m\n" * 9,
    "one line": "word " * 9_000,
    "short": "One line.",
    "a name for a title": f"{SENTENCE * 3}\n",
}


@pytest.fixture(autouse=True)
def home(tmp_path, monkeypatch):
    monkeypatch.setenv("READER_HOME", str(tmp_path / "home"))
    monkeypatch.setenv("TERM", "xterm-256color")
    monkeypatch.setenv("COLORTERM", "truecolor")
    monkeypatch.delenv("NO_COLOR", raising=False)
    (tmp_path / "home" / "config").mkdir(parents=True)
    rich_style.cache_clear()  # a style keeps the colours of the terminal it was first drawn on
    # What the status line says must not depend on how fast entities are found.
    monkeypatch.setattr(unseen, "FINDING", "0 entities · 0 annotations")
    (tmp_path / "home" / "config" / "config.toml").write_text('recogniser = "off"\n')
    return tmp_path


async def both_pages(path, size):
    """Return the screen of the program with the document at `path`, and the first page of it."""
    services = Services(Locations.find({"READER_HOME": pages.os.environ["READER_HOME"]}, path))
    app = ReaderApp(services, [path])
    async with app.run_test(size=size) as pilot:
        await opened(pilot)
        rows = rendered_rows(app)
    kept = look.kept()
    assert rows is not None
    assert kept is not None
    before = unseen.rows(str(path), *size, kept)
    assert before is not None
    return screen(rows, size), screen(before, size)


def screen(rows, size):
    terminal = Terminal(*size)
    terminal.feed("".join(f"\x1b[{number};1H{row}" for number, row in enumerate(rows, 1)))
    return terminal


@pytest.mark.parametrize("size", [(100, 30), (40, 10)], ids=str)
@pytest.mark.parametrize("name", TEXTS)
async def test_every_cell_is_that_of_the_program(name, size, home):
    path = home / f"{name}.txt"
    path.write_bytes(TEXTS[name].encode())
    program, before = await both_pages(path, size)
    assert list(before.differences(program.cells())) == []


@pytest.mark.parametrize("size", [(100, 30), (40, 10)], ids=str)
@pytest.mark.parametrize("name", CONVERTED)
async def test_every_cell_of_what_was_converted_before_is_that_of_the_program(name, size, home):
    path = Path(shutil.copy(FORMATS / name, home))
    program, before = await both_pages(path, size)
    assert list(before.differences(program.cells())) == []


@pytest.mark.parametrize("environment", [{"NO_COLOR": "1"}, {"COLORTERM": ""}], ids=str)
async def test_it_has_the_colours_that_the_terminal_takes(environment, home, monkeypatch):
    for name, value in environment.items():
        monkeypatch.setenv(name, value)
    path = home / "a.txt"
    path.write_text(TEXTS["broken lines"])
    program, before = await both_pages(path, (80, 24))
    assert list(before.differences(program.cells())) == []


@pytest.mark.parametrize(
    "content",
    [
        b"",
        "w\u00f6rter\n".encode("latin-1"),
        "words\n".encode("utf-16"),
        b"%PDF-1.7\nwords\n",
        b"words\0\n",
        b"\x1b]52;c;eA==\x07words\n",
    ],
)
def test_what_is_not_sure_to_be_plain_text_waits_for_the_program(content, home):
    path = home / "a.txt"
    path.write_bytes(content)
    assert unseen.rows(str(path), 80, 24, LOOK) is None


def test_a_pipe_is_not_waited_for(home):
    path = home / "pipe.txt"
    pages.os.mkfifo(path)
    assert unseen.rows(str(path), 80, 24, LOOK) is None


@pytest.mark.parametrize("size", [(80, 2), (8, 24), (1, 1)])
def test_a_terminal_without_room_for_a_page_gets_none(size, home):
    path = home / "a.txt"
    path.write_text("words\n")
    assert unseen.rows(str(path), *size, LOOK) is None


def test_the_very_first_start_looks_like_the_next_one(home, monkeypatch):
    (home / "home" / "config" / "config.toml").unlink()
    first = look.first()
    assert first is not None
    look.keep(first)
    assert look.kept() == first
    assert look.first() is None, "it was not the first start"


@pytest.mark.parametrize("change", ["settings", "terminal"])
def test_a_look_of_other_settings_is_not_used(change, home, monkeypatch):
    look.keep(LOOK)
    if change == "settings":
        (home / "home" / "config" / "config.toml").write_text("measure = 40\n")
    else:
        monkeypatch.setenv("TERM", "vt220")
    assert look.kept() is None


LOOK = look.Look(
    Typography(),
    dict.fromkeys(("text", "heading", "dim", "title", "bar", "state", "key", "word"), "0"),
    (("q", "back"),),
)
