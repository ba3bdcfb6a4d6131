"""Which format a file is of: by its content, then by its suffix."""

from __future__ import annotations

import re
from typing import NamedTuple

from reader.core.errors import ReaderError
from reader.core.suffixes import TEXT
from reader.formats.encoding import looks_binary
from reader.formats.packed import unpacked
from reader.formats.source import MAX_BYTES, Source

_KILOBYTE, _MEGABYTE = 1024, 1024**2
_NEVER = MAX_BYTES + 1


class Format(NamedTuple):
    """A format and the module of this package that converts it."""

    kind: str
    """The format as people name it; the `Document.kind` that its converter gives."""
    module: str
    """Its name in this package. It has ``convert(source: Source) -> Document``."""
    version: int
    """Raised when the same file gives another text."""
    suffixes: tuple[str, ...]
    isolated_from: int = _NEVER
    """Bytes from which on it is converted in a process of its own, with limits."""
    is_cached: bool = True
    """Whether converting takes longer than reading what was converted before."""
    extra: str = ""
    """The extra of the program with which the same file gives another text."""
    has_signature: bool = False
    """Whether its content tells it, so that a mere suffix does not."""

    @property
    def converter(self) -> str:
        """The name and version by which documents say what made them."""
        return f"{self.kind}/{self.version}"


# A process of its own costs a tenth of a second. Formats without one take linear time, or are
# of small files: what markdown-it takes for absurd brackets grows with their square.
FORMATS = (
    Format("txt", "plain", 1, TEXT, is_cached=False),
    Format(
        "md", "markdown", 1, (".md", ".markdown", ".mdown", ".mkd"), isolated_from=_KILOBYTE * 48
    ),
    Format("html", "webpage", 1, (".html", ".htm", ".xhtml"), isolated_from=0, extra="web"),
    Format("srt", "subtitles", 1, (".srt",), isolated_from=_MEGABYTE),
    Format("vtt", "subtitles", 1, (".vtt",), isolated_from=_MEGABYTE),
    Format("ipynb", "notebook", 1, (".ipynb",), isolated_from=_KILOBYTE * 48),
    Format("csv", "csv_table", 1, (".csv", ".tsv"), isolated_from=_MEGABYTE),
    Format("jsonl", "json_lines", 1, (".jsonl", ".ndjson"), isolated_from=_MEGABYTE),
    Format("eml", "mail", 1, (".eml", ".mht", ".mhtml"), isolated_from=0),
    Format("mbox", "mail", 1, (".mbox",), isolated_from=0),
    Format("msg", "outlook", 1, (".msg",), isolated_from=0, has_signature=True),
    Format("org", "org", 1, (".org",), isolated_from=_KILOBYTE * 48),
    Format("rst", "rst", 1, (".rst", ".rest"), isolated_from=0),
    Format("epub", "epub", 1, (".epub",), isolated_from=0, has_signature=True),
    Format("docx", "docx", 1, (".docx", ".docm"), isolated_from=0, has_signature=True),
    Format("odt", "odt", 1, (".odt", ".ott"), isolated_from=0, has_signature=True),
    Format("rtf", "rtf", 1, (".rtf",), isolated_from=0, has_signature=True),
    Format("pdf", "pdf", 1, (".pdf",), isolated_from=0, has_signature=True),
)

_BY_KIND = {format_.kind: format_ for format_ in FORMATS}
_BY_SUFFIX = {suffix: format_ for format_ in FORMATS for suffix in format_.suffixes}

_ZIP = (b"PK\x03\x04", b"PK\x05\x06")
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_OUTLOOK = "__properties_version1.0".encode("utf-16-le")
_HTML = re.compile(
    rb"\s*(?:<\?xml[^>]*>\s*)?(?:<!--.*?-->\s*)?<(?:!doctype\s+html|html)\b",
    re.IGNORECASE | re.DOTALL,
)
_IN_ZIP = (
    (b"application/epub+zip", "epub"),
    (b"META-INF/container.xml", "epub"),
    (b"mimetypeapplication/vnd.oasis.opendocument.text", "odt"),
    (b"word/document", "docx"),
)


def detect(source: Source) -> tuple[Format, Source, tuple[str, ...]]:
    """Return the format of `source`, `source` unpacked if it was packed, and warnings.

    Raises `ReaderError` if it is of no format that can be opened.
    """
    source = unpacked(source)
    suffix = source.path.suffix.lower()
    stated = _BY_SUFFIX.get(suffix)
    signed = _by_signature(source)
    if signed:
        is_other = stated is not None and stated is not signed
        return signed, source, _mislabelled(suffix, signed) if is_other else ()
    if looks_binary(source.data):
        raise _not_openable(source, stated)
    if stated and not stated.has_signature:
        return stated, source, ()
    found = _BY_KIND["html" if _HTML.match(source.data, 0, 4096) else "txt"]
    return found, source, _mislabelled(suffix, found) if stated and source.data else ()


def _mislabelled(suffix: str, format_: Format) -> tuple[str, ...]:
    return (f"The name ends in {suffix}, but the content is {format_.kind}; opened as that.",)


def _not_openable(source: Source, stated: Format | None) -> ReaderError:
    """Return what to say of a binary file that no signature tells."""
    if stated and stated.has_signature:
        return ReaderError(
            f"this is no {stated.kind} file, or its beginning is lost",
            str(source.path),
            "Fetch it anew from where it came from",
        )
    return ReaderError(
        "this is not a text, and of no other format that can be opened",
        str(source.path),
        "Export it as text, Markdown or HTML from the program that made it",
    )


def _by_signature(source: Source) -> Format | None:
    """Return the format that the first bytes of `source` tell, if they tell one."""
    data = source.data
    is_called_pdf = source.path.suffix.lower() == ".pdf"
    # Many a PDF has something before its beginning; many a text is about PDF.
    if data.startswith(b"%PDF-") or (is_called_pdf and b"%PDF-" in data[:1024]):
        return _BY_KIND["pdf"]
    if data.startswith(b"{\\rtf"):
        return _BY_KIND["rtf"]
    if data.startswith(_OLE):
        if _OUTLOOK in data:
            return _BY_KIND["msg"]
        raise ReaderError(
            "this is an Office file that is encrypted or of the format before 2007",
            str(source.path),
            "Save it as .docx without a password",
        )
    return _in_zip(source) if data.startswith(_ZIP) else None


def _in_zip(source: Source) -> Format:
    """Return the format of a zip archive by what is in it."""
    for mark, kind in _IN_ZIP:
        if mark in source.data:
            return _BY_KIND[kind]
    raise ReaderError(
        "this is an archive, a spreadsheet or a presentation, not a document",
        str(source.path),
        "Unpack it, or export what you need as text, CSV or PDF",
    )
