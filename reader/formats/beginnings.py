"""The beginnings of converted documents, from which a first page is drawn before all is loaded.

Finding a document in the cache takes its whole file, and reading it from there all of its text.
So a few screens of it are kept beside the cache, under the path and the time of the file, in
lines that are read with nothing but what is built in. A beginning that is damaged is not there.
"""

from __future__ import annotations

import os
import zlib
from contextlib import suppress
from typing import NamedTuple

from reader.core.document import Block, BlockKind, Document, Inline, InlineKind, Metadata
from reader.core.text import Text

LEAST = 16_384
"""Code points of a beginning, or all there are."""
MOST = 4 * LEAST
"""A document whose first block from `LEAST` on ends later than this has no beginning."""
KEPT = 256
"""Beginnings in the folder; the oldest go first."""
_TABLE = 200
"""Rows at the head of a table that decide how it is set, see `reader.core.table`."""
_FORMAT = "reader beginning 1"
_LARGEST = 1 << 20


class Beginning(NamedTuple):
    """The beginning of a document, and how long all of it is, about, in characters."""

    document: Document
    length: int


def keep(folder: str, path: str, document: Document) -> None:
    """Keep the beginning of `document`, which the file at `path` became.

    Nothing is kept of one that cannot be cut near its beginning. Raises `OSError` if there is no
    such file, or `folder` cannot be written.
    """
    name, encoded = _name(folder, path), _encoded(document)
    if encoded is None:
        with suppress(FileNotFoundError):
            os.unlink(name)  # noqa: PTH108 - pathlib takes too long to load
        return
    content = f"{_head(path)}\n{encoded}".encode("utf-8", "replace")
    if _is_kept(name, content):
        return
    os.makedirs(folder, mode=0o700, exist_ok=True)  # noqa: PTH103 - as above
    temporary = f"{name}.{os.getpid()}"
    descriptor = os.open(temporary, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    with os.fdopen(descriptor, "wb") as file:
        file.write(content)
    os.replace(temporary, name)  # noqa: PTH105 - as above
    _forget_oldest(folder)


def kept(folder: str, path: str) -> Beginning | None:
    """Return the beginning kept of the file at `path`, as it is now; None if there is none.

    Raises `OSError` or `ValueError` if it cannot be read.
    """
    with open(_name(folder, path), encoding="utf-8", newline="\n") as file:  # noqa: PTH123 - as above
        content = file.read(_LARGEST)
    head, marker, rest = content.partition("\n\n")
    return _decoded(rest) if marker and f"{head}\n" == _head(path) else None


def _is_kept(name: str, content: bytes) -> bool:
    try:
        with open(name, "rb") as file:  # noqa: PTH123 - as above
            return file.read(len(content) + 1) == content
    except OSError:
        return False


def _encoded(document: Document) -> str | None:
    """Return the beginning of `document` as `_decoded` reads it, None if there is none."""
    cut = _cut(document)
    if not cut:
        return None
    blocks = [
        f"{b.start}\t{b.end}\t{b.kind}\t{b.level}\t{b.indent}\t{b.header:d}"
        f"\t{','.join(f'{start}:{end}' for start, end in b.cells)}\t{b.marker}"
        for b in document.blocks
        if b.end <= cut
    ]
    inlines = [f"{i.start}\t{i.end}\t{i.kind}" for i in document.inlines if i.end <= cut]
    lines = [str(len(document.text)), document.metadata.title, *blocks]
    if any(not line.replace("\t", "").isprintable() for line in lines):
        return None  # what lines are not made for
    return "\n".join([*lines, "", *inlines, "", document.text.slice(0, cut)])


def _cut(document: Document) -> int | None:
    """Return where the beginning ends, None if there is no such place.

    It is the end of a block, and not of one in a table whose columns would be others then.
    """
    if len(document.text) <= LEAST:
        return len(document.text)
    rows = 0
    for block in document.blocks:
        rows = rows + 1 if block.kind is BlockKind.TABLE_ROW else 0
        if block.end > MOST:
            return None
        if block.end >= LEAST and (not rows or rows > _TABLE):
            return block.end
    return None


def _decoded(content: str) -> Beginning:
    """Return the beginning that `_encoded` wrote; raise `ValueError` if it did not."""
    numbers, blocks, rest = content.partition("\n\n")
    length, title, *lines = numbers.split("\n")
    # Without inlines there is nothing between the two line feeds and the next one.
    inlines, ends, text = ("", rest[:1], rest[1:]) if rest[:1] == "\n" else rest.partition("\n\n")
    if not blocks or not ends:
        raise ValueError("not a beginning")
    document = Document(
        Text.of(text),
        "",
        "",
        Metadata(title),
        tuple(map(_block, lines)),
        tuple(map(_inline, inlines.split("\n"))) if inlines else (),
    )
    return Beginning(document, int(length))


def _block(line: str) -> Block:
    start, end, kind, level, indent, header, cells, marker = line.split("\t", 7)
    spans = [cell.split(":") for cell in cells.split(",") if cell]
    return Block(
        int(start),
        int(end),
        BlockKind(kind),
        int(level),
        int(indent),
        marker,
        tuple((int(first), int(last)) for first, last in spans),
        header == "1",
    )


def _inline(line: str) -> Inline:
    start, end, kind = line.split("\t")
    return Inline(int(start), int(end), InlineKind(kind))


def _head(path: str) -> str:
    """Return what must be the same for a beginning to be that of the file at `path`."""
    whole = os.path.realpath(path)
    status = os.stat(whole)  # noqa: PTH116 - as above
    return f"{_FORMAT}\n{os.fsencode(whole).hex()} {status.st_mtime_ns}:{status.st_size}\n"


def _name(folder: str, path: str) -> str:
    number = zlib.crc32(os.fsencode(os.path.realpath(path)))
    return os.path.join(folder, f"{number:08x}")  # noqa: PTH118 - as above


def _forget_oldest(folder: str) -> None:
    with os.scandir(folder) as entries:
        found = sorted((entry.stat().st_mtime_ns, entry.path) for entry in entries)
    for _, name in found[:-KEPT]:
        os.unlink(name)  # noqa: PTH108 - as above
