"""Marks, and the places a person jumped from."""

from __future__ import annotations

DEPTH = 100
"""Places remembered in each direction."""


class Jumps:
    """Offsets to go back and forth between, like the pages of a browser."""

    def __init__(self) -> None:
        """Remember nothing yet."""
        self._back: list[int] = []
        self._forward: list[int] = []
        self.marks: dict[str, int] = {}
        """Offsets by name."""

    def leave(self, offset: int) -> None:
        """Remember `offset` as the place of a jump; what lay ahead is forgotten."""
        if not self._back or self._back[-1] != offset:
            self._back = [*self._back[1 - DEPTH :], offset]
        self._forward.clear()

    def back(self, here: int) -> int | None:
        """Return the place before `here`, and remember `here` to come forth to."""
        return _turn(self._back, self._forward, here)

    def forth(self, here: int) -> int | None:
        """Return the place that was gone back from."""
        return _turn(self._forward, self._back, here)


def _turn(source: list[int], target: list[int], here: int) -> int | None:
    while source:
        offset = source.pop()
        if offset != here:
            target.append(here)
            return offset
    return None
