"""Plain text: the file's text as it is, with paragraphs and headings guessed beside it."""

from __future__ import annotations

from reader.core.document import Block, Document, Location, Metadata
from reader.core.plaintext import MAX_STRUCTURED, TITLE_WITHIN, structure, title_of
from reader.formats.source import Source

MAX_PARSED = 4 * 1024 * 1024
"""Bytes up to which a text with marks in it is set by them; of a longer one the source is shown."""


def convert(source: Source) -> Document:
    """Return the text of `source` as a document."""
    decoded = source.decoded()
    text = decoded.text
    blocks: tuple[Block, ...] = ()
    if len(source.data) <= MAX_STRUCTURED:
        blocks = tuple(structure(str(text)))
    return Document(
        text,
        "txt",
        "",
        metadata=Metadata(title=title_of(text.slice(0, TITLE_WITHIN))),
        blocks=blocks,
        locations=_line_numbers(str(text), blocks) if blocks else (),
        warnings=decoded.warnings,
        encoding=decoded.encoding,
    )


def source_of(kind: str, source: Source, reason: str) -> Document:
    """Return the source of a document of this `kind`, which is not set for the `reason` given."""
    shown = convert(source)
    return shown._replace(kind=kind, warnings=(*shown.warnings, f"{reason} Its source is shown."))


def _line_numbers(text: str, blocks: tuple[Block, ...]) -> tuple[Location, ...]:
    """Return where in the file each block begins."""
    line, counted, locations = 1, 0, []
    for block in blocks:
        line += text.count("\n", counted, block.start)
        counted = block.start
        locations.append(Location(block.start, f"line {line}"))
    return tuple(locations)
