"""Names of entity types as other schemes write them."""

from __future__ import annotations

from reader.core.entity import EntityType

_OTHERS = {
    "PER": EntityType.PERSON,
    "PERS": EntityType.PERSON,
    "ORGANIZATION": EntityType.ORG,
    "ORGANISATION": EntityType.ORG,
    "LOCATION": EntityType.LOC,
    "FACILITY": EntityType.FAC,
    "MISC": EntityType.NAME,
    "WORK": EntityType.WORK_OF_ART,
    "NATIONALITY": EntityType.NORP,
    "NUMBER": EntityType.CARDINAL,
}


def our_label(label: str) -> str:
    """Return our name of a type that another scheme calls `label`; itself if it has none."""
    plain = label.strip().upper().replace(" ", "_")
    if plain in EntityType.__members__:
        return plain
    return str(_OTHERS.get(plain, label.strip()))
