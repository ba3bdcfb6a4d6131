"""The real program in a real terminal: keys in, bytes out, and the screen they make."""

from __future__ import annotations

import fcntl
import os
import pty
import select
import signal
import struct
import subprocess
import sys
import termios
import time
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Self

import pyte

PATIENCE = 30.0
"""Seconds to wait for something that has to happen; a busy machine is slow."""

_QUIET = 0.5
"""Seconds without output after which a frame is taken to be whole."""

KEYS = {
    "enter": "\r",
    # The kitty form: a bare ESC and the key after it would be one key with Alt.
    "escape": "\x1b[27u",
    "space": " ",
    "tab": "\t",
    "shift+tab": "\x1b[Z",
    "down": "\x1b[B",
    "up": "\x1b[A",
    "ctrl+o": "\x0f",
    "ctrl+s": "\x13",
    "ctrl+r": "\x12",
    "ctrl+q": "\x11",
    "ctrl+z": "\x1a",
}


class Terminal:
    """Runs ``reader`` in a pseudo-terminal and reads its screen."""

    def __init__(
        self,
        arguments: Sequence[str],
        home: Path,
        size: tuple[int, int] = (100, 30),
        environment: Mapping[str, str] | None = None,
        program: Sequence[str] = ("-m", "reader"),
    ) -> None:
        """Start ``reader`` with everything it keeps below `home`, on `size` columns and rows.

        `program` is what Python is to run in its place.
        """
        self.raw = bytearray()
        self.screen = pyte.Screen(*size)
        self._stream = pyte.ByteStream(self.screen)
        ours, theirs = pty.openpty()
        fcntl.ioctl(theirs, termios.TIOCSWINSZ, struct.pack("HHHH", size[1], size[0], 0, 0))
        self._fd = ours
        inherited = {
            key: value
            for key, value in os.environ.items()
            if not key.startswith(("READER_", "TMUX", "SSH_", "TEXTUAL"))
            # A test runner may claim a size; the terminal has its own.
            and key not in {"NO_COLOR", "COLUMNS", "LINES"}
        }
        self.process = subprocess.Popen(
            [sys.executable, *program, *arguments],
            stdin=theirs,
            stdout=theirs,
            stderr=theirs,
            start_new_session=True,
            cwd=home,  # where an export goes
            env={
                **inherited,
                "TERM": "xterm-256color",
                "COLORTERM": "truecolor",
                "HOME": str(home),
                "READER_HOME": str(home / "reader"),
                **(environment or {}),
            },
        )
        os.close(theirs)

    def __enter__(self) -> Self:
        return self

    def hang_up(self) -> None:
        """Take the terminal away, as when a connection breaks."""
        os.close(self._fd)
        self._fd = -1
        # Nobody controls this terminal, so that the kernel tells the program nothing.
        self.process.send_signal(signal.SIGHUP)

    def __exit__(self, *_: object) -> None:
        if self.process.poll() is None:
            self.process.send_signal(signal.SIGKILL)
            self.process.wait()
        if self._fd >= 0:
            os.close(self._fd)

    @property
    def text(self) -> str:
        """What is on the screen, a line a row."""
        return "\n".join(line.rstrip() for line in self.screen.display)

    def press(self, *keys: str) -> None:
        """Press keys: names of `KEYS`, or what is typed."""
        for key in keys:
            os.write(self._fd, KEYS.get(key, key).encode())

    def wait_for(self, *wanted: str) -> None:
        """Read until every text of `wanted` is on the screen; fail after `PATIENCE`."""
        self.wait_until(lambda: all(text in self.text for text in wanted), repr(wanted))

    def wait_for_no(self, unwanted: str) -> None:
        """Read until `unwanted` is no longer on the screen; fail after `PATIENCE`."""
        self.wait_until(lambda: unwanted not in self.text, f"the end of {unwanted!r}")

    def settle(self) -> None:
        """Read until the program has nothing more to write for now."""
        while self._read(_QUIET):
            pass

    def wait_until(self, condition: Callable[[], bool], what: str) -> None:
        """Read until `condition` holds; fail after `PATIENCE`."""
        limit = time.monotonic() + PATIENCE
        while not condition():
            left = limit - time.monotonic()
            if left <= 0 or not self._read(left):
                raise AssertionError(f"waited in vain for {what}; on the screen:\n{self.text}")

    def wait_for_end(self) -> int:
        """Read until the program ends; return its exit status."""
        while self._read(PATIENCE):
            pass
        return self.process.wait(PATIENCE)

    def _read(self, patience: float) -> bool:
        """Read what the program writes within `patience`; whether there was anything."""
        ready, _, _ = select.select([self._fd], [], [], patience)
        if not ready:
            return False
        try:
            data = os.read(self._fd, 65_536)
        except OSError:  # the program has closed its side
            return False
        if not data:
            return False
        self.raw += data
        self._stream.feed(data)
        return True
