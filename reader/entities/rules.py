"""Names by rule: titles, given names, heads of organisations and places, gazetteer entries.

This is what recognises names where the statistical model does not run.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from reader.core.entity import EntityType
from reader.entities import bits
from reader.entities.gazetteer import Longest
from reader.entities.spans import Block, Name
from reader.entities.tokens import Tokens

SOURCE = "rules"

_LONGEST_PERSON = 4

Run = tuple[int, int]
"""First and end index of a run of tokens."""


class NameRules:
    """Finds and types runs of capitalised words."""

    def __init__(self, gazetteer: dict[str, int]) -> None:
        """Take what is known of names from `gazetteer`."""
        self._longest = Longest(gazetteer)

    def find(self, tokens: Tokens, flags: Sequence[int]) -> Iterator[Name]:
        """Yield the names of one block in order, none overlapping."""
        for run in _runs(tokens, flags):
            for first, end, label in self._split(tokens.words, flags, run):
                yield Name(first, end, label.value, 0.7, SOURCE)

    def _split(
        self, words: list[str], flags: Sequence[int], run: Run
    ) -> Iterator[tuple[int, int, EntityType]]:
        """Yield the typed names of one capitalised run."""
        first, end = run
        if first and flags[first - 1] & bits.TITLE and not flags[first] & bits.POLITY & ~bits.TOWN:
            label: EntityType | None = EntityType.PERSON
        else:
            label = _by_head(words, flags, run)
        if label is not None and not (label is EntityType.PERSON and end - first > _LONGEST_PERSON):
            yield first, end, label
            return
        yield from self._by_entries(words, flags, run)

    def _by_entries(
        self, words: list[str], flags: Sequence[int], run: Run
    ) -> Iterator[tuple[int, int, EntityType]]:
        """Yield known names inside the run, and types for what lies between them."""
        first, end = run
        wanted = bits.NAMED | bits.COMPANY | bits.TOWN | bits.PRODUCT
        at = first
        inside = self._longest.matches(words[first:end], flags[first:end], wanted)
        for start, stop, known in ((first + a, first + b, known) for a, b, known in inside):
            yield from _rest(words, flags, (at, start))
            if label := entry_type(known, single=stop - start == 1):
                yield start, stop, label
            at = stop
        yield from _rest(words, flags, (at, end))


def entry_type(known: int, *, single: bool) -> EntityType | None:
    """Return the type of a gazetteer entry, None if it is too doubtful without context.

    A `single` word that is a family name or a common word as well as a small town is left open.
    """
    for wanted, label in _ENTRY_TYPES:
        if known & wanted == wanted:
            return label
    if known & bits.CITY and not (single and known & (bits.COMMON | bits.GIVEN)):
        return EntityType.GPE
    if known & bits.TOWN and not (single and known & (bits.COMMON | bits.GIVEN | bits.FAMILY)):
        return EntityType.GPE
    return None


_ENTRY_TYPES = (
    (bits.NORP, EntityType.NORP),
    (bits.COUNTRY, EntityType.GPE),
    (bits.GPE, EntityType.GPE),
    (bits.FACILITY, EntityType.FAC),
    (bits.REGION, EntityType.LOC),
    (bits.ORG, EntityType.ORG),
    (bits.LAW, EntityType.LAW),
    (bits.EVENT, EntityType.EVENT),
    (bits.LANGUAGE, EntityType.LANGUAGE),
    (bits.PRODUCT, EntityType.PRODUCT),
)


def signatures(block: Block) -> Iterator[Name]:
    """Yield names that stand alone on a line, as under a letter: "Jeff", "Dear Louise,"."""
    words, flags = block.tokens.words, block.flags
    start = 0
    breaks = [i for i in block.cued(bits.STOP) if words[i][0] == "\n"]
    for index in (*breaks, len(words)):
        if 0 < index - start <= _SIGNATURE:
            line = [i for i in range(start, index) if flags[i] & bits.LETTERS]
            greeted = len(line) == 2 and words[line[0]].lower() in _GREETINGS
            if (len(line) == 1 or greeted) and _is_given(flags[line[-1]]):
                yield Name(line[-1], line[-1] + 1, EntityType.PERSON.value, 0.6, SOURCE)
        start = index + 1


def _is_given(flag: int) -> bool:
    return bool(flag & bits.GIVEN and flag & bits.CAPITAL)


_SIGNATURE = 4
_GREETINGS = frozenset({"dear", "hi", "hello", "thanks", "regards", "cheers", "love"})


def _runs(tokens: Tokens, flags: Sequence[int]) -> Iterator[Run]:
    """Yield runs of capitalised words, with small words inside, without their idle beginning."""
    words = tokens.words
    index, count = 0, len(words)
    while index < count:
        if not flags[index] & bits.CAPITAL or _is_idle(words, flags, index):
            index += 1
            continue
        end = index + 1
        while end < count:
            if flags[end] & bits.CAPITAL and not _breaks(tokens, end):
                end += 1
            elif (inner := _inner_end(words, flags, end)) and flags[index] & bits.LETTERS:
                end = inner
            else:
                break
        yield index, end
        index = end


def _breaks(tokens: Tokens, index: int) -> bool:
    """Whether something other than one space or nothing stands before the token."""
    return tokens.starts[index] - tokens.ends[index - 1] > 2


def _inner_end(words: list[str], flags: Sequence[int], index: int) -> int:
    """Return where the run goes on after small words at `index`, 0 if it ends there."""
    for step in (1, 2):
        at = index + step
        if at >= len(words) or not flags[at - 1] & (bits.SMALL | bits.PARTICLE):
            return 0
        if flags[at] & bits.CAPITAL:
            if flags[index] & bits.PARTICLE:
                return at + 1
            headed = flags[index - 1] & (bits.ORG_HEAD | bits.GPE_HEAD | bits.EVENT_HEAD)
            return at + 1 if headed and words[index] in {"of", "for"} else 0
    return 0


def _is_idle(words: list[str], flags: Sequence[int], index: int) -> bool:
    """Whether the capital at `index` is only that of a sentence, a month or a title."""
    flag = flags[index]
    if words[index] == "I" or (flag & bits.TITLE and not flag & bits.GIVEN):
        return True
    if flag & bits.VALUE and not flag & (bits.GIVEN | bits.ORG | bits.GPE):
        return True
    return bool(flag & bits.COMMON) and not flag & bits.UPPER


def _by_head(words: list[str], flags: Sequence[int], run: Run) -> EntityType | None:
    """Return the type that the first or the last word of a run of two words or more says."""
    first, end = run
    if end - first < 2:
        return None
    opening, closing = flags[first], flags[end - 1]
    if opening & bits.ORG_HEAD and flags[first + 1] & bits.SMALL:
        return EntityType.ORG
    for bit, label in _HEADS:
        if closing & bit and words[end - 1] != words[first]:
            return label
    if opening & bits.GIVEN and not opening & (bits.COUNTRY | bits.NORP) and end - first < 5:
        return EntityType.PERSON
    return None


_HEADS = (
    (bits.ORG_SUFFIX, EntityType.ORG),
    (bits.ORG_HEAD, EntityType.ORG),
    (bits.LAW_HEAD, EntityType.LAW),
    (bits.EVENT_HEAD, EntityType.EVENT),
    (bits.FAC_HEAD, EntityType.FAC),
    (bits.LOC_HEAD, EntityType.LOC),
    (bits.GPE_HEAD, EntityType.GPE),
)


def _rest(
    words: list[str], flags: Sequence[int], run: Run
) -> Iterator[tuple[int, int, EntityType]]:
    """Yield a type for a run that holds no known name: a person's name, or an acronym."""
    first, end = run
    while first < end and not flags[first] & bits.CAPITAL:
        first += 1
    while end > first and not flags[end - 1] & bits.CAPITAL:
        end -= 1
    if first >= end:
        return
    if end - first == 1:
        if flags[first] & bits.UPPER and 2 <= len(words[first]) <= 6:
            yield first, end, EntityType.ORG
        elif flags[first] & bits.GIVEN and flags[first] & bits.FAMILY:
            yield first, end, EntityType.PERSON
    elif any(flag & (bits.GIVEN | bits.FAMILY) for flag in flags[first:end]):
        yield first, end, EntityType.PERSON
