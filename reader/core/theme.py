"""Themes: colours by role, read from a TOML table, with their contrast checked.

Contrast is that of WCAG 2.2, success criterion 1.4.3 (https://www.w3.org/TR/WCAG22/).
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import NamedTuple

from reader.core.entity import EntityType

DEFAULT = "lamplight"
"""The name of the theme to begin with."""

CONTRAST = 4.5
"""The least contrast of text that is read, level AA."""

ROLES = (
    "background",
    "panel",
    "text",
    "dim",
    "accent",
    "heading",
    "code",
    "link",
    "warning",
    "error",
    "success",
    "selection",
    "hit",
    "cursor",
)
"""Colours of the [theme] table; every one is needed."""

_UNDER_TEXT = ("panel", "selection", "cursor")
_ON_BACKGROUND = tuple(role for role in ROLES if role not in {"background", *_UNDER_TEXT})
_TINTS = ("annotation", "overlap")
_COLOUR = re.compile(r"#[0-9a-fA-F]{6}")


class Theme(NamedTuple):
    """A theme: every colour as ``#rrggbb``."""

    name: str
    title: str
    dark: bool
    roles: Mapping[str, str]
    entities: Mapping[str, str]
    """Text colour by entity type."""
    annotations: Mapping[str, str]
    """Tints behind annotated text: ``annotation``, and ``overlap`` for two or more."""


class ThemeError(ValueError):
    """A theme that cannot be used; the message says what is wrong with it."""


def read_theme(name: str, table: Mapping[str, object]) -> Theme:
    """Return the theme `name` from a parsed file.

    Raises `ThemeError` if a colour is missing, is not ``#rrggbb``, has an unknown name, or
    could not be read on its background.
    """
    unknown = set(table) - {"theme", "entities", "annotations"}
    if unknown:
        raise ThemeError(f"unknown table [{min(unknown)}]")
    head = dict(_table(table, "theme"))
    title, dark = head.pop("title", name), head.pop("dark", True)
    if not isinstance(title, str) or not isinstance(dark, bool):
        raise ThemeError("[theme]: title must be a text, and dark true or false")
    theme = Theme(
        name,
        title,
        dark,
        _colours("theme", head, ROLES),
        _colours("entities", _table(table, "entities"), tuple(EntityType)),
        _colours("annotations", _table(table, "annotations"), _TINTS),
    )
    _check_contrast(theme)
    return theme


def contrast(one: str, other: str) -> float:
    """Return the contrast ratio of two ``#rrggbb`` colours, 1 to 21."""
    lighter, darker = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


def _table(table: Mapping[str, object], name: str) -> Mapping[str, object]:
    inner = table.get(name)
    if not isinstance(inner, Mapping):
        raise ThemeError(f"the table [{name}] is missing")
    return inner


def _colours(name: str, table: Mapping[str, object], wanted: tuple[str, ...]) -> dict[str, str]:
    colours: dict[str, str] = {}
    for role, value in table.items():
        if role not in wanted:
            raise ThemeError(f"[{name}] has an unknown name “{role}”")
        if not isinstance(value, str) or not _COLOUR.fullmatch(value):
            raise ThemeError(f"[{name}] {role} is not a colour such as #a1b2c3")
        colours[role] = value.lower()
    for role in wanted:
        if role not in colours:
            raise ThemeError(f"[{name}] lacks {role}")
    return colours


def _check_contrast(theme: Theme) -> None:
    roles = theme.roles
    pairs = [(role, roles[role], roles["background"]) for role in _ON_BACKGROUND]
    pairs += [(role, roles["text"], roles[role]) for role in _UNDER_TEXT]
    pairs += [(kind, colour, roles["background"]) for kind, colour in theme.entities.items()]
    # Annotated or selected text keeps the colour of its entity, on the tint.
    inks = {"text": roles["text"], **theme.entities}
    tints = {**theme.annotations, "selection": roles["selection"]}
    pairs += [
        (f"{kind} on {tint}", colour, paper)
        for tint, paper in tints.items()
        for kind, colour in inks.items()
    ]
    for role, ink, paper in pairs:
        ratio = contrast(ink, paper)
        if ratio < CONTRAST:
            raise ThemeError(
                f"{role}: {ink} on {paper} has a contrast of {ratio:.1f}, {CONTRAST} is the least"
            )


def _luminance(colour: str) -> float:
    """Return the relative luminance of WCAG, 0 to 1."""
    channels = [int(colour[index : index + 2], 16) / 255 for index in (1, 3, 5)]
    linear = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]
