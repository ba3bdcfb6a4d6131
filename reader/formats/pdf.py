"""PDF: the text layer in reading order, its paragraphs and headings rebuilt from the page.

Only to be called in a process of its own: PDFium is not safe in threads.
"""

from __future__ import annotations

import ctypes
import re
from collections.abc import Iterator

import pypdfium2
from pypdfium2 import raw

from reader.core.document import Document, Metadata
from reader.core.errors import PasswordNeededError, ReaderError
from reader.formats.builder import Builder
from reader.formats.pdf_layout import Line, Page, write_pages
from reader.formats.source import Source

_BOLD = 600
_FIRST_PAGES = 6
"""Pages that are handed over to be read while the rest is converted."""
_LETTERS_ON_A_PAGE = 10
"""Fewer on average, and there is no text layer to speak of."""
# PDFium writes a line that ends with a hyphen and the next one as one, with U+0002 between.
_LINE = re.compile(r"[^\n\x02\ufffe]+[\x02\ufffe]?")
_DATE = re.compile(r"D:(\d{4})(\d{2})?(\d{2})?")
_FILE_NAME = re.compile(
    r"\.(docx?|indd|qxd|tex|dvi|odt|pdf|pages|rtf)$|^(untitled|microsoft word)", re.IGNORECASE
)
_LAST_OF_ONE_UNIT = "\uffff"
_UNREADABLE = re.compile("[\ufffd\ue000-\uf8ff\x00-\x08\x0e-\x1f]")


def convert(source: Source) -> Document:
    """Return the text of the PDF in `source`."""
    try:
        pdf = pypdfium2.PdfDocument(source.data, password=source.password or None)
    except pypdfium2.PdfiumError as error:
        if "password" in str(error).lower():
            raise PasswordNeededError(str(source.path)) from error
        raise ReaderError(
            "the PDF is damaged or cut off", str(source.path), "Fetch it anew from its origin"
        ) from error
    contents, metadata = _contents(pdf), _metadata(pdf)
    damaged: list[int] = []
    pages: list[Page] = []
    for page in _pages(pdf, damaged):
        pages.append(page)
        source.progress.advance(len(pages), len(pdf))
        if len(pages) == _FIRST_PAGES < len(pdf):
            source.progress.show(_document(pages, contents, metadata))
    warnings = tuple(_warnings(pages, damaged))
    return _document(pages, contents, metadata, warnings)


def _document(
    pages: list[Page],
    contents: dict[tuple[int, str], int],
    metadata: Metadata,
    warnings: tuple[str, ...] = (),
) -> Document:
    builder = Builder()
    write_pages(pages, contents, builder)
    return builder.document("pdf", metadata, warnings)


def _pages(pdf: pypdfium2.PdfDocument, damaged: list[int]) -> Iterator[Page]:
    """Yield the pages with their lines; the numbers of unreadable ones go to `damaged`."""
    for index in range(len(pdf)):
        label = pdf.get_page_label(index) or str(index + 1)
        try:
            page = pdf[index]
            text = page.get_textpage()
        except pypdfium2.PdfiumError:
            damaged.append(index)
            yield Page(label, ())
            continue
        yield Page(label, tuple(_lines(text)))
        text.close()
        page.close()


def _lines(page: pypdfium2.PdfTextPage) -> Iterator[Line]:
    """Yield the lines of a page in the order that PDFium reads them."""
    text, places = _characters(page)
    for match in _LINE.finditer(text):
        part = match[0]
        if part.isspace():
            continue
        first = match.start() + len(part) - len(part.lstrip())
        last = match.start() + len(part.rstrip()) - 1
        boxes = [_box(page, places[place]) for place in (first, (first + last) // 2, last)]
        heights = sorted(box.top - box.bottom for box in boxes)
        weight = raw.FPDFText_GetFontWeight(page, places[(first + last) // 2])
        yield Line(
            part.strip(),
            left=boxes[0].left,
            right=boxes[2].right,
            bottom=boxes[1].bottom,
            size=round(heights[1], 1),
            is_bold=weight >= _BOLD,
        )


def _characters(page: pypdfium2.PdfTextPage) -> tuple[str, list[int] | range]:
    """Return the text of a page, lines ended by line feeds, and PDFium's index of each character.

    PDFium counts UTF-16 units, leaves characters that it does not know out of the text, and
    ends lines with CR LF.
    """
    count = page.count_chars()
    text = page.get_text_range() if count > 0 else ""
    if len(text) == count and max(text, default="") <= _LAST_OF_ONE_UNIT:
        return text.replace("\r", " "), range(count)
    units = [raw.FPDFText_GetUnicode(page, index) for index in range(count)]
    characters: list[str] = []
    places: list[int] = []
    for index, unit in enumerate(units):
        if 0xDC00 <= unit < 0xE000 and characters and "\ud800" <= characters[-1] < "\udc00":
            characters[-1] = chr(0x10000 + ((ord(characters[-1]) - 0xD800) << 10) + unit - 0xDC00)
        elif unit:
            characters.append(chr(unit))
            places.append(index)
    return "".join(characters).replace("\r", " "), places


def _box(page: pypdfium2.PdfTextPage, index: int) -> raw.FS_RECTF:
    """Return the box of a character as high as its font, whatever the letter."""
    box = raw.FS_RECTF()
    raw.FPDFText_GetLooseCharBox(page, index, ctypes.byref(box))
    return box


def _contents(pdf: pypdfium2.PdfDocument) -> dict[tuple[int, str], int]:
    """Return the levels of the entries of the outline, by page index and title."""
    contents = {}
    for entry in pdf.get_toc(max_depth=6):
        destination = entry.get_dest()
        index = destination.get_index() if destination else None
        if index is not None:
            contents[index, _plain(entry.get_title())] = entry.level + 1
    return contents


def _plain(title: str) -> str:
    return "".join(title.split()).casefold()


def _metadata(pdf: pypdfium2.PdfDocument) -> Metadata:
    stated = pdf.get_metadata_dict()
    title = " ".join(stated.get("Title", "").split())
    author = " ".join(stated.get("Author", "").split())
    date = _DATE.match(stated.get("CreationDate", ""))
    return Metadata(
        # Many a title is the name of the file that the PDF was printed from.
        title="" if _FILE_NAME.search(title) else title,
        authors=tuple(filter(None, map(str.strip, author.split(";")))),
        date="-".join(part for part in date.groups() if part) if date else "",
    )


def _warnings(pages: list[Page], damaged: list[int]) -> Iterator[str]:
    """Yield what the person should know of the text layer."""
    texts = [line.text for page in pages for line in page.lines]
    letters = sum(map(len, texts))
    if letters < _LETTERS_ON_A_PAGE * len(pages):
        yield (
            "There is next to no text in this PDF; its pages seem to be scanned pictures. "
            "The program ocrmypdf can add a text layer."
        )
    if sum(len(_UNREADABLE.findall(text)) for text in texts) > 0.05 * letters:
        yield "The text layer looks damaged: many of its characters have no meaning."
    if damaged:
        yield f"{len(damaged)} of {len(pages)} pages are damaged and left out."
