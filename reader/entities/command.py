"""A recogniser in another process that speaks JSON lines: a plug-in that cannot harm reading.

It says hello with one line, ``{"id","version","labels"}``, then answers each line
``{"id","text","lang"}`` with ``{"id","spans":[[start,end,label,score]]}``, or with
``{"id","error"}``. Offsets are code points. A long text comes in portions, a line each. A process
that is silent too long is ended; spans outside the text and labels that were not announced are
dropped and counted.
"""

from __future__ import annotations

import json
import os
import selectors
import signal
import subprocess
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import suppress
from threading import Lock
from typing import Any

from reader.core.entity import Mention
from reader.core.errors import ReaderError
from reader.core.ports import IsCancelled
from reader.core.safetext import safe_line
from reader.entities.borders import settle

PORTION = 50_000
"""Characters of a text that are asked about at once."""

_HELLO_SECONDS = 120.0
"""A pipeline may have to load a large model first."""
_LONGEST_ANSWER = 64 << 20
"""Bytes."""
_LONGEST_LABEL = 40
_LOOK = 0.1
"""Seconds between two looks whether anybody still waits."""
_FAILURES = 3
"""In a row, after which it is not started again: each may have cost the time limit."""


class CommandRecogniser:
    """Runs a command as a recogniser; starts it at the first need, again after a failure."""

    def __init__(
        self,
        name: str,
        command: Sequence[str],
        seconds: float = 60.0,
        environment: Mapping[str, str] | None = None,
    ) -> None:
        """Run `command`, known as `name`; a portion of a document may take `seconds`.

        It gets the `environment`, or else that of this process.
        """
        self._name = name
        self._command = list(command)
        self._environment = environment
        self._seconds = seconds
        self._process: subprocess.Popen[bytes] | None = None
        self._hello: dict[str, Any] = {}
        self._lock = Lock()
        self._asked = 0
        self._failures = 0
        self._closed = False
        self.dropped = 0
        """Spans that were not what they have to be, so far."""

    @property
    def id(self) -> str:
        """The name in the settings, the source of its mentions."""
        return self._name

    @property
    def version(self) -> str:
        """What the process says of itself. Raises `ReaderError` if it does not start."""
        with self._lock:
            self._start(_never)
            return f"{self._hello['id']}/{self._hello['version']}"

    @property
    def labels(self) -> Sequence[str]:
        """The labels that the process promises. Raises `ReaderError` if it does not start."""
        with self._lock:
            self._start(_never)
            return tuple(self._hello["labels"])

    def annotate(self, text: str, language: str = "") -> list[Mention]:
        """Return the mentions that the process gives, in order, none overlapping.

        Raises `ReaderError` if it fails, is too slow or answers with anything else.
        """
        portions = self.portions(text, language)
        return [mention for _, mentions in portions for mention in mentions]

    def portions(
        self, text: str, language: str = "", is_cancelled: IsCancelled = lambda: False
    ) -> Iterator[tuple[int, list[Mention]]]:
        """Yield the mentions portion by portion, each with where it ends; for errors see above.

        Where nobody waits any more, a process that is at work is ended.
        """
        start = 0
        while start < len(text) and not is_cancelled():
            end = _portion_end(text, start)
            mentions = self._ask_about(text[start:end], language, is_cancelled)
            yield end, [_moved(mention, start) for mention in mentions]
            start = end

    def close(self) -> None:
        """End the process, also one that is at work, and start none any more."""
        self._closed = True
        process = self._process
        if process is not None:
            _kill(process)
            with self._lock:  # whoever waits for its answer stops waiting
                self._end()

    def _ask_about(self, text: str, language: str, is_cancelled: IsCancelled) -> list[Mention]:
        """Return the mentions of one portion; none if nobody waits for them any more."""
        with self._lock:
            if not self._start(is_cancelled):
                return []
            self._asked += 1
            question = {"id": str(self._asked), "text": text, "lang": language}
            line = json.dumps(question).encode() + b"\n"
            answer = self._ask(line, self._seconds, is_cancelled)
            if answer is None:
                return []
            given = answer.get("spans")
            if not isinstance(given, list) or answer.get("id") != question["id"]:
                raise self._failure("answers something else than it was asked")
            labels = frozenset(self._hello["labels"])
            settled = settle(text, mentions_of(given, len(text), labels, self._name))
            self.dropped += len(given) - len(settled)
            self._failures = 0
            return settled

    def _start(self, is_cancelled: IsCancelled) -> bool:
        """Start the process and read its hello, unless it runs; whether it does in the end.

        It does not if nobody waits for it any more.
        """
        if self._process is not None and self._process.poll() is None:
            return True
        self._end()
        if self._closed or self._failures >= _FAILURES:
            raise self._failure(f"failed {_FAILURES} times and is not started again")
        try:
            self._process = subprocess.Popen(  # noqa: S603 - the person configured this command
                self._command,
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=subprocess.DEVNULL,
                start_new_session=True,
                env=self._environment,
            )
        except (OSError, ValueError) as error:
            raise self._failure("cannot be started") from error
        hello = self._ask(b"", _HELLO_SECONDS, is_cancelled)
        if hello is None:
            return False
        if not {"id", "version", "labels"} <= hello.keys() or not isinstance(hello["labels"], list):
            raise self._failure("does not say hello")
        hello["labels"] = [one for one in hello["labels"] if _is_label(one)]
        self._hello = hello
        return True

    def _ask(
        self, question: bytes, seconds: float, is_cancelled: IsCancelled
    ) -> dict[str, Any] | None:
        """Send a line and return the object of the line that comes back; None if cancelled."""
        try:
            line = self._exchange(question, time.monotonic() + seconds, is_cancelled)
            if line is None:
                self._end()
                return None
            answer = json.loads(line)
        except (OSError, ValueError, RecursionError) as error:
            raise self._failure("does not answer with JSON") from error
        if not isinstance(answer, dict):
            raise self._failure("does not answer with an object")
        if isinstance(told := answer.get("error"), str):
            raise self._failure(f"says: {safe_line(told[:200])}")
        return answer

    def _exchange(
        self, question: bytes, deadline: float, is_cancelled: IsCancelled
    ) -> bytes | None:
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
                if is_cancelled():
                    return None
                if time.monotonic() > deadline or len(answer) > _LONGEST_ANSWER:
                    raise self._failure("takes too long")
                for key, _ in selector.select(_LOOK):
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
        self._failures += 1
        remedy = "Reading goes on without it. Check it with “reader recognisers check”."
        return ReaderError(f"the recogniser {what}", self._name, remedy)

    def _end(self) -> None:
        process, self._process = self._process, None
        if process is not None:
            _kill(process)
            process.wait()
            for pipe in (process.stdin, process.stdout):
                if pipe is not None:
                    with suppress(OSError):  # what was not sent is not wanted any more
                        pipe.close()


def _never() -> bool:
    return False


def _kill(process: subprocess.Popen[bytes]) -> None:
    """End a process with those that it has started."""
    if process.returncode is None:
        with suppress(ProcessLookupError):
            os.killpg(process.pid, signal.SIGKILL)


def _portion_end(text: str, start: int) -> int:
    """Return where the portion that begins at `start` ends: at a line, a blank, or anywhere."""
    limit = start + PORTION
    if limit >= len(text):
        return len(text)
    for separator in ("\n\n", "\n", " "):
        found = text.rfind(separator, start + PORTION // 2, limit)
        if found > start:
            return found + len(separator)
    return limit


def mentions_of(
    given: list[Any], length: int, labels: frozenset[str], source: str
) -> Iterator[Mention]:
    """Yield the spans that are well formed, inside the text and of an announced label."""
    for span in given:
        match span:
            case [int(start), int(end), str(label), *rest] if 0 <= start < end <= length:
                if label in labels:
                    score = rest[0] if rest and isinstance(rest[0], (int, float)) else 1.0
                    yield Mention(start, end, label, float(min(1.0, max(0.0, score))), source)


def _is_label(label: object) -> bool:
    """Whether a label can be shown: a short word or a few, of visible characters."""
    return isinstance(label, str) and label.isprintable() and 0 < len(label) <= _LONGEST_LABEL


def _moved(mention: Mention, offset: int) -> Mention:
    """Return `mention` with offsets of the document."""
    return mention._replace(start=mention.start + offset, end=mention.end + offset)
