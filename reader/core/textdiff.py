"""What two versions of a text have in common, as blocks of equal characters.

Sentences are matched first, then words in what is left, then characters where a word was only
respelt: the coarser the unit, the surer that it is the same and does not just look the same.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from itertools import accumulate
from typing import NamedTuple

from reader.core.fold import IDEOGRAPHIC
from reader.core.subsequence import common

_RESPELT = 0.6
"""Share of equal characters from which on two stretches are one, spelt in two ways."""
_LONGEST_RESPELT = 2_000

_SENTENCE = re.compile(r"([^ .!?。][^.!?。]*[.!?。]*[^\w ]*)")
_WORD = re.compile(rf"([{IDEOGRAPHIC}]|[^\W{IDEOGRAPHIC}]+|[^\w ])")


class Block(NamedTuple):
    """`length` characters that are the same from `old` on in one text, from `new` in the other."""

    old: int
    new: int
    length: int


def diff(old: str, new: str) -> list[Block]:
    """Return the equal blocks of two folded texts, in order, each as long as it can be."""
    return list(_joined(_tokens_in_common(old, new, (0, 0), (_SENTENCE, _WORD))))


def _tokens_in_common(
    old: str, new: str, base: tuple[int, int], levels: tuple[re.Pattern[str], ...]
) -> Iterator[Block]:
    """Yield blocks of equal tokens, and between them what finer levels find.

    `base` is where the two stretches begin in their texts.
    """
    if not old or not new:
        return
    if not levels:
        yield from _letters_in_common(old, new, base)
        return
    (starts, tokens), (new_starts, new_tokens) = _tokens(levels[0], old), _tokens(levels[0], new)
    pairs = common(tokens, new_tokens)
    matches = [(starts[i], new_starts[j], len(tokens[i])) for i, j in pairs]
    start = end = new_start = new_end = 0  # the block so far, in both stretches
    for at, to, length in (*matches, (len(old), len(new), 0)):
        if old[end:at] != new[new_end:to]:
            yield Block(base[0] + start, base[1] + new_start, end - start)
            gap = base[0] + end, base[1] + new_end
            yield from _tokens_in_common(old[end:at], new[new_end:to], gap, levels[1:])
            start, new_start = at, to
        end, new_end = at + length, to + length
    yield Block(base[0] + start, base[1] + new_start, end - start)


def _tokens(pattern: re.Pattern[str], text: str) -> tuple[list[int], list[str]]:
    """Return where the tokens of `text` begin, and the tokens; `pattern` is a group."""
    pieces = pattern.split(text)  # by turns what is between tokens, and tokens
    return list(accumulate(map(len, pieces)))[::2], pieces[1::2]


def _letters_in_common(old: str, new: str, base: tuple[int, int]) -> Iterator[Block]:
    """Yield the equal runs of two stretches that differ in every word, if they are alike."""
    enough = _RESPELT * (len(old) + len(new)) / 2
    if min(len(old), len(new)) < enough or len(old) > _LONGEST_RESPELT:
        return
    # Letters in whatever order are no fewer than those in the same order, and soon counted.
    if sum([min(old.count(letter), new.count(letter)) for letter in set(old)]) < enough:
        return
    pairs = common(old, new)
    if len(pairs) >= enough:
        for i, j in pairs:
            yield Block(base[0] + i, base[1] + j, 1)


def _joined(blocks: Iterable[Block]) -> Iterator[Block]:
    """Yield `blocks` with those made one that follow each other without a gap, and none empty."""
    last = Block(0, 0, 0)
    for block in blocks:
        if (block.old, block.new) == (last.old + last.length, last.new + last.length):
            last = Block(last.old, last.new, last.length + block.length)
        elif block.length:
            if last.length:
                yield last
            last = block
    if last.length:
        yield last
