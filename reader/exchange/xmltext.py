"""XML for exports: no character that XML 1.0 forbids, no byte that differs between two runs."""

from __future__ import annotations

import re
from xml.etree.ElementTree import Element, indent, tostring

from reader.core.safetext import safe_text

_NONCHARACTERS = re.compile("[\ufffe\uffff]")


def xml_text(text: str) -> str:
    """Return `text` of the same length with what XML cannot hold made visible."""
    return _NONCHARACTERS.sub("\ufffd", safe_text(text))


def xml_bytes(root: Element, *, declaration: bool = True) -> bytes:
    """Return the document with this root, indented, in UTF-8."""
    indent(root)
    content: bytes = tostring(root, encoding="utf-8", xml_declaration=declaration)
    return content + b"\n"
