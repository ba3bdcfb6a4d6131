"""Private files that are on the disk when a function returns."""

from __future__ import annotations

import errno
import fcntl
import glob
import hashlib
import os
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO

from reader.core.errors import ReaderError
from reader.core.safetext import safe_line

_NO_FOLDER = "There is a file where a folder should be: choose another folder with --store."
_REMEDIES = {
    "ENOTDIR": _NO_FOLDER,
    "EEXIST": _NO_FOLDER,
    "ENOSPC": "Free some space and save again; the file is as it was before.",
    "EDQUOT": "Free some space and save again; the file is as it was before.",
    "EROFS": "The disk is read-only: choose another folder with --store.",
    "EACCES": "Allow writing there, or choose another folder with --store.",
    "EPERM": "Allow writing there, or choose another folder with --store.",
}


class CannotWriteError(ReaderError):
    """Nothing was written: the disk is full, the folder read-only or another session busy."""


def cannot_write(path: Path, error: OSError) -> CannotWriteError:
    """Return the message for a failure of the system to write `path`."""
    remedy = _REMEDIES.get(errno.errorcode.get(error.errno or 0, ""), "Nothing was changed.")
    what = f"cannot be written ({error.strerror or error})"
    return CannotWriteError(what, safe_line(str(path)), remedy)


@contextmanager
def writing(path: Path) -> Iterator[None]:
    """Turn a failure of the system into a message about `path`."""
    try:
        yield
    except OSError as error:
        raise cannot_write(path, error) from error


def cannot_read(path: Path, error: OSError) -> ReaderError:
    """Return the message for a failure of the system to read `path`."""
    what = f"cannot be read ({error.strerror or error})"
    remedy = _NO_FOLDER if isinstance(error, NotADirectoryError) else "Nothing was changed."
    return ReaderError(what, safe_line(str(path)), remedy)


@contextmanager
def reading(path: Path) -> Iterator[None]:
    """Turn a failure of the system into a message about `path`."""
    try:
        yield
    except OSError as error:
        raise cannot_read(path, error) from error


def flush(fd: int) -> None:
    """Wait until what was written to `fd` is on the disk."""
    if hasattr(fcntl, "F_FULLFSYNC"):  # macOS: fsync leaves it in the cache of the drive
        fcntl.fcntl(fd, fcntl.F_FULLFSYNC)
    else:
        os.fdatasync(fd)


def flush_folder(folder: Path) -> None:
    """Wait until the entries of `folder` are on the disk."""
    fd = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
    try:
        os.fsync(fd)
    finally:
        os.close(fd)


def make_folder(folder: Path) -> None:
    """Create `folder` and its missing parents, for their owner alone."""
    if folder.is_dir():
        return
    make_folder(folder.parent)
    folder.mkdir(mode=0o700, exist_ok=True)
    flush_folder(folder.parent)


def write_all(fd: int, data: bytes, offset: int) -> None:
    """Write all of `data` at `offset`; a full disk raises, however much fitted."""
    view = memoryview(data)
    while view:
        written = os.pwrite(fd, view, offset)
        view, offset = view[written:], offset + written


def replace_file(path: Path, data: bytes) -> None:
    """Put `data` in the place of `path`, all of it or nothing, readable by its owner alone."""
    with replacing(path) as file:
        file.write(data)


@contextmanager
def replacing(path: Path) -> Iterator[BinaryIO]:
    """Open a new file, private, that takes the place of `path` if all goes well."""
    make_folder(path.parent)
    temporary = path.with_name(f".{path.name}.tmp{os.getpid()}")
    fd = os.open(temporary, os.O_RDWR | os.O_CREAT | os.O_TRUNC | os.O_NOFOLLOW, 0o600)
    try:
        with os.fdopen(fd, "wb") as file:
            yield file
            file.flush()
            flush(fd)
        temporary.replace(path)
    except BaseException:
        temporary.unlink(missing_ok=True)
        raise
    flush_folder(path.parent)


def quarantine(folder: Path, path: Path, data: bytes) -> None:
    """Keep the bytes of a damaged file before it is repaired, once however often it is tried."""
    digest = hashlib.sha256(data).hexdigest()[:12]
    if not any(folder.glob(f"{glob.escape(path.name)}.*.{digest}")):
        stamp = time.strftime("%Y%m%dT%H%M%S", time.gmtime())
        replace_file(folder / f"{path.name}.{stamp}.{digest}", data)
