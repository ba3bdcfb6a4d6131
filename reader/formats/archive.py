"""Reading zip archives that may be built to harm: in memory, counted, and never unpacked.

Names in the archive are keys, not paths; nothing is written. What an archive says of sizes is
not believed: streams are read up to the limits.
"""

from __future__ import annotations

import io
import zipfile
import zlib
from itertools import pairwise
from xml.etree import ElementTree as ET

from reader.core.errors import ReaderError
from reader.formats.source import Source

MAX_ENTRIES = 10_000
MAX_TOTAL = 200 * 1024**2
MAX_ENTRY = 64 * 1024**2
MAX_RATIO = 200
_ALWAYS_UNPACKED = 1024**2
"""Up to this size the ratio does not matter: short repetitive files compress well."""

_DAMAGED = (
    zipfile.BadZipFile,
    zlib.error,
    EOFError,
    NotImplementedError,  # a way of compression that nobody uses in documents
    RuntimeError,  # an encrypted entry
    OSError,
    ValueError,
)


class DamagedEntryError(Exception):
    """An entry is missing, encrypted or damaged."""


class Archive:
    """The entries of a zip archive by name."""

    def __init__(self, source: Source) -> None:
        """Read the directory of the archive in `source`.

        Raises `ReaderError` if it is damaged, overlaps itself, or has too many entries.
        """
        self._where = str(source.path)
        self._total = 0
        try:
            self._zip = zipfile.ZipFile(io.BytesIO(source.data))
        except _DAMAGED as error:
            raise ReaderError(
                "the file is damaged or cut off", self._where, "Fetch it anew from its origin"
            ) from error
        entries = self._zip.infolist()
        if len(entries) > MAX_ENTRIES:
            raise self._attack(f"more than {MAX_ENTRIES:,} parts")
        spans = sorted((entry.header_offset, entry.compress_size) for entry in entries)
        if any(start + size > following for (start, size), (following, _) in pairwise(spans)):
            raise self._attack("parts that overlap")
        self.names = frozenset(entry.filename for entry in entries)

    def read(self, name: str) -> bytes:
        """Return the content of the entry `name`.

        Raises `DamagedEntryError` if it cannot be had, and `ReaderError` if it unpacks to more
        than any honest document.
        """
        try:
            entry = self._zip.getinfo(name)
            limit = max(_ALWAYS_UNPACKED, min(MAX_ENTRY, MAX_RATIO * entry.compress_size))
            with self._zip.open(entry) as stream:
                content = stream.read(limit + 1)
        except (KeyError, *_DAMAGED) as error:
            raise DamagedEntryError(name) from error
        self._total += len(content)
        if len(content) > limit or self._total > MAX_TOTAL:
            raise self._attack("a part that unpacks to an absurd size")
        return content

    def read_xml(self, name: str) -> ET.Element:
        """Return the XML in the entry `name`, its names without namespaces.

        Dialects of one format differ in nothing else. Raises what `read` raises.
        """
        data = self.read(name)
        # No document needs entities of its own. Expat fetches none and limits their growth.
        if b"<!ENTITY" in data:
            raise DamagedEntryError(name)
        try:
            root = ET.fromstring(data)  # noqa: S314 - what it warns of is refused above
        except (ET.ParseError, LookupError, ValueError) as error:
            raise DamagedEntryError(name) from error
        for element in root.iter():
            element.tag = _local(element.tag)
            if element.attrib:
                element.attrib = {_local(key): value for key, value in element.attrib.items()}
        return root

    def _attack(self, what: str) -> ReaderError:
        return ReaderError(
            f"the file holds {what}; it may be an attack",
            self._where,
            "If you trust it, open it in its own program and save it as text or HTML",
        )


def _local(name: str) -> str:
    return name.rpartition("}")[2]
