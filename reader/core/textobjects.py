"""Words, sentences and paragraphs: what a person selects.

They are found in a window around an offset, by rules and without a language model, so a key
press costs the same in any document. Spans are code points, half-open.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from enum import StrEnum
from itertools import zip_longest
from operator import attrgetter

from reader.core.document import Block, Document
from reader.core.width import cluster_end, cluster_start

WINDOW = 10_000
"""Code points looked at on each side of an offset."""

WRAPPED_AT_MOST = 120
"""A paragraph with a longer line is not wrapped by hand: each line stands for itself."""

Span = tuple[int, int]

_start = attrgetter("start")


class Unit(StrEnum):
    """What an end of a selection moves by, and what a selection grows to."""

    CLUSTER = "cluster"
    WORD = "word"
    SENTENCE = "sentence"
    PARAGRAPH = "paragraph"
    ROW = "row"
    """A row of the page: only the view knows these."""


# Patterns are compiled when they are first used, which the first page does not wait for.

# A word may hold apostrophes, points and hyphens between its letters or digits; each character
# of a script written without spaces is a word of its own.
_UNSPACED = "\u3040-\u30ff\u3400-\u9fff\uf900-\ufaff"
_WORD = rf"[{_UNSPACED}]|(?:(?![{_UNSPACED}])\w)+(?:['\u2019.\-\u2010](?![{_UNSPACED}])\w+)*"
_END = (
    "(?:[.!?\u2026\u203d]+[\"')\\]\u2019\u201d\u00bb]*(?=\\s|$))"
    "|[\u3002\uff01\uff1f]+[\u300d\u300f\uff09\u201d]*"
)
_ABBREVIATION = (
    r"(?:^|[\s(\"'\u2018\u201c])(?:[^\W\d_]|Mr|Mrs|Ms|Dr|Prof|Gen|Col|Lt|Capt|Sgt|Rev|Hon|Sen|Rep|Gov"
    r"|St|Jr|Sr|Mt|No|Nr|Art|Fig|cf|vs|etc|approx|ca|al|e\.g|i\.e|z\.B|d\.h|p|pp|vol|Bd)\.$"
)
_BLANK_LINE = r"\n[^\S\n]*\n"


def words(text: str) -> list[Span]:
    """Return the words of `text`."""
    return [match.span() for match in re.finditer(_WORD, text)]


def sentences(text: str) -> list[Span]:
    """Return the sentences of a paragraph, without the white space between them.

    A sentence ends at a full stop, question or exclamation mark (with closing quotes) before
    white space, unless that is an abbreviation or what follows begins in lower case; and at a
    line break that was meant, as after a heading or an item of a list.
    """
    return [span for stretch in _stretches(text) for span in _sentences_in(text, *stretch)]


def _sentences_in(text: str, start: int, stop: int) -> Iterator[Span]:
    start = _skip_space(text, start)
    for match in re.compile(_END).finditer(text, start, stop):
        end = match.end()
        if end > start and _ends_sentence(text, match.start(), end):
            yield start, end
            start = _skip_space(text, end)
    if start < (end := len(text[:stop].rstrip())):
        yield start, end


def _stretches(text: str) -> Iterator[Span]:
    """Yield the parts of a paragraph between line breaks that were meant.

    One was not, if the next word had no room in the line: then the text is only wrapped.
    """
    lines = text.split("\n")
    widest = max(map(len, lines))
    start = end = 0
    for line, following in zip_longest(lines, lines[1:], fillvalue=""):
        end += len(line) + 1
        word = len(following.split(maxsplit=1)[0]) if following.strip() else 0
        if widest > WRAPPED_AT_MOST or len(line) + 1 + word <= widest:
            yield start, min(end, len(text))
            start = end
    if start < len(text):
        yield start, len(text)


def _ends_sentence(text: str, mark: int, end: int) -> bool:
    following = text[_skip_space(text, end) :][:1]
    if following.islower():
        return False
    return text[mark] != "." or not re.search(_ABBREVIATION, text[max(0, mark - 12) : mark + 1])


def _skip_space(text: str, index: int) -> int:
    while index < len(text) and text[index].isspace():
        index += 1
    return index


class TextObjects:
    """The text objects of one document."""

    def __init__(self, document: Document) -> None:
        """Look at nothing yet."""
        self._document = document
        self._text = document.text
        self._headings = document.outline()

    def around(self, unit: Unit, offset: int) -> Span:
        """Return the `unit` at `offset`, or else the next one in its paragraph.

        The span is empty where there is none.
        """
        if unit is Unit.CLUSTER:
            return self._cluster(offset)
        start, end = self.paragraph(offset)
        if unit in {Unit.PARAGRAPH, Unit.ROW} or start == end:
            return start, end
        found = self._within(unit, start, end)
        chosen = next((span for span in found if span[1] > offset), found[-1] if found else None)
        return chosen or (start, end)

    def move(self, unit: Unit, offset: int, count: int, anchor: int) -> int:
        """Return where an end of a selection at `offset` comes to, `count` units on.

        The other end is `anchor`: beyond it, ends of units are stopped at; before it, starts.
        """
        for _ in range(abs(count)):
            offset = (
                self._forward(unit, offset, anchor)
                if count > 0
                else (self._backward(unit, offset, anchor))
            )
        return offset

    def paragraph(self, offset: int) -> Span:
        """Return the block at `offset`, or the lines between blank ones; without white space."""
        offset = max(0, min(offset, len(self._text)))
        blocks = self._document.blocks
        if blocks:
            index = max(0, bisect_right(blocks, offset, key=_start) - 1)
            if offset > blocks[index].end and index + 1 < len(blocks):
                index += 1
            block = blocks[index]
            start = max(block.start, min(offset, block.end) - WINDOW)
            return self._trim(start, min(block.end, offset + WINDOW))
        return self._lines(offset)

    def next_paragraph(self, offset: int, count: int) -> int:
        """Return the start of the `count`-th paragraph after `offset`, before it if negative."""
        if self._document.blocks:
            return _step(self._document.blocks, offset, count)
        for _ in range(abs(count)):
            start, end = self._lines(offset)
            offset = self._lines(end + 1)[0] if count > 0 else self._before(offset, start)
        return offset

    def next_heading(self, offset: int, count: int) -> int | None:
        """Return the start of the `count`-th heading after `offset`, before it if negative.

        None if there is none on that side.
        """
        found = _step(self._headings, offset, count) if self._headings else offset
        return found if (found > offset) == (count > 0) and found != offset else None

    def _before(self, offset: int, start: int) -> int:
        """Return `start`, or the paragraph before it if `offset` is no further."""
        if start < offset:
            return start
        base = max(0, start - WINDOW)
        before = self._text.slice(base, start).rstrip()
        return self._lines(base + len(before) - 1)[0] if before else start

    def _cluster(self, offset: int) -> Span:
        if not len(self._text):
            return 0, 0
        offset = max(0, min(offset, len(self._text) - 1))
        base = max(0, offset - 256)
        window = self._text.slice(base, offset + 256)
        start = cluster_start(window, offset - base)
        return base + start, base + cluster_end(window, start)

    def _forward(self, unit: Unit, offset: int, anchor: int) -> int:
        if unit is Unit.CLUSTER:
            return self._cluster(offset)[1] if offset < len(self._text) else offset
        base, window = self._window(offset)
        spans = self._units(unit, base, window)
        ends = [end for _, end in spans if end > max(offset, anchor)]
        starts = [start for start, _ in spans if offset < start < anchor]
        candidates = starts if offset < anchor and starts else ends
        return min(candidates, default=max(offset, min(anchor, base + len(window))))

    def _backward(self, unit: Unit, offset: int, anchor: int) -> int:
        if unit is Unit.CLUSTER:
            return self._cluster(offset - 1)[0] if offset else 0
        base, window = self._window(offset)
        spans = self._units(unit, base, window)
        ends = [end for _, end in spans if anchor < end < offset]
        starts = [start for start, _ in spans if start < min(offset, anchor)]
        return max(ends or starts, default=offset)

    def _window(self, offset: int) -> tuple[int, str]:
        base = max(0, offset - WINDOW)
        return base, self._text.slice(base, offset + WINDOW)

    def _units(self, unit: Unit, base: int, window: str) -> list[Span]:
        if unit is Unit.WORD:
            return [(base + a, base + b) for a, b in words(window)]
        found: list[Span] = []
        offset = base
        while offset < base + len(window):
            start, end = self.paragraph(offset)
            if end <= offset:
                offset += 1
                following = self.next_paragraph(offset, 1)
                if following <= offset:
                    break
                offset = following
                continue
            found += [(start, end)] if unit is Unit.PARAGRAPH else self._within(unit, start, end)
            offset = end + 1
        return found

    def _within(self, unit: Unit, start: int, end: int) -> list[Span]:
        text = self._text.slice(start, end)
        found = words(text) if unit is Unit.WORD else sentences(text)
        return [(start + a, start + b) for a, b in found]

    def _lines(self, offset: int) -> Span:
        """Return the lines around `offset` up to blank ones; the next ones from a blank line."""
        base = max(0, offset - WINDOW)
        window = self._text.slice(base, offset + WINDOW)
        here = offset - base
        while here < len(window) and window[here].isspace():
            here += 1
        if not window[min(offset - base, len(window) - 1) :].strip():
            here = len(window.rstrip())
        start = 0
        blank = re.compile(_BLANK_LINE)
        for match in blank.finditer(window, 0, here):
            start = match.end()
        after = blank.search(window, here)
        return self._trim(base + start, base + (after.start() if after else len(window)))

    def _trim(self, start: int, end: int) -> Span:
        text = self._text.slice(start, end)
        lead = len(text) - len(text.lstrip())
        if lead == len(text):
            return start, start
        return start + lead, start + len(text.rstrip())


def _step(blocks: Sequence[Block], offset: int, count: int) -> int:
    """Return the start of the `count`-th block after `offset` (before if negative), clamped."""
    if count > 0:
        index = bisect_right(blocks, offset, key=_start) + count - 1
    else:
        index = bisect_left(blocks, offset, key=_start) + count
    return blocks[max(0, min(index, len(blocks) - 1))].start
