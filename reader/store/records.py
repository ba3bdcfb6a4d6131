"""Annotations and codes as fields of a record, and back.

Fields come from other devices and from strangers: each is checked, and one that is not what it
should be counts as absent. Fields with the value that an absent one has are left out.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache
from typing import Any

from reader.core.annotation import (
    Anchor,
    AnchorState,
    Annotation,
    Code,
    Creator,
    CreatorKind,
    ReadingStatus,
    Status,
    Target,
)
from reader.store.versions import Fields, revision_of

_NO_ONE = Creator()
_IN_PLACE = Anchor()
_STATUS = {status.value: status for status in Status}
_STATES = {state.value: state for state in AnchorState}
_READING = {status.value: status for status in ReadingStatus}
_KINDS = {kind.value: kind for kind in CreatorKind}


def fields_of(record: Annotation | Code, stored: Fields | None = None, time: str = "") -> Fields:
    """Return the fields of a record, in a fixed order.

    Fields of the `stored` one that this version of the program does not know are kept. `time`
    is when a code is created, which the code itself does not say.
    """
    if isinstance(record, Annotation):
        fields = _annotation_fields(record)
    else:
        fields = _code_fields(record)
        fields["created"] = (stored or {}).get("created") or time
    said = {name: value for name, value in fields.items() if value or value == 0}
    if stored:
        said.update((name, value) for name, value in stored.items() if name not in fields)
    return said


def _annotation_fields(one: Annotation) -> Fields:
    return {
        "targets": [
            {
                "start": target.start,
                "end": target.end,
                "exact": target.exact,
                "prefix": target.prefix,
                "suffix": target.suffix,
            }
            for target in one.targets
        ],
        "tags": list(one.tags),
        "note": one.note,
        "entity_type": one.entity_type,
        "status": one.status.value if one.status is not Status.ACCEPTED else "",
        "creator": _creator_fields(one.creator),
        "confidence": one.confidence,
        "anchor": _anchor_fields(one.anchor),
        "created": one.created,
        "modified": one.modified,
        "rev": one.revision,
        "reading": one.reading.value if one.reading else "",
    }


def _creator_fields(creator: Creator) -> Fields:
    if creator == _NO_ONE:
        return {}
    return {"kind": creator.kind.value, "name": creator.name}


def _anchor_fields(anchor: Anchor) -> Fields:
    if anchor.state is AnchorState.EXACT and anchor.score == 1:
        return {"sha256": anchor.sha256} if anchor.sha256 else {}
    return {"state": anchor.state.value, "score": anchor.score, "sha256": anchor.sha256}


def _code_fields(code: Code) -> Fields:
    return {
        "name": code.name,
        "parent": code.parent,
        "colour": code.colour,
        "key": code.key,
        "description": code.description,
        "retired": code.retired or None,
        "rev": code.revision,
        "symbol": code.symbol or None,
    }


def annotation_of(key: str, fields: Mapping[str, Any]) -> Annotation:
    """Return the annotation with the id `key`."""
    get = fields.get
    confidence = get("confidence")
    return Annotation(
        key,
        tuple([one for one in map(_target, _list(get("targets"))) if one]),
        tuple([tag for tag in _list(get("tags")) if type(tag) is str]),
        _text(get("note")),
        _text(get("entity_type")),
        _STATUS.get(_text(get("status")), Status.ACCEPTED),
        _creator(get("creator")),
        float(confidence) if isinstance(confidence, int | float) else None,
        _anchor(get("anchor")),
        _text(get("created")),
        _text(get("modified")),
        revision_of(fields),
        _READING.get(_text(get("reading"))),
    )


def code_of(key: str, fields: Mapping[str, Any]) -> Code:
    """Return the code with the id `key`."""
    get = fields.get
    return Code(
        key,
        _text(get("name")),
        _text(get("parent")),
        _text(get("colour")),
        _text(get("key")),
        _text(get("description")),
        get("retired") is True,
        revision_of(fields),
        _text(get("symbol")),
    )


def _text(value: object) -> str:
    return value if type(value) is str else ""


def _list(value: object) -> list[Any]:
    return value if type(value) is list else []


def _target(fields: object) -> Target | None:
    """Return a target; None if its position cannot be one."""
    if type(fields) is not dict:
        return None
    get = fields.get
    start, end = get("start"), get("end")
    if type(start) is not int or type(end) is not int or not 0 <= start < end:
        return None
    return Target(start, end, _text(get("exact")), _text(get("prefix")), _text(get("suffix")))


def _creator(fields: object) -> Creator:
    if type(fields) is not dict:
        return _NO_ONE
    kind = _KINDS.get(_text(fields.get("kind")), CreatorKind.PERSON)
    return Creator(kind, _text(fields.get("name")))


def _anchor(fields: object) -> Anchor:
    if type(fields) is not dict:
        return _IN_PLACE
    score = fields.get("score")
    return _shared_anchor(
        _text(fields.get("state")),
        float(score) if isinstance(score, int | float) else 1.0,
        _text(fields.get("sha256")),
    )


@lru_cache(maxsize=64)
def _shared_anchor(state: str, score: float, sha256: str) -> Anchor:
    """Return one anchor for all annotations in the same state of the same text."""
    return Anchor(_STATES.get(state, AnchorState.EXACT), score, sha256)
