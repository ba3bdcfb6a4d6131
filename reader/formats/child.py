"""Converting in a process of its own, with limits on time and memory.

Libraries in C that read what strangers made crash, loop and fill the memory now and then;
in a child process that is a message to the person. `convert_in_child` is called by the
program, `main` is what runs in the child; what only one of them needs is imported there, for
the person waits for both to start.

The child is sent one line of JSON and the bytes. It answers in frames: a letter, the length of
what follows in eight bytes, and that. The last frame is a document or an error; before it come
how far the child is, and at most one part to be read meanwhile.
"""

from __future__ import annotations

import json
import os
import resource
import signal
import sys
import time
from contextlib import suppress
from importlib import import_module
from pathlib import Path
from typing import IO, TYPE_CHECKING

from reader.core.document import Document
from reader.core.errors import PasswordNeededError, ReaderError
from reader.core.progress import Progress
from reader.formats.codec import decode, encode
from reader.formats.source import Source

if TYPE_CHECKING:
    from queue import SimpleQueue

MAX_MEMORY = 1024**3
"""Bytes of address space that a conversion may take."""
BASE_SECONDS = 8
SECONDS_PER_MEGABYTE = 2
"""A conversion may take so much time of the processor."""

_PATIENCE = 2
"""How many times longer it may take by the clock, for other programs run as well."""

_POLL_SECONDS = 0.1
_SHARE, _PART, _DOCUMENT, _ERROR, _PASSWORD = b"S", b"B", b"D", b"E", b"P"
_LENGTH = 8
_STEPS = 100
"""How often in all the child tells how far it is."""

Frame = tuple[bytes, bytes]
"""A letter and its content; both are empty where the child ends without an answer."""


def convert_in_child(module: str, source: Source) -> Document:
    """Return what ``convert`` of the module `module` of this package makes of `source`.

    Raises `ReaderError` for what the converter says, if it crashes or meets a limit, and soon
    after the progress of `source` is cancelled.
    """
    import subprocess
    from queue import SimpleQueue
    from threading import Thread

    seconds = BASE_SECONDS + SECONDS_PER_MEGABYTE * len(source.data) // 1024**2
    with subprocess.Popen(
        [sys.executable, "-P", "-m", "reader.formats.child"],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        env={**os.environ, "PYTHONPATH": str(Path(__file__).parents[2])},
    ) as process:
        frames: SimpleQueue[Frame] = SimpleQueue()
        request = _request(module, source, seconds)
        threads = (
            Thread(target=_send, args=(process.stdin, request, source.data), daemon=True),
            Thread(target=_receive, args=(process.stdout, frames), daemon=True),
        )
        for thread in threads:
            thread.start()
        try:
            answer = _answer(frames, source, seconds)
            if not answer[0]:
                with suppress(subprocess.TimeoutExpired):
                    process.wait(_POLL_SECONDS)  # its status says what it died of
        finally:
            process.kill()
            for thread in threads:
                thread.join()
    return _document(answer, process.returncode, source, seconds)


def _request(module: str, source: Source, seconds: int) -> bytes:
    options = [source.path.suffix, source.password, source.whole_page, source.encoding]
    return json.dumps([module, seconds, *options]).encode() + b"\n"


def _send(stream: IO[bytes], *parts: bytes) -> None:
    """Write `parts` to the child; one that has ended needs them no more."""
    with suppress(OSError):
        for part in parts:
            stream.write(part)
        stream.close()


def _receive(stream: IO[bytes], frames: SimpleQueue[Frame]) -> None:
    """Put what the child answers into `frames`, and an empty one at the end."""
    while True:
        head = stream.read(1 + _LENGTH)
        length = int.from_bytes(head[1:])
        # No honest child has room for a longer answer.
        content = stream.read(length) if len(head) > _LENGTH and length <= MAX_MEMORY else b""
        if not head or len(content) < length:
            frames.put((b"", b""))
            return
        frames.put((head[:1], content))


def _answer(frames: SimpleQueue[Frame], source: Source, seconds: int) -> Frame:
    """Return the last of `frames`; raise if it is not wanted any more, or takes too long."""
    from queue import Empty

    # The child has a limit of processor time: this one is for a child that sleeps.
    deadline = time.monotonic() + _PATIENCE * seconds
    while True:
        if source.progress.is_cancelled:
            raise ReaderError("opening was cancelled", str(source.path))
        if time.monotonic() > deadline:
            raise _too_slow(source, seconds)
        try:
            tag, content = frames.get(timeout=_POLL_SECONDS)
        except Empty:
            continue
        if tag == _SHARE:
            source.progress.advance(int.from_bytes(content[:1]), _STEPS)
        elif tag == _PART:
            # What is wrong with the child shows in its last answer.
            with suppress(ValueError):
                source.progress.show(decode(content))
        else:
            return tag, content


def _document(answer: Frame, status: int, source: Source, seconds: int) -> Document:
    """Return the document in `answer`, or raise what stands there in its place."""
    where, (tag, content) = str(source.path), answer
    if tag == _PASSWORD:
        raise PasswordNeededError(where)
    try:
        if tag == _ERROR:
            what, remedy = json.loads(content)
            raise ReaderError(str(what), where, str(remedy))
        return decode(content)
    except ValueError as error:
        if status == -signal.SIGXCPU:
            raise _too_slow(source, seconds) from error
        raise ReaderError(
            "the file is damaged in a way that broke its converter",
            where,
            "Open it in the program that made it and save it anew",
        ) from error


def _too_slow(source: Source, seconds: int) -> ReaderError:
    return ReaderError(
        f"the conversion was stopped after {seconds} seconds",
        str(source.path),
        "Convert the file to text or HTML with another program",
    )


class _Teller(Progress):
    """Tells the parent how far the child is."""

    def __init__(self) -> None:
        super().__init__()
        self._told = 0

    def advance(self, done: int, total: int) -> None:
        """Tell it when another hundredth is done."""
        step = _STEPS * done // total
        if step > self._told:
            self._told = step
            _tell(_SHARE, bytes([step]))

    def show(self, part: Document) -> None:
        """Hand `part` over."""
        _tell(_PART, encode(part))


def main() -> None:
    """Convert what comes on standard input and write the document to standard output."""
    request = json.loads(sys.stdin.buffer.readline())
    module, seconds, suffix, password, whole_page, encoding = request
    _limit(seconds)
    path, data = Path("document" + suffix), sys.stdin.buffer.read()
    source = Source(path, data, password, whole_page, encoding, _Teller())
    _tell(*_converted(module, source))
    # What a library does when it is taken down is of no interest any more.
    os._exit(0)


def _tell(tag: bytes, content: bytes = b"") -> None:
    """Write a frame to the parent."""
    sys.stdout.buffer.write(tag + len(content).to_bytes(_LENGTH) + content)
    sys.stdout.buffer.flush()


def _limit(seconds: int) -> None:
    """Let this process take so much and no more, write no file and leave no core."""
    limits = (
        (resource.RLIMIT_AS, MAX_MEMORY),
        (resource.RLIMIT_CPU, seconds),
        (resource.RLIMIT_FSIZE, 0),
        (resource.RLIMIT_CORE, 0),
    )
    for kind, limit in limits:
        _, hard = resource.getrlimit(kind)
        # A tighter limit of the person's own cannot be raised, and shall not be.
        allowed = limit if hard == resource.RLIM_INFINITY else min(limit, hard)
        resource.setrlimit(kind, (allowed, hard))


def _converted(module: str, source: Source) -> Frame:
    """Return the last answer to the parent."""
    try:
        document = import_module(f"reader.formats.{module}").convert(source)
        return _DOCUMENT, encode(document)
    except PasswordNeededError:
        return _PASSWORD, b""
    except ReaderError as error:
        what, remedy = error.what, error.remedy
    except MemoryError:
        limit = MAX_MEMORY // 1024**3
        what, remedy = f"the conversion needs more than {limit} GB of memory", ""
    except RecursionError:
        what, remedy = "the file nests its parts too deep to be read", ""
    return _ERROR, json.dumps([what, remedy]).encode()


if __name__ == "__main__":
    main()
