"""Annotations that two devices edited without knowing of each other, and how one decides.

Both texts are kept until a person has looked at them; meanwhile the later one is shown.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from enum import StrEnum
from typing import NamedTuple

from reader.core.annotation import Annotation, Rival


class Choice(StrEnum):
    """What a person can decide; the value says it to people."""

    SHOWN = "the text shown"
    OTHER = "the other text"
    BOTH = "both texts"


class Rivalry(NamedTuple):
    """Two versions of one annotation that wait for a decision."""

    shown: Annotation
    rival: Rival


def rivalries(shown: Iterable[Annotation], rivals: Mapping[str, Sequence[Rival]]) -> list[Rivalry]:
    """Return what waits for a decision, in the order of the text.

    `rivals` are given by the id of the annotation. Those that say the same as what is shown are
    left out: there is nothing to decide.
    """
    found = [
        Rivalry(one, rival)
        for one in shown
        for rival in rivals.get(one.id, ())
        if _said(one) != _said(rival.annotation)
    ]
    return sorted(found, key=lambda one: (one.shown.start, one.shown.id))


def chosen(rivalry: Rivalry, choice: Choice) -> Annotation:
    """Return what the annotation says after a decision."""
    shown, other = rivalry.shown, rivalry.rival.annotation
    if choice is Choice.SHOWN:
        return shown
    if choice is Choice.OTHER:
        return other
    notes = dict.fromkeys(note for note in (shown.note, other.note) if note)
    tags = dict.fromkeys((*shown.tags, *other.tags))
    return replace(shown, note="\n\n".join(notes), tags=tuple(tags))


def _said(one: Annotation) -> tuple[object, ...]:
    """Return what a person has said in a version; where its words are now is found out anew."""
    return one.note, set(one.tags), one.entity_type, one.status, one.quote
