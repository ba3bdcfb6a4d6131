"""Hardware scrolling: the terminal moves the rows it has, only new ones are sent.

Over a slow line this is the difference between 10 KB and 0.3 KB for a row. A scroll region is
set around the page, line feeds at its bottom (or reverse line feeds at its top) move it, and
the region is taken back (DECSTBM, LF and RI of the VT100, which every terminal has).

The sequence travels with the first row of the page, which is sent with every frame: so it is
written exactly when the frame is, before any other row of the page, and a frame that turns
out to repaint everything is right as well.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Mapping

from rich.console import Console
from textual.strip import Strip
from textual.widget import Widget

from reader.ui.compat import copy_render, covered

_UNTRUSTED = ("WT_SESSION", "STY")
"""What the console of Windows and GNU Screen set in the environment."""


def supported(environment: Mapping[str, str] = os.environ, platform: str = sys.platform) -> bool:
    """Whether the terminal can be trusted with scroll regions.

    The console of Windows repaints its whole window for one (microsoft/terminal#7019), also for
    a program in its subsystem for Linux; what GNU Screen does with one was never tried.
    """
    if platform == "win32" or any(environment.get(name) for name in _UNTRUSTED):
        return False
    return environment.get("TERM", "") not in {"", "dumb", "unknown"}


class HardwareScroll:
    """What has moved since the last frame, and whether moving it again is safe."""

    def __init__(self) -> None:
        """Begin with a page that has not moved."""
        self.enabled = supported()
        self._rows = 0
        self._stale = False

    def changed(self) -> None:
        """Rows are to be drawn again where they stand: they cannot be moved in this frame."""
        self._stale = True

    def moved(self, rows: int, view: Widget) -> int | None:
        """Take a move of the page in `view` by `rows`, up when negative.

        Returns by how many rows the frame has moved in all, of which that many at the edge
        are new; None if the whole page has to be painted.
        """
        total = self._rows + rows
        turned = self._rows * rows < 0
        far = 2 * abs(total) > view.size.height
        if not self.enabled or self._stale or turned or far or covered(view):
            self.changed()
            self._rows = 0
            return None
        self._rows = total
        return total

    def first_strip(self, strip: Strip, top: int, height: int) -> Strip:
        """Return the strip of the page's first row, which carries the move of this frame.

        `top` is the screen row of the page, from 0.
        """
        self._stale = False
        if not self._rows:
            return strip
        return _Mover(strip, sequence(self._rows, top, height), self._written)

    def _written(self) -> None:
        self._rows = 0


class _Mover(Strip):
    """A strip that moves the page before it is written."""

    __slots__ = ["_sequence", "_written"]

    def __init__(self, strip: Strip, sequence: str, written: Callable[[], None]) -> None:
        super().__init__(strip, strip.cell_length)
        copy_render(strip, self)
        self._sequence = sequence
        self._written = written

    def render(self, console: Console) -> str:
        """Return the sequence that moves the page, once, and the row."""
        moving, self._sequence = self._sequence, ""
        if moving:
            self._written()
        return moving + super().render(console)


def sequence(rows: int, top: int, height: int) -> str:
    """Return what moves `height` rows from the screen row `top` on up by `rows`, and back.

    It ends with the cursor on the first of them, and without attributes.
    """
    bottom = top + height
    first = f"\x1b[{top + 1};1H"
    move = f"\x1b[{bottom};1H" + "\n" * rows if rows > 0 else first + "\x1bM" * -rows
    return f"\x1b[0m\x1b[{top + 1};{bottom}r{move}\x1b[r{first}"
