"""Reflow: what line breaks mean, so that "Joe" and "Biden" on two lines are one name.

A line break is either the work of a wrapper (soft) or of the author (hard). Soft ones become
spaces, hard ones stay; the length never changes, so that offsets into the reflowed text are
offsets into the document.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise

BLOCK = 40_000
"""Characters looked at together: enough for a batch, little enough for the first screen."""

_WRAP_WIDTH = 120
"""A paragraph with a longer line was not wrapped by hand: each of its lines stands alone."""

_PARAGRAPH = re.compile(r"^[^\n]++(?:\n[ \t]*+\S[^\n]*+)+", re.MULTILINE)
_HARD_NEXT = re.compile(r"[ \t]*(?:[-*•–—>#|]|\(?\d{1,3}[.)]|\[\d+\])(?:\s|$)")
_HARD_END = ".!?:;|\t"
_ODD = re.compile("[\u00a0\u2002-\u200a\u202f\u2028\u2029\r\t\f\v]")
_SPACES = str.maketrans("\u00a0\u2007\u202f\u2009\u200a\u2002\u2003\u2028\u2029\r\t\f\v", " " * 13)


def blocks(text: str) -> Iterator[tuple[int, str]]:
    """Yield ``(offset, reflowed text)`` for consecutive pieces of `text`.

    Pieces end at a blank line if there is one, else at a line feed, else at a space, else
    anywhere, so that time and memory are linear in the text whatever it is.
    """
    start = 0
    while start < len(text):
        end = _cut(text, start)
        yield start, reflow(text[start:end])
        start = end


def reflow(text: str) -> str:
    """Return `text` of the same length with soft line breaks and odd blanks as spaces."""
    if _ODD.search(text):
        text = text.translate(_SPACES)
    return _PARAGRAPH.sub(_soften, text) if "\n" in text else text


def _cut(text: str, start: int) -> int:
    """Return where the block that begins at `start` ends."""
    limit = start + BLOCK
    if limit >= len(text):
        return len(text)
    for separator in ("\n\n", "\n", " "):
        found = text.rfind(separator, start + 1, limit)
        if found > start:
            return found + len(separator)
    return limit


def _soften(match: re.Match[str]) -> str:
    """Replace the soft line feeds of one paragraph."""
    lines = match[0].split("\n")
    if max(map(len, lines)) > _WRAP_WIDTH:
        return match[0]
    parts = [lines[0]]
    for before, line in pairwise(lines):
        hard = before.rstrip().endswith(tuple(_HARD_END)) or _HARD_NEXT.match(line)
        parts += ("\n" if hard else " ", line)
    return "".join(parts)
