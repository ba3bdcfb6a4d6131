"""EPUB: the pages of the spine as one document, its links and notes leading inside it."""

from __future__ import annotations

import posixpath
from collections.abc import Iterator
from dataclasses import dataclass
from urllib.parse import unquote
from xml.etree import ElementTree as ET

from selectolax.lexbor import LexborHTMLParser

from reader.core.document import Document, Metadata
from reader.core.errors import ReaderError
from reader.formats.archive import Archive, DamagedEntryError
from reader.formats.builder import Builder
from reader.formats.html_walker import HtmlWalker, Links, note_labels
from reader.formats.source import Source
from reader.formats.webpage import decode_html, parse_html

_FIRST_PART = 20_000
"""Characters after which what there is is handed over to be read while the rest is converted."""
_PAGES = frozenset({"application/xhtml+xml", "text/html", "application/x-dtbook+xml"})
_HIDES_FONTS_ONLY = ("http://www.idpf.org/2008/embedding", "http://ns.adobe.com/pdf/enc#RC")


@dataclass(frozen=True, slots=True)
class _Item:
    """A file that the package of a book lists."""

    path: str
    media_type: str
    properties: str


def convert(source: Source) -> Document:
    """Return the book in `source`."""
    archive = Archive(source)
    _require_readable(archive, source)
    try:
        package_path = _package_path(archive)
        package = archive.read_xml(package_path)
    except DamagedEntryError as error:
        raise ReaderError(
            "the book has no list of its contents", str(source.path), "Fetch it anew"
        ) from error
    items = _manifest(package, posixpath.dirname(package_path))
    spine = _spine(package, items)
    chapters, metadata = _chapters(archive, package, items), _metadata(package)
    missing: list[str] = []
    pages = list(_pages(archive, spine, missing))
    notes = note_labels(pages)
    builder = Builder()
    for number, (tree, links) in enumerate(pages, 1):
        name = links.anchor("")
        builder.anchor(name)
        if name in chapters:
            builder.locate(chapters[name])
        before = builder.length
        if tree.body is not None:
            HtmlWalker(builder, links, notes, chapters).walk(tree.body)
        source.progress.advance(number, len(pages))
        if before < _FIRST_PART <= builder.length:
            source.progress.show(builder.document("epub", metadata))
    warnings = (
        (f"{len(missing)} of {len(spine)} parts are damaged and left out.",) if missing else ()
    )
    return builder.document("epub", metadata, warnings)


def _require_readable(archive: Archive, source: Source) -> None:
    """Raise if the text of the book is encrypted; obfuscated fonts do not matter."""
    if "META-INF/encryption.xml" not in archive.names:
        return
    try:
        encryption = archive.read_xml("META-INF/encryption.xml")
    except DamagedEntryError:
        return
    for method in encryption.iter("EncryptionMethod"):
        if not (method.get("Algorithm") or "").startswith(_HIDES_FONTS_ONLY):
            raise ReaderError(
                "the book is locked by its shop (DRM)",
                str(source.path),
                "Only the shop's own program can open it",
            )


def _package_path(archive: Archive) -> str:
    """Return the name of the entry that lists what is in the book."""
    try:
        container = archive.read_xml("META-INF/container.xml")
        stated = [found.get("full-path") or "" for found in container.iter("rootfile")]
    except DamagedEntryError:
        stated = []
    found = [*stated, *sorted(name for name in archive.names if name.endswith(".opf"))]
    return next((name for name in found if name in archive.names), "")


def _manifest(package: ET.Element, folder: str) -> dict[str, _Item]:
    """Return the files of the book by their ids."""
    return {
        item.get("id") or "": _Item(
            posixpath.normpath(posixpath.join(folder, unquote(item.get("href") or ""))),
            item.get("media-type") or "",
            item.get("properties") or "",
        )
        for item in package.iter("item")
    }


def _spine(package: ET.Element, items: dict[str, _Item]) -> list[_Item]:
    """Return the pages in the order of reading, without the table of contents."""
    listed = (items.get(found.get("idref") or "") for found in package.iter("itemref"))
    pages = [item for item in listed if item is not None and item.media_type in _PAGES]
    return list(dict.fromkeys(item for item in pages if "nav" not in item.properties.split()))


def _pages(
    archive: Archive, spine: list[_Item], missing: list[str]
) -> Iterator[tuple[LexborHTMLParser, Links]]:
    """Yield each page parsed; those that cannot be read go to `missing`."""
    paths = [item.path for item in spine]
    for path in paths:
        try:
            text = str(decode_html(archive.read(path)).text)
        except DamagedEntryError:
            missing.append(path)
        else:
            yield parse_html(text, is_xhtml=True), Links(path, paths)


def _chapters(archive: Archive, package: ET.Element, items: dict[str, _Item]) -> dict[str, str]:
    """Return the titles that the table of contents gives to places, by their names."""
    navigation = next((i for i in items.values() if "nav" in i.properties.split()), None)
    spine = package.find(".//spine")
    index = items.get((spine.get("toc") if spine is not None else "") or "")
    try:
        if navigation:
            return _from_navigation(decode_html(archive.read(navigation.path)).text, navigation)
        return _from_index(archive.read_xml(index.path), index) if index else {}
    except DamagedEntryError:
        return {}


def _from_navigation(text: object, item: _Item) -> dict[str, str]:
    """Return the titles in the navigation page of EPUB 3."""
    tree = parse_html(str(text), is_xhtml=True)
    entries = tree.css('nav[epub\\:type~="toc"] a[href]') or tree.css("nav a[href]")
    return {
        _place(item, entry.attributes.get("href") or ""): " ".join(entry.text().split())
        for entry in reversed(entries)  # of several titles of a place, the first counts
    }


def _from_index(index: ET.Element, item: _Item) -> dict[str, str]:
    """Return the titles in the index of EPUB 2."""
    chapters: dict[str, str] = {}
    for point in index.iter("navPoint"):
        content, label = point.find("content"), point.find("navLabel/text")
        if content is not None and label is not None:
            name = _place(item, content.get("src") or "")
            chapters.setdefault(name, " ".join((label.text or "").split()))
    return chapters


def _place(item: _Item, href: str) -> str:
    """Return the name of the place that `href` in `item` leads to."""
    path, _, fragment = href.partition("#")
    folder = posixpath.dirname(item.path)
    page = posixpath.normpath(posixpath.join(folder, unquote(path))) if path else item.path
    return f"{page}#{unquote(fragment)}"


def _metadata(package: ET.Element) -> Metadata:
    def stated(name: str) -> tuple[str, ...]:
        texts = (" ".join((found.text or "").split()) for found in package.iter(name))
        return tuple(text for text in texts if text)

    return Metadata(
        title=next(iter(stated("title")), ""),
        authors=stated("creator"),
        date=next(iter(stated("date")), ""),
        language=next(iter(stated("language")), ""),
    )
