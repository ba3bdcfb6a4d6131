"""Cells: how wide a text is in a terminal, and what is drawn for it.

Terminals disagree on half of what Unicode can express: of 66 tricky strings, seven terminals
agree on 34. So a cluster is drawn as something they do agree on: an emoji sequence as its first
emoji, a flag as its two letters, a control character as a picture of itself. Only the drawing
changes: offsets are those of the text.
"""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from itertools import pairwise

from reader.core.safetext import safe_line

TAB = 4
"""Cells that a tab takes, wherever it stands."""
MARKS = 8
"""Combining marks drawn on one character; more of them only hide the line above."""
LONGEST = 32
"""Code points in a cluster; what follows begins another (Unicode Standard Annex 15, 12.1)."""

# Characters of one cell that neither combine nor change what is drawn: most of most texts.
_PLAIN_CLASS = (
    " -~\xa1-\xac\xae-\u02ff\u0370-\u0377\u037a-\u037f\u0384-\u038a\u038c\u038e-\u03a1"
    "\u03a3-\u0482\u048a-\u052f\u0531-\u0556\u1e00-\u1eff\u2010-\u2027\u2030-\u205e"
    "\u20a0-\u20c0\u2100-\u218b\u2190-\u2319\u2500-\u25fc\u2800-\u28ff"
)
_PLAIN = re.compile(f"[{_PLAIN_CLASS}]+")
_PLAIN_LINES = re.compile(f"[{_PLAIN_CLASS}\n]*")

# Characters of two cells that are drawn as they are: most of a text in Chinese, Japanese, Korean.
_WIDE = re.compile(
    "[\u3001-\u3029\u3041-\u3096\u309b-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uac00-\ud7a3\uff01-\uff60]+"
)

_ZERO_WIDTH_JOINER = "\u200d"
SOFT_HYPHEN = "\xad"
_SKIN_TONES = range(0x1F3FB, 0x1F400)
_REGIONAL = range(0x1F1E6, 0x1F200)
_INVISIBLE = frozenset("\u200b\u200c\u200d\u2060\u2061\u2062\u2063\u2064\ufeff\u180e\u3164\uffa0")
_JAMO_LEADING = (*range(0x1100, 0x1160), *range(0xA960, 0xA97D))
_JAMO_FOLLOWING = frozenset(
    (*range(0x1160, 0x1200), *range(0xD7B0, 0xD7C7), *range(0xD7CB, 0xD7FC))
)
_SYLLABLES = range(0xAC00, 0xD7A4)
_TAKES_JAMO = frozenset(_JAMO_LEADING)

# Format characters that have a glyph: number signs, an end of verse, abbreviation marks.
_FORMAT_SHOWN = frozenset(
    (*range(0x0600, 0x0606), 0x06DD, 0x070F, 0x0890, 0x0891, 0x08E2, 0x110BD, 0x110CD)
)

# Wide characters that Unicode's East_Asian_Width calls neutral.
_WIDE_BESIDES = frozenset(
    (
        *range(0x2630, 0x2638),
        *range(0x268A, 0x2690),
        *range(0x4DC0, 0x4E00),
        *range(0x1D300, 0x1D357),
        *range(0x1D360, 0x1D377),
    )
)

# Emoji of Unicode 15 to 17, which the data of Python 3.11 does not know, and all ideographs.
_NEWER_WIDE = frozenset(
    (
        *(0x1F6D8, 0x1F6DC, 0x1FAC6, 0x1FAC8, 0x1FADF, 0x1FAEF, 0x1FAF7, 0x1FAF8),
        *range(0x1FA75, 0x1FA78),
        *range(0x1FA87, 0x1FA8B),
        *range(0x1FA8E, 0x1FA90),
        *range(0x1FAAD, 0x1FAB0),
        *range(0x1FABB, 0x1FAC0),
        *range(0x1FACD, 0x1FAD0),
        *range(0x1FADA, 0x1FADD),
        *range(0x1FAE8, 0x1FAEB),
    )
)
_IDEOGRAPHS = (range(0x20000, 0x2FFFE), range(0x30000, 0x3FFFE))


def is_plain(text: str) -> bool:
    """Whether every character of `text` is a cluster of one cell; line feeds are allowed."""
    return (text.isascii() and text.isprintable()) or _PLAIN_LINES.fullmatch(text) is not None


class Cells:
    """Where each cluster of a line stands. Indices are code points from the line's start."""

    __slots__ = ("_cells", "_shown", "_starts")

    def __init__(self, shown: Sequence[str], starts: Sequence[int], cells: Sequence[int]) -> None:
        """Take what is drawn for each cluster; `starts` and `cells` end with a total each."""
        self._shown = shown
        self._starts = starts
        self._cells = cells

    @property
    def width(self) -> int:
        """Cells of the whole line."""
        return self._cells[-1]

    @property
    def starts(self) -> Sequence[int]:
        """The index of the first character of each cluster, and the line's length."""
        return self._starts

    @property
    def cells(self) -> Sequence[int]:
        """The first cell of each cluster, and the line's width."""
        return self._cells

    def cell(self, index: int) -> int:
        """Return the first cell of the cluster that holds `index`; the width at the end."""
        return self._cells[self._cluster(index)]

    def index(self, cell: int) -> int:
        """Return the index of the cluster drawn at `cell`; of the last one beyond the width."""
        cluster = bisect_right(self._cells, max(0, cell)) - 1
        return self._starts[max(0, min(cluster, len(self._starts) - 2))]

    def floor(self, index: int) -> int:
        """Return the start of the cluster that holds `index`."""
        return self._starts[self._cluster(index)]

    def ceil(self, index: int) -> int:
        """Return the first cluster boundary at or after `index`."""
        return self._starts[min(bisect_left(self._starts, index), len(self._starts) - 1)]

    def within(self, left: int, right: int) -> tuple[int, int]:
        """Return the indices ``[start, end)`` of the clusters wholly between two cells."""
        first = bisect_left(self._cells, left)
        last = max(first, bisect_right(self._cells, right) - 1)
        final = len(self._starts) - 1
        return self._starts[min(first, final)], self._starts[min(last, final)]

    def shown(self, start: int, end: int) -> str:
        """Return what is drawn for the clusters from `start` to `end`, both boundaries."""
        first, last = self._cluster(start), self._cluster(end)
        if isinstance(self._shown, str):
            return self._shown[first:last]
        return "".join(self._shown[first:last])

    def _cluster(self, index: int) -> int:
        return max(0, min(bisect_right(self._starts, index) - 1, len(self._starts) - 1))


def measure(line: str) -> Cells:
    """Return the cells of `line`, which holds no line feed that should break it."""
    if (line.isascii() and line.isprintable()) or not line or _PLAIN.fullmatch(line):
        identity = range(len(line) + 1)
        return Cells(line, identity, identity)
    return _measure_clusters(line)


def width(line: str) -> int:
    """Return how many cells `line` takes."""
    return measure(line).width


def stretched(cells: Cells, line: str, extra: int) -> Cells:
    """Return `cells` with `extra` cells shared evenly among the blanks between words of `line`."""
    indent = len(line) - len(line.lstrip(" "))
    gaps = [
        i for i, start in enumerate(cells.starts[:-1]) if start >= indent and line[start] == " "
    ]
    if not gaps or extra <= 0:
        return cells
    # The blank at rank n is widened by what its share adds to that of those before it.
    added = {
        gap: (rank + 1) * extra // len(gaps) - rank * extra // len(gaps)
        for rank, gap in enumerate(gaps)
    }
    shown, columns, shift = [], [], 0
    for cluster, (start, end) in enumerate(pairwise(cells.starts)):
        more = added.get(cluster, 0)
        shown.append(cells.shown(start, end) + " " * more)
        columns.append(cells.cells[cluster] + shift)
        shift += more
    return Cells(shown, cells.starts, [*columns, cells.width + shift])


def _measure_clusters(line: str) -> Cells:
    shown: list[str] = []
    starts: list[int] = []
    cells: list[int] = []
    position, cell, length = 0, 0, len(line)
    while position < length:
        for run, wide in ((_PLAIN, 1), (_WIDE, 2)):
            if found := run.match(line, position):
                stop = found.end()
                # What follows may combine with the last character of the run.
                stop -= stop < length
                count = stop - position
                shown += line[position:stop]
                starts += range(position, stop)
                cells += range(cell, cell + wide * count, wide)
                position, cell = stop, cell + wide * count
        if position < length:
            stop = cluster_end(line, position)
            drawn, taken = _draw(line[position:stop])
            shown.append(drawn)
            starts.append(position)
            cells.append(cell)
            position, cell = stop, cell + taken
    return Cells(shown, [*starts, length], [*cells, cell])


def cluster_end(text: str, start: int) -> int:
    """Return where the cluster that begins at `start` ends.

    A cluster is a character with what combines with it: marks, an emoji sequence, the two
    halves of a flag, the parts of a Hangul syllable (Unicode Standard Annex 29, in short).
    """
    end, length = start + 1, len(text)
    first = ord(text[start])
    if first in _REGIONAL and end < length and ord(text[end]) in _REGIONAL:
        end += 1
    elif first in _TAKES_JAMO or first in _SYLLABLES:
        end = _syllable_end(text, end, first)
    while end < length and end - start < LONGEST and _extends(text[end]):
        joins = text[end] == _ZERO_WIDTH_JOINER and end + 1 < length and _joinable(text[end + 1])
        end += 2 if joins else 1
    return end


def cluster_start(text: str, index: int) -> int:
    """Return the start of the cluster of `text` that holds `index`.

    The search begins at the nearest plain character before it, so it is local.
    """
    start = index
    while start > 0 and not (_PLAIN.match(text, start - 1) or text[start - 1] == "\n"):
        start -= 1
    start = max(0, start - 1)
    while start < index and (end := cluster_end(text, start)) <= index:
        start = end
    return start


def _syllable_end(text: str, end: int, first: int) -> int:
    length = len(text)
    while first in _TAKES_JAMO and end < length and ord(text[end]) in _TAKES_JAMO:
        end += 1
    if first in _TAKES_JAMO and end < length and ord(text[end]) in _SYLLABLES:
        end += 1
    while end < length and ord(text[end]) in _JAMO_FOLLOWING:
        end += 1
    return end


def _extends(character: str) -> bool:
    """Whether `character` combines with what stands before it."""
    if character.isascii():
        return False
    return (
        unicodedata.category(character) in {"Mn", "Me", "Mc"}
        or character in _INVISIBLE
        or ord(character) in _SKIN_TONES
    )


def _joinable(character: str) -> bool:
    """Whether a zero width joiner may fuse `character` with the emoji before it."""
    return not character.isascii() and unicodedata.category(character) in {"So", "Cn", "Sk"}


_drawn: dict[str, tuple[str, int]] = {}
_DRAWN_LIMIT = 16_384


def _draw(cluster: str) -> tuple[str, int]:
    """Return what is drawn for `cluster`, and how many cells that takes."""
    result = _drawn.get(cluster)
    if result is None:
        if len(_drawn) >= _DRAWN_LIMIT:
            _drawn.clear()
        drawn = _drawing(cluster)
        result = _drawn[cluster] = (drawn, sum(map(_character_width, drawn)))
    return result


def _drawing(cluster: str) -> str:
    first = ord(cluster[0])
    if cluster == "\t":
        return " " * TAB
    if cluster == SOFT_HYPHEN:
        return ""
    if first in _REGIONAL:
        return "".join(_letter(c) for c in cluster if ord(c) in _REGIONAL)
    if first in _TAKES_JAMO:
        cluster = unicodedata.normalize("NFC", cluster)
    base = "" if _extends(cluster[0]) else _known(cluster[0])
    marks = [c for c in cluster[len(base) :] if _drawn_mark(c)]
    if not base and marks:
        base = "\u25cc"  # A mark with nothing to stand on is set on a dotted circle.
    return safe_line(base + "".join(marks[:MARKS]))


def _letter(regional: str) -> str:
    return chr(ord(regional) - _REGIONAL.start + ord("A"))


def _known(character: str) -> str:
    """Return `character`, or U+FFFD for one that has no glyph or no known width."""
    category, code = unicodedata.category(character), ord(character)
    unknown = (category == "Cn" and not _newer_wide(code)) or (
        category == "Cf" and code not in _FORMAT_SHOWN
    )
    return "\ufffd" if unknown else character


def _drawn_mark(character: str) -> bool:
    """Whether a character that combines is drawn: variation selectors and tones are not."""
    category = unicodedata.category(character)
    selector = 0xFE00 <= ord(character) <= 0xFE0F or 0xE0100 <= ord(character) <= 0xE01EF
    return category in {"Mn", "Mc"} and not selector


def _character_width(character: str) -> int:
    code = ord(character)
    category = unicodedata.category(character)
    if category == "Cn":
        return 2 if _newer_wide(code) else 1
    if category in {"Mn", "Me", "Mc"} or code in _JAMO_FOLLOWING or character in _INVISIBLE:
        return 0
    if code in _WIDE_BESIDES or unicodedata.east_asian_width(character) in {"W", "F"}:
        return 2
    return 1


def _newer_wide(code: int) -> bool:
    """Whether `code` is a wide character that the Unicode data at hand may not know."""
    return code in _NEWER_WIDE or any(code in planes for planes in _IDEOGRAPHS)
