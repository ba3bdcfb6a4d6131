"""Canonical text: what annotations point into.

A text is held as chunks, not as one string: a chunk can be handed to a wrapper or a search
without a copy. CPython widens a whole string to four bytes a character when it holds a single
emoji; a chunk with one is held as UTF-8 instead, and decoded when it is read. A long text that
comes in UTF-8 is held as it came, and only what is looked at is decoded.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Iterator
from functools import lru_cache
from itertools import accumulate

CHUNK = 65_536
"""Code points in a chunk: chunks are cut after the last line feed before this length."""
LONG = 4 * 1024 * 1024
"""Bytes from which on a text in UTF-8 is held as it came."""


class Utf8:
    """A chunk that is held in UTF-8.

    It is hashed by its identity: the hash of a view takes that of all the bytes it looks into.
    """

    __slots__ = ("data", "length")

    def __init__(self, data: bytes | memoryview, length: int) -> None:
        """Take `data`, which is of `length` code points."""
        self.data = data
        self.length = length


Packed = str | Utf8
"""A chunk as it is held."""


class Text:
    """An immutable text that gives slices by code-point offset in O(size of the slice)."""

    __slots__ = ("_chunks", "_sha256", "_starts", "_utf8")

    def __init__(self, chunks: Iterable[str | Utf8]) -> None:
        """Take the text as consecutive `chunks`; empty ones are dropped."""
        self._chunks: tuple[Packed, ...] = tuple(_packed(chunk) for chunk in chunks if chunk)
        self._starts = (0, *accumulate(map(_length, self._chunks)))
        self._utf8: bytes | None = None
        self._sha256 = ""

    @classmethod
    def of(cls, text: str) -> Text:
        """Return `text` cut into chunks, each ending after a line feed where there is one."""
        return cls(_cut(text))

    @classmethod
    def of_utf8(cls, data: bytes) -> Text:
        """Return the text that `data` is in UTF-8, its line ends as line feeds.

        Raises `UnicodeDecodeError` if it is none.
        """
        if b"\r" in data:
            data = data.replace(b"\r\n", b"\n").replace(b"\r", b"\n")
        if len(data) < LONG:
            return cls(map(_strict, _pieces(data)))
        is_ascii = data.isascii()
        text = cls(
            Utf8(piece, len(piece) if is_ascii else len(_strict(piece))) for piece in _pieces(data)
        )
        text._utf8 = data
        return text

    def __len__(self) -> int:
        return self._starts[-1]

    def __str__(self) -> str:
        return "".join(map(_unpacked, self._chunks))

    def __repr__(self) -> str:
        return f"Text({len(self)} code points)"

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Text) and str(self) == str(other)

    def __hash__(self) -> int:
        return hash(self.sha256)

    def chunks(self) -> Iterator[tuple[int, str]]:
        """Yield ``(offset of its first character, chunk)`` in order."""
        return zip(self._starts, map(_unpacked, self._chunks), strict=False)

    def chunk_index(self, offset: int) -> int:
        """Return the index of the chunk that holds `offset`; the last one for the end."""
        return max(0, min(bisect_right(self._starts, offset) - 1, len(self._chunks) - 1))

    def slice(self, start: int, end: int) -> str:
        """Return the characters of ``[start, end)``; offsets outside the text are clamped."""
        start, end = max(0, start), min(end, len(self))
        if start >= end:
            return ""
        first, last = self.chunk_index(start), self.chunk_index(end - 1)
        base = self._starts[first]
        if first == last:
            return _unpacked(self._chunks[first])[start - base : end - base]
        inner = map(_unpacked, self._chunks[first + 1 : last])
        tail = _unpacked(self._chunks[last])[: end - self._starts[last]]
        return "".join((_unpacked(self._chunks[first])[start - base :], *inner, tail))

    @property
    def sha256(self) -> str:
        """The hex digest of the text in UTF-8: what identifies this version of it.

        It takes long for a long text, and is computed once.
        """
        if not self._sha256:
            # Hashing takes longer to load than the first page to draw.
            import hashlib

            # A thread that hashes in one piece waits for no other thread between chunks.
            pieces = map(_utf8_of, self._chunks) if self._utf8 is None else (self._utf8,)
            digest = hashlib.sha256()
            for piece in pieces:
                digest.update(piece)
            self._sha256 = digest.hexdigest()
        return self._sha256


def _packed(chunk: Packed) -> Packed:
    """Return `chunk`, or its UTF-8 if its characters would take four bytes each."""
    if isinstance(chunk, Utf8) or chunk.isascii():
        return chunk
    is_narrow = len(chunk.encode("utf-16-le", "surrogatepass")) == 2 * len(chunk)
    return chunk if is_narrow else Utf8(_encoded(chunk), len(chunk))


def _length(chunk: Packed) -> int:
    return len(chunk) if isinstance(chunk, str) else chunk.length


def _utf8_of(chunk: Packed) -> bytes | memoryview:
    return _encoded(chunk) if isinstance(chunk, str) else chunk.data


def _strict(data: memoryview) -> str:
    return str(data, "utf-8")


def _unpacked(chunk: Packed) -> str:
    return chunk if isinstance(chunk, str) else _decoded(chunk)


@lru_cache(maxsize=8)
def _decoded(chunk: Utf8) -> str:
    """Return the text of a packed chunk; those around the page are kept."""
    return str(chunk.data, "utf-8", "surrogatepass")


def _encoded(chunk: str) -> bytes:
    return chunk.encode("utf-8", "surrogatepass")


def _cut(text: str) -> Iterator[str]:
    """Yield pieces of `text` of at most `CHUNK` characters, cut after a line feed if any."""
    start = 0
    while start < len(text):
        end = start + CHUNK
        if end < len(text):
            newline = text.rfind("\n", start, end)
            end = newline + 1 if newline >= start else end
        yield text[start:end]
        start = end


def _pieces(data: bytes) -> Iterator[memoryview]:
    """Yield views of pieces of `data`, which end with a line or, failing that, a character."""
    view, start = memoryview(data), 0
    while start < len(data):
        end = start + CHUNK
        if end < len(data):
            newline = data.rfind(b"\n", start, end)
            end = newline + 1 if newline >= start else _character_start(data, end)
        yield view[start:end]
        start = end


def _character_start(data: bytes, place: int) -> int:
    """Return where the character that `place` is in begins; `place` if it is no UTF-8."""
    # A character has at most three continuation bytes.
    starts = (cut for cut in range(place, place - 4, -1) if data[cut] & 0xC0 != 0x80)
    return next(starts, place)
