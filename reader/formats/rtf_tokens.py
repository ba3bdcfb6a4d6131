"""The words of RTF: control words, escaped bytes, groups and text, one after the other."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

_TOKEN = re.compile(
    r"\\([a-zA-Z]{1,32})(-?\d{1,10})?[ ]?"  # a control word and its number
    r"|\\'([0-9a-fA-F]{2})"  # a byte
    r"|\\([^a-zA-Z])"  # a control symbol
    r"|([{}])"
    r"|([^\\{}\r\n]+)"
)


@dataclass(frozen=True, slots=True)
class Token:
    """One word of RTF."""

    kind: str
    """``word``, ``byte``, ``symbol``, ``text``, or ``{`` or ``}``."""
    value: str
    number: int | None = None


def tokens(data: bytes) -> Iterator[Token]:
    r"""Yield the tokens of `data`; bytes after ``\bin`` are passed over."""
    text = data.decode("latin-1")
    position = 0
    while match := _TOKEN.search(text, position):
        position = match.end()
        word, number, byte, symbol, brace, run = match.groups()
        if word == "bin":
            position += max(0, int(number or 0))
        elif word:
            yield Token("word", word, int(number) if number else None)
        elif byte:
            yield Token("byte", byte, int(byte, 16))
        elif symbol:
            yield Token("symbol", symbol)
        elif brace:
            yield Token(brace, brace)
        else:
            yield Token("text", run)
