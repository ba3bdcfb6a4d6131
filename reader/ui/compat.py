"""What is used of Textual beyond its public interface, in one place.

Each use has a fall-back, so that another version of Textual costs speed and not function.
"""

from __future__ import annotations

from collections.abc import Sequence

from textual.app import App
from textual.color import Color
from textual.filter import ANSIToTruecolor, LineFilter
from textual.strip import Strip
from textual.widget import Widget

_RENDER_CACHE = "_render_cache"


def preset_render(strip: Strip, sequence: str) -> Strip:
    """Return `strip`, which from now on is written to the terminal as `sequence`.

    Rich opens and closes every segment with its full style; `sequence` draws the same with
    the changes alone.
    """
    if _RENDER_CACHE in Strip.__slots__:
        setattr(strip, _RENDER_CACHE, sequence)
    return strip


def copy_render(source: Strip, target: Strip) -> None:
    """Have `target` written like `source`, of which it is a copy."""
    if (rendered := getattr(source, _RENDER_CACHE, None)) is not None:
        preset_render(target, rendered)


def filtered(strip: Strip, filters: Sequence[LineFilter], background: Color) -> Strip:
    """Return `strip` after the line filters of the app; itself if they change nothing.

    The one that gives named colours a fixed value is left out: there are none in a page.
    """
    for line_filter in filters:
        if not isinstance(line_filter, ANSIToTruecolor):
            result = strip.apply_filter(line_filter, background)
            strip = strip if list(result) == list(strip) else result
    return strip


def covered(view: Widget) -> bool:
    """Whether anything but `view` is drawn in its rows: then they cannot be moved."""
    if view.screen is not view.app.screen:
        return True
    compositor = getattr(view.screen, "_compositor", None)
    visible = getattr(compositor, "visible_widgets", None)
    if visible is None or view.region.width != view.screen.size.width:
        return True
    ancestors = set(view.ancestors_with_self)
    return any(
        widget not in ancestors and region.intersection(clip).overlaps(view.region)
        for widget, (region, clip) in visible.items()
    )


def rendered_rows(app: App[object]) -> list[str] | None:
    """Return the rows on screen as they are written to the terminal; None if unknown."""
    render = getattr(getattr(app.screen, "_compositor", None), "render_strips", None)
    if render is None:
        return None
    strips: list[Strip] = render()
    return [Strip(strip, strip.cell_length).render(app.console) for strip in strips]
