"""From the page shown before the program to the program's own, without a flicker.

`HandoverDriver` takes the terminal over with the page still on it, and writes nothing over it
until the program's own page is drawn; `keep_screen` keeps that page for the next time.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from textual.app import App
from textual.drivers.linux_driver import LinuxDriver

from reader import prepaint
from reader.ui.compat import rendered_rows

_ALTERNATE_SCREEN = "\x1b[?1049h"


class HandoverDriver(LinuxDriver):
    """Begins on the alternate screen if a page is shown there already.

    Terminals clear that screen whenever it is switched to.
    """

    _shown = False

    def start_application_mode(self) -> None:
        """Take the terminal over."""
        self._shown = prepaint.hand_over()
        super().start_application_mode()  # type: ignore[no-untyped-call] # Textual's is

    def write(self, data: str) -> None:
        """Write `data`, but not what would clear the page."""
        if self._shown and data == _ALTERNATE_SCREEN:
            self._shown = False
            return
        super().write(data)


def keep_screen(app: App[object], path: Path, watched: Sequence[Path]) -> None:
    """Keep what is on screen as the first page of `path`; see `reader.prepaint.keep`.

    Nothing is kept where this version of Textual does not tell what is on screen. Raises
    `OSError` if the page cannot be written.
    """
    rows = rendered_rows(app)
    if rows is not None:
        prepaint.keep(str(path), [str(name) for name in watched], rows, app.size.width)
