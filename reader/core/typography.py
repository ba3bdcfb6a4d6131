"""How a text is set on the page: its width, its margins, the space between its rows.

Defaults come from the settings. What a person changes for one document is kept as only the
differences, so that a new default still reaches it.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

MEASURES = range(20, 401)
MARGINS = range(2, 41)
SPACINGS = range(5)


class Typography(NamedTuple):
    """The choices of one page."""

    measure: int = 76
    """Cells in a row of text, where the screen has room for them."""
    margin: int = 2
    """Cells left free on either side of the text at least."""
    spacing: int = 0
    """Blank rows between two rows of running text."""
    justify: bool = False
    """Whether rows of running text end at the right margin."""
    hyphenate: bool = False
    """Whether words may be broken at the end of a row."""
    letters: bool = False
    """Whether the type of each name is written beside its row."""

    def with_measure(self, cells: int) -> Typography:
        """Return the same with another measure, the nearest one that there is."""
        return self._replace(measure=_nearest(cells, MEASURES))

    def with_margin(self, cells: int) -> Typography:
        """Return the same with another margin, the nearest one that there is."""
        return self._replace(margin=_nearest(cells, MARGINS))

    def with_spacing(self, rows: int) -> Typography:
        """Return the same with other blank rows, the nearest number that there is."""
        return self._replace(spacing=_nearest(rows, SPACINGS))

    def changes(self, default: Typography) -> dict[str, int]:
        """Return what differs from `default`, by name; switches as 0 and 1."""
        return {
            name: int(getattr(self, name))
            for name in self._fields
            if getattr(self, name) != getattr(default, name)
        }

    def changed(self, changes: Mapping[str, object]) -> Typography:
        """Return the same with `changes` as above; what is no choice is left out."""
        kept = {
            name: type(getattr(self, name))(value)
            for name, value in changes.items()
            if name in self._fields and isinstance(value, int) and value in _CHOICES[name]
        }
        return self._replace(**kept)


STANDARD = Typography()

_CHOICES: Mapping[str, range] = {
    "measure": MEASURES,
    "margin": MARGINS,
    "spacing": SPACINGS,
    "justify": range(2),
    "hyphenate": range(2),
    "letters": range(2),
}


def _nearest(value: int, choices: range) -> int:
    return max(choices[0], min(value, choices[-1]))
