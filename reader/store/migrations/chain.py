"""All steps, in order: the one at index N leads from format N to format N + 1."""

from __future__ import annotations

from reader.store.migrations import format_0
from reader.store.versions import Fields

_STEPS = (format_0.upgrade,)


def upgraded(fields: Fields, from_format: int) -> Fields:
    """Return a record of format `from_format` in the present one."""
    for step in _STEPS[from_format:]:
        fields = step(fields)
    return fields
