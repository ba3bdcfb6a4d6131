"""Settings: typed, with a default each; what is wrong in a file is told and left out.

A mistake in the configuration never keeps the program from starting.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from functools import partial
from typing import Any, NamedTuple

from reader.core.typography import MARGINS, MEASURES, SPACINGS, STANDARD, Typography

Table = Mapping[str, object]

BUILTIN = "builtin"
OFF = "off"
_HARMLESS = {BUILTIN, OFF}
"""The recognisers that run no program."""
_OF_LIBRARY = ("recogniser", "recognisers", "hide")
"""What a library may set for all who read it."""
_LANGUAGE = re.compile(r"[A-Za-z]{2,3}(-[A-Za-z0-9]+)*")


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
    letters: bool = STANDARD.letters
    """Whether the type of each name is written beside its row; it is where colours lack."""
    recogniser: tuple[str, ...] = (BUILTIN,)
    """Which recognisers highlight entities, the first wins where two overlap; ``off`` for none."""
    recognisers: Mapping[str, tuple[str, ...]] = {}
    """Recognisers for some documents: by language (``de``), or by path (``reports/*.pdf``)."""
    plugins: tuple[str, ...] = ()
    """Recognisers that the settings of a library may choose: they run programs."""
    text_columns: tuple[str, ...] = ()
    """Names of the columns that hold the texts of a table; without them the longest values do."""
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
        return Typography(
            self.measure, self.margin, self.spacing, self.justify, self.hyphenate, self.letters
        )

    @property
    def named_recognisers(self) -> set[str]:
        """Every recogniser that is named anywhere."""
        chosen = (self.recogniser, self.plugins, *self.recognisers.values())
        return {name for names in chosen for name in names}


class Configuration(NamedTuple):
    """Settings and the sentences about what could not be used."""

    settings: Settings
    problems: tuple[str, ...] = ()

    def with_library(self, table: Table) -> Configuration:
        """Return this with the settings that a library has for itself, a parsed file.

        They come with documents, maybe from strangers: they set only how entities are shown, and
        choose only recognisers that the person's own settings name.
        """
        asked = {name: value for name, value in table.items() if name in _OF_LIBRARY}
        own, read = self.settings, read_settings(asked, self.settings)
        theirs = read.settings
        strange = theirs.named_recognisers - own.named_recognisers - _HARMLESS

        def usable(names: tuple[str, ...]) -> bool:
            return not strange.intersection(names)

        chosen = {key: names for key, names in theirs.recognisers.items() if usable(names)}
        settings = theirs._replace(
            recogniser=theirs.recogniser if usable(theirs.recogniser) else own.recogniser,
            recognisers={**chosen, **own.recognisers},
        )
        problems = [*self.problems, *read.problems]
        problems += (
            f"setting “{name}”: a library cannot set it" for name in table if name not in asked
        )
        problems += (
            f"the library asks for the recogniser “{name}”, which runs a program: "
            f"it is used once “plugins” names it in your own settings"
            for name in sorted(strange)
        )
        return Configuration(settings, tuple(problems))


def read_settings(table: Table, defaults: Settings | None = None) -> Configuration:
    """Return the settings of a parsed configuration file, unknown keys and bad values reported.

    What it does not say is as in `defaults`.
    """
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
    return Configuration((defaults or Settings())._replace(**values), tuple(problems))


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


def _names(value: object) -> tuple[str, ...]:
    names = _texts([value] if isinstance(value, str) else value)
    if not names:
        raise ValueError(f'it must name a recogniser, such as "{BUILTIN}" or "{OFF}"')
    return names


def _recognisers(value: object) -> dict[str, tuple[str, ...]]:
    if not isinstance(value, Mapping):
        raise ValueError('it must be a table, such as de = "spacy:de_core_news_sm"')
    chosen = {str(key): _names(names) for key, names in value.items()}
    for key in chosen:
        if not is_language(key) and not set(key) & set("/*?."):
            raise ValueError(f"“{key}” is neither a language, such as de, nor a path with / or *")
    return chosen


def is_language(key: str) -> bool:
    """Whether a key of the table of recognisers is a language, a BCP 47 tag."""
    return _LANGUAGE.fullmatch(key) is not None


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
    "letters": _switch,
    "recogniser": _names,
    "recognisers": _recognisers,
    "plugins": _texts,
    "text_columns": _texts,
    "hide": _texts,
    "mouse": _switch,
    "hardware_scrolling": _switch,
    "keys": _keys,
}
