"""The person's own editor, for a while in the place of the app."""

from __future__ import annotations

import os
import shlex
import signal
import subprocess
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path

from textual.app import App, SuspendNotSupported

from reader.core.errors import ReaderError

_NAMES = ("VISUAL", "EDITOR")
_REMEDY = "Set VISUAL or EDITOR to a program that is installed, such as nano."


def edit(app: App[None], path: Path) -> None:
    """Let the person change the file at `path` in their editor, and come back when it ends.

    The app stands still meanwhile. Raises `ReaderError` if there is no editor, or if it fails;
    what it has written until then is in the file.
    """
    command = editor_command(os.environ)
    try:
        with app.suspend(), _interrupts_left_to_editor():
            error = _run([*command, str(path)])
    except SuspendNotSupported as not_supported:
        raise ReaderError("another program cannot have this terminal") from not_supported
    if error:
        raise error


def editor_command(environment: Mapping[str, str]) -> list[str]:
    """Return the editor that the `environment` names, with its arguments.

    Raises `ReaderError` if it names none.
    """
    value = next(filter(str.strip, (environment.get(name, "") for name in _NAMES)), "")
    try:
        command = shlex.split(value)
    except ValueError:
        command = []
    if not command:
        raise ReaderError("no editor is set", remedy=_REMEDY)
    return command


def _run(command: Sequence[str]) -> ReaderError | None:
    """Run the editor; return why it failed, None if it did not.

    Nothing is raised: the app has to take the terminal again.
    """
    try:
        status = subprocess.run(command, check=False).returncode  # noqa: S603 - the person's own
    except FileNotFoundError:
        return ReaderError("there is no such editor", command[0], _REMEDY)
    except (OSError, ValueError) as error:
        return ReaderError(f"the editor cannot be run ({error})", command[0], _REMEDY)
    if status:
        ended = f"with status {status}" if status > 0 else f"by signal {-status}"
        return ReaderError(f"the editor ended {ended}", command[0])
    return None


@contextmanager
def _interrupts_left_to_editor() -> Iterator[None]:
    """Leave Ctrl-C to the editor, which has the terminal."""
    # A handler of our own, and not SIG_IGN, which the editor would inherit.
    before = signal.signal(signal.SIGINT, lambda _number, _frame: None)
    try:
        yield
    finally:
        signal.signal(signal.SIGINT, before)
