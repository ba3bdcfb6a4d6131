"""Words and sentences for formats that are made of tokens.

Tokens are cut so that every span begins and ends with one: a consumer never has to move a border.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from reader.exchange.spans import Span

_MARKS = "\u0300-\u036f\ufe0e\ufe0f\u200d\U0001f3fb-\U0001f3ff"
_WORD = rf"[\w{_MARKS}]+"
_TOKEN = re.compile(rf"{_WORD}(?:['’\-]{_WORD})*|\s+|[^\w\s][{_MARKS}]*")
_ENDS_SENTENCE = re.compile(r"[.!?…]+|[\"”’»)\]]")
_OPEN = frozenset('"“„«‘([')
_STOP = re.compile(r"[.!?…]")


class Token(NamedTuple):
    """A token ``[start, end)``; a run of blanks beyond a single space is a token too."""

    start: int
    end: int
    text: str
    space_after: bool
    """Whether one space follows that belongs to no token."""

    @property
    def is_blank(self) -> bool:
        """Whether the token is made of blanks."""
        return self.text.isspace()


def tokenise(text: str, spans: Iterable[Span]) -> list[Token]:
    """Return the tokens of `text`, cut at the borders of `spans` too."""
    borders = sorted({border for span in spans for border in (span.start, span.end)})
    tokens: list[Token] = []
    for first, end in _pieces(text, borders):
        start = first
        if text[first] == " " and tokens and not tokens[-1].is_blank:
            tokens[-1] = tokens[-1]._replace(space_after=True)
            start += 1
        if start < end:
            tokens.append(Token(start, end, text[start:end], space_after=False))
    return tokens


def _pieces(text: str, borders: Sequence[int]) -> Iterator[tuple[int, int]]:
    """Yield the spans of words, marks and runs of blanks, cut at `borders`."""
    next_border = 0
    for found in _TOKEN.finditer(text):
        start = found.start()
        while next_border < len(borders) and borders[next_border] < found.end():
            if borders[next_border] > start:
                yield start, borders[next_border]
                start = borders[next_border]
            next_border += 1
        yield start, found.end()


def sentences(tokens: Sequence[Token], spans: Iterable[Span]) -> Iterator[list[Token]]:
    """Yield the tokens sentence by sentence; no sentence ends inside one of the flat `spans`."""
    inner = sorted((span.start, span.end) for span in spans)
    sentence: list[Token] = []
    for index, token in enumerate(tokens):
        sentence.append(token)
        if _ends_sentence(tokens, index) and not _is_inside(inner, token.end):
            yield sentence
            sentence = []
    if sentence:
        yield sentence


def _ends_sentence(tokens: Sequence[Token], index: int) -> bool:
    """Whether a sentence may end here: at a line end, or after a stop and before a capital."""
    token = tokens[index]
    if token.is_blank:
        return "\n" in token.text
    if index + 1 == len(tokens) or not token.space_after or tokens[index + 1].is_blank:
        return False
    following = tokens[index + 1].text[0]
    if not _ENDS_SENTENCE.fullmatch(token.text) or not (following.isupper() or following in _OPEN):
        return False
    return any(_STOP.match(one.text) for one in tokens[max(0, index - 1) : index + 1])


def _is_inside(spans: Sequence[tuple[int, int]], offset: int) -> bool:
    """Whether `offset` lies inside a span, its borders not counted."""
    at = bisect_right(spans, offset, key=lambda span: span[0])
    return at > 0 and spans[at - 1][0] < offset < spans[at - 1][1]
