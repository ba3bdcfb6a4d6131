"""HTML: the article of a saved page, or the whole page where none stands out."""

from __future__ import annotations

import re
from dataclasses import replace

from selectolax.lexbor import LexborHTMLParser, LexborNode

from reader.core.document import Document, Metadata
from reader.formats.builder import Builder
from reader.formats.encoding import Decoded, decode
from reader.formats.extras import is_installed
from reader.formats.html_walker import HtmlWalker, Links, note_labels
from reader.formats.source import Source

_HEAD = 4096
_CHARSET = re.compile(
    rb"""<(?:meta[^>]{0,200}charset|\?xml[^>]{0,200}encoding)\s*=\s*["']?\s*([\w.:-]{1,40})""",
    re.IGNORECASE,
)
_VOID = "area|base|br|col|embed|hr|img|input|link|meta|param|source|track|wbr"
_EMPTY_ELEMENT = re.compile(rf"<(?!(?:{_VOID})\b)([a-zA-Z][\w:.-]*)((?:\s[^<>]*)?)/>")
_AROUND = (
    'nav, aside:not([role*="doc-"]), form, menu, footer, [role="navigation"], [role="banner"], '
    '[role="search"], [role="complementary"], [role="contentinfo"], [aria-hidden="true"]'
)
_NO_TEXT = "script, style, noscript, template"
_ARTICLES = 'article, main, [role="main"], [itemprop="articleBody"]'
_ENOUGH = 0.25
"""An article is taken if it holds at least this share of the text of the page."""


def convert(source: Source) -> Document:
    """Return the article of the page in `source`, or all of it where that is asked for."""
    decoded = decode_html(source.data, source.encoding)
    tree = parse_html(str(decoded.text))
    if source.whole_page:
        return _document(tree, tree.body, decoded, ())
    for element in tree.css(_NO_TEXT):
        element.decompose()
    length = _length(tree.body)
    article = _extracted(str(decoded.text), length)
    if article is None:
        article = _article(tree)
    remaining = _length(article)
    if remaining < _ENOUGH * length:
        return convert(replace(source, whole_page=True))
    note = "Only the article of the page is shown, without what is around it."
    return _document(tree, article, decoded, (note,) if remaining < length else ())


def decode_html(data: bytes, chosen: str = "") -> Decoded:
    """Decode a page; what it says of its encoding is asked before statistics.

    `chosen` is the encoding that the person wants, if any.
    """
    declared = _CHARSET.search(data, 0, _HEAD)
    return decode(data, declared[1].decode("ascii", "replace") if declared else "", chosen)


def parse_html(text: str, *, is_xhtml: bool = False) -> LexborHTMLParser:
    """Parse `text`; XHTML may close an element in its first tag, which HTML does not know."""
    if is_xhtml or text.startswith("<?xml"):
        text = _EMPTY_ELEMENT.sub(r"<\1\2></\1>", text)
    return LexborHTMLParser(text)


def page_metadata(tree: LexborHTMLParser) -> Metadata:
    """Return what the head of a page says of it."""

    def stated(*names: str) -> str:
        for name in names:
            element = tree.css_first(f'meta[name="{name}"], meta[property="{name}"]')
            content = (element.attributes.get("content") or "") if element is not None else ""
            if content.strip():
                return " ".join(content.split())
        return ""

    title = tree.css_first("head title")
    html = tree.css_first("html")
    language = (
        (html.attributes.get("lang") or html.attributes.get("xml:lang") or "") if html else ""
    )
    author = stated("author", "dc.creator", "citation_author", "article:author")
    return Metadata(
        title=stated("og:title", "citation_title")
        or (" ".join(title.text().split()) if title else ""),
        authors=(author,) if author else (),
        date=stated("article:published_time", "citation_publication_date", "date", "dc.date"),
        language=language.strip(),
    )


def _extracted(text: str, length: int) -> LexborNode | None:
    """Return the article that trafilatura finds, where the extra ``web`` is installed.

    None if it finds too little of the `length` of the page to be believed.
    """
    if not is_installed("web"):
        return None
    import trafilatura

    html = trafilatura.extract(
        text,
        output_format="html",
        include_comments=False,
        include_formatting=True,
        include_links=True,
        include_tables=True,
    )
    article = parse_html(html or "").body
    return article if _length(article) >= _ENOUGH * length else None


def _article(tree: LexborHTMLParser) -> LexborNode | None:
    """Take menus and the like off the page and return the element with its article."""
    for element in tree.css(_AROUND):
        element.decompose()
    candidates = tree.css(_ARTICLES)
    return max(candidates, key=_length) if candidates else tree.body


def _length(element: LexborNode | None) -> int:
    """Return how many characters other than spaces `element` holds."""
    return len("".join(element.text().split())) if element is not None else 0


def _document(
    tree: LexborHTMLParser, root: LexborNode | None, decoded: Decoded, warnings: tuple[str, ...]
) -> Document:
    builder = Builder()
    if root is not None:
        HtmlWalker(builder, notes=note_labels([(tree, Links())])).walk(root)
    warnings = (*decoded.warnings, *warnings)
    return builder.document("html", page_metadata(tree), warnings, encoding=decoded.encoding)
