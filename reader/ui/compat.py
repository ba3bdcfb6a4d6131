"""What is used of Textual beyond its public interface, in one place.

Each use has a fall-back, so that another version of Textual costs speed and not function.
"""

from __future__ import annotations

from collections.abc import Sequence

from textual.color import Color
from textual.filter import ANSIToTruecolor, LineFilter
from textual.strip import Strip


def preset_render(strip: Strip, sequence: str) -> Strip:
    """Return `strip`, which from now on is written to the terminal as `sequence`.

    Rich opens and closes every segment with its full style; `sequence` draws the same with
    the changes alone.
    """
    if "_render_cache" in Strip.__slots__:
        strip._render_cache = sequence  # noqa: SLF001 - there is no public way to set it
    return strip


def filtered(strip: Strip, filters: Sequence[LineFilter], background: Color) -> Strip:
    """Return `strip` after the line filters of the app.

    The one that gives named colours a fixed value is left out: there are none in a page.
    """
    for line_filter in filters:
        if not isinstance(line_filter, ANSIToTruecolor):
            strip = strip.apply_filter(line_filter, background)
    return strip
