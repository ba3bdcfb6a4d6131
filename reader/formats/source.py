"""Reading a file that a stranger may have made: what it is, how big, and no waiting on it."""

from __future__ import annotations

import os
import stat
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import BinaryIO

from reader.core.errors import ReaderError
from reader.core.progress import Progress
from reader.formats.encoding import Decoded, decode

MAX_BYTES = 512 * 1024 * 1024
"""Files above this are refused: they would not fit twice in the memory of a small machine."""


@dataclass(frozen=True, slots=True)
class Source:
    """The bytes of a document, how they are to be read, and who waits for it.

    The path only names it: nothing is read from there.
    """

    path: Path
    data: bytes
    password: str = ""
    """What the person gave for an encrypted document; it is kept nowhere else."""
    whole_page: bool = False
    """Whether a web page is wanted with its menus, not just its article."""
    encoding: str = ""
    """The encoding that the person chose for a text; empty to find it out."""
    progress: Progress = field(default_factory=Progress, compare=False)
    """Is told how far a long conversion is."""

    def decoded(self, declared: str = "") -> Decoded:
        """Return the bytes as text; `declared` is the encoding that they state themselves."""
        return decode(self.data, declared, self.encoding)

    @property
    def stem(self) -> str:
        """The file name without its suffix, as text that can be encoded."""
        return os.fsencode(self.path.stem).decode("utf-8", "replace")


def read_file(path: Path) -> bytes:
    """Return the content of the file at `path`; raises what `opened_file` raises."""
    with opened_file(path) as file:
        data = file.read()
    if len(data) > MAX_BYTES:
        raise _too_big(path, len(data))
    return data


@contextmanager
def opened_file(path: Path) -> Iterator[BinaryIO]:
    """Open the file at `path` to be read within the context.

    Raises `ReaderError` if it is missing, unreadable, no regular file, or above `MAX_BYTES`.
    """
    try:
        # Opening a FIFO without O_NONBLOCK waits for a writer that may never come.
        descriptor = os.open(path, os.O_RDONLY | os.O_NONBLOCK | os.O_CLOEXEC | os.O_NOCTTY)
    except ValueError as error:  # a NUL in the path
        raise ReaderError("this is not a valid file name", repr(str(path))) from error
    except OSError as error:
        raise _refusal(path, error) from error
    try:
        _require_readable_kind(path, os.fstat(descriptor))
        with os.fdopen(descriptor, "rb", closefd=False) as file:
            yield file
    except OSError as error:
        raise _refusal(path, error) from error
    finally:
        os.close(descriptor)


def _require_readable_kind(path: Path, status: os.stat_result) -> None:
    """Raise unless `status` is that of a regular file of a size that we open."""
    if stat.S_ISDIR(status.st_mode):
        raise ReaderError("this is a folder, not a document", str(path), "Name a file in it")
    if not stat.S_ISREG(status.st_mode):
        raise ReaderError(
            "this is a device, pipe or socket, not a file",
            str(path),
            "Save what it delivers to a file, or hand it over on standard input",
        )
    if status.st_size > MAX_BYTES:
        raise _too_big(path, status.st_size)


def _too_big(path: Path, size: int) -> ReaderError:
    limit = MAX_BYTES // 1024**2
    return ReaderError(
        f"the file has {size / 1024**2:,.0f} MB; at most {limit} MB can be opened",
        str(path),
        "Split it into smaller files",
    )


def _refusal(path: Path, error: OSError) -> ReaderError:
    """Return what to tell the person when the system refuses `path`."""
    if isinstance(error, FileNotFoundError):
        return ReaderError("there is no such file", str(path), "Check the spelling of the path")
    if isinstance(error, PermissionError):
        return ReaderError(
            "you may not read this file", str(path), "Ask its owner, or change its permissions"
        )
    reason = os.strerror(error.errno) if error.errno else "unknown reason"
    return ReaderError(f"the file cannot be read ({reason})", str(path))
