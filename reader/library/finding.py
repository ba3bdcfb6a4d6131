"""Words in a text, with what stands around them."""

from __future__ import annotations

import re
from collections.abc import Iterable
from pathlib import Path
from typing import NamedTuple

from reader.core.entity import Mention
from reader.core.query import fold
from reader.core.text import Text

_WORD = re.compile(r"\w+")

AROUND = 60
"""Code points of context on each side of a hit."""


class Hit(NamedTuple):
    """A place in a document: ``[start, end)`` and the words there, all texts raw."""

    path: Path
    start: int
    end: int
    before: str
    """The words before it in its line or sentence."""
    exact: str
    after: str


def is_naming(text: Text, mention: Mention, names: Iterable[str]) -> bool:
    """Whether the words of one of `names` are in the name that is mentioned, see `fold`."""
    mentioned = f" {_words(text.slice(mention.start, mention.end))} "
    return any(words and f" {words} " in mentioned for words in map(_words, names))


def line(text: Text, start: int, end: int) -> tuple[int, int]:
    """Return the line of ``[start, end)``, cut at `AROUND` code points on each side."""
    before = text.slice(start - AROUND, start).rpartition("\n")[2]
    after = text.slice(end, end + AROUND).partition("\n")[0]
    return start - len(before), end + len(after)


def hit(path: Path, text: Text, start: int, end: int, around: tuple[int, int]) -> Hit:
    """Return the hit on ``[start, end)`` of `text`, with the span `around` as its context."""
    return Hit(
        path,
        start,
        end,
        text.slice(around[0], start),
        text.slice(start, end),
        text.slice(end, around[1]),
    )


def _words(name: str) -> str:
    """Return `name` as names are compared: its words and figures, without case and accents."""
    return " ".join(_WORD.findall(fold(name)))
