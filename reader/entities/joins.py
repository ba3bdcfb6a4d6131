"""Joins: names of people and places that were found in pieces, or two that were found as one."""

from __future__ import annotations

import re
from collections.abc import Iterator

from reader.core.entity import EntityType
from reader.entities import bits
from reader.entities.spans import PLACES, Block, Name, joined, name_at, replace

_ARABIC = ("al-", "el-", "ul-", "ad-", "as-", "an-", "ar-", "az-", "at-")
_BETWEEN = frozenset({"na", "nad", "pod", "ob", "sur", "upon", "de", "del", "di"})
"""Inside the names of towns: "Frankfurt" has "am", which is an English word too."""
_NO_NAME = (
    bits.COMMON | bits.ORDINARY | bits.TITLE | bits.NORP | bits.ORG | bits.ORG_HEAD | bits.VALUE
)
_HEADS = bits.LOC_HEAD | bits.FAC_HEAD


def join(block: Block) -> None:
    """Join and part the names of a block."""
    if "of" in block.tokens.words or "and" in block.tokens.words:
        block.names = [part for name in block.names for part in _parted(block, name)]
    replace(block, list(_whole(block)))


def _whole(block: Block) -> Iterator[Name]:
    """Yield names of people, places and models with what belongs to them on both sides."""
    at = 0
    for name in block.names:
        first, end = name.first, name.end
        if _is_district(block, name):
            yield name._replace(end=end - 1, label=EntityType.GPE.value)
            continue
        if name.label == EntityType.PERSON:
            first, end = _person_start(block, name, at), _person_end(block, name)
            end = _nickname_end(block, end)
        elif name.label in PLACES:
            end = _place_end(block, name)
        elif name.label == EntityType.PRODUCT:
            end = _model_end(block, end)
        if first >= at and (first, end) != (name.first, name.end):
            yield joined(block, first, end, _place_label(block, end, name.label))
        at = max(at, end)


def _is_district(block: Block, name: Name) -> bool:
    """Whether a name is a town and the number of a postal district: "London E17"."""
    last = block.tokens.words[name.end - 1]
    if name.end - name.first < 2 or len(last) > 5 or not _DISTRICT.fullmatch(last):
        return False
    return name.label == EntityType.GPE or all(
        flag & bits.PLACE for flag in block.flags[name.first : name.end - 1]
    )


_DISTRICT = re.compile(r"[A-Z]{1,2}\d{1,2}[A-Z]?")


def _person_start(block: Block, name: Name, at: int) -> int:
    """Return where a person begins of whom only the last name was found.

    The first name is one that is known, or a word unknown otherwise that opens a sentence.
    """
    before, flags = name.first - 1, block.flags
    if name.end - name.first > 1 or before < at or not flags[before] & bits.CAPITAL:
        return name.first
    word = block.tokens.words[before]
    if flags[before] & _NO_NAME or not word.isalpha() or len(word) < 3 or name_at(block, before)[2]:
        return name.first
    opens = before == 0 or flags[before - 1] & bits.STOP
    return before if opens or flags[before] & bits.GIVEN else name.first


def _person_end(block: Block, name: Name) -> int:
    """Return where a person ends: "Khalid al-Mansouri", "Jean-Pierre Kalonda wa Ngoy"."""
    words, flags = block.tokens.words, block.flags
    end = name.end
    while end + 1 < len(words) and flags[end] & bits.PARTICLE and words[end].islower():
        end += 1
    if end < len(words) and words[end].startswith(_ARABIC):
        return name_at(block, end)[1]
    return name_at(block, end)[1] if end > name.end and flags[end] & bits.CAPITAL else name.end


def _nickname_end(block: Block, end: int) -> int:
    """Return where a person ends who has a nickname after `end`: Wladimir "Vova" Melnyk."""
    words, flags = block.tokens.words, block.flags
    at = end - 2 if end > 1 and words[end - 2] in _QUOTES else end
    if at + 3 >= len(words) or words[at] not in _QUOTES or words[at + 2] not in _QUOTES:
        return end
    both = flags[at + 1] & flags[at + 3] & bits.CAPITAL
    return name_at(block, at + 3)[1] if both else end


_QUOTES = frozenset("\"“”'‘’„«»")


def _model_end(block: Block, end: int) -> int:
    """Return where a model ends: "2S19 Msta-S", whose parts were found apart, "EA-6B Prowler"."""
    words, flags = block.tokens.words, block.flags
    while end < len(words) and name_at(block, end)[2] == EntityType.PRODUCT:
        end = name_at(block, end)[1]
    if end >= len(words) or not any(map(str.isdigit, words[end - 1])):
        return end
    nickname = flags[end] & bits.CAPITAL and not flags[end] & _NO_NICKNAME and words[end].isalpha()
    return end + 1 if nickname and not name_at(block, end)[2] else end


_NO_NICKNAME = _NO_NAME | bits.PLACE | bits.GIVEN | bits.FAMILY | bits.COMPANY | bits.UPPER


def _place_end(block: Block, name: Name) -> int:
    """Return where a place ends: "Deir al-Balah", "Scarborough Shoal"."""
    words, flags, end = block.tokens.words, block.flags, name.end
    if end >= len(words) or name_at(block, end)[2]:
        return end
    if words[end] in _BETWEEN and end + 1 < len(words) and flags[end + 1] & bits.CAPITAL:
        return name_at(block, end + 1)[1]
    head = flags[end] & bits.CAPITAL and flags[end] & _HEADS
    return end + 1 if head or words[end].startswith(_ARABIC) else end


def _place_label(block: Block, end: int, label: str) -> str:
    """Return the label of a name that ends in the head of a building or a landscape."""
    if label in PLACES and block.flags[end - 1] & bits.FAC_HEAD:
        return EntityType.FAC.value
    return (
        EntityType.LOC.value if label in PLACES and block.flags[end - 1] & bits.LOC_HEAD else label
    )


def _parted(block: Block, name: Name) -> Iterator[Name]:
    """Yield the names of "Lin Pei-shan of Fubon Securities" and of "Ann Lee and Bo Lind"."""
    words = block.words(name)
    at = next((i for i, word in enumerate(words) if word in {"of", "and"}), 0)
    middle = name.first + at
    if name.label == EntityType.ORG and _is_country_beside(block, name):
        yield name._replace(end=name.end - 2)
        yield name._replace(first=name.end - 1, label=EntityType.GPE.value)
        return
    title = block.flags[name.first] & bits.TITLE
    if name.label != EntityType.PERSON or title or not 1 < at < len(words) - 1:
        yield name
        return
    yield name._replace(end=middle)
    rest = name._replace(first=middle + 1)
    if words[at] == "of":
        place = block.flags[rest.first] & bits.PLACE
        rest = rest._replace(label=EntityType.GPE.value if place else EntityType.ORG.value)
    yield rest


def _is_country_beside(block: Block, name: Name) -> bool:
    """Whether an organisation and a country were found as one: "al-Qaeda and Iraq"."""
    if name.end - name.first < 3 or block.tokens.words[name.end - 2] != "and":
        return False
    before, country = block.flags[name.end - 3], block.flags[name.end - 1]
    return bool(country & bits.COUNTRY and not before & (bits.PLACE | bits.SMALL | bits.NORP))
