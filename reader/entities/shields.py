"""Shields: stretches of text that look like names or numbers and are neither.

Addresses, handles, hashes and account numbers are no named entities of any of the 18 types;
nothing inside them is marked. Only tokens that such a stretch has are looked at.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from reader.entities import bits
from reader.entities.spans import Block

_BEFORE = 64
"""Characters looked at before the token, as far as they may be part of an address."""
_AFTER = 2_000
_TRIGGERS = frozenset({"@", "+", "http", "https", "ftp", "www"})
_NUMERIC = re.compile(r"\d{1,3}(?:\.\d{1,3}){3}|(?=\w*\d)(?:0x)?\w{20,}")
_LOCAL = re.compile(r"[\w.-]")
_SHIELD = re.compile(
    r"""
      \b[a-zA-Z][a-zA-Z0-9+.-]{1,20}://[^\s<>"']+               # URL
    | \bwww\.[^\s<>"']+
    | [\w.+-]{1,64}@[\w-]{1,63}(?:\.[\w-]{1,63}){0,5}           # e-mail
    | @\w{1,40}                                                 # handle
    | \b\w{1,40}(?:_\w{1,40})+                                  # identifier
    | \b\d{1,3}(?:\.\d{1,3}){3}\b                               # IPv4
    | \b(?=\w*\d)\w{20,}                                        # hash, account
    | \+\d{1,3}(?:[ .-]?\(?\d{2,5}\)?){2,5}                     # phone
    """,
    re.VERBOSE,
)


def may_hold(word: str) -> bool:
    """Whether a token is one that addresses and the like have."""
    if word in _TRIGGERS or "_" in word:
        return True
    return len(word) >= 7 and not word.isalpha() and bool(_NUMERIC.fullmatch(word))


def find_shields(block: Block) -> Iterator[tuple[int, int]]:
    """Yield the stretches ``[start, end)`` of a block in which nothing is marked, in order."""
    text, starts = block.tokens.text, block.tokens.starts
    at = 0
    for index in block.cued(bits.ADDRESS):
        start = starts[index]
        if start < at:
            continue
        while start > max(at, starts[index] - _BEFORE) and _LOCAL.match(text, start - 1):
            start -= 1
        limit = min(len(text), start + _AFTER)
        if match := _SHIELD.match(text, start, limit) or _SHIELD.match(text, starts[index], limit):
            yield match.span()
            at = match.end()
