"""Recognisers by name, as the settings give it.

``builtin`` is ours, ``off`` finds nothing, ``exec:COMMAND`` runs a command that speaks JSON
lines; any other name is a plug-in, alone or with what it is to load: ``spacy:de_core_news_sm``,
``gliner:FOLDER``, or an entry point of the group `reader.recognisers`. A plug-in runs in a process
of its own, see `reader.entities.worker`.
"""

from __future__ import annotations

import os
import shlex
import sys
from collections.abc import Iterator, Sequence
from functools import cache
from pathlib import Path

from reader.core.config import BUILTIN, OFF
from reader.core.entity import Mention
from reader.core.errors import UsageError
from reader.core.ports import IsCancelled, PortionedRecogniser
from reader.entities.command import CommandRecogniser

NAMES = (BUILTIN, OFF)
"""The recognisers that need nothing else."""
_COMMAND = "exec"


def recogniser(name: str = BUILTIN) -> PortionedRecogniser:
    """Return the recogniser of that name; the same one every time, so that its caches are kept.

    Raises `UsageError` if there is none.
    """
    if name == BUILTIN:
        return _builtin()
    if name == OFF:
        return NoRecogniser()
    if name not in _running:
        _running[name] = _in_process(name)
    return _running[name]


_running: dict[str, CommandRecogniser] = {}


def close_all() -> None:
    """End the processes of all recognisers, at the end of the program."""
    while _running:
        _running.popitem()[1].close()


@cache
def _builtin() -> PortionedRecogniser:
    from reader.entities.builtin import BuiltinRecogniser

    return BuiltinRecogniser()


def _in_process(name: str) -> CommandRecogniser:
    """Return the recogniser that runs a command, or a plug-in's worker."""
    kind, _, argument = name.partition(":")
    if kind == _COMMAND:
        return CommandRecogniser(name, _split(name, argument))
    if kind not in plugins():
        known = ", ".join((BUILTIN, OFF, f"{_COMMAND}:COMMAND", *plugins()))
        raise UsageError("no recogniser of that name", name, f"There are: {known}")
    return CommandRecogniser(
        name,
        [sys.executable, "-P", "-m", "reader.entities.worker", kind, argument],
        environment={**os.environ, "PYTHONPATH": _import_path()},
    )


def plugins() -> tuple[str, ...]:
    """Return the names of the plug-ins there are: ours, and those that are installed."""
    from importlib.metadata import entry_points

    from reader.entities.worker import ADAPTERS, GROUP

    return tuple(sorted({*ADAPTERS, *(entry.name for entry in entry_points(group=GROUP))}))


class NoRecogniser:
    """Finds nothing."""

    id = OFF
    version = "1"
    labels: tuple[str, ...] = ()
    dropped = 0

    def annotate(self, text: str, language: str = "") -> list[Mention]:
        """Return nothing."""
        del text, language
        return []

    def portions(
        self, text: str, language: str, is_cancelled: IsCancelled
    ) -> Iterator[tuple[int, list[Mention]]]:
        """Yield nothing, for the whole text."""
        del language, is_cancelled
        if text:
            yield len(text), []


def _split(name: str, command: str) -> Sequence[str]:
    """Return the words of a command."""
    try:
        words = shlex.split(command)
    except ValueError as error:
        raise UsageError("the command of the recogniser has an open quote", name) from error
    if not words:
        raise UsageError("there is no command after exec:", name)
    return words


def _import_path() -> str:
    """Return where a worker finds this package, also in a checkout, before what was set."""
    ours, theirs = str(Path(__file__).parents[2]), os.environ.get("PYTHONPATH")
    return os.pathsep.join([ours, theirs] if theirs else [ours])
