"""A recogniser in another process that speaks JSON lines: a plug-in that cannot harm reading.

It says hello with one line, ``{"id","version","labels"}``, then answers each line
``{"id","text","lang"}`` with ``{"id","spans":[[start,end,label,score]]}``. Offsets are code
points. A process that is silent too long is ended; spans outside the text are dropped.
"""

from __future__ import annotations

import json
import os
import selectors
import subprocess
import time
from collections.abc import Iterator, Sequence
from threading import Lock
from typing import Any

from reader.core.entity import Mention
from reader.core.errors import ReaderError
from reader.entities.borders import settle

_HELLO_SECONDS = 120.0
"""A pipeline may have to load a large model first."""
_LONGEST_ANSWER = 64 << 20
"""Bytes."""


class CommandRecogniser:
    """Runs a command as a recogniser; starts it at the first need, again after a failure."""

    def __init__(self, name: str, command: Sequence[str], seconds: float = 60.0) -> None:
        """Run `command`, known as `name`; a document may take `seconds`."""
        self._name = name
        self._command = list(command)
        self._seconds = seconds
        self._process: subprocess.Popen[bytes] | None = None
        self._hello: dict[str, Any] = {}
        self._lock = Lock()
        self.dropped = 0
        """Spans that pointed outside the text or into others, so far."""

    @property
    def id(self) -> str:
        """The name in the settings, the source of its mentions."""
        return self._name

    @property
    def version(self) -> str:
        """What the process says of itself. Raises `ReaderError` if it does not start."""
        with self._lock:
            self._start()
            return f"{self._hello['id']}/{self._hello['version']}"

    @property
    def labels(self) -> Sequence[str]:
        """The labels that the process promises. Raises `ReaderError` if it does not start."""
        with self._lock:
            self._start()
            return tuple(map(str, self._hello["labels"]))

    def annotate(self, text: str, language: str = "") -> list[Mention]:
        """Return the mentions that the process gives, in order, none overlapping.

        Raises `ReaderError` if it fails, is too slow or answers with anything else.
        """
        with self._lock:
            self._start()
            question = {"id": "1", "text": text, "lang": language}
            answer = self._ask(json.dumps(question).encode() + b"\n", self._seconds)
            given = answer.get("spans")
            if not isinstance(given, list):
                raise self._failure("answers without spans")
            spans = list(_mentions(given, len(text), self._name))
            settled = settle(text, spans)
            self.dropped += len(given) - len(settled)
            return settled

    def close(self) -> None:
        """End the process."""
        with self._lock:
            self._end()

    def _start(self) -> None:
        """Start the process and read its hello, unless it runs."""
        if self._process is not None and self._process.poll() is None:
            return
        self._end()
        try:
            self._process = subprocess.Popen(  # noqa: S603 - the person configured this command
                self._command,
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=subprocess.DEVNULL,
                start_new_session=True,
            )
        except OSError as error:
            raise self._failure("cannot be started") from error
        hello = self._ask(b"", _HELLO_SECONDS)
        if not {"id", "version", "labels"} <= hello.keys() or not isinstance(hello["labels"], list):
            raise self._failure("does not say hello")
        self._hello = hello

    def _ask(self, question: bytes, seconds: float) -> dict[str, Any]:
        """Send a line and return the object of the line that comes back."""
        try:
            answer = json.loads(self._exchange(question, time.monotonic() + seconds))
        except (OSError, ValueError) as error:
            raise self._failure("does not answer with JSON") from error
        if not isinstance(answer, dict):
            raise self._failure("does not answer with an object")
        return answer

    def _exchange(self, question: bytes, deadline: float) -> bytes:
        """Write `question` and read a line, both at once: neither side can block the other."""
        process = self._process
        if process is None or process.stdin is None or process.stdout is None:
            raise self._failure("does not run")
        left, answer = memoryview(question), bytearray()
        with selectors.DefaultSelector() as selector:
            selector.register(process.stdout, selectors.EVENT_READ)
            if question:
                os.set_blocking(process.stdin.fileno(), False)
                selector.register(process.stdin, selectors.EVENT_WRITE)
            while not answer.endswith(b"\n"):
                ready = selector.select(max(0.0, deadline - time.monotonic()))
                if not ready or len(answer) > _LONGEST_ANSWER:
                    raise self._failure("takes too long")
                for key, _ in ready:
                    if key.fileobj is process.stdin:
                        left = left[os.write(key.fd, left[:65_536]) :]
                        if not left:
                            selector.unregister(process.stdin)
                    else:
                        part = os.read(key.fd, 65_536)
                        if not part:
                            raise self._failure("ended")
                        answer += part
        return bytes(answer)

    def _failure(self, what: str) -> ReaderError:
        """End the process and return the error to raise."""
        self._end()
        remedy = "Reading goes on without it. Check the command, or choose another recogniser."
        return ReaderError(f"the recogniser {what}", self._name, remedy)

    def _end(self) -> None:
        process, self._process = self._process, None
        if process is not None:
            process.kill()
            process.wait()
            for pipe in (process.stdin, process.stdout):
                if pipe is not None:
                    pipe.close()


def _mentions(given: list[Any], length: int, source: str) -> Iterator[Mention]:
    """Yield the spans that are well formed and inside the text."""
    for span in given:
        match span:
            case [int(start), int(end), str(label), *rest] if 0 <= start < end <= length and label:
                score = rest[0] if rest and isinstance(rest[0], (int, float)) else 1.0
                yield Mention(start, end, label, min(1.0, max(0.0, float(score))), source)
