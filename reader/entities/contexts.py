"""Places by the word beside them: "the village of Stara Hora", "the river Arlo", "Talas district".

A name that is in no list is easily taken for a person's or a firm's; such a word leaves no doubt.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator

from reader.core.entity import EntityType
from reader.entities import bits
from reader.entities.spans import Block, Name, joined, name_at, replace

_POLITIES = frozenset(
    {"village", "town", "city", "hamlet", "settlement", "district", "municipality", "province"}
    | {"county", "suburb", "neighbourhood", "neighborhood", "borough", "township", "port"}
)
_NATURAL = frozenset({"river", "lake", "mountain", "peninsula", "valley"})
_LANDSCAPES = _NATURAL | {"island"}  # which may have a government
_NOUNS = _POLITIES | _LANDSCAPES
_BEHIND = _NOUNS - {"city", "port", "settlement", "suburb", "lake", "mountain"}
"""What may also stand after the name; "city" may be that of a council there."""
_OPEN = bits.COMMON | bits.VALUE | bits.TITLE | bits.NORP | bits.ORG_HEAD
"""What is no name of a place although it has a capital."""
_MISTAKEN = frozenset({"", EntityType.PERSON, EntityType.ORG, EntityType.PRODUCT})
_LONGEST = 3


def place_by_context(block: Block) -> None:
    """Give the names of a block that stand beside such a word the label of a place."""
    words = block.tokens.words
    if not _NOUNS.isdisjoint(words):
        nouns = [index for index, word in enumerate(words) if word in _NOUNS]
        replace(block, list(_places(block, nouns)))


def _places(block: Block, nouns: list[int]) -> Iterator[Name]:
    """Yield the names beside the `nouns`, in order."""
    words = block.tokens.words
    at = 0
    for index in nouns:
        label = EntityType.LOC if words[index] in _LANDSCAPES else EntityType.GPE
        mistaken = _MISTAKEN | {EntityType.GPE} if words[index] in _NATURAL else _MISTAKEN
        first, end, known = name_at(block, index - 1) if index else (0, 0, "")
        if known and known in mistaken and first >= at and words[index] in _BEHIND:
            at = end
            yield joined(block, first, end, label.value)
        start = index + 1
        if start < len(words) and words[start] == "of":
            start += 1
        elif label == EntityType.GPE:
            continue
        end = _end(block, start, mistaken)
        if start < end:
            at = end
            yield joined(block, start, end, label.value)


def _end(block: Block, start: int, mistaken: Collection[str]) -> int:
    """Return where the name at `start` ends if its label is `mistaken`; `start` if it is not."""
    flags = block.flags
    if start >= len(flags) or not flags[start] & bits.CAPITAL:
        return start
    first, end, label = name_at(block, start)
    if label not in mistaken or first < start or end - start > _LONGEST:
        return start
    if label:
        return end
    end = start
    while end < min(len(flags), start + _LONGEST) and flags[end] & bits.CAPITAL:
        if flags[end] & _OPEN or name_at(block, end)[2]:
            break
        end += 1
    return end
