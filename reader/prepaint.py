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
import zlib

from reader.core.suffixes import TEXT

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from typing import Any

_FORMAT = "reader page 1"
_LARGEST = 1 << 20
_KEPT = 64
_LOOK = ("TERM", "COLORTERM", "NO_COLOR", "READER_STORE")
_STDIN, _STDOUT = 0, 1

_found: list[list[Any]] = []
"""The terminal's attributes as they were found, while a page is shown before the program."""


def folder(environment: Mapping[str, str] = os.environ) -> str:
    """Return where pages are kept: a cache, which can be deleted at any time."""
    if home := environment.get("READER_HOME"):
        return os.path.join(home, "cache", "pages")  # noqa: PTH118 - pathlib takes too long to load
    base = environment.get("XDG_CACHE_HOME") or os.path.expanduser("~/.cache")  # noqa: PTH111 - as above
    return os.path.join(base, "reader", "pages")  # noqa: PTH118 - as above


def settings_file(environment: Mapping[str, str] = os.environ) -> str:
    """Return the settings that decide what a page looks like, where they are as a rule."""
    if home := environment.get("READER_HOME"):
        return os.path.join(home, "config", "config.toml")  # noqa: PTH118 - as above
    base = environment.get("XDG_CONFIG_HOME") or os.path.expanduser("~/.config")  # noqa: PTH111 - as above
    return os.path.join(base, "reader", "config.toml")  # noqa: PTH118 - as above


def keep(path: str, watched: Sequence[str], rows: Sequence[str], columns: int) -> None:
    """Keep `rows`, as they are written to a terminal of `columns`, as the page of `path`.

    `watched` are the other files that decide what the page looks like, such as the settings.
    Raises `OSError` if the page cannot be written.
    """
    write(_name(path), "\n".join((_head(path, watched, columns, len(rows)), *rows)))
    _forget_oldest(folder())


def write(name: str, content: str) -> None:
    """Put `content` in the file `name` of the folder; a reader finds all of it or the old one.

    Raises `OSError` if it cannot be written.
    """
    os.makedirs(folder(), mode=0o700, exist_ok=True)  # noqa: PTH103 - as above
    temporary = f"{name}.{os.getpid()}"
    descriptor = os.open(temporary, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    try:
        os.write(descriptor, content.encode("utf-8", "replace"))
    finally:
        os.close(descriptor)
    os.replace(temporary, name)  # noqa: PTH105 - as above


def show(path: str, watched: Sequence[str]) -> bool:
    """Write the page kept of `path`, if it would look the same, or the first one of a text.

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
    name = _name(path)
    if os.path.exists(name):  # noqa: PTH110 - as above
        rows = _kept(name, path, watched, columns, lines)
    else:
        rows = _first(path, columns, lines)
    return rows if rows and len(rows) == lines and all(map(is_harmless, rows)) else None


def _first(path: str, columns: int, lines: int) -> list[str] | None:
    """Return the first page of a text that was never left."""
    is_text = path.lower().endswith(TEXT)
    if not is_text or os.environ.get("TERM", "") in {"", "dumb", "unknown"}:
        return None
    from reader import first_page, look

    drawn = look.kept() or look.first()
    return first_page.rows(path, columns, lines, drawn) if drawn else None


def _kept(
    name: str, path: str, watched: Sequence[str], columns: int, lines: int
) -> list[str] | None:
    if os.stat(name).st_size > _LARGEST:  # noqa: PTH116 - as above
        return None
    with open(name, encoding="utf-8", newline="\n") as file:  # noqa: PTH123 - as above
        content = file.read()
    head = _head(path, watched, columns, lines)
    if not content.startswith(head + "\n"):
        return None
    return content[len(head) + 1 :].split("\n")


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


def _head(path: str, watched: Sequence[str], columns: int, lines: int) -> str:
    """Return what must be the same for a page to look the same."""
    whole = os.fsencode(os.path.realpath(path)).hex()
    stamps = " ".join(stamp(name) for name in (path, *watched))
    return f"{_FORMAT}\n{whole}\n{columns} {lines}\n{stamps}\n{environment()}"


def environment() -> str:
    """Return what the environment says of the look of pages, in one line."""
    return " ".join(os.environ.get(name, "").encode().hex() or "-" for name in _LOOK)


def stamp(path: str) -> str:
    """Return what changes when the file at `path` is written."""
    try:
        status = os.stat(path)  # noqa: PTH116 - as above
    except OSError:
        return "-"
    return f"{status.st_mtime_ns}:{status.st_size}"


def _name(path: str) -> str:
    """Return the file for the page of `path`; the head tells paths of one name apart."""
    number = zlib.crc32(os.fsencode(os.path.realpath(path)))
    return os.path.join(folder(), f"{number:08x}")  # noqa: PTH118 - as above


def _forget_oldest(place: str) -> None:
    with os.scandir(place) as entries:
        pages = sorted((entry.stat().st_mtime_ns, entry.path) for entry in entries)
    for _, page in pages[:-_KEPT]:
        os.unlink(page)  # noqa: PTH108 - as above
