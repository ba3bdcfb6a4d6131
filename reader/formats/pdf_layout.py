"""Paragraphs, headings and lists from the lines of printed pages.

A page says where its letters stand, not what they are. What gives it away: lines that repeat
at the head and foot of pages, gaps, indents and short lines between paragraphs, larger letters.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from statistics import median

from reader.core.document import BlockKind
from reader.formats.builder import Builder

_EDGE_LINES = 2
"""At the head and foot of a page, this many lines may repeat from page to page."""
_GAP = 1.35
"""Lines further apart than this many usual distances are of two paragraphs."""
_FULL = 0.97
"""The share of the usual width that a line may fill; letters are not all of one width."""
_LARGER = 1.12
"""Letters this many times the usual size are those of headings."""
_MAX_HEADING = 200
_BULLET = re.compile(r"[•●▪■◦○‣⁃∙]\s*(?=\S)")
_ITEM = re.compile(r"(?:[-–—]|\(?(?:\d{1,3}|[a-z])[.)])\s+\S")
_NUMBER = re.compile(r"\d+|\b[ivxlc]+\b", re.IGNORECASE)
_SENTENCE_END = re.compile(r"[.!?…:;。！？][\"'”’»)\]]*(?:\d{1,3}|\[\d+\])?$")
_LEADERS = re.compile(r"(?:\. ?){4}")
"""The dots of a table of contents."""
_SOFT_HYPHENS = "\x02\ufffe\u00ad"


@dataclass(frozen=True, slots=True)
class Line:
    """A printed line; measures are points, counted from the lower left corner of the page."""

    text: str
    left: float
    right: float
    bottom: float
    size: float
    is_bold: bool = False


@dataclass(frozen=True, slots=True)
class Page:
    """A printed page; `label` is the number printed on it, as far as the file says."""

    label: str
    lines: tuple[Line, ...]


@dataclass(frozen=True, slots=True)
class _Usual:
    """What is usual in a document: of its letters, lines and margins."""

    size: float
    pitch: float
    """From one line of a paragraph to the next."""
    width: float
    heading_sizes: tuple[float, ...]
    """The largest first."""

    @classmethod
    def of(cls, pages: Sequence[Page]) -> _Usual:
        """Measure `pages`, which hold at least one line."""
        lines = [line for page in pages for line in page.lines]
        letters: Counter[float] = Counter()
        for line in lines:
            letters[line.size] += len(line.text)
        size = letters.most_common(1)[0][0]
        distances = [
            above.bottom - below.bottom
            for page in pages
            for above, below in pairwise(page.lines)
            if 0.5 * size < above.bottom - below.bottom < 3 * size
        ]
        widths = sorted(line.right - line.left for line in lines if line.size == size)
        larger = sorted((found for found in letters if found > _LARGER * size), reverse=True)
        return cls(
            size,
            median(distances) if distances else 1.2 * size,
            widths[int(0.9 * (len(widths) - 1))],
            tuple(larger),
        )

    def heading_level(self, line: Line) -> int:
        """Return the level of the heading that `line` is by its letters, 0 if it is none."""
        is_larger = line.size > _LARGER * self.size and any(map(str.isalpha, line.text))
        if not is_larger or _LEADERS.search(line.text):
            return 0
        return min(6, 1 + self.heading_sizes.index(line.size))

    def ends_early(self, line: Line, following: Line) -> bool:
        """Whether the first word of `following` would have fitted into `line`."""
        width = line.right - line.left
        word = following.text.split(maxsplit=1)[0]
        return width + width / len(line.text) * (len(word) + 1) < _FULL * self.width


@dataclass(slots=True)
class _Paragraph:
    """Lines that belong together, each with the label of its page."""

    level: int
    lines: list[tuple[Line, str]]


def write_pages(
    pages: Sequence[Page], contents: Mapping[tuple[int, str], int], builder: Builder
) -> None:
    """Write the paragraphs of `pages` into `builder`.

    `contents` gives the levels of headings by page index and title, in lower case and without
    spaces; they are headings whatever their letters look like.
    """
    words = _words(pages)
    if any(page.lines for page in pages):
        for paragraph in _paragraphs(pages, contents):
            _write(paragraph, words, builder)


def _paragraphs(
    pages: Sequence[Page], contents: Mapping[tuple[int, str], int]
) -> Iterator[_Paragraph]:
    """Yield the paragraphs of `pages`; a paragraph may go on from one page to the next."""
    usual = _Usual.of(pages)
    repeated = _repeated(pages)
    current: _Paragraph | None = None
    for index, page in enumerate(pages):
        for line in _without_edges(page, repeated):
            title = "".join(line.text.split()).casefold()
            level = contents.get((index, title)) or usual.heading_level(line)
            if current and not _begins(current, line, level, page.label, usual):
                current.lines.append((line, page.label))
                continue
            if current:
                yield current
            current = _Paragraph(level, [(line, page.label)])
    if current:
        yield current


def _begins(current: _Paragraph, line: Line, level: int, label: str, usual: _Usual) -> bool:
    """Whether `line` begins a new paragraph after `current`."""
    last, last_label = current.lines[-1]
    if level != current.level or _BULLET.match(line.text):
        return True
    distance = last.bottom - line.bottom
    if label == last_label and abs(distance) < 0.3 * line.size:
        return False  # pieces of one line
    is_below = label == last_label and 0 < distance <= _GAP * max(usual.pitch, 1.2 * line.size)
    if level:
        return not is_below
    if not is_below:
        # The foot of a column or a page: the sentence decides whether it goes on.
        is_elsewhere = label != last_label or distance < 0
        is_finished = bool(_SENTENCE_END.search(last.text)) or usual.ends_early(last, line)
        return not is_elsewhere or is_finished
    return _is_set_off(current, line, usual)


def _is_set_off(current: _Paragraph, line: Line, usual: _Usual) -> bool:
    """Whether `line`, right below `current`, begins a new paragraph by indent or otherwise."""
    first, last = current.lines[0][0], current.lines[-1][0]
    shift = line.left - last.left
    if _ITEM.match(line.text):
        is_next_item = bool(_ITEM.match(first.text)) and abs(first.left - line.left) < 2
        if is_next_item or abs(shift) > line.size / 2:
            return True
    is_shifted = abs(shift) > line.size and len(current.lines) > 1
    return is_shifted or usual.ends_early(last, line) or last.is_bold != line.is_bold


def _repeated(pages: Sequence[Page]) -> frozenset[tuple[int, str]]:
    """Return what stands at the same edge of many pages: headers, footers, page numbers."""
    seen: Counter[tuple[int, str]] = Counter()
    for page in pages:
        seen.update(_edges(page).values())
    needed = max(3, len(pages) // 5)
    return frozenset(edge for edge, times in seen.items() if times >= needed)


def _edges(page: Page) -> dict[int, tuple[int, str]]:
    """Return the edge lines of `page` by their index: where they stand, and their text.

    Numbers are made equal, so that a page number repeats.
    """
    order = sorted(range(len(page.lines)), key=lambda index: -page.lines[index].bottom)
    places = [*range(_EDGE_LINES), *range(-_EDGE_LINES, 0)]
    return {
        order[place]: (
            round(page.lines[order[place]].bottom / 4),
            _NUMBER.sub("#", page.lines[order[place]].text),
        )
        for place in places
        if -len(order) <= place < len(order)
    }


def _without_edges(page: Page, repeated: frozenset[tuple[int, str]]) -> Iterator[Line]:
    edges = _edges(page)
    for index, line in enumerate(page.lines):
        if edges.get(index) not in repeated:
            yield line


def _write(paragraph: _Paragraph, words: frozenset[str], builder: Builder) -> None:
    """Write `paragraph` as a heading, an item or a paragraph."""
    first, label = paragraph.lines[0]
    bullet = _BULLET.match(first.text)
    length = sum(len(line.text) for line, _ in paragraph.lines)
    builder.end()
    builder.locate(f"p. {label}")
    if paragraph.level and length <= _MAX_HEADING:
        builder.begin(BlockKind.HEADING, level=paragraph.level)
    elif bullet:
        builder.enter_item()
    text = first.text[bullet.end() :] if bullet else first.text
    for line, label in paragraph.lines[1:]:
        ending, text = _joined(text, line.text, words)
        builder.write(ending)
        builder.locate(f"p. {label}")
    builder.write(text.rstrip(_SOFT_HYPHENS))
    builder.end()
    if bullet:
        builder.leave()


def _joined(text: str, following: str, words: frozenset[str]) -> tuple[str, str]:
    """Return `text` as it is before `following`, a hyphen at its end settled, and `following`.

    A hyphen at the end of a line is one of the word if the document has the word with it
    elsewhere, or if a capital or a figure follows.
    """
    if not text.endswith((*_SOFT_HYPHENS, "-")):
        return text + " ", following
    text = text[:-1]
    start = text.split()[-1:] or [""]
    rest = following.split(maxsplit=1)[0]
    is_of_the_word = not rest[0].islower() or _word(f"{start[0]}-{rest}") in words
    return text + "-" if is_of_the_word else text, following


def _word(text: str) -> str:
    return text.strip(".,;:!?()[]\"'“”‘’»«…").lower()


def _words(pages: Sequence[Page]) -> frozenset[str]:
    """Return the words with a hyphen that stand inside the lines of `pages`."""
    return frozenset(
        _word(word)
        for page in pages
        for line in page.lines
        for word in line.text.split()
        if "-" in word[1:-1]
    )
