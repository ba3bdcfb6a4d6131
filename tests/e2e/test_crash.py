"""A fault of the program itself: a short message, a status, and none of the person's text."""

from __future__ import annotations

from tests.e2e.terminal import Terminal

SECRET = "the name of the source"
FAULTY = f"""
import sys
from reader.__main__ import main
from reader.ui.reading.moving import Moving

def command_end(self):
    secret = {SECRET!r}
    raise ValueError(secret)

Moving.command_end = command_end
sys.exit(main())
"""


def test_a_crash_leaves_the_terminal_a_message_and_a_status_but_no_text(tmp_path):
    document = tmp_path / "story.txt"
    document.write_text("A quiet evening in Riga.\n", encoding="utf-8")
    with Terminal([str(document)], tmp_path, program=("-c", FAULTY)) as terminal:
        terminal.wait_for("1 entity ·")
        terminal.press("G")
        assert terminal.wait_for_end() == 1
        assert b"\x1b[?1049l" in terminal.raw, "the terminal is not as it was"
        after = bytes(terminal.raw).rpartition(b"\x1b[?1049l")[2].decode()
    assert "reader stopped: ValueError" in after
    assert "Every note that was saved is safe" in after
    assert "Traceback" not in after
    assert SECRET not in after
    (report,) = tmp_path.glob("reader/state/*/crash.txt")
    assert SECRET not in report.read_text(encoding="utf-8")
