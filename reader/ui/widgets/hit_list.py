"""The list of mentions: the words in one column, what stands around them beside it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path

from rich.cells import cell_len

from reader.core.safetext import safe_line
from reader.library.finding import Hit
from reader.ui.content import fit, shorten
from reader.ui.widgets.row_list import Part, RowList

_LONGEST = 400
"""Characters of what stands around the words that are looked at."""


class HitList(RowList[Hit]):
    """Places in documents, as in a printed concordance."""

    def __init__(self) -> None:
        super().__init__()
        self._titles: Mapping[Path, str] = {}

    def show_hits(self, hits: Sequence[Hit], titles: Mapping[Path, str]) -> None:
        """Show `hits` in documents with these `titles`."""
        self._titles = titles
        self.show(hits)

    def key(self, item: Hit) -> tuple[Path, int, int]:
        """Return the place."""
        return item.path, item.start, item.end

    def draw(self, index: int, line: int, cells: int) -> tuple[Sequence[Part], Sequence[Part]]:
        """Return the words in their sentence, and the document where one begins."""
        del line  # there is one
        hit = self.items[index]
        left = [
            (_ending(hit.before, cells * 3 // 10), "list--title"),
            (safe_line(shorten(hit.exact, _LONGEST)), "list--tags"),
            (_blanks(safe_line(hit.after[:_LONGEST])), "list--title"),
        ]
        if index and self.items[index - 1].path == hit.path:
            return left, []
        title = safe_line(shorten(self._titles.get(hit.path, hit.path.name), _LONGEST))
        return left, [(fit(title, cells // 4), "list--detail")]


def _ending(text: str, cells: int) -> str:
    """Return the end of `text` in just so many cells, blanks before it if it is shorter."""
    shown = _blanks(safe_line(text[-_LONGEST:]))
    if cell_len(shown) > cells:
        while cell_len(shown) >= cells:
            shown = shown[1:]
        # The rest of a word that was cut says nothing.
        shown = f"… {shown.partition(' ')[2]}"
    return " " * (cells - cell_len(shown)) + shown


def _blanks(text: str) -> str:
    """Return `text` with each run of blanks as one, also at its ends."""
    return " ".join(f"|{text}|".split())[1:-1]
