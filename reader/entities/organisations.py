"""Organisations put together from pieces by what their names are made of.

"Harcastle & Byrne" is a firm, "Security Service of Ukraine" and "Competition and Markets
Authority" are one body each, "93rd Mechanised Brigade" is a unit, and what ends in "Ltd" or
"Company" begins where its capitals begin.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from reader.core.entity import EntityType
from reader.entities import bits
from reader.entities.spans import Block, Name, joined, name_at, replace

_NAMED_AFTER = frozenset({"of", "for"})
_SENT = frozenset({"Mission", "Force", "Office", "Delegation", "Operation", "Conference"})
_SENT_TO = frozenset({"in", "for", "to", "on"})
"""What stands before the place of such a body: "Interim Force in Lebanon"."""
_CLOSED = frozenset(
    {"Airlines", "Airways", "Bancorp", "Enterprises", "Holdings", "Industries", "International"}
    | {"Laboratories", "Motors", "Partners", "Pharmaceuticals", "Solutions", "Technologies"}
)
"""They end the name of a firm: after "Dongwon Industries of" stands where it is."""
_MEMBERS = frozenset({"Directors", "Trustees", "Governors", "Regents"})
"""Of a board with these nobody is told whose it is."""
_NUMBERED = {
    **dict.fromkeys(("S&P", "FTSE", "Nikkei", "CAC", "STOXX", "Stoxx", "Nifty", "ASX"), "ORG"),
    **dict.fromkeys(("Highway", "Route", "Interstate", "Checkpoint"), "FAC"),
    "Hill": "LOC",
}
"""What always has its number with it."""
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
_UNITS = frozenset(
    {"Brigade", "Division", "Regiment", "Battalion", "Corps", "Army", "Fleet", "Squadron", "Wing"}
)
_NTH = re.compile(r"\d{1,4}(?:st|nd|rd|th)")
_APART = bits.PLACE | bits.NORP | bits.ORG | bits.ORG_HEAD
"""What is a name of its own after "and"."""
_HEADS = bits.ORG_HEAD | bits.ORG_SUFFIX
_LONGEST = 9
"""Words of a company's name."""
_PLACES = frozenset({"GPE", "LOC"})
_FIELD = 4
"""Words that say what a body is for."""


def join_organisations(block: Block) -> None:
    """Replace the names of a block that are parts of an organisation's."""
    words, flags = block.tokens.words, block.flags
    if not _FIRM.isdisjoint(words):
        replace(block, list(_firms(block)))
    heads = [i for i in block.cued(bits.ORG_HEAD) if flags[i] & bits.CAPITAL]
    if heads:
        replace(block, list(_bodies(block, heads)))
        replace(block, list(_units(block, heads)))
    if "&" in words:
        replace(block, list(_partners(block)))
    replace(block, list(_numbered(block)))


def _partners(block: Block) -> Iterator[Name]:
    """Yield firms named after partners: "Harcastle & Byrne"."""
    words, flags = block.tokens.words, block.flags
    at = 0
    for index in [i for i, word in enumerate(words) if word == "&"]:
        if not (at < index < len(words) - 1 and flags[index - 1] & flags[index + 1] & bits.CAPITAL):
            continue
        first, _, before = name_at(block, index - 1)
        _, end, after = name_at(block, index + 1)
        if first >= at and {before, after} & _PARTNERS:
            at = end
            yield joined(block, first, end, EntityType.ORG.value)


_PARTNERS = frozenset({EntityType.PERSON, EntityType.ORG})


def _numbered(block: Block) -> Iterator[Name]:
    """Yield names with the number that belongs to them: "School No. 4", "FTSE 100", "Hill 212"."""
    words = block.tokens.words
    for at in block.cued(bits.VALUE):
        if not at or not words[at].isdigit():
            continue
        mark = words[at - 1]
        if mark in _NUMBER_MARKS and at > 1:
            first, _, label = name_at(block, at - 2)
            if label in _WITH_NUMBER:
                yield joined(block, first, at + 1, label)
        elif label := _NUMBERED.get(mark, ""):
            yield joined(block, name_at(block, at - 1)[0], at + 1, label)


_NUMBER_MARKS = frozenset({"No.", "No", "№", "#"})
_WITH_NUMBER = frozenset({EntityType.ORG, EntityType.FAC})


def _firms(block: Block) -> Iterator[Name]:
    """Yield capitalised words that end in the form of a company: "Brenner Marine, Inc."."""
    words, flags = block.tokens.words, block.flags
    at = 0
    for end in [i + 1 for i, word in enumerate(words) if word in _FIRM]:
        comma = (
            end - 2 if end > at + 1 and words[end - 2] == "," and words[end - 1] in _FORMS else 0
        )
        first = comma or end - 1
        least = max(at, end - _LONGEST)
        while first > least and flags[first - 1] & bits.CAPITAL and not flags[first - 1] & _NO_FIRM:
            first -= 1
        if _opens(flags, first) and flags[first] & bits.COMMON:
            first += 1
        if first < (comma or end - 1):
            first = max(at, min(first, name_at(block, first)[0]))
            at = end
            yield joined(block, first, end, EntityType.ORG.value)


_FORMS = frozenset({"Inc", "Inc.", "LLC", "LLP", "Ltd", "Ltd.", "PLC", "plc", "Corp.", "Co."})
_NO_FIRM = bits.TITLE | bits.NORP


def _opens(flags: Sequence[int], index: int) -> bool:
    """Whether a token is the first of a sentence or a line."""
    return index == 0 or bool(flags[index - 1] & bits.STOP)


def _bodies(block: Block, heads: Sequence[int]) -> Iterator[Name]:
    """Yield bodies with what they are named after: "Security Service of Ukraine"."""
    at = 0
    for index in heads:
        first, end, label = name_at(block, index)
        if first < at or label not in {"", EntityType.ORG}:
            continue
        start = _field_start(block, index)
        if start and (label or _is_led(block, index, at)):
            first = first if label else index - 1
            end = _field_end(block, index, max(start, end))
        elif not label or not (first := _pair_start(block, first, end, at)):
            continue
        at = end
        yield joined(block, first, end, EntityType.ORG.value)


def _is_led(block: Block, index: int, at: int) -> bool:
    """Whether a word with a capital, not that of a sentence, stands before the head at `index`."""
    flags = block.flags
    return (
        index > at and bool(flags[index - 1] & bits.CAPITAL) and not flags[index - 1] & bits.COMMON
    )


def _field_start(block: Block, index: int) -> int:
    """Return where the words after "of" or "for" begin, 0 if the head at `index` has none."""
    words, flags = block.tokens.words, block.flags
    start = index + 2
    if start >= len(words):
        return 0
    if words[index] in _SENT and words[index + 1] in _SENT_TO:
        start += words[start] == "the" and start + 1 < len(words)
        return start if flags[start] & bits.PLACE and flags[start] & bits.CAPITAL else 0
    if words[index + 1] not in _NAMED_AFTER or words[index] in _CLOSED:
        return 0
    definite = words[start] == "the" and start + 1 < len(words)
    start += definite
    if not flags[start] & bits.CAPITAL or words[start] in _MEMBERS:
        return 0
    if name_at(block, start)[2] == EntityType.PRODUCT:
        return 0
    sure = definite or words[index + 1] == "of" or flags[start] & bits.ORDINARY
    return start if sure else 0


def _pair_start(block: Block, first: int, end: int, at: int) -> int:
    """Return where "Competition and Markets Authority" begins if only its end was found, else 0."""
    words, flags = block.tokens.words, block.flags
    if first - 3 < at or words[first - 1] != "and" or not flags[end - 1] & bits.ORG_HEAD:
        return 0
    field = flags[first - 2]
    free = field & bits.CAPITAL and not field & _APART and not name_at(block, first - 2)[2]
    return first - 2 if free and words[first - 3] == "the" else 0


def _field_end(block: Block, index: int, start: int) -> int:
    """Return where the field of the head at `index` ends, of which two may be named."""
    words, flags = block.tokens.words, block.flags
    end = start if flags[start - 1] & bits.PLACE else _run_end(block, start)
    if words[index] in _TOPICAL and end + 1 < len(words) and words[end] == "and":
        field = flags[end + 1]
        return _run_end(block, end + 1) if field & bits.CAPITAL and not field & _APART else end
    return end


def _run_end(block: Block, start: int) -> int:
    """Return where the capitalised words at `start` end."""
    words, flags = block.tokens.words, block.flags
    end = start
    limit = min(len(flags), start + _FIELD)
    while end < limit and flags[end] & bits.CAPITAL:
        first, after, label = name_at(block, end)
        if label and first == end and end > start:
            break
        end = after
        if flags[end - 1] & bits.PLACE:
            break
    if end + 1 < limit and words[end] == "of":
        _, after, label = name_at(block, end + 1)
        return after if label in _PLACES or flags[end + 1] & bits.PLACE else end
    return end


def _units(block: Block, heads: Sequence[int]) -> Iterator[Name]:
    """Yield military units with their number: "93rd Anti-Aircraft Regiment"."""
    words, flags = block.tokens.words, block.flags
    for end in [i + 1 for i in heads if words[i] in _UNITS]:
        first = end - 1
        while first and end - first < _FIELD + 2:
            if flags[first - 1] & bits.CAPITAL:
                first -= 1
            elif first > 1 and words[first - 1] == "-" and flags[first - 2] & bits.CAPITAL:
                first -= 2
            else:
                break
        if first and _NTH.fullmatch(words[first - 1]):
            yield joined(block, first - 1, end, EntityType.ORG.value)
