"""A document that tries to command the terminal is shown, and nothing of it is obeyed."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from tests.e2e.terminal import Terminal

SAMPLE = Path(__file__).parents[2] / "sample_docs" / "hostile.txt"

# What Textual and the page have to send; everything else would be the document's.
_OURS = re.compile(
    rb"\x1b\[[0-9;:]*m"  # colours
    rb"|\x1b\[[0-9;]*[HABCDJKrlhM]"  # cursor, clearing, scroll regions
    rb"|\x1b\[[?<>=][0-9;]*[hlu]"  # modes, the keyboard
    rb"|\x1b\[\?[0-9]+\$p"  # questions about modes
    rb"|\x1b\]22;[a-z-]*\x07"  # the shape of the mouse pointer
    rb"|\x1bM|\x1b7|\x1b8"
)
_CONTROL = re.compile(rb"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]")


def test_no_control_byte_of_a_document_reaches_the_terminal(tmp_path):
    folder = tmp_path / "documents"
    folder.mkdir()
    (folder / "hostile.txt").write_bytes(SAMPLE.read_bytes())
    (folder / "evil\x1b]0;named\x07\nname.txt").write_text("A name with escapes", encoding="utf-8")
    with Terminal([str(folder)], tmp_path) as terminal:
        terminal.wait_for("2 documents", "Hostile")
        terminal.press("/", "hostile", "enter", "enter")
        terminal.wait_for("entities ·")
        for _ in range(12):
            terminal.press("space")
            terminal.settle()
        terminal.wait_for("at the end")
        # The words themselves, in a tag, a note and the list of annotations.
        terminal.press("g", "g", "v", "t", "[@click=app.quit]x[b]", "enter")
        terminal.wait_for("saved: tag [@click")
        terminal.press("enter", "[/foo] [link=file:///etc/passwd]x", "ctrl+s")
        terminal.wait_for("saved: note")
        terminal.press("a")
        terminal.wait_for("[/foo]")
        terminal.press("p")
        terminal.wait_for("esc goes back")
        terminal.press("escape", "enter", "e")
        terminal.wait_for("every one in the library")
        terminal.press("escape", "q")
        terminal.wait_for("documents", "#[@click")
        terminal.press("ctrl+q")
        assert terminal.wait_for_end() == 0
        raw = bytes(terminal.raw)

    assert_harmless(raw)


@pytest.mark.parametrize("arguments", [["list"], ["show"], ["entities"], ["search", "hostile"]])
def test_no_control_byte_of_a_document_is_printed(arguments, tmp_path):
    verb, *rest = arguments
    with Terminal([verb, *rest, str(SAMPLE)], tmp_path, size=(120, 50)) as terminal:
        terminal.wait_for_end()
        raw = bytes(terminal.raw)
    assert raw
    assert_harmless(raw)


def assert_harmless(raw: bytes) -> None:
    """Fail if `raw` has a control of the document's, of 7 or 8 bits, or one that is invisible."""
    rest = _OURS.sub(b"", raw)
    assert not _CONTROL.findall(rest)
    assert not re.search(rb"\xc2[\x80-\x9f]", rest)
    for hidden in "\u202a\u202e\u2066\u2069\u2028\U000e0041":
        assert hidden.encode() not in rest
