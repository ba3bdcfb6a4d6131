"""The rows of a stretch of text, kept as the offsets they start at."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable

from reader.core.document import Block
from reader.core.row import Piece


class Portion:
    """The rows of a stretch of text."""

    __slots__ = ("_base", "_blocks", "_end", "_hyphens", "_pieces", "_starts", "_text")

    def __init__(self, base: int, text: str) -> None:
        """Take the offset of the stretch and its text; rows are added in order."""
        self._base = base
        self._end = base + len(text)
        self._text = text
        self._starts: list[int] = []
        self._blocks: list[Block | None] = []
        self._pieces: dict[int, tuple[Piece, ...]] = {}
        self._hyphens: set[int] = set()

    def __len__(self) -> int:
        return len(self._starts)

    def add(self, starts: list[int], block: Block | None) -> None:
        """Add rows of `block` that start at these offsets from the portion's own start."""
        self._starts += starts
        self._blocks += [block] * len(starts)

    def add_hyphens(self, starts: Iterable[int]) -> None:
        """Draw a hyphen at the end of the rows before these."""
        self._hyphens.update(starts)

    def is_hyphenated(self, number: int) -> bool:
        """Whether a word of the row goes on in the next one after a hyphen."""
        if not self._hyphens:
            return False
        return not self._hyphens.isdisjoint(self._starts[number + 1 : number + 2])

    def is_space(self, number: int) -> bool:
        """Whether the row is a blank one before the row of text that starts where it does."""
        if number in self._pieces:
            return False
        pair = self._starts[number : number + 2]
        return len(pair) == 2 and pair[0] == pair[1]

    def add_pieces(self, start: int, pieces: tuple[Piece, ...], block: Block) -> None:
        """Add a row of several pieces, which starts `start` characters into the portion."""
        self._pieces[len(self._starts)] = pieces
        self.add([start], block)

    def find(self, offset: int) -> int:
        """Return the number of the row that shows `offset`."""
        row = max(0, bisect_right(self._starts, offset - self._base) - 1)
        block = self._blocks[row] if row < len(self._blocks) else None
        if row in self._pieces and block is not None:
            return self._find_in_table(row, block, offset)
        return row

    def _find_in_table(self, row: int, block: Block, offset: int) -> int:
        first = bisect_left(self._starts, block.start - self._base)
        candidates = range(first, row + 1)
        for candidate in candidates:
            pieces = self._pieces.get(candidate, ())
            if any(piece.start <= offset < piece.end for piece in pieces):
                return candidate
        return row

    def row(self, number: int) -> tuple[int, int, str, Block | None, tuple[Piece, ...] | None]:
        """Return ``(start, end, text, block, pieces or None)`` of a row, offsets absolute."""
        start = self._starts[number]
        last = number + 1 == len(self._starts)
        stop = self._end - self._base if last else self._starts[number + 1]
        text = self._text[start:stop]
        block, pieces = self._blocks[number], self._pieces.get(number)
        return self._base + start, self._base + stop, text, block, pieces
