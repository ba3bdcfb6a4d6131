"""Which keys give which command: defaults, the person's own, sequences and counts.

Keys are named as Textual names them (``down``, ``ctrl+d``, ``escape``), printable ones by
their character (``j``, ``?``), the blank as ``space``.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from reader.core.commands import COMMANDS, Argument, Command, Scope

Keys = tuple[str, ...]

_NAMED = {
    *("space", "enter", "escape", "tab", "backspace", "delete", "insert", "home", "end"),
    *("pageup", "pagedown", "up", "down", "left", "right"),
    *(f"f{number}" for number in range(1, 25)),
}
_MODIFIED = re.compile(r"(?:(?:ctrl|shift|alt|super|hyper|meta)\+)+(.+)")
_MAX_COUNT = 9_999


class Keymap:
    """Keys of every command, checked; `problems` tells in sentences what could not be used."""

    def __init__(self, own: Mapping[str, Sequence[str]] | None = None) -> None:
        """Take the default keys, with `own` keys by command id in their place."""
        self.problems: list[str] = []
        self._keys = {command.id: command.keys for command in COMMANDS}
        self._table: dict[Scope, dict[Keys, Command]] = {scope: {} for scope in Scope}
        self._beginnings: dict[Scope, dict[Keys, Keys]] = {scope: {} for scope in Scope}
        """Of the keys that are taken: what each begins with, itself at last."""
        for command_id, keys in (own or {}).items():
            self._take(command_id, keys)
        for command in COMMANDS:
            self._bind(command)

    def keys(self, command: Command) -> tuple[str, ...]:
        """Return the key sequences that give `command`."""
        return self._keys[command.id]

    def find(self, keys: Keys, scopes: Sequence[Scope]) -> Command | None:
        """Return the command of `keys` in the first of `scopes` that has one."""
        for scope in scopes:
            if command := self._table[scope].get(keys):
                return command
        return None

    def begins(self, keys: Keys, scopes: Sequence[Scope]) -> bool:
        """Whether a longer sequence in one of `scopes` begins with `keys`."""
        return any(self._beginnings[scope].get(keys, keys) != keys for scope in scopes)

    def _take(self, command_id: str, sequences: Sequence[str]) -> None:
        if command_id not in self._keys:
            self.problems.append(f"keys: there is no command “{command_id}”")
            return
        good = tuple(one for one in sequences if all(map(_is_key, one.split())) and one.split())
        bad = [one for one in sequences if one not in good]
        if bad:
            self.problems.append(f"keys of {command_id}: no such key: {', '.join(map(repr, bad))}")
        if good or not sequences:
            self._keys[command_id] = good

    def _bind(self, command: Command) -> None:
        table, beginnings = self._table[command.scope], self._beginnings[command.scope]
        for sequence in self._keys[command.id]:
            keys = tuple(sequence.split())
            own = [keys[:length] for length in range(1, len(keys) + 1)]
            clash = beginnings.get(keys) or next((one for one in own if one in table), None)
            if clash is None:
                table[keys] = command
                beginnings.update(dict.fromkeys(own, keys))
            else:
                self.problems.append(
                    f"keys: “{sequence}” of {command.id} is taken by {table[clash].id}"
                )


def _is_key(name: str) -> bool:
    modified = _MODIFIED.fullmatch(name)
    base = modified.group(1) if modified else name
    return base in _NAMED or (len(base) == 1 and base.isprintable())


@dataclass(frozen=True, slots=True)
class Given:
    """A command that was given by keys."""

    command: Command
    count: int = 1
    counted: bool = False
    """Whether the person typed the count."""
    character: str = ""
    """The key after the command, or the digit that gave it."""


class KeyReader:
    """Turns keys, one by one, into commands: sequences, counts and arguments."""

    def __init__(self, keymap: Keymap) -> None:
        """Read keys by `keymap`."""
        self._keymap = keymap
        self._keys: Keys = ()
        self._count = ""
        self._waiting: Command | None = None

    @property
    def pending(self) -> str:
        """What was typed of an unfinished command, for the status line."""
        waiting = self._waiting.title + " …" if self._waiting else " ".join(self._keys)
        return f"{self._count}{waiting}"

    def feed(self, key: str, scopes: Sequence[Scope]) -> Given | None:
        """Take a key; return the command it completes, or None.

        None with `pending` empty means that the key means nothing here.
        """
        if self._waiting and len(key) == 1:
            return self._give(self._waiting, character=key)
        if self._waiting:  # Escape, or another key that is no character, gives it up
            self.reset()
            return None
        keys = (*self._keys, key)
        command = self._keymap.find(keys, scopes)
        if command is None:
            if not self._begin(keys, scopes):
                self.reset()
            return None
        if command.argument is Argument.CHARACTER:
            self._waiting = command
            return None
        return self._give(command, character=key if command.argument is Argument.DIGIT else "")

    def reset(self) -> None:
        """Forget what was typed of an unfinished command."""
        self._keys, self._count, self._waiting = (), "", None

    def _begin(self, keys: Keys, scopes: Sequence[Scope]) -> bool:
        """Whether `keys` may become a command: a longer sequence, or a count before one."""
        if self._keymap.begins(keys, scopes):
            self._keys = keys
            return True
        key = keys[-1]
        if len(keys) == 1 and key.isascii() and key.isdigit() and (self._count or key != "0"):
            self._count += key
            return True
        return False

    def _give(self, command: Command, character: str = "") -> Given:
        count = min(int(self._count), _MAX_COUNT) if self._count else 1
        given = Given(command, count, bool(self._count), character)
        self.reset()
        return given
