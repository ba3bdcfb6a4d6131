"""News and reports of our own, written for training and marked by hand: ``news/*.txt``."""

from __future__ import annotations

from collections.abc import Iterator
from importlib.resources import files

from reader.core.entity import EntityType
from reader.entities.marked import Span, marked_texts
from reader.entities.network.model import LABELS
from reader.entities.spans import token_span
from reader.entities.tokens import tokenise
from reader.entities.training.corpus import NEWS, OUTSIDE, Row


def read_news() -> list[Row]:
    """Return the paragraphs as labelled rows."""
    folder = files("reader.entities.training").joinpath("news")
    rows = []
    for file in sorted(folder.iterdir(), key=lambda file: file.name):
        for text, entities in marked_texts(file.read_text("utf-8")):
            rows += [_row(part, inside) for part, inside in _paragraphs(text, entities)]
    return rows


def _paragraphs(text: str, entities: list[Span]) -> Iterator[tuple[str, list[Span]]]:
    """Yield the lines of a text with the entities in them."""
    at = 0
    for line in text.splitlines(keepends=True):
        end = at + len(line)
        if line.strip():
            inside = [span for span in entities if at <= span[0] < end]
            yield line.rstrip(), [(start - at, stop - at, label) for start, stop, label in inside]
        at = end


def _row(text: str, entities: list[Span]) -> Row:
    """Return a paragraph as a row.

    The model has no label for laws: it takes them for events or works, and their words tell them
    apart. Languages stay open.
    """
    tokens = tokenise(text)
    row = Row(tokens.words, [OUTSIDE] * len(tokens.words), [], NEWS)
    for start, end, label in entities:
        first, stop = token_span(tokens, start, end)
        clean = tokens.starts[first] == start and tokens.ends[stop - 1] == end
        row.mark(first, stop, labels_of(label) if clean else frozenset())
    return row


def labels_of(label: str) -> frozenset[str]:
    """Return which labels of the model an entity type may have; none if it has none."""
    return _TITLED if label == EntityType.LAW else frozenset({label}.intersection(LABELS))


_TITLED = frozenset({"EVENT", "WORK_OF_ART"})
