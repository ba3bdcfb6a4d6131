"""Fine types: which place is a GPE, a LOC or a FAC, what is an EVENT, a LAW, a PRODUCT or a work.

Decided by the gazetteer and by the head of the name, its last word or the one before "of".
"""

from __future__ import annotations

from collections.abc import Sequence

from reader.core.entity import EntityType
from reader.entities import bits, products

PLACE = "LOC"
"""What the statistical model calls any place."""
MISC = "MISC"
"""What it calls an event, a product, a work, a law or a language that it cannot tell apart."""

_PLACES = frozenset({"LOC", "GPE", "FAC"})
_MISCELLANEOUS = frozenset({"MISC", "EVENT", "PRODUCT", "WORK_OF_ART", "LAW"})


def fine_type(
    label: str, words: Sequence[str], flags: Sequence[int], entry: int, score: float
) -> str:
    """Return the `EntityType` of a name with a coarse label.

    `flags` are those of its words, `entry` is what the gazetteer knows of the whole name,
    `score` how certain the label is.
    """
    if score < _CERTAIN and label in _MISCELLANEOUS and entry & _PLAIN and not entry & bits.COMMON:
        return next(fine for bit, fine in _PLAINLY if entry & bit)
    if entry & bits.NORP and label in _PLACES and not entry & (bits.PLACE | bits.ORG):
        return EntityType.NORP
    if label == EntityType.ORG and entry & bits.PRODUCT and not entry & (bits.ORG | bits.COMPANY):
        return EntityType.PRODUCT
    if label in _PLACES:
        return _place(words, flags, entry)
    if label in _MISCELLANEOUS:
        return _miscellaneous(label, words, flags, entry)
    return label


def _place(words: Sequence[str], flags: Sequence[int], entry: int) -> str:
    if entry & (bits.COUNTRY | bits.GPE | bits.CITY):
        return EntityType.GPE
    if entry & bits.REGION:
        return EntityType.LOC
    if len(words) > 1:
        edge = flags[-1] | (
            flags[0] if words[1] in {"of", "the"} or flags[0] & bits.LOC_HEAD else 0
        )
        if edge & bits.FAC_HEAD:
            return EntityType.FAC
        if edge & bits.LOC_HEAD:
            return EntityType.LOC
    return EntityType.GPE


def _miscellaneous(label: str, words: Sequence[str], flags: Sequence[int], entry: int) -> str:
    for bit, fine in _ENTRIES:
        if entry & bit:
            return fine
    edges = flags[-1] | flags[0] if len(words) > 1 else 0
    if edges & bits.LAW_HEAD:
        return EntityType.LAW
    if edges & bits.EVENT_HEAD and label != EntityType.WORK_OF_ART:
        return EntityType.EVENT
    if products.is_designation(" ".join(words)) or entry & bits.PRODUCT:
        return EntityType.PRODUCT
    return EntityType.WORK_OF_ART if label == MISC else label


_PLAINLY = (
    (bits.PRODUCT, EntityType.PRODUCT),
    (bits.EVENT, EntityType.EVENT),
    (bits.NORP, EntityType.NORP),
    (bits.COUNTRY | bits.GPE | bits.CITY, EntityType.GPE),
    (bits.REGION, EntityType.LOC),
    (bits.ORG, EntityType.ORG),
)
_PLAIN = (
    bits.PRODUCT
    | bits.EVENT
    | bits.NORP
    | bits.COUNTRY
    | bits.GPE
    | bits.CITY
    | bits.REGION
    | bits.ORG
)
_CERTAIN = 0.9
_ENTRIES = (
    (bits.EVENT, EntityType.EVENT),
    (bits.NORP, EntityType.NORP),
    (bits.LANGUAGE, EntityType.LANGUAGE),
)
