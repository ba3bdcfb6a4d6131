"""Zip files for tests, sound and otherwise."""

import io
import struct
import zipfile

CONTAINER = (
    '<container xmlns="urn:oasis:names:tc:opendocument:xmlns:container"><rootfiles>'
    '<rootfile full-path="OPS/book.opf"/></rootfiles></container>'
)
PACKAGE = """<package xmlns="http://www.idpf.org/2007/opf"
 xmlns:dc="http://purl.org/dc/elements/1.1/"><metadata><dc:title>Book</dc:title></metadata>
<manifest><item id="a" href="a.xhtml" media-type="application/xhtml+xml"/>
<item id="b" href="b%20b.xhtml" media-type="application/xhtml+xml"/></manifest>
<spine><itemref idref="a"/><itemref idref="b"/></spine></package>"""
CONTENT_TYPES = '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"/>'
WORD = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"


def make_zip(entries):
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in entries.items():
            archive.writestr(name, content)
    return buffer.getvalue()


def make_epub(pages, **extra):
    """Return a book of two pages, the texts of their bodies given."""
    entries = {
        "mimetype": "application/epub+zip",
        "META-INF/container.xml": CONTAINER,
        "OPS/book.opf": PACKAGE,
        "OPS/a.xhtml": f"<html><body>{pages[0]}</body></html>",
        "OPS/b b.xhtml": f"<html><body>{pages[1]}</body></html>",
    }
    return make_zip(entries | extra)


def make_docx(body, **parts):
    """Return a Word document with the XML `body`; `parts` are files beside it, by their stem."""
    entries = {
        "[Content_Types].xml": CONTENT_TYPES,
        "word/document.xml": (
            f'<w:document xmlns:w="{WORD}" xmlns:r="r" xmlns:mc="mc" xmlns:wps="wps">'
            f"<w:body>{body}</w:body></w:document>"
        ),
    }
    for stem, content in parts.items():
        entries[f"word/{stem}.xml"] = f'<w:{stem} xmlns:w="{WORD}">{content}</w:{stem}>'
    return make_zip(entries)


def with_lying_sizes(data):
    """Return `data` with a directory that says that every entry unpacks to ten bytes."""
    changed = bytearray(data)
    for signature, offset in ((b"PK\x01\x02", 24), (b"PK\x03\x04", 22)):
        position = changed.find(signature)
        while position >= 0:
            struct.pack_into("<I", changed, position + offset, 10)
            position = changed.find(signature, position + 4)
    return bytes(changed)


def with_overlapping_entries(data):
    """Return `data` with a directory in which every entry is the first one."""
    changed = bytearray(data)
    position = changed.find(b"PK\x01\x02")
    while position >= 0:
        struct.pack_into("<I", changed, position + 42, 0)
        position = changed.find(b"PK\x01\x02", position + 4)
    return bytes(changed)
