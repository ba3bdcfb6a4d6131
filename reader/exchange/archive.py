"""Zip files that are the same, byte for byte, for the same content."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Mapping

_EPOCH = (1980, 1, 1, 0, 0, 0)
"""The first time that a zip entry can have."""


def zipped(files: Mapping[str, str]) -> bytes:
    """Return a zip of the texts `files` by name, in UTF-8, in their order."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        for name, content in files.items():
            entry = zipfile.ZipInfo(name, _EPOCH)
            entry.external_attr = 0o600 << 16
            archive.writestr(entry, content.encode(), zipfile.ZIP_DEFLATED)
    return buffer.getvalue()
