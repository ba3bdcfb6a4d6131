"""The first page before the program: what was last on screen of a document, shown at once.

Loading the program takes longer than drawing a page. So the screen that a document was left
with is kept, and written again as soon as the document is asked for, with nothing loaded but
a few built-in modules. If the document, the settings, the terminal or its size are not what
they were, nothing is shown. Keys typed meanwhile stay in the terminal for the program.

Only text and colours are ever written: a kept page with any other control in it is refused.
"""

from __future__ import annotations

import atexit
import os
import sys
import termios

from reader.core.suffixes import TEXT
from reader.first_page import pages

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Sequence
    from typing import Any

_STDIN, _STDOUT = 0, 1

_found: list[list[Any]] = []
"""The terminal's attributes as they were found, while a page is shown before the program."""


def show(path: str, watched: Sequence[str]) -> bool:
    """Write the page kept of `path`, if it would look the same, or the first one of a document.

    Returns whether there was one. The terminal stops echoing, so that keys typed now are neither
    drawn nor lost; `hand_over` takes that back, or `undo` when the program ends before that.
    """
    if not (os.isatty(_STDIN) and os.isatty(_STDOUT)):
        return False
    try:
        columns, lines = os.get_terminal_size(_STDOUT)
        rows = _rows(path, watched, columns, lines)
        if rows is None:
            return False
        attributes = termios.tcgetattr(_STDIN)
        silent = [*attributes[:3], attributes[3] & ~(termios.ECHO | termios.ICANON)]
        termios.tcsetattr(_STDIN, termios.TCSANOW, [*silent, *attributes[4:]])
    except (OSError, ValueError, termios.error):
        return False
    _found.append(attributes)
    atexit.register(undo)
    page = "".join(f"\x1b[{number};1H{row}" for number, row in enumerate(rows, 1))
    sys.stdout.write(f"\x1b[?1049h\x1b[?25l{page}\x1b[1;1H")
    sys.stdout.flush()
    return True


def is_shown() -> bool:
    """Whether a page is on screen that the program has not taken over yet."""
    return bool(_found)


def hand_over() -> bool:
    """Give the terminal back as it was found, the page still shown; return if there is one."""
    if not _found:
        return False
    termios.tcsetattr(_STDIN, termios.TCSANOW, _found.pop())
    atexit.unregister(undo)
    return True


def undo() -> None:
    """Take the page away again, if it was not handed over."""
    if hand_over():
        sys.stdout.write("\x1b[?1049l\x1b[?25h")
        sys.stdout.flush()


def _rows(path: str, watched: Sequence[str], columns: int, lines: int) -> list[str] | None:
    if pages.is_kept(path):
        rows = pages.kept(path, watched, columns, lines)
    else:
        rows = _first(path, columns, lines)
    return rows if rows and len(rows) == lines and all(map(is_harmless, rows)) else None


def _first(path: str, columns: int, lines: int) -> list[str] | None:
    """Return the first page of a document that was never left."""
    is_known = path.lower().endswith(TEXT) or pages.is_begun(path)
    if not is_known or os.environ.get("TERM", "") in {"", "dumb", "unknown"}:
        return None
    from reader.first_page import look, unseen

    drawn = look.kept() or look.first()
    return unseen.rows(path, columns, lines, drawn) if drawn else None


def is_harmless(row: str) -> bool:
    """Whether `row` holds nothing but text and sequences that select colours (SGR)."""
    first, *parts = row.split("\x1b[")
    if not _is_text(first):
        return False
    for part in parts:
        parameters, ends, text = part.partition("m")
        if not ends or parameters.strip("0123456789;") or not _is_text(text):
            return False
    return True


def _is_text(text: str) -> bool:
    return text.isprintable() or not any(c < " " or "\x7f" <= c <= "\x9f" for c in text)
