"""Named entities: types, mentions and what makes two names one entity."""

from __future__ import annotations

from enum import StrEnum
from typing import NamedTuple


class EntityType(StrEnum):
    """The 18 entity types of OntoNotes 5, and NAME for a name of unknown type."""

    PERSON = "PERSON"
    NORP = "NORP"
    FAC = "FAC"
    ORG = "ORG"
    GPE = "GPE"
    LOC = "LOC"
    PRODUCT = "PRODUCT"
    EVENT = "EVENT"
    WORK_OF_ART = "WORK_OF_ART"
    LAW = "LAW"
    LANGUAGE = "LANGUAGE"
    DATE = "DATE"
    TIME = "TIME"
    PERCENT = "PERCENT"
    MONEY = "MONEY"
    QUANTITY = "QUANTITY"
    ORDINAL = "ORDINAL"
    CARDINAL = "CARDINAL"
    NAME = "NAME"


_SIGNS = {
    EntityType.PRODUCT: "p",
    EntityType.LAW: "§",
    EntityType.LANGUAGE: "l",
    EntityType.PERCENT: "%",
    EntityType.MONEY: "$",
    EntityType.ORDINAL: "º",
    EntityType.CARDINAL: "#",
    EntityType.NAME: "n",
}


def sign(label: str) -> str:
    """Return the one character that stands for an entity type where there is no colour.

    It is the first letter of the label, unless another type has that.
    """
    return _SIGNS[EntityType(label)] if label in _SIGNS else label[:1] or "?"


class Mention(NamedTuple):
    """A span ``[start, end)`` that a recogniser takes for a name or a value."""

    start: int
    end: int
    label: str
    """An `EntityType` value, or a label of a plug-in's own."""
    score: float = 1.0
    """Confidence, 0 to 1."""
    source: str = ""
    """The layer or plug-in that found it."""
