"""Texts that annotations were made on, kept to follow the words when a document changes.

``STORE/snapshots/9f/9f86d081….zz`` is the canonical text with that SHA-256, in UTF-8, packed
with zlib. A file never changes once it is there, so copies of a store can be joined.
"""

from __future__ import annotations

import hashlib
import re
import zlib
from pathlib import Path

from reader.core.text import Text
from reader.store.files import replace_file, writing

_SHA256 = re.compile(r"[0-9a-f]{64}")
_LARGEST = 1 << 30
"""Bytes that a snapshot may unpack to: a bound for what a sync partner sends."""


class SnapshotFolder:
    """Snapshots in a folder of the store."""

    def __init__(self, folder: Path) -> None:
        """Keep snapshots in `folder`, which is made when the first one is kept."""
        self._folder = folder

    def keep(self, text: Text) -> None:
        """Keep `text`, if it is not kept yet; raises `ReaderError` if it cannot be written."""
        path = self._path(text.sha256)
        if path.exists():
            return
        packer = zlib.compressobj()
        pieces = [packer.compress(_encoded(chunk)) for _, chunk in text.chunks()]
        with writing(path):
            replace_file(path, b"".join((*pieces, packer.flush())))

    def get(self, sha256: str) -> Text | None:
        """Return the text with this digest; None if there is none, or only a damaged one."""
        if not _SHA256.fullmatch(sha256):
            return None
        try:
            packed = self._path(sha256).read_bytes()
            data = zlib.decompressobj().decompress(packed, _LARGEST)
        except (OSError, zlib.error):
            return None
        if hashlib.sha256(data).hexdigest() != sha256:
            return None
        return Text.of(data.decode("utf-8", "surrogatepass"))

    def _path(self, sha256: str) -> Path:
        return self._folder / sha256[:2] / f"{sha256}.zz"


def _encoded(chunk: str) -> bytes:
    return chunk.encode("utf-8", "surrogatepass")
