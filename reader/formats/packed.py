"""Files packed by gzip, bzip2 or xz: unpacked in memory, and counted, for they may be bombs."""

from __future__ import annotations

import zlib
from collections.abc import Callable
from dataclasses import replace
from typing import Protocol

from reader.core.errors import ReaderError
from reader.formats.source import MAX_BYTES, Source

_RATIO = 200
_ALWAYS_UNPACKED = 1024**2
"""Up to this size the ratio does not matter: short repetitive files compress well."""
_MAX_DICTIONARY = 128 * 1024**2
"""Bytes of memory that xz may ask for; its highest setting takes 65 MB."""


class _Unpacker(Protocol):
    """What the three libraries have in common."""

    @property
    def eof(self) -> bool:
        """Whether the end of what was packed is reached."""

    @property
    def unused_data(self) -> bytes:
        """What follows the end."""

    def decompress(self, data: bytes, max_length: int, /) -> bytes:
        """Return what `data` unpacks to, at most so many bytes."""


def _gzip() -> _Unpacker:
    return zlib.decompressobj(wbits=31)


def _bzip2() -> _Unpacker:
    import bz2

    return bz2.BZ2Decompressor()


def _xz() -> _Unpacker:
    import lzma

    return lzma.LZMADecompressor(memlimit=_MAX_DICTIONARY)


_BY_MARK: dict[bytes, Callable[[], _Unpacker]] = {
    b"\x1f\x8b\x08": _gzip,
    b"BZh": _bzip2,
    b"\xfd7zXZ\0": _xz,
}
SUFFIXES = (".gz", ".bz2", ".xz")
"""The endings of the names of packed files, after the one that says what is in them."""


def unpacked(source: Source) -> Source:
    """Return what is in a packed file, by its name without that ending; others as they are.

    Raises `ReaderError` if it is damaged, or unpacks to more than any honest document.
    """
    new = next((new for mark, new in _BY_MARK.items() if source.data.startswith(mark)), None)
    if new is None:
        return source
    is_named = source.path.suffix.lower() in SUFFIXES
    path = source.path.with_suffix("") if is_named else source.path
    return replace(source, data=_unpacked(source, new), path=path)


def _unpacked(source: Source, new: Callable[[], _Unpacker]) -> bytes:
    """Return what the parts of a packed file hold; there may be several, one after the other."""
    limit = max(_ALWAYS_UNPACKED, min(MAX_BYTES, _RATIO * len(source.data)))
    where, rest, parts, room = str(source.path), source.data, [], limit
    while rest.startswith(tuple(_BY_MARK)):
        unpacker = new()
        try:
            parts.append(unpacker.decompress(rest, room + 1))
        # LZMAError is no OSError, and cannot be named without loading its library.
        except Exception as error:
            raise ReaderError("the compressed file is damaged", where, "Fetch it anew") from error
        room -= len(parts[-1])
        if room < 0:
            raise ReaderError(
                f"the file unpacks to more than {limit / 1024**2:,.0f} MB; this may be an attack",
                where,
                "If you trust it, unpack it yourself and open what comes out",
            )
        if not unpacker.eof:
            raise ReaderError("the compressed file is cut off", where, "Fetch it anew")
        rest = unpacker.unused_data
    return b"".join(parts)
