"""Settings: typed, with a default each; what is wrong in a file is told and left out.

A mistake in the configuration never keeps the program from starting.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import partial
from typing import Any, NamedTuple

from reader.core.typography import MARGINS, MEASURES, SPACINGS, STANDARD, Typography

Table = Mapping[str, object]


class Settings(NamedTuple):
    """Every setting, as in the configuration file (TOML)."""

    theme: str = ""
    """Name of the theme; empty for the one that was chosen last."""
    name: str = ""
    """Who annotates: written into annotations and exports; empty to stay anonymous."""
    measure: int = STANDARD.measure
    """Width of the text in cells, 20 to 400."""
    margin: int = STANDARD.margin
    """Cells left free on either side of the text at least, 2 to 40."""
    spacing: int = STANDARD.spacing
    """Blank rows between two rows of running text, 0 to 4."""
    justify: bool = STANDARD.justify
    """Whether rows of running text end at the right margin."""
    hyphenate: bool = STANDARD.hyphenate
    """Whether words may be broken at the end of a row."""
    recogniser: str = "builtin"
    """Which recogniser highlights entities; ``off`` for none."""
    hide: tuple[str, ...] = ("CARDINAL", "ORDINAL")
    """Entity types that are not highlighted at first."""
    mouse: bool = True
    """Whether the mouse is reported to the program."""
    hardware_scrolling: bool = True
    """Whether the terminal is asked to move rows that stay on screen."""
    keys: Mapping[str, tuple[str, ...]] = {}
    """Keys by id of a command, in the place of its default keys."""

    @property
    def typography(self) -> Typography:
        """How a document is set that the person has not set otherwise."""
        return Typography(self.measure, self.margin, self.spacing, self.justify, self.hyphenate)


class Configuration(NamedTuple):
    """Settings and the sentences about what could not be used."""

    settings: Settings
    problems: tuple[str, ...] = ()


def read_settings(table: Table) -> Configuration:
    """Return the settings of a parsed configuration file, unknown keys and bad values reported."""
    values: dict[str, Any] = {}
    problems = []
    for name, value in table.items():
        if name not in Settings._fields:
            problems.append(f"unknown setting “{name}”: it is ignored")
            continue
        try:
            values[name] = _READERS[name](value)
        except ValueError as error:
            problems.append(f"setting “{name}”: {error}; the default is used")
    return Configuration(Settings(**values), tuple(problems))


def _text(value: object) -> str:
    if not isinstance(value, str):
        raise ValueError("it must be a text in quotes")
    return value


def _switch(value: object) -> bool:
    if not isinstance(value, bool):
        raise ValueError("it must be true or false")
    return value


def _number(choices: range, value: object) -> int:
    if isinstance(value, bool) or not isinstance(value, int) or value not in choices:
        raise ValueError(f"it must be a whole number from {choices[0]} to {choices[-1]}")
    return value


def _texts(value: object) -> tuple[str, ...]:
    if not isinstance(value, list) or not all(isinstance(one, str) for one in value):
        raise ValueError("it must be a list of texts in quotes")
    return tuple(value)


def _keys(value: object) -> dict[str, tuple[str, ...]]:
    if not isinstance(value, Mapping):
        raise ValueError('it must be a table of lists, such as "reading.down" = ["j", "down"]')
    return {
        str(name): _texts([keys] if isinstance(keys, str) else keys) for name, keys in value.items()
    }


_READERS: dict[str, Callable[[object], object]] = {
    "theme": _text,
    "name": _text,
    "measure": partial(_number, MEASURES),
    "margin": partial(_number, MARGINS),
    "spacing": partial(_number, SPACINGS),
    "justify": _switch,
    "hyphenate": _switch,
    "recogniser": _text,
    "hide": _texts,
    "mouse": _switch,
    "hardware_scrolling": _switch,
    "keys": _keys,
}
