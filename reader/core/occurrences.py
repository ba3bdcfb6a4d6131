"""All places of a document where the same words stand."""

from __future__ import annotations

from reader.core.find import find_all
from reader.core.text import Text
from reader.core.textobjects import words

Span = tuple[int, int]


def occurrences(text: Text, span: Span) -> list[Span]:
    """Return every place where the words of `span` stand as whole words, in order.

    Words in lower case are found in any case, others in their own; a line break counts as a
    blank. `span` itself is among them.
    """
    hits = find_all(text, text.slice(*span))
    others = [hit for hit in hits if not _meet(hit, span) and _is_whole(text, *hit)]
    return sorted([span, *others])


def _is_whole(text: Text, start: int, end: int) -> bool:
    """Whether no word goes on across one of the borders."""
    return not (_is_inside_word(text, start) or _is_inside_word(text, end))


def _is_inside_word(text: Text, border: int) -> bool:
    beside = text.slice(border - 1, border + 1) if border else ""
    return any(start < 1 < end for start, end in words(beside))


def _meet(one: Span, other: Span) -> bool:
    return one[0] < other[1] and other[0] < one[1]
