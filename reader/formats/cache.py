"""Documents that were converted before, by the hash of the file and the converter's version.

Everything in the folder can be deleted at any time. An entry that is damaged is not there.
"""

from __future__ import annotations

import contextlib
import hashlib
import os
from pathlib import Path

from reader.core.document import Document
from reader.formats.codec import decode, encode

MAX_BYTES = 256 * 1024 * 1024
"""What the folder may hold; the entries not used for longest go first."""

_DIGEST = 32
"""Bytes of the SHA-256 that an entry begins with."""


class DocumentCache:
    """Keeps converted documents in a folder."""

    def __init__(self, folder: Path, max_bytes: int = MAX_BYTES) -> None:
        """Use `folder`, which is made when the first document is kept."""
        self._folder = folder
        self._max_bytes = max_bytes

    @staticmethod
    def key(data: bytes, converter: str) -> str:
        """Return what identifies the document that `converter` makes of the bytes `data`."""
        return hashlib.sha256(converter.encode() + b"\0" + data).hexdigest()

    def get(self, key: str) -> Document | None:
        """Return the document kept under `key`, None if there is none that is whole."""
        path = self._folder / key
        try:
            entry = path.read_bytes()
            os.utime(path)
        except OSError:
            return None
        digest, content = entry[:_DIGEST], entry[_DIGEST:]
        if hashlib.sha256(content).digest() != digest:
            return None
        try:
            return decode(content)
        except ValueError:  # written by another version of the program
            return None

    def put(self, key: str, document: Document) -> None:
        """Keep `document` under `key`; without a place to keep it, do nothing."""
        content = encode(document)
        # A cache that cannot be written is slow, not wrong: there is nothing to tell.
        with contextlib.suppress(OSError):
            self._folder.mkdir(mode=0o700, parents=True, exist_ok=True)
            self._write(key, hashlib.sha256(content).digest() + content)
            self._trim()

    def _write(self, key: str, entry: bytes) -> None:
        """Write `entry` so that a reader finds all of it or nothing."""
        import tempfile

        descriptor, name = tempfile.mkstemp(dir=self._folder)
        try:
            with os.fdopen(descriptor, "wb") as file:
                file.write(entry)
            Path(name).replace(self._folder / key)
        except OSError:
            Path(name).unlink(missing_ok=True)
            raise

    def _trim(self) -> None:
        """Delete the entries that were not used for longest, down to the limit."""
        entries = [(entry.stat(), entry.path) for entry in os.scandir(self._folder)]
        entries.sort(key=lambda entry: entry[0].st_mtime)
        total = sum(status.st_size for status, _ in entries)
        for status, path in entries:
            if total <= self._max_bytes:
                break
            Path(path).unlink(missing_ok=True)
            total -= status.st_size
