"""The screens that documents were left with, kept for the next first page.

A page is kept with everything that decides what it looks like: the document, the settings, the
terminal and its size. If one of them is not what it was, there is no page.
"""

from __future__ import annotations

import os
import zlib

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

_FORMAT = "reader page 1"
_LARGEST = 1 << 20
_KEPT = 64
_LOOK = ("TERM", "COLORTERM", "NO_COLOR", "READER_STORE")


def folder(environment: Mapping[str, str] = os.environ) -> str:
    """Return where pages are kept: a cache, which can be deleted at any time."""
    if home := environment.get("READER_HOME"):
        return os.path.join(home, "cache", "pages")  # noqa: PTH118 - pathlib takes too long to load
    base = environment.get("XDG_CACHE_HOME") or os.path.expanduser("~/.cache")  # noqa: PTH111 - as above
    return os.path.join(base, "reader", "pages")  # noqa: PTH118 - as above


def beginnings() -> str:
    """Return where the beginnings of converted documents are kept, beside the pages."""
    return os.path.join(os.path.dirname(folder()), "beginnings")  # noqa: PTH118, PTH120 - as above


def is_begun(path: str) -> bool:
    """Whether the beginning of the document at `path` is kept, or was when it was another one."""
    return os.path.exists(os.path.join(beginnings(), _number(path)))  # noqa: PTH110, PTH118 - as above


def settings_file(environment: Mapping[str, str] = os.environ) -> str:
    """Return the settings that decide what a page looks like, where they are as a rule."""
    if home := environment.get("READER_HOME"):
        return os.path.join(home, "config", "config.toml")  # noqa: PTH118 - as above
    base = environment.get("XDG_CONFIG_HOME") or os.path.expanduser("~/.config")  # noqa: PTH111 - as above
    return os.path.join(base, "reader", "config.toml")  # noqa: PTH118 - as above


def keep(path: str, watched: Sequence[str], rows: Sequence[str], columns: int) -> None:
    """Keep `rows`, as they are written to a terminal of `columns`, as the page of `path`.

    `watched` are the other files that decide what the page looks like, such as the settings.
    Raises `OSError` if the page cannot be written.
    """
    write(_name(path), "\n".join((_head(path, watched, columns, len(rows)), *rows)))
    _forget_oldest(folder())


def forget_all() -> None:
    """Forget every page; raises `OSError` if one cannot be deleted."""
    place = folder()
    if os.path.isdir(place):  # noqa: PTH112 - as above
        with os.scandir(place) as entries:
            for entry in entries:
                os.unlink(entry.path)  # noqa: PTH108 - as above


def is_kept(path: str) -> bool:
    """Whether a page of `path` is kept, of whatever look."""
    return os.path.exists(_name(path))  # noqa: PTH110 - as above


def kept(path: str, watched: Sequence[str], columns: int, lines: int) -> list[str] | None:
    """Return the rows kept as the page of `path`, None if it would look different now.

    Raises `OSError` or `ValueError` if it cannot be read.
    """
    name = _name(path)
    if os.stat(name).st_size > _LARGEST:  # noqa: PTH116 - as above
        return None
    with open(name, encoding="utf-8", newline="\n") as file:  # noqa: PTH123 - as above
        content = file.read()
    head = _head(path, watched, columns, lines)
    if not content.startswith(head + "\n"):
        return None
    return content[len(head) + 1 :].split("\n")


def write(name: str, content: str) -> None:
    """Put `content` in the file `name` of the folder; a reader finds all of it or the old one.

    Raises `OSError` if it cannot be written.
    """
    os.makedirs(folder(), mode=0o700, exist_ok=True)  # noqa: PTH103 - as above
    temporary = f"{name}.{os.getpid()}"
    descriptor = os.open(temporary, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    try:
        os.write(descriptor, content.encode("utf-8", "replace"))
    finally:
        os.close(descriptor)
    os.replace(temporary, name)  # noqa: PTH105 - as above


def _head(path: str, watched: Sequence[str], columns: int, lines: int) -> str:
    """Return what must be the same for a page to look the same."""
    whole = os.fsencode(os.path.realpath(path)).hex()
    stamps = " ".join(stamp(name) for name in (path, *watched))
    return f"{_FORMAT}\n{whole}\n{columns} {lines}\n{stamps}\n{environment()}"


def environment() -> str:
    """Return what the environment says of the look of pages, in one line."""
    return " ".join(os.environ.get(name, "").encode().hex() or "-" for name in _LOOK)


def stamp(path: str) -> str:
    """Return what changes when the file at `path` is written."""
    try:
        status = os.stat(path)  # noqa: PTH116 - as above
    except OSError:
        return "-"
    return f"{status.st_mtime_ns}:{status.st_size}"


def _name(path: str) -> str:
    """Return the file for the page of `path`; the head tells paths of one name apart."""
    return os.path.join(folder(), _number(path))  # noqa: PTH118 - as above


def _number(path: str) -> str:
    return f"{zlib.crc32(os.fsencode(os.path.realpath(path))):08x}"


def _forget_oldest(place: str) -> None:
    with os.scandir(place) as entries:
        pages = sorted((entry.stat().st_mtime_ns, entry.path) for entry in entries)
    for _, page in pages[:-_KEPT]:
        os.unlink(page)  # noqa: PTH108 - as above
