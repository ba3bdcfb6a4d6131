"""Words with the sentence that they stand in, on one line, as lists show them."""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

from reader.core.document import Document
from reader.core.textobjects import Span, TextObjects, Unit

BEFORE, AFTER = 28, 200
"""Characters of the sentence before the words and after them, at most."""
LONGEST = 60
"""Characters of the words themselves."""


class Excerpt(NamedTuple):
    """Words with what stands before and after them; joined, they read as in the text."""

    before: str
    words: str
    after: str


def in_sentences(document: Document, spans: Iterable[Span]) -> list[Excerpt]:
    """Return each span in its sentence, blanks folded, cut where it is long."""
    objects = TextObjects(document)
    return [_excerpt(document, objects, *span) for span in spans]


def _excerpt(document: Document, objects: TextObjects, start: int, end: int) -> Excerpt:
    text = document.text
    first, last = objects.around(Unit.SENTENCE, start)
    is_cut = start - first > BEFORE
    before = text.slice(max(min(first, start), start - BEFORE), start)
    if is_cut and not before[:1].isspace():
        before = before.partition(" ")[2] or before  # a whole word first
    words = text.slice(start, min(end, start + LONGEST))
    after = text.slice(end, min(max(last, end), end + AFTER))
    return Excerpt(
        "…" * is_cut + _folded(before).lstrip(),
        _folded(words).strip() + ("…" if end - start > LONGEST else ""),
        _folded(after).rstrip(),
    )


def _folded(text: str) -> str:
    """Return `text` with a blank for each run of white space, those at its ends included."""
    folded = " ".join(text.split())
    if not folded:
        return " " if text else ""
    return (" " if text[0].isspace() else "") + folded + (" " if text[-1].isspace() else "")
