"""Recognisers by name, as the settings give it.

``builtin`` is ours, ``off`` finds nothing, ``exec:COMMAND`` runs a command that speaks JSON
lines; any other name is a plug-in, an entry point of the group `reader.recognisers`.
"""

from __future__ import annotations

import shlex
import sys
from collections.abc import Sequence
from functools import cache

from reader.core.entity import Mention
from reader.core.errors import UsageError
from reader.core.ports import Recogniser

BUILTIN = "builtin"
OFF = "off"
NAMES = (BUILTIN, OFF)
"""The recognisers that need nothing else."""
_COMMAND = "exec:"


@cache
def recogniser(name: str = BUILTIN) -> Recogniser:
    """Return the recogniser of that name; the same one every time, so that its caches are kept.

    Raises `UsageError` if there is none.
    """
    if name == BUILTIN:
        from reader.entities.builtin import BuiltinRecogniser

        return BuiltinRecogniser()
    if name == OFF:
        return NoRecogniser()
    from reader.entities.command import CommandRecogniser

    if name.startswith(_COMMAND):
        return CommandRecogniser(name, _split(name))
    if name not in plugins():
        known = ", ".join((BUILTIN, OFF, f"{_COMMAND}COMMAND", *plugins()))
        raise UsageError("no recogniser of that name", name, f"There are: {known}")
    return CommandRecogniser(name, [sys.executable, "-m", "reader.entities.worker", name])


def plugins() -> tuple[str, ...]:
    """Return the names of the plug-ins that are installed."""
    from importlib.metadata import entry_points

    from reader.entities.worker import GROUP

    return tuple(sorted(entry.name for entry in entry_points(group=GROUP)))


class NoRecogniser:
    """Finds nothing."""

    id = OFF
    version = "1"
    labels: tuple[str, ...] = ()

    def annotate(self, text: str, language: str = "") -> list[Mention]:
        """Return nothing."""
        del text, language
        return []


def _split(name: str) -> Sequence[str]:
    """Return the words of the command after ``exec:``."""
    try:
        words = shlex.split(name.removeprefix(_COMMAND))
    except ValueError as error:
        raise UsageError("the command of the recogniser has an open quote", name) from error
    if not words:
        raise UsageError("there is no command after exec:", name)
    return words
