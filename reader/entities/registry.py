"""Recognisers by name."""

from __future__ import annotations

from functools import cache

from reader.core.errors import UsageError
from reader.core.ports import Recogniser

BUILTIN = "builtin"
NAMES = (BUILTIN,)


@cache
def recogniser(name: str = BUILTIN) -> Recogniser:
    """Return the recogniser of that name; the same one every time, so that its caches are kept.

    Raises `UsageError` if there is none.
    """
    if name == BUILTIN:
        from reader.entities.builtin import BuiltinRecogniser

        return BuiltinRecogniser()
    raise UsageError("no recogniser of that name", name, f"The one there is: {BUILTIN}")
