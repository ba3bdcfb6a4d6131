"""Documents as bytes and back, for the cache and for the way out of a child process.

JSON, because reading it can do nothing but fail: what arrives may come from a process that
a hostile file has taken over, or from a disk that has lost a page.
"""

from __future__ import annotations

import json
from typing import Any

from reader.core.document import (
    Block,
    BlockKind,
    Document,
    Inline,
    InlineKind,
    Location,
    Metadata,
)
from reader.core.text import Text


def encode(document: Document) -> bytes:
    """Return `document` as bytes that `decode` reads."""
    meta = document.metadata
    content = {
        "text": str(document.text),
        "kind": document.kind,
        "converter": document.converter,
        "metadata": [meta.title, meta.authors, meta.date, meta.language],
        "blocks": [
            [b.start, b.end, b.kind, b.level, b.indent, b.marker, b.cells, b.header]
            for b in document.blocks
        ],
        "inlines": [[i.start, i.end, i.kind, i.data] for i in document.inlines],
        "locations": [[place.start, place.label] for place in document.locations],
        "warnings": document.warnings,
        "encoding": document.encoding,
    }
    return json.dumps(content, ensure_ascii=False, separators=(",", ":")).encode()


def decode(data: bytes) -> Document:
    """Return the document that `encode` made `data` of; raise `ValueError` if it is none."""
    try:
        return _document(json.loads(data))
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError) as error:
        raise ValueError("not an encoded document") from error


def _document(content: dict[str, Any]) -> Document:
    text = Text.of(content["text"])
    title, authors, date, language = content["metadata"]
    return Document(
        text,
        str(content["kind"]),
        str(content["converter"]),
        metadata=Metadata(str(title), tuple(map(str, authors)), str(date), str(language)),
        blocks=tuple(map(_block, content["blocks"])),
        inlines=tuple(
            Inline(int(start), int(end), InlineKind(kind), str(data))
            for start, end, kind, data in content["inlines"]
        ),
        locations=tuple(Location(int(start), str(label)) for start, label in content["locations"]),
        warnings=tuple(map(str, content["warnings"])),
        encoding=str(content["encoding"]),
    )


def _block(fields: list[Any]) -> Block:
    start, end, kind, level, indent, marker, cells, header = fields
    return Block(
        int(start),
        int(end),
        BlockKind(kind),
        int(level),
        int(indent),
        str(marker),
        tuple((int(a), int(b)) for a, b in cells),
        bool(header),
    )
