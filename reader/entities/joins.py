"""Joins: names that were found in pieces, put together by what stands between the pieces.

"Harcastle & Byrne" is a firm, "Khalid al-Mansouri" one person, "Security Service of Ukraine" one
organisation, and what ends in "Ltd" or "Company" begins where its capitals begin.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence

from reader.core.entity import EntityType
from reader.entities import bits
from reader.entities.spans import Block, Name

SOURCE = "rules"

_ARABIC = ("al-", "el-", "ul-", "ad-", "as-", "an-", "ar-", "az-", "at-")
_NAMED_AFTER = frozenset({"of", "for"})
_TOPICAL = frozenset(
    {"Ministry", "Department", "Committee", "Commission", "Authority", "Agency", "Institute"}
    | {"Council", "Office", "Board", "Federation", "Society", "Centre", "Center", "Association"}
)
"""Bodies whose field is often two: "Ministry of Environment and Urbanisation"."""
_FIRM = frozenset(
    {"Company", "Corporation", "Holding", "Holdings", "Partners", "Limited", "Inc", "Inc.", "Ltd"}
    | {"Ltd.", "Corp", "Corp.", "Co.", "plc", "PLC", "LLC", "LLP", "AG", "SE", "GmbH", "NV", "N.V."}
    | {"SA", "S.A.", "SpA", "Oyj", "ASA", "Bhd", "Pte"}
)
_APART = bits.PLACE | bits.NORP | bits.ORG | bits.ORG_HEAD
"""What is a name of its own after "and"."""


_LONGEST = 9
"""Words of a company's name."""
_FIELD = 4
"""Words that say what a body is for."""


def join(block: Block) -> None:
    """Replace the names of a block that are parts of longer ones."""
    flags = block.flags
    heads = [i for i, flag in enumerate(flags) if flag & _HEADS and flag & bits.CAPITAL]
    if heads:
        _replace(block, list(_firms(block, heads)))
        _replace(block, list(_bodies(block, heads)))
    if "&" in block.tokens.words:
        _replace(block, list(_partners(block)))
    _replace(block, list(_people(block)))


_HEADS = bits.ORG_HEAD | bits.ORG_SUFFIX


def _replace(block: Block, names: list[Name]) -> None:
    """Put `names`, in order and disjoint, in the place of those that they overlap."""
    if not names:
        return
    taken = bytearray(len(block.tokens))
    for name in names:
        taken[name.first : name.end] = b"\1" * (name.end - name.first)
    apart = [name for name in block.names if not any(taken[name.first : name.end])]
    block.names = sorted(apart + names)


def _people(block: Block) -> Iterator[Name]:
    """Yield people with the particle and the name that follow: "Khalid al-Mansouri"."""
    words, flags = block.tokens.words, block.flags
    at = 0
    for name in block.names:
        end = name.end
        if name.label != EntityType.PERSON or end >= len(words) or not words[end].islower():
            continue
        while end + 1 < len(words) and flags[end] & bits.PARTICLE and words[end].islower():
            end += 1
        goes_on = end > name.end and flags[end] & bits.CAPITAL
        if name.first >= at and (goes_on or words[end].startswith(_ARABIC)):
            at = _name_at(block, end)[1]
            yield _longer(block, name.first, at, EntityType.PERSON)


def _partners(block: Block) -> Iterator[Name]:
    """Yield firms named after partners: "Harcastle & Byrne"."""
    words, flags = block.tokens.words, block.flags
    at = 0
    for index in [i for i, word in enumerate(words) if word == "&"]:
        if not (at < index < len(words) - 1 and flags[index - 1] & flags[index + 1] & bits.CAPITAL):
            continue
        first, _, before = _name_at(block, index - 1)
        _, end, after = _name_at(block, index + 1)
        if first >= at and {before, after} & _PARTNERS:
            at = end
            yield _longer(block, first, end, EntityType.ORG)


_PARTNERS = frozenset({EntityType.PERSON, EntityType.ORG})


def _firms(block: Block, heads: Sequence[int]) -> Iterator[Name]:
    """Yield capitalised words that end in the form of a company."""
    words, flags = block.tokens.words, block.flags
    at = 0
    for end in [i + 1 for i in heads if words[i] in _FIRM]:
        first, least = end - 1, max(at, end - _LONGEST)
        while first > least and flags[first - 1] & bits.CAPITAL and not flags[first - 1] & _NO_FIRM:
            first -= 1
        if _opens(flags, first) and flags[first] & bits.COMMON:
            first += 1
        if end - first > 1:
            first = max(at, min(first, _name_at(block, first)[0]))
            at = end
            yield _longer(block, first, end, EntityType.ORG)


_NO_FIRM = bits.TITLE | bits.NORP


def _opens(flags: Sequence[int], index: int) -> bool:
    """Whether a token is the first of a sentence or a line."""
    return index == 0 or bool(flags[index - 1] & bits.STOP)


def _bodies(block: Block, heads: Sequence[int]) -> Iterator[Name]:
    """Yield organisations with what they are named after: "Security Service of Ukraine"."""
    words, flags = block.tokens.words, block.flags
    at = 0
    for index in heads:
        start = index + 2
        if start >= len(words) or words[index + 1] not in _NAMED_AFTER:
            continue
        first, end, label = _name_at(block, index)
        led = index > at and flags[index - 1] & bits.CAPITAL and not flags[index - 1] & bits.COMMON
        if first < at or not (label == EntityType.ORG or (led and not label)):
            continue
        if words[start] == "the" and start + 1 < len(words):
            start += 1
        if not flags[start] & bits.CAPITAL:
            continue
        if words[index + 1] == "for" and not flags[start] & bits.ORDINARY:
            continue
        at = end if flags[end - 1] & bits.PLACE else _field_end(block, max(start, end))
        if words[index] in _TOPICAL and at + 1 < len(words) and words[at] == "and":
            field = flags[at + 1]
            at = _field_end(block, at + 1) if field & bits.CAPITAL and not field & _APART else at
        yield _longer(block, first if label else index - 1, at, EntityType.ORG)


def _field_end(block: Block, start: int) -> int:
    """Return where the capitalised words at `start` end that say what a body is for."""
    words, flags = block.tokens.words, block.flags
    end = start
    limit = min(len(flags), start + _FIELD)
    while end < limit and flags[end] & bits.CAPITAL:
        first, after, label = _name_at(block, end)
        if label and first == end and end > start:
            break
        end = after
        if flags[end - 1] & bits.PLACE:
            break
    if end + 1 < limit and words[end] == "of" and flags[end + 1] & bits.PLACE:
        return _name_at(block, end + 1)[1]
    return end


def _name_at(block: Block, index: int) -> tuple[int, int, str]:
    """Return borders and label of the name that holds a token; of the token alone if none."""
    at = bisect_right(block.names, index, key=lambda name: name.first) - 1
    if at >= 0 and index < block.names[at].end:
        return block.names[at].first, block.names[at].end, block.names[at].label
    return index, index + 1, ""


def _longer(block: Block, first: int, end: int, label: EntityType) -> Name:
    """Return a name that reaches from one token to another, as sure as its surest part."""
    at = bisect_left(block.names, first, key=lambda name: name.end)
    score = 0.6
    while at < len(block.names) and block.names[at].first < end:
        score = max(score, block.names[at].score)
        at += 1
    return Name(first, end, label.value, score, SOURCE)
