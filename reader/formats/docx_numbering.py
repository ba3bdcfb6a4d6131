"""The numbers and bullets of lists in Word documents, counted as Word counts them.

ECMA-376 Part 1, 17.9: paragraphs name a list and a level; numbers are nowhere in the file.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from xml.etree import ElementTree as ET

from reader.formats.counting import counted

_PLACEHOLDER = re.compile(r"%([1-9])")
_BULLETS = "•◦▪"
_SIGNS = {"lowerLetter": "a", "upperLetter": "A", "lowerRoman": "i", "upperRoman": "I"}


@dataclass(frozen=True, slots=True)
class _Level:
    """How the paragraphs of one level of a list are marked."""

    shape: str
    """``decimal``, ``lowerRoman``, ``bullet`` and so on."""
    pattern: str
    """What stands before the paragraph; ``%1`` is the number of the first level."""
    start: int


class Numbering:
    """Gives each paragraph of a list its marker; ask once, in the order of the text."""

    def __init__(self, root: ET.Element | None) -> None:
        """Read the definitions in `root`, the numbering part; without one there are no lists."""
        self._abstract: dict[str, dict[int, _Level]] = {}
        self._lists: dict[str, tuple[str, dict[int, _Level]]] = {}
        self._restarts: dict[tuple[str, int], int] = {}
        self._counters: dict[str, list[int | None]] = {}
        for abstract in root.iter("abstractNum") if root is not None else ():
            self._abstract[abstract.get("abstractNumId") or ""] = _levels(abstract)
        for number in root.iter("num") if root is not None else ():
            self._define(number)

    def _define(self, number: ET.Element) -> None:
        """Take note of a list: an abstract one, and what it does otherwise."""
        reference = number.find("abstractNumId")
        abstract = (reference.get("val") or "") if reference is not None else ""
        levels = dict(self._abstract.get(abstract, {}))
        list_id = number.get("numId") or ""
        for override in number.iter("lvlOverride"):
            levels.update(_levels(override))
            start = override.find("startOverride")
            if start is not None:
                depth = _integer(override.get("ilvl"), 0)
                self._restarts[list_id, depth] = _integer(start.get("val"), 1)
        self._lists[list_id] = (abstract, levels)

    def marker(self, list_id: str, depth: int) -> str:
        """Return the marker of the next paragraph at `depth` (from 0) of a list, maybe ``""``."""
        abstract, levels = self._lists.get(list_id, ("", {}))
        level = levels.get(depth)
        if level is None:
            return ""
        if level.shape == "bullet":
            return _BULLETS[depth % len(_BULLETS)] if level.pattern.strip() else ""
        numbers = self._counters.setdefault(abstract, [None] * 9)
        previous = numbers[depth]
        following = level.start if previous is None else previous + 1
        # A list starts anew once; the lists of one abstract list count on from each other.
        numbers[depth] = self._restarts.pop((list_id, depth), following)
        numbers[depth + 1 :] = [None] * (8 - depth)

        def shown(match: re.Match[str]) -> str:
            place = int(match[1]) - 1
            stated = levels.get(place, level)
            number = numbers[place]
            return _shown(stated.start if number is None else number, stated.shape)

        return _PLACEHOLDER.sub(shown, level.pattern).strip()


def _levels(parent: ET.Element) -> dict[int, _Level]:
    """Return the levels that `parent` defines."""
    levels = {}
    for element in parent.iter("lvl"):
        depth = _integer(element.get("ilvl"), 0)
        if 0 <= depth <= 8:
            levels[depth] = _Level(
                _value(element, "numFmt") or "decimal",
                _value(element, "lvlText"),
                _integer(_value(element, "start"), 1),
            )
    return levels


def _value(parent: ET.Element, name: str) -> str:
    found = parent.find(name)
    return (found.get("val") or "") if found is not None else ""


def _integer(value: str | None, default: int) -> int:
    value = value or ""
    return int(value) if value.isascii() and value.isdecimal() and len(value) < 8 else default


def _shown(number: int, shape: str) -> str:
    """Return `number` in letters, Roman or Arabic figures."""
    if shape == "none":
        return ""
    return f"{number:02}" if shape == "decimalZero" else counted(number, _SIGNS.get(shape, "1"))
