"""A pseudo-terminal around a program: what it writes, and what it costs, key by key."""

from __future__ import annotations

import fcntl
import os
import pty
import select
import signal
import struct
import termios
import time
from dataclasses import dataclass
from pathlib import Path

QUIET = 0.05
"""Seconds without output after which a program is taken to be done."""


@dataclass(frozen=True)
class Answer:
    """What a program did after a key: bytes written, CPU in ms, wall in ms to its first byte."""

    written: int
    cpu: float
    first: float


class Program:
    """A program in a terminal of 120 by 40 cells."""

    def __init__(self, argv: list[str], columns: int = 120, lines: int = 40) -> None:
        self.started = time.perf_counter()
        self.pid, self._fd = pty.fork()
        if self.pid == 0:
            # Compiled modules are what people run; this workplace may switch them off.
            os.environ.pop("PYTHONDONTWRITEBYTECODE", None)
            os.environ.update({"TERM": "xterm-256color", "COLORTERM": "truecolor"})
            fcntl.ioctl(0, termios.TIOCSWINSZ, struct.pack("HHHH", lines, columns, 0, 0))
            os.execvp(argv[0], argv)
        self.output = b""

    def wait_for(self, text: bytes, seconds: float = 60) -> float:
        """Read until `text` is written; return the ms since the start."""
        end = time.perf_counter() + seconds
        while text not in self.output:
            if time.perf_counter() > end or not self._read(0.5):
                raise TimeoutError(f"{text!r} was not written within {seconds} s")
        return (time.perf_counter() - self.started) * 1e3

    def settle(self, quiet: float = QUIET, at_least: float = 0.0) -> int:
        """Read until nothing comes for `quiet` seconds; return the bytes read."""
        before, end = len(self.output), time.perf_counter() + at_least
        while self._read(quiet, until_quiet=True) or time.perf_counter() < end:
            pass
        return len(self.output) - before

    def type(self, keys: str) -> None:
        """Send `keys` and wait for nothing."""
        os.write(self._fd, keys.encode())

    def press(self, keys: str, quiet: float = QUIET) -> Answer:
        """Send `keys`; return what the program did until it was quiet."""
        cpu, started, before = self.cpu(), time.perf_counter(), len(self.output)
        os.write(self._fd, keys.encode())
        select.select([self._fd], [], [], 5)
        first = time.perf_counter() - started
        self.settle(quiet)
        return Answer(len(self.output) - before, self.cpu() - cpu, first * 1e3)

    def resize(self, columns: int, lines: int) -> Answer:
        """Change the size of the terminal, as a window does."""
        cpu, started, before = self.cpu(), time.perf_counter(), len(self.output)
        fcntl.ioctl(self._fd, termios.TIOCSWINSZ, struct.pack("HHHH", lines, columns, 0, 0))
        os.kill(self.pid, signal.SIGWINCH)
        select.select([self._fd], [], [], 5)
        first = time.perf_counter() - started
        self.settle(0.3)
        return Answer(len(self.output) - before, self.cpu() - cpu, first * 1e3)

    def cpu(self) -> float:
        """Return the ms that all threads of the program have run."""
        tasks = Path(f"/proc/{self.pid}/task").glob("*/schedstat")
        return sum(int(task.read_text().split()[0]) for task in tasks) / 1e6

    def memory(self) -> float:
        """Return the resident memory in MB."""
        status = Path(f"/proc/{self.pid}/status").read_text()
        line = next(line for line in status.splitlines() if line.startswith("VmRSS"))
        return int(line.split()[1]) / 1024

    def close(self) -> None:
        """End the program."""
        os.kill(self.pid, signal.SIGKILL)
        os.waitpid(self.pid, 0)
        os.close(self._fd)

    def _read(self, seconds: float, *, until_quiet: bool = False) -> bool:
        ready, _, _ = select.select([self._fd], [], [], seconds)
        if not ready:
            return not until_quiet
        try:
            data = os.read(self._fd, 1 << 20)
        except OSError:
            return False
        self.output += data
        return bool(data)
