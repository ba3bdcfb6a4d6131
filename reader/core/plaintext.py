"""The shape of plain text: its title, paragraphs and headings, guessed from its lines.

Lines that an editor or a mail program broke at a fixed width are one paragraph, which the
layout sets anew; lines that were meant (verse, addresses, code) stay lines. The beginning of a
text has the same shape as that of the whole, so that it can be shown before the rest is read.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise

from reader.core.document import Block, BlockKind

MAX_STRUCTURED = 4 * 1024 * 1024
"""Bytes up to which structure is guessed; a longer text is shown line by line."""
TITLE_WITHIN = 4_096
"""Characters at the beginning of a text that its title is looked for in."""
SAMPLE = 32_768
"""Characters at the beginning of a text that show at which width its lines were broken."""
MAX_TITLE = 120

_CHAPTER = re.compile(
    r"(?:chapter|part|book|section|act|scene|kapitel|teil|buch|chapitre|partie|livre|"
    r"cap[ií]tulo|parte|libro|глава|часть)\s+(?:\d+|[ivxlc]+)\b.{0,60}",
    re.IGNORECASE,
)
_NUMBERED = re.compile(r"(\d{1,2}(?:\.\d{1,2}){0,3})\.?\s+[^\W\d_].{0,70}")
_LIST_LINE = re.compile(r"\s*(?:[-*+•–—]|\(?(?:\d{1,3}|[a-z])[.)])\s+\S")
_WORD = re.compile(r"\s*(\S{1,200})")
_UNDERLINE = re.compile(r"(=|-|~|\*)\1{2,}")
_SENTENCE_END = (".", ",", ";", ":", "!", "?", "…", "-")

Lines = list[tuple[int, int]]
"""The spans of the lines of a paragraph, without their line feeds."""


def title_of(text: str) -> str:
    """Return the first line of `text` that is not empty, if it is short enough for a title."""
    lines = text[:TITLE_WITHIN].split("\n")
    first = next((line.strip() for line in lines if line.strip()), "")
    is_title = len(first) < MAX_TITLE and any(map(str.isalnum, first))
    return first if is_title else ""


def structure(text: str, *, with_headings: bool = True) -> Iterator[Block]:
    """Yield the blocks of `text`: headings, if they are wanted, paragraphs, and single lines."""
    paragraphs = list(_paragraphs(text))
    width = _wrap_width(text, paragraphs)
    for index, lines in enumerate(paragraphs):
        is_first = index == 0 and len(paragraphs) > 1
        level = _heading_level(text, lines, is_first=is_first) if with_headings else 0
        if not level:
            yield from (Block(start, end) for start, end in _joined(text, lines, width))
            continue
        yield Block(*lines[0], BlockKind.HEADING, level=level)
        if len(lines) > 1:
            yield Block(*lines[1], BlockKind.RULE)


def _paragraphs(text: str) -> Iterator[Lines]:
    """Yield the runs of lines that are not blank."""
    lines: Lines = []
    start = 0
    for line in text.split("\n"):
        if line and not line.isspace():
            lines.append((start, start + len(line)))
        elif lines:
            yield lines
            lines = []
        start += len(line) + 1
    if lines:
        yield lines


def _wrap_width(text: str, paragraphs: list[Lines]) -> int:
    """Return the width that lines were broken at, 0 if they were not.

    The lines before the last of a paragraph show it: there are enough of them, of a usual
    length, and nearly all of the same. Verse, code and items end their lines where they like.
    """
    inner = sorted(
        end - start
        for lines in paragraphs
        if lines[-1][1] <= SAMPLE
        for (start, end), (following, _) in pairwise(lines)
        if not (text[start].isspace() or text[following].isspace())
        and not _LIST_LINE.match(text, following)
    )
    if len(inner) < 2 or not 50 <= _share(inner, 0.5) <= 100:
        return 0
    spread = _share(inner, 0.75) - _share(inner, 0.25)
    return _share(inner, 0.9) if spread <= 0.2 * _share(inner, 0.5) else 0


def _share(lengths: list[int], share: float) -> int:
    """Return the length that this `share` of `lengths`, which are in order, does not exceed."""
    return lengths[min(int(share * len(lengths)), len(lengths) - 1)]


def _joined(text: str, lines: Lines, width: int) -> Iterator[tuple[int, int]]:
    """Yield the spans of the paragraphs that `lines` are, each line alone if they are meant."""
    if not width or not _was_wrapped(text, lines, width):
        yield from lines
        return
    start = lines[0][0]
    for (_, end), (following, _) in pairwise(lines):
        if _LIST_LINE.match(text, following):
            yield start, end
            start = following
    yield start, lines[-1][1]


def _was_wrapped(text: str, lines: Lines, width: int) -> bool:
    """Whether the breaks between `lines` stand where no further word would have fitted."""
    if any(text[start : start + 2].isspace() or text[start] in "\t>" for start, _ in lines[1:]):
        return False  # code, verse or a quoted mail
    breaks = [
        (end - start) + 1 + _first_word_length(text, following) >= 0.85 * width
        for (start, end), (following, _) in pairwise(lines)
        if not _LIST_LINE.match(text, following)
    ]
    return sum(breaks) >= 0.9 * len(breaks)


def _first_word_length(text: str, start: int) -> int:
    word = _WORD.match(text, start)
    return len(word[1]) if word else 0


def _heading_level(text: str, lines: Lines, *, is_first: bool) -> int:
    """Return the level of the heading that `lines` are, 0 if they are none.

    A heading stands alone between blank lines, or has an underline; it is short and does not
    end like a sentence. `is_first` says that it would be the title.
    """
    line = text[slice(*lines[0])].strip()
    if len(lines) == 2 and _UNDERLINE.fullmatch(text[slice(*lines[1])].strip()):
        return 1 if text[lines[1][0]] == "=" else 2
    if len(lines) > 1 or len(line) > 80 or line.endswith(_SENTENCE_END):
        return 0
    if is_first and len(line.split()) <= 14 and line[0].isalnum():
        return 1
    if _CHAPTER.fullmatch(line):
        return 2
    numbered = _NUMBERED.fullmatch(line)
    if numbered:
        return min(6, 2 + numbered[1].count("."))
    return 2 if _is_capitals(line) else 0


def _is_capitals(line: str) -> bool:
    """Whether `line` is a heading in capitals, not an abbreviation or a row of figures."""
    letters = [character for character in line if character.isalpha()]
    return len(letters) >= 4 and line.isupper() and len(letters) >= 0.6 * len(line)
