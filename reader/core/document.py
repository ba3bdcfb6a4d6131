"""A document: canonical text, and parallel spans that say how it is set and where it is from.

Bullets, quote bars, list numbers and table rules are drawn from `Block` fields; they are
not part of the text, so a span never contains one.
"""

from __future__ import annotations

from collections.abc import Iterator
from enum import StrEnum
from typing import NamedTuple

from reader.core.text import Text


class BlockKind(StrEnum):
    """What a run of whole lines is, for layout and outline."""

    PARAGRAPH = "paragraph"
    HEADING = "heading"
    ITEM = "item"
    QUOTE = "quote"
    CODE = "code"
    TABLE_ROW = "table-row"
    RULE = "rule"
    FOOTNOTE = "footnote"
    METADATA = "metadata"


class InlineKind(StrEnum):
    """What a run of characters inside a block is."""

    EMPHASIS = "emphasis"
    STRONG = "strong"
    CODE = "code"
    STRIKE = "strike"
    LINK = "link"
    FOOTNOTE_REFERENCE = "footnote-reference"


class Block(NamedTuple):
    """A run of whole lines ``[start, end)`` of the canonical text, without the final line feed.

    Blocks are in order and do not overlap; text between them is separator, set as blank rows.
    """

    start: int
    end: int
    kind: BlockKind = BlockKind.PARAGRAPH
    level: int = 0
    """Heading level 1-6, nesting depth of an item or a quote; 0 where it has no meaning."""
    indent: int = 0
    """Cells that every row is moved to the right, the space of the marker included."""
    marker: str = ""
    """Drawn in the indent of the first row: a bullet, a number, ``[1]``."""
    cells: tuple[tuple[int, int], ...] = ()
    """Of a table row: the span of each cell."""
    header: bool = False
    """Whether a table row is the head of its table."""


class Inline(NamedTuple):
    """A styled run ``[start, end)``.

    `data` is a link's target, an address or ``#`` and the offset in this text that it leads to;
    of a reference to a footnote, ``x`` where the block of the note has the marker ``[x]``.
    """

    start: int
    end: int
    kind: InlineKind
    data: str = ""


class Location(NamedTuple):
    """From `start` on, the text comes from this place of the source, as a person cites it."""

    start: int
    label: str
    """For example ``p. 12``, ``00:12:03``, ``row 55``."""


class Metadata(NamedTuple):
    """What a document says of itself; empty where it says nothing."""

    title: str = ""
    authors: tuple[str, ...] = ()
    date: str = ""
    language: str = ""
    """A BCP 47 tag; empty when unknown."""


class Document(NamedTuple):
    """What a file became: the same file always gives the same document."""

    text: Text
    kind: str
    """The format as people name it: ``txt``, ``md``, ``pdf``."""
    converter: str
    """Name and version of what made it, ``md/1``; a new version re-anchors like an edit."""
    metadata: Metadata = Metadata()
    blocks: tuple[Block, ...] = ()
    inlines: tuple[Inline, ...] = ()
    locations: tuple[Location, ...] = ()
    warnings: tuple[str, ...] = ()
    """Sentences for the person: bytes replaced, parts skipped. They hold no document text."""
    encoding: str = ""
    """By which bytes became the text; empty for formats that leave no choice."""
    protected: bool = False
    """Whether it took a password to open: its text is cached nowhere."""

    def links(self) -> Iterator[Inline]:
        """Yield the links and the references to footnotes in order."""
        kinds = (InlineKind.LINK, InlineKind.FOOTNOTE_REFERENCE)
        return (inline for inline in self.inlines if inline.kind in kinds)

    def outline(self) -> tuple[Block, ...]:
        """Return the headings in order."""
        return tuple(block for block in self.blocks if block.kind is BlockKind.HEADING)
