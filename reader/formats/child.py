"""Converting in a process of its own, with limits on time and memory.

Libraries in C that read what strangers made crash, loop and fill the memory now and then;
in a child process that is a message to the person. `convert_in_child` is called by the
program, `main` is what runs in the child; what only one of them needs is imported there, for
the person waits for both to start.
"""

from __future__ import annotations

import json
import os
import resource
import signal
import sys
import time
from collections.abc import Callable
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING

from reader.core.document import Document
from reader.core.errors import PasswordNeededError, ReaderError
from reader.formats.codec import decode, encode
from reader.formats.source import Source

if TYPE_CHECKING:
    from concurrent.futures import Future

MAX_MEMORY = 1024**3
"""Bytes of address space that a conversion may take."""
BASE_SECONDS = 10
SECONDS_PER_MEGABYTE = 2
"""A conversion may take this long, in wall time and in processor time."""

_POLL_SECONDS = 0.1
_DOCUMENT, _ERROR, _PASSWORD = b"D", b"E", b"P"


def convert_in_child(
    module: str, source: Source, is_cancelled: Callable[[], bool] = lambda: False
) -> Document:
    """Return what ``convert`` of the module `module` of this package makes of `source`.

    Raises `ReaderError` for what the converter says, if it crashes or meets a limit, and soon
    after `is_cancelled` says so.
    """
    import subprocess
    from concurrent.futures import ThreadPoolExecutor

    seconds = BASE_SECONDS + SECONDS_PER_MEGABYTE * len(source.data) // 1024**2
    header = json.dumps([module, source.path.suffix, source.password, source.whole_page, seconds])
    request = header.encode() + b"\n" + source.data
    with (
        subprocess.Popen(
            [sys.executable, "-P", "-m", "reader.formats.child"],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            env={**os.environ, "PYTHONPATH": str(Path(__file__).parents[2])},
        ) as process,
        ThreadPoolExecutor(1) as pool,
    ):
        answer = pool.submit(process.communicate, request)
        try:
            _wait(answer, source, seconds, is_cancelled)
        finally:
            process.kill()
        return _answer(answer.result()[0], process.returncode, source, seconds)


def _wait(
    answer: Future[tuple[bytes, bytes]],
    source: Source,
    seconds: int,
    is_cancelled: Callable[[], bool],
) -> None:
    """Return when `answer` is there; raise if it is not wanted any more, or takes too long."""
    from concurrent.futures import wait

    # The child has the same limit, of processor time: this one is for a child that sleeps.
    deadline = time.monotonic() + seconds + 2
    while wait([answer], timeout=_POLL_SECONDS).not_done:
        if is_cancelled():
            raise ReaderError("opening was cancelled", str(source.path))
        if time.monotonic() > deadline:
            raise _too_slow(source, seconds)


def _answer(output: bytes, status: int, source: Source, seconds: int) -> Document:
    """Return the document in `output`, or raise what stands there in its place."""
    where, tag, content = str(source.path), output[:1], output[1:]
    if tag == _PASSWORD:
        raise PasswordNeededError(where)
    if tag == _ERROR:
        what, remedy = json.loads(content)
        raise ReaderError(str(what), where, str(remedy))
    try:
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


def main() -> None:
    """Convert what comes on standard input and write the document to standard output."""
    module, suffix, password, whole_page, seconds = json.loads(sys.stdin.buffer.readline())
    _limit(seconds)
    path = Path("document" + suffix)
    sys.stdout.buffer.write(
        _converted(module, Source(path, sys.stdin.buffer.read(), password, whole_page))
    )
    sys.stdout.buffer.flush()
    # What a library does when it is taken down is of no interest any more.
    os._exit(0)


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


def _converted(module: str, source: Source) -> bytes:
    """Return the answer to the parent."""
    try:
        document = import_module(f"reader.formats.{module}").convert(source)
        return _DOCUMENT + encode(document)
    except PasswordNeededError:
        return _PASSWORD
    except ReaderError as error:
        what, remedy = error.what, error.remedy
    except MemoryError:
        limit = MAX_MEMORY // 1024**3
        what, remedy = f"the conversion needs more than {limit} GB of memory", ""
    except RecursionError:
        what, remedy = "the file nests its parts too deep to be read", ""
    return _ERROR + json.dumps([what, remedy]).encode()


if __name__ == "__main__":
    main()
