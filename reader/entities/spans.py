"""Names as spans of tokens while the layers work on one block of text."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from reader.core.entity import Mention
from reader.entities import bits
from reader.entities.tokens import Tokens

PLACES = ("GPE", "LOC", "FAC")
"""The labels of places."""


class Name(NamedTuple):
    """The tokens ``[first, end)`` of a block taken for a name."""

    first: int
    end: int
    label: str
    score: float
    source: str


@dataclass(slots=True)
class Block:
    """A block of reflowed text with what the layers found so far."""

    offset: int
    """Of the block in the document."""
    tokens: Tokens
    flags: list[int]
    """What the lexicon knows of each token."""
    values: list[Mention] = field(default_factory=list)
    """Offsets are those of the block."""
    names: list[Name] = field(default_factory=list)
    """In order, none overlapping."""
    entries: list[tuple[int, int, int]] = field(default_factory=list)
    """First and end token and bits of the gazetteer's entries, in order, none overlapping."""
    cues: list[int] = field(init=False)
    """Indices of the tokens with a bit of `bits.CUE`, in order."""

    def __post_init__(self) -> None:
        self.cues = [index for index, flag in enumerate(self.flags) if flag & bits.CUE]

    def cued(self, bit: int) -> list[int]:
        """Return the indices of the tokens with a `bit` of `bits.CUE`, in order."""
        flags = self.flags
        return [index for index in self.cues if flags[index] & bit]

    def surface(self, name: Name) -> str:
        """Return a name as it is written."""
        tokens = self.tokens
        return tokens.text[tokens.starts[name.first] : tokens.ends[name.end - 1]]

    def words(self, name: Name) -> tuple[str, ...]:
        """Return the words of a name."""
        return tuple(self.tokens.words[name.first : name.end])

    def mentions(self) -> Iterator[Mention]:
        """Yield names and values with offsets of the block; they do not overlap."""
        yield from self.values
        starts, ends = self.tokens.starts, self.tokens.ends
        for name in self.names:
            yield Mention(
                starts[name.first], ends[name.end - 1], name.label, name.score, name.source
            )


def token_span(tokens: Tokens, start: int, end: int) -> tuple[int, int]:
    """Return the first and end index of the tokens that touch ``[start, end)``."""
    return bisect_right(tokens.ends, start), bisect_left(tokens.starts, end)


def covered(block: Block) -> bytearray:
    """Return for each token whether it is in a name."""
    taken = bytearray(len(block.tokens))
    for name in block.names:
        taken[name.first : name.end] = b"\1" * (name.end - name.first)
    return taken


def fill(block: Block, names: Iterable[Name]) -> None:
    """Add those of `names` that overlap no name of the block; the first of two stays."""
    new = list(names)
    if not new:
        return
    taken = covered(block)
    added = []
    for name in new:
        first, end = name.first, name.end
        if 1 not in taken[first:end]:
            taken[first:end] = b"\1" * (end - first)
            added.append(name)
    if added:
        block.names = sorted(block.names + added)


def replace(block: Block, names: Sequence[Name]) -> None:
    """Put `names`, in order and disjoint, in the place of those that they overlap."""
    if not names:
        return
    taken = bytearray(len(block.tokens))
    for name in names:
        taken[name.first : name.end] = b"\1" * (name.end - name.first)
    apart = [name for name in block.names if 1 not in taken[name.first : name.end]]
    block.names = sorted((*apart, *names))


def name_at(block: Block, index: int) -> tuple[int, int, str]:
    """Return borders and label of the name that holds a token; of the token alone if none."""
    at = bisect_right(block.names, index, key=lambda name: name.first) - 1
    if at >= 0 and index < block.names[at].end:
        return block.names[at].first, block.names[at].end, block.names[at].label
    return index, index + 1, ""


def joined(block: Block, first: int, end: int, label: str) -> Name:
    """Return a name that reaches from one token to another, as sure as its surest part."""
    at = bisect_left(block.names, first, key=lambda name: name.end)
    score = 0.6
    while at < len(block.names) and block.names[at].first < end:
        score = max(score, block.names[at].score)
        at += 1
    return Name(first, end, label, score, "rules")


def shield(block: Block, stretches: Iterable[tuple[int, int]]) -> None:
    """Remove the names and values that touch one of the `stretches` of the block's text.

    The stretches are in order and disjoint.
    """
    edges = list(stretches)
    if not edges:
        return

    def touched(start: int, end: int) -> bool:
        at = bisect_right(edges, start, key=lambda edge: edge[1])
        return at < len(edges) and edges[at][0] < end

    starts, ends = block.tokens.starts, block.tokens.ends
    block.names = [n for n in block.names if not touched(starts[n.first], ends[n.end - 1])]
    block.values = [v for v in block.values if not touched(v.start, v.end)]


def reconcile(block: Block) -> None:
    """Let names and values not overlap: the one that holds the other wins, else the value.

    "101st Brigade" and "2014 Winter Olympics" are names; "May 8" is a date.
    """
    if not block.values or not block.names:
        return
    values, names = [], list(block.names)
    for value in block.values:
        first, end = token_span(block.tokens, value.start, value.end)
        clash = _overlapping(names, first, end)
        if any(
            name.first <= first and end <= name.end and _longer(name, first, end) for name in clash
        ):
            continue
        for name in clash:
            names.remove(name)
        values.append(value)
    block.values, block.names = values, names


def _longer(name: Name, first: int, end: int) -> bool:
    return name.end - name.first > end - first


def _overlapping(names: Sequence[Name], first: int, end: int) -> list[Name]:
    """Return the names, in order and disjoint, that share a token with ``[first, end)``."""
    at = bisect_left(names, end, key=lambda name: name.first)
    found = []
    while at and names[at - 1].end > first:
        at -= 1
        found.append(names[at])
    return found
