"""Names of keys as people read them, and which of them are hinted at."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence

from reader.core.commands import Command, Scope, in_scope
from reader.drawing.hints import Hint

SYMBOLS = {
    "space": "␣",
    "enter": "⏎",
    "escape": "esc",
    "tab": "⇥",
    "shift+tab": "⇧⇥",
    "up": "↑",
    "down": "↓",
    "left": "←",
    "right": "→",
    "pageup": "pgup",
    "pagedown": "pgdn",
    "delete": "del",
    "backspace": "bksp",
}


def hints(scopes: Iterable[Scope], keys_of: Callable[[Command], Sequence[str]]) -> list[Hint]:
    """Return the hints of the commands of `scopes` in order; `keys_of` one says how it is given."""
    return [
        (shown(keys[0]), command.hint)
        for scope in scopes
        for command in in_scope(scope)
        if command.hint and (keys := keys_of(command))
    ]


def shown(sequence: str) -> str:
    """Return a key sequence as a person reads it: ``g g`` as ``gg``, ``enter`` as ``⏎``."""
    keys = [SYMBOLS.get(key, key.replace("ctrl+", "^")) for key in sequence.split()]
    return "".join(keys)


def shown_keys(sequences: Iterable[str]) -> str:
    """Return key sequences as a person reads them; a run of digits as ``1-9``."""
    every = [shown(sequence) for sequence in sequences]
    if len(every) > 2 and all(key.isdigit() for key in every):
        return f"{every[0]}-{every[-1]}"
    return "  ".join(every)
