"""The last line of defence: no control character of a segment reaches the terminal.

Text is made safe where it enters; this catches what a widget was handed all the same.
"""

from __future__ import annotations

from rich.segment import Segment
from textual.color import Color
from textual.filter import LineFilter

from reader.core.safetext import safe_line


class ControlGuard(LineFilter):
    """Shows control characters as pictures, whatever widget they come from."""

    def apply(self, segments: list[Segment], background: Color) -> list[Segment]:  # noqa: ARG002 - the base class gives the signature
        """Return `segments` with their text made safe; segments of terminal control stay."""
        return [
            segment
            if segment.control or segment.text.isprintable()
            else Segment(safe_line(segment.text), segment.style)
            for segment in segments
        ]
