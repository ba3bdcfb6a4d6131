"""Search in a text: literal words with smart case, phrases across line breaks, regular expressions.

A query in lower case finds any case; one with a capital finds that case. White space in a
query stands for any white space in the text, line breaks included. The text is searched chunk
by chunk, with a little of what follows, so that hits come one by one and a long text is never
copied.
"""

from __future__ import annotations

import re
import signal
import threading
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from functools import partial
from itertools import chain
from types import FrameType
from typing import NamedTuple

from reader.core.errors import ReaderError, UsageError
from reader.core.text import Text

Span = tuple[int, int]

LOOKAHEAD = 2_048
"""Code points of the next chunk that a hit may reach into, at least."""
LOOKBEHIND = 64
"""Code points before a chunk that a pattern may look at."""
RARE = 1_000
"""Code points in which a word that is looked for by itself occurs once at most."""
PATTERN_SECONDS = 0.5
"""How long a regular expression may take before it is given up."""


class PatternTooSlowError(ReaderError):
    """A regular expression took longer than it may."""


def find_all(text: Text, query: str, *, regex: bool = False) -> list[Span]:
    """Return every hit of `query` in `text`, in order, none overlapping.

    With `regex`, raises `UsageError` if the query is no regular expression and
    `PatternTooSlowError` if it takes longer than `PATTERN_SECONDS`.
    """
    if not regex:
        return list(find_iter(text, query))
    with time_limit(PATTERN_SECONDS):
        return list(find_iter(text, query, regex=True))


def find_iter(text: Text, query: str, start: int = 0, *, regex: bool = False) -> Iterator[Span]:
    """Yield the hits of `query` that begin at `start` or after it, as they are found.

    Raises `UsageError` if `regex` is set and the query is no regular expression.
    """
    return chain.from_iterable(find_chunks(text, query, start, regex=regex))


def find_chunks(
    text: Text, query: str, start: int = 0, *, regex: bool = False
) -> Iterator[list[Span]]:
    """Yield the hits of each chunk of `text` from `start` on; see `find_iter`."""
    search = _pattern_search(query) if regex else _literal_search(query)
    if search is None:
        return
    lookahead = max(LOOKAHEAD, 4 * len(query))
    position = start
    for base, chunk in text.chunks():
        end = base + len(chunk)
        if end <= position:
            continue
        before = text.slice(base - LOOKBEHIND, base)
        window = "".join((before, chunk, text.slice(end, end + lookahead)))
        hits = search(window, max(base, position), base - len(before))
        while hits and hits[-1][0] >= end:
            hits.pop()
        if hits:
            position = hits[-1][1]
        yield hits


def _literal_search(query: str) -> _Search | None:
    words = query.split()
    if not words:
        return None
    folds = query == query.lower()
    if folds:
        words = [_folded(word) for word in words]
    find = partial(_occurrences, words[0]) if len(words) == 1 else _Phrase(words)
    return _Search(find, folds=folds)


def _pattern_search(query: str) -> _Search:
    try:
        # A capital after a backslash is no letter: \W, \S.
        letters = re.sub(r"\\.", "", query)
        flags = re.IGNORECASE if letters == letters.lower() else re.NOFLAG
        return _Search(partial(_matches, re.compile(query, flags | re.MULTILINE)), folds=False)
    except (re.error, OverflowError, RecursionError) as error:
        remedy = "Search for the words themselves, or correct it"
        raise UsageError(f"not a regular expression: {error}", remedy=remedy) from error


class _Search(NamedTuple):
    """Finds hits in a window of the text."""

    find: Callable[[str, int, int], list[Span]]
    """Called with a window, where in it to begin, and the offset of the window."""
    folds: bool
    """Whether case is ignored by searching in lower case."""

    def __call__(self, window: str, start: int, origin: int) -> list[Span]:
        """Return the hits from the offset `start` on in the `window` from `origin` on."""
        return self.find(_folded(window) if self.folds else window, start - origin, origin)


def _occurrences(word: str, window: str, at: int, origin: int) -> list[Span]:
    length, find, hits = len(word), window.find, []
    found = find(word, at)
    while found >= 0:
        start = origin + found
        hits.append((start, start + length))
        found = find(word, found + length)
    return hits


class _Phrase:
    """Finds words that follow each other with any white space between them.

    The longest of them is looked for, which is faster than a regular expression; unless it
    turns out to be in every other line.
    """

    def __init__(self, words: Sequence[str]) -> None:
        number, self._word = max(enumerate(words), key=lambda one: len(one[1]))
        self._before = words[:number][::-1]
        gap = r"\s+"
        self._after = re.compile("".join(gap + re.escape(word) for word in words[number + 1 :]))
        self._whole = re.compile(gap.join(map(re.escape, words)))
        self._is_rare = True

    def __call__(self, window: str, at: int, origin: int) -> list[Span]:
        if not self._is_rare:
            return _matches(self._whole, window, at, origin)
        hits, seen = [], 0
        found = window.find(self._word, at)
        while found >= 0:
            seen, follow = seen + 1, found + 1
            if match := self._after.match(window, found + len(self._word)):
                start = self._start(window, found)
                if start >= at:
                    at = follow = match.end()
                    hits.append((origin + start, origin + at))
            found = window.find(self._word, follow)
        self._is_rare = seen * RARE <= len(window)
        return hits

    def _start(self, window: str, start: int) -> int:
        """Return where the words before the one at `start` begin; -1 if they are not there."""
        for word in self._before:
            end = start
            while end and window[end - 1].isspace():
                end -= 1
            if end == start or not window.endswith(word, 0, end):
                return -1
            start = end - len(word)
        return start


def _matches(pattern: re.Pattern[str], window: str, at: int, origin: int) -> list[Span]:
    return [
        (origin + match.start(), origin + match.end())
        for match in pattern.finditer(window, at)
        if match.end() > match.start()
    ]


def _folded(text: str) -> str:
    """Return `text` in lower case, character by character, so that offsets stay.

    Only a capital I with a dot above grows when lowered; the two small sigmas are made one.
    """
    if text.isascii():
        return text.lower()
    return text.replace("\u0130", "I").lower().replace("\u03c2", "\u03c3")


@contextmanager
def time_limit(seconds: float) -> Iterator[None]:
    """Raise `PatternTooSlowError` inside the block once `seconds` have passed.

    The regular expression engine looks for signals as it backtracks, so a timer stops it. Only
    the main thread gets signals; in another one, or where there is no such timer, there is no
    limit.
    """
    if threading.current_thread() is not threading.main_thread() or not hasattr(
        signal, "setitimer"
    ):
        yield
        return

    def give_up(_signal: int, _frame: FrameType | None) -> None:
        raise PatternTooSlowError(
            f"the pattern takes longer than {seconds} s",
            remedy="Nested repetitions such as (a+)+ are slow; write it without them",
        )

    previous = signal.signal(signal.SIGALRM, give_up)
    signal.setitimer(signal.ITIMER_REAL, seconds)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)
        signal.signal(signal.SIGALRM, previous)
