"""Finding a quote that a person typed or a program gave, in a text."""

from __future__ import annotations

import re
from collections.abc import Iterator

from reader.core.errors import ReaderError
from reader.core.fold import fold
from reader.core.graphemes import whole
from reader.core.text import Text

Span = tuple[int, int]


def find_quote(text: Text, exact: str, occurrence: int = 1, where: str = "") -> Span:
    """Return the span of the quote in the text, of its `occurrence` counted from 1.

    Any white space stands for any other, so that a quote with a space is found across a line
    feed. Only if the quote is nowhere like that, accents, dashes, quotation marks and other
    typography do not count either. Raises `ReaderError`, about the document `where`, if it is not
    there, or not so often.
    """
    spans = occurrences(text, exact)
    if not spans:
        raise ReaderError(
            "the quote is not in the text", where, "Check its spelling, or give --start and --end"
        )
    if not 1 <= occurrence <= len(spans):
        found = "once" if len(spans) == 1 else f"{len(spans)} times"
        raise ReaderError(
            f"there is no occurrence {occurrence}: the quote is in the text {found}",
            where,
            f"Give an occurrence from 1 to {len(spans)}",
        )
    return whole(text, *spans[occurrence - 1])


def occurrences(text: Text, exact: str) -> list[Span]:
    """Return every span of the text that the quote may mean, in order and disjoint."""
    words = exact.split()
    if not words:
        return []
    source = str(text)
    pattern = re.compile(r"\s+".join(map(re.escape, words)))
    return [found.span() for found in pattern.finditer(source)] or list(_folded(source, exact))


def _folded(source: str, exact: str) -> Iterator[Span]:
    """Yield the spans that read like the quote."""
    quote, text = fold(exact).text.strip(), fold(source)
    at = text.text.find(quote) if quote else -1
    while at >= 0:
        yield text.to_source(at, at + len(quote))
        at = text.text.find(quote, at + len(quote))
