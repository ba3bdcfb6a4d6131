"""Theme files: a broken one is reported and skipped."""

from __future__ import annotations

import tomllib
from collections.abc import Iterable
from pathlib import Path
from typing import NamedTuple

from reader.core.theme import Theme, ThemeError, read_theme


class Themes(NamedTuple):
    """The themes that can be used, by name, and sentences about those that cannot."""

    loaded: dict[str, Theme]
    problems: tuple[str, ...]


def load_themes(folders: Iterable[Path]) -> Themes:
    """Read every ``*.toml`` of `folders`; of two with one name the later one counts."""
    loaded: dict[str, Theme] = {}
    problems: list[str] = []
    for folder in folders:
        for path in sorted(folder.glob("*.toml")):
            try:
                table = tomllib.loads(path.read_text(encoding="utf-8"))
                loaded[path.stem] = read_theme(path.stem, table)
            except (ThemeError, tomllib.TOMLDecodeError, OSError, UnicodeDecodeError) as error:
                problems.append(f"theme {path}: {error}; it is left out")
    return Themes(loaded, tuple(problems))
