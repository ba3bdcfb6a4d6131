"""Copying, by the way that works where the program runs.

Inside tmux its own command reaches the clipboard whatever ``set-clipboard`` says; on a desktop
a clipboard tool is run with its errors read; over SSH the terminal is asked with OSC 52.
"""

from __future__ import annotations

import os
import shutil
import subprocess
from collections.abc import Callable, Mapping, Sequence

_PATIENCE = 2.0
"""Seconds that a clipboard tool may take: one that waits for a dead display is given up."""


class SystemClipboard:
    """Copies through tmux, a desktop tool, pyperclip or the terminal, in this order."""

    def __init__(
        self, terminal: Callable[[str], None], environment: Mapping[str, str] | None = None
    ) -> None:
        """Fall back to `terminal`, which sends an OSC 52 sequence with the text."""
        self._terminal = terminal
        self._environment = os.environ if environment is None else environment

    def copy(self, text: str) -> str:
        """Copy `text` and return how it was sent. It may take seconds: call it in a thread."""
        environment = self._environment
        if environment.get("TMUX") and _run(("tmux", "load-buffer", "-w", "-"), text):
            return "copied through tmux"
        remote = environment.get("SSH_TTY") or environment.get("SSH_CONNECTION")
        if not remote:
            for tool in _tools(environment):
                if _run(tool, text):
                    return f"copied with {tool[0]}"
            if not _has_display_tools() and _pyperclip(text):
                return "copied"
        self._terminal(text)
        return "sent to the terminal"


def _tools(environment: Mapping[str, str]) -> list[Sequence[str]]:
    """Return the commands of this desktop that are installed."""
    commands: list[Sequence[str]] = []
    if environment.get("WAYLAND_DISPLAY"):
        commands.append(("wl-copy",))
    if environment.get("DISPLAY"):
        commands += [("xclip", "-selection", "clipboard"), ("xsel", "--clipboard", "--input")]
    return [command for command in commands if shutil.which(command[0])]


def _has_display_tools() -> bool:
    """Whether pyperclip would pick a tool of X or Wayland, whose failure it does not tell."""
    return any(map(shutil.which, ("wl-copy", "xclip", "xsel")))


def _run(command: Sequence[str], text: str) -> bool:
    """Give `text` to a command; whether it took it within the time."""
    try:
        done = subprocess.run(  # noqa: S603 - fixed commands, the text only on standard input
            command,
            input=text.encode("utf-8", "replace"),
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            timeout=_PATIENCE,
            check=False,
        )
    except (OSError, subprocess.TimeoutExpired):
        return False
    return done.returncode == 0


def _pyperclip(text: str) -> bool:
    """Copy by pyperclip (macOS, Windows, WSL); whether it did."""
    import pyperclip

    try:
        pyperclip.copy(text)
    except pyperclip.PyperclipException:
        return False
    return True
