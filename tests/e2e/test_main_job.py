"""The whole of what a person does, in the real program: list, read, annotate, leave, come back."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.e2e.terminal import Terminal

SAMPLES = Path(__file__).parents[2] / "sample_docs"


@pytest.fixture
def documents(tmp_path: Path) -> Path:
    folder = tmp_path / "documents"
    folder.mkdir()
    for name in ("the-night-the-grid-held.txt", "a-line-on-the-map.md", "welcome.md"):
        (folder / name).write_bytes((SAMPLES / name).read_bytes())
    return folder


def test_a_person_lists_reads_annotates_leaves_and_finds_everything_again(documents, tmp_path):
    last_page = _first_visit(documents, tmp_path)
    _second_visit(documents, tmp_path, last_page)


def _first_visit(documents: Path, home: Path) -> str:
    """Annotate, go to the end of the document, and leave; return the last page."""
    with Terminal([str(documents)], home) as terminal:
        terminal.wait_for("3 documents", "A Line on the Map", "The Night the Grid Held")

        terminal.press("/", "savchuk")
        terminal.wait_for("1 of 3 documents")
        terminal.press("enter", "enter")
        terminal.wait_for("Iryna Savchuk", "entities ·")

        # The first entity that is tagged gives its key a name.
        terminal.press("tab", "tab", "1")
        terminal.wait_for("Name of tag 1")
        terminal.press("source", "enter")
        terminal.wait_for("saved: tag source")

        # A sentence is noted in three keys and its text; the note is edited.
        terminal.press("v", "enter")
        terminal.wait_for("Note", "^S save")
        terminal.press("ask [her] again", "ctrl+s")
        terminal.wait_for("saved: note", "▌")
        terminal.press("enter")
        terminal.wait_for("ask [her] again", "^S save")
        terminal.press(" and again", "ctrl+s")
        terminal.wait_for_no("^S save")
        terminal.wait_for("saved: note")

        # What was deleted comes back.
        terminal.press("x")
        terminal.wait_for("saved: removed")
        terminal.press("u")
        terminal.wait_for("undone: remove a note")

        # The document as a whole gets a tag.
        terminal.press("escape", "escape", "t")
        terminal.wait_for("Tag the document")
        terminal.press("war", "enter")
        terminal.wait_for("saved: tag war")

        # Search, jump, and leave at another place than the beginning.
        terminal.press("/")
        terminal.wait_for("Search in this document")
        terminal.press("Rutte")
        terminal.wait_for("1/")
        terminal.press("enter", "escape", "escape", "g", "g")
        terminal.wait_for("Iryna Savchuk")
        terminal.press("G")
        terminal.wait_for("at the end")
        terminal.settle()
        last_page = terminal.text

        terminal.press("q")
        terminal.wait_for("1 of 3 documents", "#war")
        terminal.press("escape", "q")
        assert terminal.wait_for_end() == 0
    return last_page


def _second_visit(documents: Path, home: Path, last_page: str) -> None:
    """Find the place, the annotations and what can be undone; export."""
    with Terminal([str(documents)], home) as terminal:
        terminal.wait_for("3 documents", "#war")
        terminal.press("/", "savchuk", "enter", "enter")
        terminal.wait_for("100%", "annotations")
        terminal.settle()
        assert _page(terminal.text) == _page(last_page)
        terminal.press("a")
        terminal.wait_for("ask [her]", "#source")
        terminal.press("escape", "g", "g")

        # Undo reaches back over the restart.
        terminal.press("ctrl+z")
        terminal.wait_for("undone: tag war")
        terminal.press("ctrl+r")
        terminal.wait_for("done again: tag war")

        terminal.press("E")
        terminal.wait_for("Export The Night the Grid Held", "CSV")
        terminal.press("JSON", "enter", "enter")
        terminal.wait_for("exported to")
        terminal.press("ctrl+q")
        assert terminal.wait_for_end() == 0


def _page(text: str) -> list[str]:
    """Return the rows between the first and the last line of the screen."""
    return text.splitlines()[1:-1]
