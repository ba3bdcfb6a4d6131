"""Format 0: a plain TinyDB file whose records have one target, in fields of the record."""

from __future__ import annotations

from reader.store.versions import Fields

_TARGET = {"start": "start", "end": "end", "quote": "exact", "prefix": "prefix", "suffix": "suffix"}


def upgrade(fields: Fields) -> Fields:
    """Return the record with a list of targets; records of another kind stay as they are."""
    if "quote" not in fields or "targets" in fields:
        return fields
    target = {new: fields[old] for old, new in _TARGET.items() if old in fields}
    rest = {name: value for name, value in fields.items() if name not in (*_TARGET, "kind")}
    return {"targets": [target], **rest}
