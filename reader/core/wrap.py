"""Rows: where a line of text is broken to fit a width.

A break goes after spaces (which hang), after a hyphen between letters, after a dash, at a soft
hyphen, and around wide characters except where East Asian typesetting forbids it (kinsoku
shori: no closing mark begins a row, no opening bracket ends one). A word that is wider than the
row is folded between clusters. Words are broken with a hyphen only where that is asked for.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from itertools import chain

from reader.core.hyphens import Hyphenate
from reader.core.width import Cells, is_plain, measure

_SPACES = " \t\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2008\u2009\u200a\u3000"
_BREAKS = re.compile(
    f"(?P<space>[{_SPACES}]+)"
    r"|(?<=[^\W\d_])-(?=[^\W\d_])"
    "|(?<=[^\\W_])[\u2013\u2014](?=[^\\W_])"
    "|\xad(?=.)|\u200b"
)
_HYPHENS = "-\u2013\u2014"
# A word of running text: no part of an address, a name of code, or a word with hyphens of its own.
_WORD = re.compile(r"(?<![\w/@#.:\\\xad-])[^\W\d_]+(?![\w/@\\\xad-]|[.:]\w)")
_NEVER_FIRST = frozenset(
    "!%),-.:;?]}\xa2\xb0\u2019\u201d\u2026\u2030\u2103\u3001\u3002\u3005\u3009\u300b\u300d\u300f"
    "\u3011\u3015\u3017\u3041\u3043\u3045\u3047\u3049\u3063\u3083\u3085\u3087\u308e\u309b\u309c"
    "\u309d\u309e\u30a1\u30a3\u30a5\u30a7\u30a9\u30c3\u30e3\u30e5\u30e7\u30ee\u30f5\u30f6\u30fb"
    "\u30fc\u30fd\u30fe\uff01\uff05\uff09\uff0c\uff0e\uff1a\uff1b\uff1f\uff3d\uff5d\uff61\uff63"
)
_NEVER_LAST = frozenset(
    "$([{\xa3\xa5\u2018\u201c\u3008\u300a\u300c\u300e\u3010\u3014\u3016\uff04\uff08\uff3b\uff5b\uff62"
)


FULL = 4
"""A row that lacks fewer cells is full enough: no word is broken for it."""
LADDER = 2
"""Rows one below the other that may end with a hyphen."""


def wrap(line: str, width: int, *, plain: bool | None = None) -> list[int]:
    """Return where each row of `line` starts, in code points, the first at 0.

    `width` is in cells, at least 2. Spaces at a break belong to the row before it and may hang
    over its edge. `plain` says whether the line `is_plain`, where the caller knows.
    """
    if len(line) <= width and (plain or is_plain(line)):
        return [0]
    if plain or is_plain(line):
        return _wrap_plain(line, width)
    return _wrap_cells(line, measure(line), width)


def wrap_hyphenated(line: str, width: int, hyphenate: Hyphenate) -> tuple[list[int], list[int]]:
    """Return where each row of `line` starts, as `wrap` does, with words broken by `hyphenate`.

    The second list holds those starts before which a hyphen is drawn; there is room for it.
    """
    cells = measure(line)
    hyphens = _Hyphens(line, cells, hyphenate)
    if is_plain(line):
        return _wrap_plain(line, width, hyphens), hyphens.starts
    return _wrap_cells(line, cells, width, hyphens), hyphens.starts


class _Hyphens:
    """The places where words of a line were broken."""

    def __init__(self, line: str, cells: Cells, hyphenate: Hyphenate) -> None:
        self.starts: list[int] = []
        self._line = line
        self._cells = cells
        self._hyphenate = hyphenate

    def find(self, rows: list[int], start: int, end: int, limit: int) -> int | None:
        """Return where the next row starts, if a word is broken for the last of `rows`.

        Without that it would end at the cell `end`, and the next one begin at `start`; it may
        end at the cell `limit`, hyphen included. None if it is full enough.
        """
        if limit - end < FULL or rows[-LADDER:] == self.starts[-LADDER:]:
            return None
        found, last = 0, self._cells.index(limit - 1)
        for word in _WORD.finditer(self._line, start):
            if word.start() >= last:
                break
            places = (word.start() + place for place in self._hyphenate(word[0]))
            for place in places:
                if place <= last and self._cells.floor(place) == place:
                    found = place
        if not found:
            return None
        self.starts.append(found)
        return found


def _wrap_plain(line: str, width: int, hyphens: _Hyphens | None = None) -> list[int]:
    rows, row, length = [0], 0, len(line)
    while length - row > width:
        limit = row + width
        after = _plain_break(line, row, limit)
        if hyphens is not None:
            end = row + len(line[row:after].rstrip(" "))
            after = hyphens.find(rows, after, end, limit) or after
        if after == row:
            after = limit
        if after >= length:
            break
        rows.append(after)
        row = after
    return rows


def _plain_break(line: str, row: int, limit: int) -> int:
    """Return where the row after the one from `row` begins; `row` if its word has to be folded."""
    last = line.rfind(" ", row, limit + 1)
    for sign in _HYPHENS:
        last = max(last, _last_hyphen(line, sign, max(last + 1, row), limit))
    # The indent of a line is no place to break: its word is folded instead.
    if last < row or (line[row] == " " and line[: last + 1].isspace()):
        return row
    after = last + 1
    while after < len(line) and line[after] == " ":
        after += 1
    return after


def _last_hyphen(line: str, sign: str, start: int, end: int) -> int:
    """Return the last `sign` in ``[start, end)`` that a row may end with; -1 if none."""
    found = line.rfind(sign, start, end)
    while found >= 0 and not (found and _breaks_after(line, found)):
        found = line.rfind(sign, start, found)
    return found


def _breaks_after(line: str, hyphen: int) -> bool:
    before, after = line[hyphen - 1], line[hyphen + 1 : hyphen + 2]
    if line[hyphen] == "-":
        return before.isalpha() and after.isalpha()
    return before.isalnum() and after.isalnum()


def _wrap_cells(line: str, cells: Cells, width: int, hyphens: _Hyphens | None = None) -> list[int]:
    if cells.width <= width:
        return [0]
    breaks = sorted(set(chain(_word_breaks(line, cells), _wide_breaks(line, cells))))
    ends = [end for _, end in breaks]
    rows, row, length = [0], 0, len(line)
    while True:
        limit = cells.cell(row) + width
        if cells.width <= limit:
            return rows
        chosen = bisect_right(ends, limit) - 1
        after, end = breaks[chosen] if chosen >= 0 else (0, 0)
        if after <= row:
            after, end = row, cells.cell(row)
        if hyphens is not None:
            after = hyphens.find(rows, after, end, limit) or after
        if after == row:
            after = _fold(cells, row, limit)
        if after >= length:
            return rows
        rows.append(after)
        row = after


def _fold(cells: Cells, row: int, limit: int) -> int:
    """Return the first cluster that does not fit before cell `limit`; at least one does."""
    cluster = bisect_right(cells.cells, limit) - 1
    own = bisect_right(cells.starts, row) - 1
    return cells.starts[max(cluster, own + 1)]


def _word_breaks(line: str, cells: Cells) -> list[tuple[int, int]]:
    """Return ``(start of the next row, cells that must fit)`` for breaks between words."""
    found = []
    for match in _BREAKS.finditer(line):
        if match["space"] is None:
            after = cells.ceil(match.end())
            # A soft hyphen is drawn when the row ends with it.
            found.append((after, cells.cell(after) + (match[0] == "\xad")))
            continue
        # A space that carries marks is no place to break.
        after = cells.floor(match.end())
        if match.start() and after > match.start():
            found.append((after, cells.cell(match.start())))
    return found


def _wide_breaks(line: str, cells: Cells) -> list[tuple[int, int]]:
    found = []
    starts, columns = cells.starts, cells.cells
    before_wide = False
    for cluster in range(len(starts) - 1):
        start = starts[cluster]
        wide = columns[cluster + 1] - columns[cluster] >= 2 and line[start] not in _SPACES
        if cluster and (wide or before_wide):
            last = line[starts[cluster - 1]]
            if (
                line[start] not in _NEVER_FIRST
                and line[start] not in _SPACES
                and last not in _NEVER_LAST
                and last not in _SPACES
            ):
                found.append((start, columns[cluster]))
        before_wide = wide
    return found
