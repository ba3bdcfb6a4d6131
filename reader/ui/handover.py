"""From the page shown before the program to the program's own, without a flicker.

`HandoverDriver` takes the terminal over with the page still on it, and writes nothing over it
until the program's own page is drawn; `keep_screen` keeps that page for the next time.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from contextlib import suppress
from pathlib import Path
from typing import IO, Any

from rich.segment import Segment
from textual.app import App
from textual.color import Color
from textual.drivers.linux_driver import LinuxDriver
from textual.strip import Strip

from reader.core.typography import Typography
from reader.drawing.hints import Hint
from reader.drawing.palette import Pen, ViewPalette
from reader.first_page import look, pages, prepaint
from reader.ui.compat import filtered, rendered_rows
from reader.ui.widgets.row_painter import rich_style

_ALTERNATE_SCREEN = "\x1b[?1049h"


class Output:
    """The terminal as a file to which nothing is written any more once it is gone.

    A thread of Textual's writes what others put into a short queue. If an error ended it, the
    next ones to write would wait for ever, and the program with them.
    """

    def __init__(self, file: IO[str]) -> None:
        """Write to `file`."""
        self._file = file

    def write(self, text: str) -> int:
        """Write `text`, if there is somebody to read it."""
        with suppress(OSError):
            self._file.write(text)
        return len(text)

    def flush(self) -> None:
        """Send what was written."""
        with suppress(OSError):
            self._file.flush()

    def fileno(self) -> int:
        """Return the file's number."""
        return self._file.fileno()


class HandoverDriver(LinuxDriver):
    """Begins on the alternate screen if a page is shown there already.

    Terminals clear that screen whenever it is switched to.
    """

    _shown = False

    def start_application_mode(self) -> None:
        """Take the terminal over."""
        if not isinstance(self._file, Output | None):  # it is again after an editor had it
            self._file = Output(self._file)  # type: ignore[assignment] # all that is used of it
        self._shown = prepaint.hand_over()
        super().start_application_mode()  # type: ignore[no-untyped-call] # Textual's is

    def write(self, data: str) -> None:
        """Write `data`, but not what would clear the page."""
        if self._shown and data == _ALTERNATE_SCREEN:
            self._shown = False
            return
        super().write(data)


def keep_look(
    app: App[Any], palette: ViewPalette, typography: Typography, hints: Iterable[Hint]
) -> None:
    """Keep what a page with nothing over its text looks like; see `reader.first_page.look`.

    Raises `OSError` if it cannot be written.
    """
    css = app.theme_variables
    colours = {
        "text": css["foreground"],
        **{name: css[name] for name in ("panel", "dim", "accent")},
    }
    drawn = look.pens(colours, palette).items()
    pens = {part: _parameters(app, pen) for part, pen in drawn}
    look.keep(look.Look(palette.typography(typography), pens, tuple(hints)))


def _parameters(app: App[Any], pen: Pen) -> str:
    """Return the parameters of the SGR sequence for `pen`, in the colours of the terminal."""
    strip = Strip([Segment("x", rich_style(pen))])
    paper = Color.parse(pen.background or "black")
    drawn = filtered(strip, app.get_line_filters(), paper).render(app.console)
    return drawn.partition("x")[0].removeprefix("\x1b[").removesuffix("m")


def keep_screen(app: App[object], path: Path, watched: Sequence[Path]) -> None:
    """Keep what is on screen as the first page of `path`; see `reader.first_page.pages.keep`.

    Nothing is kept where this version of Textual does not tell what is on screen. Raises
    `OSError` if the page cannot be written.
    """
    rows = rendered_rows(app)
    if rows is not None:
        pages.keep(str(path), [str(name) for name in watched], rows, app.size.width)
