"""Terminal-safe text: the same length, so that offsets stay valid.

What a document, a name or a note may hold and a terminal would obey is shown as a picture of
itself: escape sequences begin with a control character, and bidirectional controls change the
order of what is read (CVE-2021-42574, "Trojan Source").
"""

from __future__ import annotations

import re

_REPLACEMENT = 0xFFFD
_PICTURES = 0x2400
_DELETE_PICTURE = 0x2421

_HIDDEN = (
    *range(0x80, 0xA0),  # C1 controls, 8-bit CSI and OSC among them
    0x061C,  # Arabic letter mark
    0x200E,
    0x200F,  # left-to-right and right-to-left mark
    *range(0x2028, 0x202F),  # line and paragraph separator, bidirectional embeddings
    *range(0x2066, 0x206A),  # bidirectional isolates
    *range(0xFFF9, 0xFFFC),  # interlinear annotation
    *range(0xE0000, 0xE0080),  # tags: text that no one sees
)

_TABLE = {
    **{code: _PICTURES + code for code in range(0x20)},
    0x7F: _DELETE_PICTURE,
    **dict.fromkeys(_HIDDEN, _REPLACEMENT),
}
_LAYOUT = {0x09: 0x09, 0x0A: 0x0A}
_TABLE_WITH_LAYOUT = {**_TABLE, **_LAYOUT}

_CLASS = "\x00-\x08\x0b-\x1f\x7f-\x9f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069\ufff9-\ufffb"
# Astral ranges are slow in a character class: they are folded into one, decided by the table.
_UNSAFE = re.compile(f"[{_CLASS}\ud800-\udfff\U000e0000-\U000e007f]")
_SURROGATE = re.compile("[\ud800-\udfff]")


def safe_text(text: str) -> str:
    """Return `text` of the same length with nothing left that a terminal obeys.

    Line feeds and tabs stay; other C0 controls become their pictures (U+2400 and on); C1 and
    bidirectional controls, separators, tags and lone surrogates become U+FFFD.
    """
    if not _UNSAFE.search(text):
        return text
    return _SURROGATE.sub("\ufffd", text.translate(_TABLE_WITH_LAYOUT))


def safe_line(text: str) -> str:
    """Return `text` made safe for one line: line feeds and tabs are pictures too."""
    if text.isprintable() and text.isascii():
        return text
    return _SURROGATE.sub("\ufffd", text.translate(_TABLE))


def is_safe(text: str) -> bool:
    """Whether `text` holds nothing that `safe_text` would replace."""
    return not _UNSAFE.search(text)
