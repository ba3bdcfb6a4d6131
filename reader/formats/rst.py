"""reStructuredText, read by docutils where the extra ``rst`` is installed."""

from __future__ import annotations

import io
import re

from selectolax.lexbor import LexborHTMLParser

from reader.core.document import Document, Metadata
from reader.formats import plain
from reader.formats.builder import Builder
from reader.formats.extras import install_command
from reader.formats.html_walker import HtmlWalker, Links, note_labels
from reader.formats.source import Source

_WITHOUT_DOCUTILS = (
    "The source is shown, for docutils is not installed. To see headings, lists and links: "
    f"{install_command('rst')}"
)
_HEAD = 2_000
_FIELD = re.compile(r"^:(author|authors|date|language):[ \t]+(\S.*)$", re.IGNORECASE | re.MULTILINE)
_SETTINGS = {
    "_disable_config": True,
    "docinfo_xform": False,  # it fails on a second list of fields that holds no names
    "embed_stylesheet": False,
    "file_insertion_enabled": False,
    "halt_level": 5,
    "initial_header_level": "2",
    "math_output": "LaTeX",
    "raw_enabled": False,
    "report_level": 5,
    "stylesheet_path": "",
    "syntax_highlight": "none",
}


def convert(source: Source) -> Document:
    """Return the document that the reStructuredText in `source` describes."""
    try:
        from docutils.core import publish_parts
    except ImportError:
        shown = plain.convert(source)
        warnings = (*shown.warnings, _WITHOUT_DOCUTILS)
        return shown._replace(kind="rst", converter="rst-source/1", warnings=warnings)
    decoded = source.decoded()
    parts = publish_parts(
        str(decoded.text),
        writer="html5",
        settings_overrides={**_SETTINGS, "warning_stream": io.StringIO()},
    )
    tree = LexborHTMLParser(parts["html_body"])
    builder = Builder()
    if tree.body is not None:
        HtmlWalker(builder, notes=note_labels([(tree, Links())])).walk(tree.body)
    metadata = _metadata(decoded.text.slice(0, _HEAD))
    return builder.document("rst", metadata, decoded.warnings, encoding=decoded.encoding)


def _metadata(beginning: str) -> Metadata:
    """Return what the list of fields at the beginning says of the document."""
    fields: dict[str, list[str]] = {}
    for name, value in _FIELD.findall(beginning):
        fields.setdefault(name.lower(), []).append(value.strip())
    authors = (*fields.get("author", ()), *fields.get("authors", ()))
    return Metadata(
        authors=authors,
        date="".join(fields.get("date", ())[:1]),
        language="".join(fields.get("language", ())[:1]),
    )
