"""Files that hold many documents, each read when it is asked for.

A row of a CSV file or a line of JSON is a document where a column holds texts; so is a message of
a mailbox. Of the file, only the places are kept where its documents begin.
"""

from __future__ import annotations

import csv
import io
import json
import re
from array import array
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from typing import BinaryIO

from reader.core.document import Document
from reader.core.errors import ReaderError
from reader.core.members import member
from reader.formats import mail
from reader.formats.child import convert_in_child
from reader.formats.csv_table import MAX_FIELD, delimiter_of
from reader.formats.encoding import decode, looks_binary
from reader.formats.json_lines import shown
from reader.formats.rows import SAMPLE_ROWS, row_document, text_column
from reader.formats.source import Source, opened_file

_HEAD = 65_536
"""Bytes by which the encoding of a file is told."""
MAX_DOCUMENTS = 1_000_000
_MAX_LINE = 16 * 1024**2
_ISOLATED_FROM = 48 * 1024
"""Bytes of a message from which on it is converted in a process of its own."""
_HEADER = re.compile(rb"[!-9;-~]{1,80}:")


@dataclass(frozen=True, slots=True)
class Corpus:
    """The documents of a file, by their numbers from 1."""

    path: Path
    starts: Sequence[int]
    """Offsets in bytes of where they begin, and of the end of the last one."""
    read: Callable[[Path, int, bytes], Document]
    """Makes the document of a number of its bytes."""

    def __len__(self) -> int:
        return len(self.starts) - 1

    def document(self, number: int) -> Document:
        """Return a document; raises `ReaderError` if there is none with this number."""
        path = member(self.path, number)
        if not 0 < number <= len(self):
            raise ReaderError(f"the file holds {len(self):,} documents", str(path))
        start, end = self.starts[number - 1], self.starts[number]
        with opened_file(self.path) as file:
            file.seek(start)
            data = file.read(end - start)
        return self.read(path, number, data)


def corpus_of(path: Path, text_columns: Sequence[str] = ()) -> Corpus | None:
    """Return the documents of the file at `path`; None if it is one document.

    `text_columns` are the names of columns with texts, the ones that win first. Raises
    `ReaderError` if the file cannot be read.
    """
    index = _BY_SUFFIX.get(path.suffix.lower())
    if index is None:
        return None
    with opened_file(path) as file:
        head = file.read(_HEAD)
        head = head[: head.rfind(b"\n") + 1] or head  # no character is cut
        if not head or looks_binary(head) or b"\0" in head:
            return None
        file.seek(0)
        try:
            return index(path, file, head, text_columns)
        except _NoCorpusError:
            return None


class _NoCorpusError(Exception):
    """The file is no table of texts."""


def _rows(path: Path, file: BinaryIO, head: bytes, text_columns: Sequence[str]) -> Corpus:
    """Return the rows of a CSV file."""
    starts = _starts(_records(file))
    if len(starts) < 3:  # no row below the names
        raise _NoCorpusError
    encoding = decode(head).encoding
    delimiter = delimiter_of(decode(head, chosen=encoding).text.slice(0, _HEAD))
    csv.field_size_limit(MAX_FIELD)

    def cells(data: bytes) -> list[str]:
        text = str(decode(data, chosen=encoding).text).rstrip("\n")
        return next(csv.reader(io.StringIO(text, newline=""), delimiter=delimiter), [])

    def at(number: int) -> list[str]:
        file.seek(starts[number])
        return cells(file.read(starts[number + 1] - starts[number]))

    try:
        names = [name.strip().lstrip("\ufeff") for name in at(0)]
        sample = [at(number) for number in range(1, min(len(starts) - 1, SAMPLE_ROWS))]
    except csv.Error as error:
        raise _NoCorpusError from error
    column = _column(names, sample, text_columns)

    def read(row_path: Path, number: int, data: bytes) -> Document:
        try:
            row = cells(data)
        except csv.Error as error:
            raise ReaderError("the row is damaged", str(row_path)) from error
        return _named(row_document("csv", names, row, column, f"row {number}"), path, number)

    return Corpus(path, starts[1:], read)


def _lines(path: Path, file: BinaryIO, head: bytes, text_columns: Sequence[str]) -> Corpus:
    """Return the lines of a JSON Lines file."""
    starts = _starts(_filled_lines(file))
    encoding = decode(head).encoding

    def fields(data: bytes) -> dict[str, str]:
        try:
            value = json.loads(str(decode(data, chosen=encoding).text))
        except (ValueError, RecursionError):
            return {}
        found = value if isinstance(value, dict) else {"text": value}
        return {str(name): shown(one) for name, one in found.items()}

    file.seek(0)
    sample = [fields(line) for line in islice(file, SAMPLE_ROWS) if line.strip()]
    names = list(dict.fromkeys(name for row in sample for name in row))
    column = _column(names, [[row.get(name, "") for name in names] for row in sample], text_columns)

    def read(row_path: Path, number: int, data: bytes) -> Document:
        row = fields(data)
        if not row:
            raise ReaderError("the line is no JSON", str(row_path), "Repair it, or take it out")
        own = [names[column], *(name for name in row if name != names[column])]
        values = [row.get(name, "") for name in own]
        return _named(row_document("jsonl", own, values, 0, f"row {number}"), path, number)

    return Corpus(path, starts, read)


def _messages(path: Path, file: BinaryIO, _head: bytes, _columns: Sequence[str]) -> Corpus:
    """Return the messages of a mailbox, if there are several."""
    starts = _starts(_letters(file))
    if len(starts) < 3:
        raise _NoCorpusError

    def read(message_path: Path, number: int, data: bytes) -> Document:
        source = Source(message_path, data)
        isolated = len(data) >= _ISOLATED_FROM
        letter = convert_in_child("mail", source) if isolated else mail.convert(source)
        return _named(letter._replace(kind="mbox"), path, number)

    return Corpus(path, starts, read)


def _named(document: Document, path: Path, number: int) -> Document:
    """Return `document` with a title in any case, and what made it."""
    metadata = document.metadata
    title = metadata.title or f"{path.stem} {number}"
    return document._replace(
        metadata=metadata._replace(title=title), converter=f"{document.kind}-member/1"
    )


def _column(
    names: Sequence[str], sample: Sequence[Sequence[str]], text_columns: Sequence[str]
) -> int:
    column = text_column(names, sample, text_columns) if sample else None
    if column is None:
        raise _NoCorpusError
    return column


# Where documents begin


def _starts(offsets: Iterator[int]) -> array[int]:
    """Return `offsets`, the last one that of the end; not more than `MAX_DOCUMENTS`."""
    return array("Q", islice(offsets, MAX_DOCUMENTS + 2))


def _file_lines(file: BinaryIO) -> Iterator[tuple[int, bytes]]:
    """Yield each line with its offset, and an empty one at the end."""
    offset = 0
    while line := file.readline(_MAX_LINE + 1):
        if len(line) > _MAX_LINE:
            raise _NoCorpusError
        yield offset, line
        offset += len(line)
    yield offset, b""


def _filled_lines(file: BinaryIO) -> Iterator[int]:
    return (offset for offset, line in _file_lines(file) if line.strip() or not line)


def _records(file: BinaryIO) -> Iterator[int]:
    """Yield where the records of a CSV file begin: a field in quotation marks may hold lines."""
    is_quoted = False
    for offset, line in _file_lines(file):
        if not line or (not is_quoted and line.strip()):
            yield offset
        is_quoted ^= line.count(b'"') % 2 == 1


def _letters(file: BinaryIO) -> Iterator[int]:
    """Yield where the messages of a mailbox begin: at a line before the first header of one."""
    candidate = None
    for offset, line in _file_lines(file):
        if not line or (candidate is not None and _HEADER.match(line)):
            yield offset if not line else candidate or 0
        candidate = offset if line.startswith(b"From ") else None


_BY_SUFFIX: dict[str, Callable[[Path, BinaryIO, bytes, Sequence[str]], Corpus]] = {
    ".csv": _rows,
    ".tsv": _rows,
    ".jsonl": _lines,
    ".ndjson": _lines,
    ".mbox": _messages,
}
