"""The first page of a document that was never opened, drawn from its beginning.

It is laid out and painted by the same code as the page of the program, which takes its place as
soon as it is loaded: no row of text changes then. Only what is sure to be plain text in UTF-8 is
shown here, and documents that were converted before; everything else waits for the program.
"""

from __future__ import annotations

import codecs
import os
import stat
from typing import TYPE_CHECKING

from reader.core.document import Document, Metadata
from reader.core.layout import GRID, Layout
from reader.core.paint import Layers, paint
from reader.core.plaintext import MAX_STRUCTURED, SAMPLE, structure, title_of
from reader.core.reading_time import progress_line
from reader.core.safetext import safe_line
from reader.core.suffixes import TEXT
from reader.core.text import Text
from reader.core.viewport import Viewport
from reader.core.width import measure
from reader.core.width import width as cell_width
from reader.drawing.frame import FIGURE, Frame
from reader.drawing.hints import fitting
from reader.first_page import pages
from reader.first_page.look import part_of
from reader.formats.beginnings import Beginning, kept

if TYPE_CHECKING:
    from reader.first_page.look import Look

_SIGNATURES = (b"%PDF-", b"{\\rtf", b"\xff\xfe", b"\xfe\xff")
_CONTROLS = bytes({*range(0x20), 0x7F} - {*b"\t\n\r\f"})
FINDING = "finding entities …"
"""What the status line says until the entities are found."""

Parts = list[tuple[str, str]]
"""Texts, and the part of the page that each looks like, see `reader.first_page.look`.

Parameters of SGR sequences may follow the name of a part, each after a semicolon.
"""


def rows(path: str, columns: int, lines: int, look: Look) -> list[str] | None:
    """Return the rows of the first page of `path` as they are written to the terminal.

    None if it is not sure what its text is, if the terminal is too small for a page or too large
    for what is known of the document, or if words are to be broken: where takes long to load.
    Raises `OSError` or `ValueError` if the file, or what is known of it, cannot be read.
    """
    height, frame = lines - 2, Frame.of(columns, look.typography)
    if height < 1 or columns < frame.left + frame.text or look.typography.hyphenate:
        return None
    is_text = path.lower().endswith(TEXT)
    beginning = _beginning(path, columns * lines) if is_text else kept(pages.beginnings(), path)
    if beginning is None:
        return None
    document, length = beginning
    view = Viewport(Layout(document, frame.text, look.typography), height)
    if not is_text and len(document.text) < length and view.end_offset >= len(document.text):
        return None
    layers = Layers()
    layers.set_document(document)
    page = [
        [
            (" " * frame.left, "text"),
            *((run.text, part_of(run.look)) for run in paint(document, row, layers)),
        ]
        for row in view.rows
    ]
    page += [[]] * (height - len(page))
    far = progress_line(length, min(1.0, view.end_offset / max(1, length)))
    title = safe_line(document.metadata.title or os.path.basename(path))  # noqa: PTH119 - pathlib takes too long to load
    screen = [
        (_title(title, far, columns), "bar"),
        *((row, "text") for row in page),
        (_line([(FINDING, "state")], _hints(look, columns), columns), "bar"),
    ]
    return [_sequence(row, rest, columns, look) for row, rest in screen]


def _beginning(path: str, least: int) -> Beginning | None:
    """Return the beginning of the text at `path`, `least` characters of it or more."""
    stem, _ = os.path.splitext(os.path.basename(path))  # noqa: PTH119, PTH122 - as above
    wanted = max(GRID, SAMPLE) + least
    data, size = _head(path, 4 * wanted)
    is_text = data.translate(None, _CONTROLS) == data and not data.startswith(_SIGNATURES)
    if not data or not is_text:
        return None
    is_whole = len(data) == size
    try:
        text, used = codecs.utf_8_decode(data.removeprefix(codecs.BOM_UTF8), "strict", is_whole)
    except UnicodeDecodeError:
        return None
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    length = len(text) if is_whole else size * len(text) // used
    text = text[:wanted]
    blocks = tuple(structure(text)) if size <= MAX_STRUCTURED else ()
    title = title_of(text) or os.fsencode(stem).decode("utf-8", "replace")
    return Beginning(Document(Text.of(text), "txt", "", Metadata(title), blocks), length)


def _head(path: str, most: int) -> tuple[bytes, int]:
    """Return the first bytes of the file at `path`, at most so many, and its size.

    They are none if it is no regular file.
    """
    # Opening a FIFO without O_NONBLOCK waits for a writer that may never come.
    descriptor = os.open(path, os.O_RDONLY | os.O_NONBLOCK | os.O_CLOEXEC | os.O_NOCTTY)
    try:
        status = os.fstat(descriptor)
        is_file = stat.S_ISREG(status.st_mode)
        return os.read(descriptor, most) if is_file else b"", status.st_size
    finally:
        os.close(descriptor)


def _title(title: str, far: str, columns: int) -> Parts:
    """Return the first line: what is open on the left, how far it is read at the right end."""
    width = min(FIGURE, columns // 2)
    line = _line([(title, "title")], [], columns - width)
    return [*line, (f"{far[: width - 1]:>{width - 1}} ", "state")]


def _hints(look: Look, columns: int) -> Parts:
    room = columns - min(cell_width(FINDING), columns - 2) - 3
    parts: Parts = []
    for key, word in fitting(look.hints, room):
        parts += [("  " if parts else "", "bar"), (key, "key"), (" ", "bar"), (word, "word")]
    return parts


def _line(left: Parts, right: Parts, columns: int) -> Parts:
    """Return a line with `left` and `right` at its ends; the left one gives way."""
    (text, part), taken = left[0], sum(cell_width(text) for text, _ in right)
    if cell_width(text) > (room := max(0, columns - taken - 4)):
        cells = measure(text)
        text = cells.shown(0, cells.floor(cells.index(max(0, room - 1)))) + "…"
    gap = max(1, columns - cell_width(text) - taken - 2)
    return [(" ", "bar"), (text, part), (" " * gap, "bar"), *right, (" ", "bar")]


def _sequence(row: Parts, rest: str, columns: int, look: Look) -> str:
    """Return `row` as it is written, filled up with blanks like the part `rest`."""
    taken = sum(cell_width(text) for text, _ in row)
    filled = [*row, (" " * max(0, columns - taken), rest)]
    drawn = (f"\x1b[0;{_parameters(part, look)}m{text}" for text, part in filled if text)
    return "".join((*drawn, "\x1b[0m"))


def _parameters(part: str, look: Look) -> str:
    name, more, attributes = part.partition(";")
    return look.pens[name] + more + attributes
