"""Random identifiers: never counted up, so copies of a file can be joined."""

from __future__ import annotations

import secrets

_BITS = 62


def new_annotation_id() -> str:
    """Return 62 random bits in decimal: TinyDB keeps document ids as integers."""
    return str(secrets.randbits(_BITS) or 1)


def new_document_id() -> str:
    """Return 64 random bits as 16 hexadecimal digits: the name of the document's file."""
    return secrets.token_hex(8)
