"""Labelled texts, to learn from: the text itself with the types of its spans.

Reads one JSON object a line, as ``entities`` (``[start, end, label]``, our own and spaCy's older
form), ``label`` (doccano), ``ents`` (spaCy) or ``spans`` (Prodigy), and CoNLL columns with IOB or
BIOES tags in the last one. Offsets are code points.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from reader.core.errors import ReaderError
from reader.exchange import jsontext
from reader.exchange.records import Record

_FIELDS = ("entities", "ents", "spans", "label", "labels")
_SENTENCES = 40
"""Of a CoNLL file without ``-DOCSTART-``, how many are taken for a document."""

Entity = tuple[int, int, str]


@dataclass(frozen=True, slots=True)
class Labelled:
    """A text and its labelled spans ``[start, end)``, in order."""

    text: str
    entities: tuple[Entity, ...]


def read_labelled(content: bytes) -> list[Labelled]:
    """Return the texts of a file.

    Raises `ReaderError` if it is in none of the forms, or a span is not inside its text.
    """
    if content.lstrip()[:1] == b"{":
        return [_object(line, number) for number, line in _lines(content) if line.strip()]
    try:
        return list(_columns(content.decode("utf-8")))
    except UnicodeDecodeError as error:
        raise ReaderError("this is neither JSON lines nor CoNLL columns in UTF-8") from error


def _lines(content: bytes) -> Iterator[tuple[int, bytes]]:
    return enumerate(content.splitlines(), 1)


def _object(line: bytes, number: int) -> Labelled:
    where = f"line {number}"
    record = Record(jsontext.loads(line, where), where)
    if record.get("record") is not None:
        remedy = "Add them to your documents with “reader import”, then learn without a file"
        raise ReaderError("these are annotations without their texts", remedy=remedy)
    text, fields = record.text("text"), map(record.get, _FIELDS)
    given = next((field for field in fields if isinstance(field, list)), None)
    if given is None:
        raise ReaderError(f"{where} has no list of spans: {', '.join(_FIELDS)}")
    entities = sorted(_entity(one, where) for one in given)
    for start, end, label in entities:
        if not 0 <= start < end <= len(text) or not label:
            raise ReaderError(f"{where} has a span that is not inside its text")
    return Labelled(text, tuple(_apart(entities)))


def _entity(given: object, where: str) -> Entity:
    """Return a span, written as a list or as an object."""
    if isinstance(given, dict):
        given = [given.get("start"), given.get("end"), given.get("label")]
    match given:
        case [int(start), int(end), str(label), *_]:
            return start, end, label
    raise ReaderError(f"{where} has a span without start, end and label")


def _apart(entities: Iterable[Entity]) -> Iterator[Entity]:
    """Yield the spans in order, without those that overlap one before."""
    at = 0
    for entity in entities:
        if entity[0] >= at:
            yield entity
            at = entity[1]


def _columns(text: str) -> Iterator[Labelled]:
    """Yield the documents of a file in columns."""
    document = _Document()
    for number, line in enumerate((*text.splitlines(), "-DOCSTART-"), 1):
        cells = line.split()
        if line.startswith("-DOCSTART-"):
            if document.words:
                yield document.finished()
            document = _Document()
        elif not cells:
            document.end_sentence()
            if document.sentences >= _SENTENCES:
                yield document.finished()
                document = _Document()
        elif not line.startswith("#"):
            if len(cells) < 2 or (cells[-1] != "O" and cells[-1][1:2] != "-"):
                raise ReaderError(f"line {number} is no token with a tag")
            document.add(cells[0], cells[-1])


class _Document:
    """A document as it is put together, token by token."""

    def __init__(self) -> None:
        self.words: list[str] = []
        self.sentences = 0
        self._length = 0
        self._entities: list[Entity] = []
        self._open = ""

    def add(self, word: str, tag: str) -> None:
        """Add a token; in IOB1 an entity may begin with ``I-``."""
        start = self._length
        self.words += (word, " ")
        self._length += len(word) + 1
        part, _, label = tag.partition("-")
        if part in {"I", "E", "L", "M"} and label == self._open:
            first, _, _ = self._entities[-1]
            self._entities[-1] = (first, start + len(word), label)
        elif label:
            self._entities.append((start, start + len(word), label))
        self._open = "" if part in {"E", "L", "S", "U"} else label

    def end_sentence(self) -> None:
        """End a line of the text."""
        if self.words and self.words[-1] == " ":
            self.words[-1] = "\n"
            self.sentences += 1
        self._open = ""

    def finished(self) -> Labelled:
        """Return the document."""
        return Labelled("".join(self.words), tuple(self._entities))
