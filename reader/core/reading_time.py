"""How far a text is read, and how long the rest will take."""

from __future__ import annotations

WORDS_A_MINUTE = 230
"""How fast English is read silently: 238 for non-fiction, Brysbaert (2019), rounded down."""
_CHARACTERS_A_MINUTE = WORDS_A_MINUTE * 6


def progress_line(length: int, progress: float) -> str:
    """Return in words how far a text of `length` characters is read; `progress` is a share."""
    left = length * (1 - progress) / _CHARACTERS_A_MINUTE
    ending = f"{round(left)} min left" if left >= 0.5 else "at the end"
    return f"{progress:.0%}   {ending}"
