"""What is wrong with a file, and what was done about it, in words."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from reader.store.lines import FORMAT, Parsed


class Repair(NamedTuple):
    """Something that was found wrong with a file and is told to the person."""

    document: str
    """Its id; empty for the codebook."""
    what: str
    """A sentence that goes on after the name of the document."""


def told(parsed: Parsed) -> str:
    """Say in words what is wrong with a file."""
    if parsed.format != FORMAT:
        return f"written in format {parsed.format}"
    return ", ".join(_told(parsed))


def _told(parsed: Parsed) -> Iterator[str]:
    if parsed.damaged:
        yield counted(len(parsed.damaged), "damaged line")
    if parsed.unsigned:
        yield f"{counted(parsed.unsigned, 'note')} edited by another program"
    if parsed.torn:
        yield "an unfinished write at the end"
    if parsed.relaid:
        yield "in the layout of another program"


def repaired(parsed: Parsed, healed: int, rescued: int) -> str:
    """Say what was done with a file that was not as it should be; nothing if all is well by now.

    `healed` records were in the memory of this session only, `rescued` ones in the journal or in
    backups.
    """
    return "; ".join(_repaired(parsed, healed, rescued))


def _repaired(parsed: Parsed, healed: int, rescued: int) -> Iterator[str]:
    if parsed.format != FORMAT:
        yield f"its notes were brought from format {parsed.format} to format {FORMAT}"
    elif parsed.relaid:
        yield "another program has written its notes anew, in a layout that was put right"
    if parsed.damaged:
        yield f"damaged in its notes: {counted(len(parsed.damaged), 'line')}"
    elif parsed.torn and not healed:
        yield "a write of its notes was cut off before it was saved; the others are whole"
    elif healed:
        yield "another program has put older notes, or none, in the place of newer ones"
    if parsed.unsigned:
        yield f"edited by another program: {counted(parsed.unsigned, 'note')}"
    if healed or rescued:
        yield f"brought back: {counted(healed + rescued, 'note')}"
    if parsed.damaged or parsed.unsigned or parsed.format != FORMAT:
        yield "the file as it was is in quarantine (“reader doctor” says where)"


def counted(number: int, noun: str) -> str:
    """Return a number with its noun: ``1 line``, ``2 lines``."""
    return f"{number} {noun}" if number == 1 else f"{number} {noun}s"
