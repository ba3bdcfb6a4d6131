"""What a page looks like: colours, measure and hints, kept for the next first page.

They come from settings and themes, which take long to read. So the program keeps what they came
to, as it is written to the terminal, and the next start draws with that.
"""

from __future__ import annotations

import os
from typing import TYPE_CHECKING, NamedTuple

from reader.core.typography import STANDARD, Typography
from reader.first_page import pages

if TYPE_CHECKING:
    from collections.abc import Mapping

    from reader.core.paint import Look as Run
    from reader.drawing.hints import Hint
    from reader.drawing.palette import Pen, ViewPalette

_HEAD = "reader look 2"
_TRUECOLOR = ("truecolor", "24bit")


class Look(NamedTuple):
    """What a page looks like in this terminal."""

    typography: Typography
    pens: Mapping[str, str]
    """Parameters of SGR sequences by part, see `pens`."""
    hints: tuple[Hint, ...]
    """What it says of keys."""


def pens(colours: Mapping[str, str], palette: ViewPalette) -> dict[str, Pen]:
    """Return the pens of the parts of a page that nothing lies over, and of the lines around it.

    `colours` are those of the lines: ``text``, ``dim`` and ``accent`` on ``panel``.
    """
    from reader.core.paint import DIM, PLAIN, Role, Style
    from reader.core.paint import Look as Run
    from reader.drawing.palette import Pen

    panel = colours["panel"]
    dim = Pen(colours["dim"], panel)
    return {
        "text": palette.pen(PLAIN),
        "heading": palette.pen(Run(Role.HEADING)),
        "code": palette.pen(Run(Role.CODE)),
        "link": palette.pen(Run(style=Style.FOOTNOTE)),
        "dim": palette.pen(DIM),
        "title": Pen(colours["text"], panel, bold=True),
        "bar": Pen(colours["text"], panel),
        "state": dim,
        "key": Pen(colours["accent"], panel),
        "word": dim,
    }


def part_of(run: Run) -> str:
    """Return the part that has the colours of `run`, and its attributes as parameters after it.

    They come to what `ViewPalette` draws.
    """
    from reader.core.paint import Role, Style

    role, style = run.role, run.style
    if style & (Style.LINK | Style.FOOTNOTE):
        part = "link"
    elif style & Style.CODE or role is Role.CODE:
        part = "code"
    else:
        part = role if role in {Role.HEADING, Role.DIM} else "text"
    attributes = (
        ("1", role in {Role.HEADING, Role.TABLE_HEAD} or style & Style.STRONG),
        ("3", style & Style.EMPHASIS or (role is Role.HEADING and run.level >= 3)),
        ("4", style & Style.LINK),
        ("9", style & Style.STRIKE),
    )
    return ";".join((part, *(parameter for parameter, is_on in attributes if is_on)))


def keep(look: Look) -> None:
    """Keep `look` for the next start; raises `OSError` if it cannot be written."""
    if look == kept():
        return
    lines = [_head(), " ".join(str(int(one)) for one in look.typography)]
    lines += [f"pen\t{part}\t{sgr}" for part, sgr in look.pens.items()]
    lines += [f"hint\t{key}\t{word}" for key, word in look.hints]
    pages.write(_file(), "\n".join(lines))


def kept() -> Look | None:
    """Return the look that was kept, None if settings or terminal are others by now."""
    try:
        with open(_file(), encoding="utf-8", newline="\n") as file:  # noqa: PTH123 - as in pages
            head, numbers, *rest = file.read().split("\n")
        if head != _head():
            return None
        parts = [line.split("\t") for line in rest]
        sgr = {name: value for kind, name, value in parts if kind == "pen"}
        hints = tuple((name, value) for kind, name, value in parts if kind == "hint")
        typography = Typography().changed(
            dict(zip(Typography._fields, map(int, numbers.split()), strict=True))
        )
        return Look(typography, sgr, hints)
    except (OSError, ValueError):
        return None


def first() -> Look | None:
    """Return the look of the very first start; None where it would be another one.

    Nobody has chosen anything by then.
    """
    is_truecolor = os.environ.get("COLORTERM", "").strip().lower() in _TRUECOLOR
    if os.path.exists(_file()) or os.path.exists(pages.settings_file()):  # noqa: PTH110 - as in pages
        return None
    if os.environ.get("NO_COLOR") or not is_truecolor:
        return None
    import tomllib

    from reader.core.commands import Scope
    from reader.core.theme import DEFAULT, read_theme
    from reader.drawing.keys import hints
    from reader.drawing.palette import ViewPalette
    from reader.locations import bundled

    text = (bundled("themes") / f"{DEFAULT}.toml").read_text(encoding="utf-8")
    theme = read_theme(DEFAULT, tomllib.loads(text))
    drawn = pens(theme.roles, ViewPalette.of(theme))
    shown = tuple(hints((Scope.READING, Scope.GLOBAL), lambda command: command.keys))
    sgr = {part: pen.sgr() for part, pen in drawn.items()}
    return Look(STANDARD, sgr, shown)


def _file() -> str:
    return os.path.join(pages.folder(), "look")  # noqa: PTH118 - as in pages


def _head() -> str:
    return f"{_HEAD} {pages.stamp(pages.settings_file())} {pages.environment()}"
