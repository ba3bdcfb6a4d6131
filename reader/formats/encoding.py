"""Bytes to text: which encoding, and what could not be decoded.

The order matters: UTF-16 without a mark and ISO-2022 pass as strict UTF-8 when they look like
ASCII, so they are asked for first; a guess by statistics comes last.
"""

from __future__ import annotations

import codecs
import re
from collections.abc import Iterator
from typing import NamedTuple

from reader.core.text import CHUNK, Text

_HEAD = 65_536
_SAMPLE = 262_144
"""Bytes that the statistical guess looks at: more of them does not change its mind."""

_MARKS = (
    # UTF-32 first: its little-endian mark begins with that of UTF-16.
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)

_CONTROLS = bytes({*range(0x20), 0x7F} - {*b"\t\n\r\f\x1b"})
_ISO_2022 = re.compile(rb"\x1b(\$\)C|\$[@B(])")
_REPLACEMENT_IN_UTF8 = "\ufffd".encode()
_NO_CHARSETS = frozenset(
    {"idna", "punycode", "raw-unicode-escape", "undefined", "unicode-escape", "utf-7"}
)
"""Codecs that Python has but that no honest document is in; some decode to surrogates."""
_NOT_WESTERN = re.compile(
    r"[^\x00-\x7fÀ-ÖØ-ÝÞ-öø-ÿŒœŠšŽžŸ€£§©®°·´¡¿ºª«»–—‘’“”„…\xa0]|[^\x00-\x7f]{3}"
)
"""What no short text in a Western European language has, read in Windows-1252."""
_TWO_SCRIPTS = re.compile(r"[A-Za-z][^\W\d_\x00-\u024f]|[^\W\d_\x00-\u024f][A-Za-z]")
"""A Latin letter next to one of another script."""
_CP1252_PUNCTUATION = frozenset(b"\x80\x82\x84\x85\x91\x92\x93\x94\x95\x96\x97\x99\xa0\xab\xbb")


class Decoded(NamedTuple):
    """A text with line feeds only and no byte order mark, and how it was decoded."""

    text: Text
    encoding: str
    replaced: int = 0
    """How many replacement characters (U+FFFD) stand for what could not be decoded."""
    guessed: bool = False

    @property
    def warnings(self) -> tuple[str, ...]:
        """What the person should know of the decoding, in sentences."""
        sentences = []
        if self.guessed:
            sentences.append(f"The encoding is not stated; read as {self.encoding}.")
        if self.replaced:
            places = "1 place" if self.replaced == 1 else f"{self.replaced:,} places"
            sentences.append(
                f"Not valid {self.encoding} in {places}, shown as \N{REPLACEMENT CHARACTER}."
            )
        return tuple(sentences)


def looks_binary(data: bytes) -> bool:
    """Whether `data` is no text in any encoding that `decode` knows.

    Control characters may be in a text, but not many; NUL bytes only if the rest is UTF-8.
    """
    head = data[:_HEAD]
    if _mark(head) or _wide(head):
        return False
    controls = len(head) - len(head.translate(None, _CONTROLS))
    if controls * 10 > len(head):
        return True
    return b"\0" in head and not _is_utf8(head)


def decode(data: bytes, declared: str = "", chosen: str = "") -> Decoded:
    """Decode `data`; `declared` is the encoding that a header states, if any.

    `chosen` is the one that the person wants, whatever the bytes say; an unknown one is no
    choice.
    """
    mark, encoding = _mark(data) or (b"", "")
    wanted = _known(chosen)
    certain = wanted or encoding or _wide(data[:_HEAD]) or _iso_2022(data)
    if certain:
        return _decode_as(data, certain, start=len(mark) if certain == encoding else 0)
    try:
        return Decoded(Text.of_utf8(data), "utf-8")
    except UnicodeDecodeError:
        pass
    stated = _known(declared)
    if stated:
        return _decode_as(data, stated)
    if _is_damaged_utf8(data):
        return _decode_as(data, "utf-8")
    return _decode_as(data, _guess(data), guessed=True)


def _mark(data: bytes) -> tuple[bytes, str] | None:
    """Return the byte order mark that `data` begins with, and its encoding."""
    return next(((mark, name) for mark, name in _MARKS if data.startswith(mark)), None)


def _wide(head: bytes) -> str:
    """Return the UTF-16 or UTF-32 that the places of NUL bytes in `head` tell of, or ``""``.

    Letters of most scripts have a constant zero byte: the second of two in little-endian
    UTF-16, the last two or three of four in UTF-32.
    """
    if len(head) < 4 or len(head) % 2 or b"\0" not in head:
        return ""
    quarter = len(head) // 4
    zeros = [head[place::4].count(0) / quarter for place in range(4)]
    if zeros[2] > 0.9 and zeros[3] > 0.9 and zeros[0] < 0.1:
        return "utf-32-le"
    if zeros[0] > 0.9 and zeros[1] > 0.9 and zeros[3] < 0.1:
        return "utf-32-be"
    even, odd = (zeros[0] + zeros[2]) / 2, (zeros[1] + zeros[3]) / 2
    if odd > 0.3 and even < 0.05:
        return "utf-16-le"
    if even > 0.3 and odd < 0.05:
        return "utf-16-be"
    return ""


def _iso_2022(data: bytes) -> str:
    """Return the ISO-2022 encoding whose escape sequences `data` holds, or ``""``."""
    found = _ISO_2022.search(data, 0, _HEAD)
    if not found or not data.isascii():
        return ""
    name = "iso2022_kr" if found[1] == b"$)C" else "iso2022_jp_2"
    try:
        data.decode(name)
    except UnicodeDecodeError:
        return ""
    return name


def _known(name: str) -> str:
    """Return the name by which Python knows the encoding of text `name`, or ``""``."""
    try:
        info = codecs.lookup(name.strip().strip("'\""))
        "".encode(info.name)  # refuses codecs from bytes to bytes, such as zlib
    except (LookupError, ValueError):
        return ""
    if info.name in _NO_CHARSETS:
        return ""
    # What browsers do: pages that say Latin-1 or ASCII have curly quotes of Windows in them.
    return "cp1252" if info.name in {"iso8859-1", "ascii"} else info.name


def _is_utf8(head: bytes) -> bool:
    """Whether `head` is UTF-8, but for a character that is cut at its end."""
    try:
        codecs.getincrementaldecoder("utf-8")().decode(head)
    except UnicodeDecodeError:
        return False
    return True


def _is_damaged_utf8(data: bytes) -> bool:
    """Whether `data` is UTF-8 but for a few bytes, rather than something else altogether."""
    text = data[:_SAMPLE].decode("utf-8", "replace")
    broken = text.count("\ufffd")
    proper = len(text) - len(text.encode("ascii", "ignore")) - broken
    return proper > 4 * broken


def _guess(data: bytes) -> str:
    """Return the likeliest encoding of `data` by the statistics of charset-normalizer."""
    sample = data[:_SAMPLE]
    high = set(sample.translate(None, bytes(range(0x80))))
    if high <= _CP1252_PUNCTUATION:
        # Only curly quotes and dashes are foreign: too little for statistics.
        return "cp1252"
    from charset_normalizer import from_bytes

    best = from_bytes(sample).best()
    guess = _known(best.encoding) if best else "cp1252"
    is_wrong = _is_western(sample) and _is_odd(sample, guess)
    # Where both give the same text, it is named by the more usual one.
    is_same = len(data) <= _SAMPLE and _same(data, guess, "cp1252")
    return "cp1252" if is_wrong or is_same else guess


def _same(data: bytes, one: str, other: str) -> bool:
    """Whether `data` is the same text in both encodings."""
    return data.decode(one, "replace") == data.decode(other, "replace")


def _is_western(sample: bytes) -> bool:
    """Whether `sample` reads as words of a Western European language in Windows-1252."""
    text = sample.decode("cp1252", "replace")
    letters = sum(character.isascii() and character.isalpha() for character in text)
    foreign = sum(not character.isascii() for character in text)
    return letters > foreign and not _NOT_WESTERN.search(text)


def _is_odd(sample: bytes, encoding: str) -> bool:
    """Whether words are of two scripts when `sample` is read in `encoding`."""
    if encoding.startswith(("utf-16", "utf-32")):
        return True  # without a single zero byte
    return bool(_TWO_SCRIPTS.search(sample.decode(encoding, "replace")))


def _decode_as(data: bytes, encoding: str, *, start: int = 0, guessed: bool = False) -> Decoded:
    """Decode `data` from `start` on in `encoding`, replacing what does not fit."""
    if encoding == "utf-8":
        text = Text(_replaced_chunks(data, start))
        genuine = data.count(_REPLACEMENT_IN_UTF8)
    else:
        text = Text.of(_settle(data[start:].decode(encoding, "replace")))
        genuine = 0
    replaced = sum(chunk.count("\ufffd") for _, chunk in text.chunks()) - genuine
    return Decoded(text, encoding, replaced, guessed)


def _settle(text: str) -> str:
    """Return `text` with every line end as one line feed."""
    if "\r" in text:
        text = text.replace("\r\n", "\n").replace("\r", "\n")
    return text


def _replaced_chunks(data: bytes, start: int) -> Iterator[str]:
    """Yield `data` decoded as UTF-8 as far as it is, in pieces that end with a line or a character.

    Pieces are decoded one by one, so that a single emoji widens one piece and not the text.
    """
    while start < len(data):
        end = _cut(data, start)
        yield _settle(data[start:end].decode("utf-8", "replace"))
        start = end


def _cut(data: bytes, start: int) -> int:
    """Return where the piece of `data` from `start` ends: not inside a character or CR LF."""
    end = start + CHUNK
    if end >= len(data):
        return len(data)
    newline = data.rfind(b"\n", start, end)
    if newline >= start:
        return newline + 1
    if data[end - 1 : end + 1] == b"\r\n":
        return end - 1
    # A character has at most three continuation bytes; more are broken in any case.
    return next((cut for cut in range(end, end - 4, -1) if data[cut] & 0xC0 != 0x80), end)
