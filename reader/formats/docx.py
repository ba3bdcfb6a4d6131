"""DOCX: the body with headings, lists, tables, links, notes, comments and text boxes.

Deleted and hidden text is left out, inserted text is text. There are no pages in the file:
places are paragraphs.
"""

from __future__ import annotations

import posixpath
import re
from collections.abc import Callable
from xml.etree import ElementTree as ET

from reader.core.document import BlockKind, Document, InlineKind, Metadata
from reader.core.errors import ReaderError
from reader.formats.archive import Archive, DamagedEntryError
from reader.formats.builder import Builder
from reader.formats.docx_numbering import Numbering
from reader.formats.docx_styles import ParagraphStyle, Styles, is_on, list_place
from reader.formats.source import Source

_INDENT = 2
_MAX_SPAN = 50
_FOUR_DIGITS = re.compile("[0-9A-Fa-f]{4}")
_PRIVATE_USE = range(0xE000, 0xF900)


def convert(source: Source) -> Document:
    """Return the document in `source`."""
    archive = Archive(source)
    main = _main_part(archive)
    try:
        root = archive.read_xml(main)
    except DamagedEntryError as error:
        raise ReaderError(
            "the text of the document is damaged", str(source.path), "Open it in Word and repair it"
        ) from error
    parts = _Parts(archive, main)
    builder = Builder()
    body = root.find("body")
    walker = _Walker(builder, parts)
    if body is not None:
        walker.blocks(body)
    walker.notes()
    warnings = (f"Left out as damaged: {', '.join(parts.damaged)}.",) if parts.damaged else ()
    return builder.document("docx", _metadata(parts), warnings)


def _main_part(archive: Archive) -> str:
    """Return the name of the entry that holds the text."""
    try:
        for relation in archive.read_xml("_rels/.rels").iter("Relationship"):
            if (relation.get("Type") or "").endswith("/officeDocument"):
                return (relation.get("Target") or "").lstrip("/")
    except DamagedEntryError:
        pass
    return "word/document.xml"


class _Parts:
    """The entries beside the text, by what they are for."""

    def __init__(self, archive: Archive, main: str) -> None:
        self.damaged: list[str] = []
        self._archive = archive
        self._folder, name = posixpath.split(main)
        relations = self._read(posixpath.join(self._folder, "_rels", f"{name}.rels"))
        self.links: dict[str, str] = {}
        """Of the relations of the text: the target by the id."""
        for relation in relations.iter("Relationship") if relations is not None else ():
            self.links[relation.get("Id") or ""] = relation.get("Target") or ""

    def beside(self, name: str) -> ET.Element | None:
        """Return the part `name` in the folder of the text, None if there is none."""
        return self._read(posixpath.join(self._folder, name))

    def properties(self) -> ET.Element | None:
        """Return what the document says of itself."""
        return self._read("docProps/core.xml")

    def _read(self, name: str) -> ET.Element | None:
        if name not in self._archive.names:
            return None
        try:
            return self._archive.read_xml(name)
        except DamagedEntryError:
            self.damaged.append(posixpath.basename(name))
            return None


class _Walker:
    """Tells a builder of the paragraphs and tables of a document."""

    def __init__(self, builder: Builder, parts: _Parts) -> None:
        self._builder = builder
        self._links = parts.links
        self._styles = Styles(parts.beside("styles.xml"))
        self._numbering = Numbering(parts.beside("numbering.xml"))
        self._note_texts = {
            name: _by_id(parts.beside(f"{name}s.xml"), name)
            for name in ("footnote", "endnote", "comment")
        }
        self._labels: dict[tuple[str, str], str] = {}
        """Of each note that was referred to: its label, by its kind and id."""
        self._style: tuple[InlineKind, ...] = ()
        self._boxes: list[ET.Element] = []
        self._paragraphs = 0
        self._in_row = 0
        self._inlines: dict[str, Callable[[ET.Element], None]] = {
            "AlternateContent": self._alternative,
            "bookmarkStart": lambda mark: builder.anchor(mark.get("name") or ""),
            "br": lambda _: builder.break_line(),
            "commentReference": lambda mark: self._refer("comment", mark),
            "cr": lambda _: builder.break_line(),
            "docPr": lambda picture: builder.write(picture.get("descr") or ""),
            "endnoteReference": lambda mark: self._refer("endnote", mark),
            "footnoteReference": lambda mark: self._refer("footnote", mark),
            "hyperlink": self._hyperlink,
            "noBreakHyphen": lambda _: builder.write("\N{NON-BREAKING HYPHEN}"),
            "r": self._run,
            "sym": self._symbol,
            "t": lambda text: builder.write(text.text or ""),
            "tab": lambda _: builder.write(" "),
            "txbxContent": self._boxes.append,
            **dict.fromkeys(
                ("pPr", "rPr", "del", "delText", "instrText", "moveFrom", "fldChar", "Fallback"),
                lambda _: None,
            ),
        }

    # Blocks

    def blocks(self, parent: ET.Element) -> None:
        """Tell of the paragraphs and tables in `parent`."""
        for element in parent:
            if element.tag == "p":
                self._paragraph(element)
            elif element.tag == "tbl":
                self._table(element)
            elif element.tag == "bookmarkStart":
                self._builder.anchor(element.get("name") or "")
            elif element.tag not in {"del", "moveFrom", "sdtPr", "sectPr", "tcPr"}:
                self.blocks(element)

    def _paragraph(self, paragraph: ET.Element) -> None:
        builder = self._builder
        if self._in_row:
            builder.write(" ")
            self._content(paragraph)
            return
        properties = paragraph.find("pPr")
        style = self._styles.paragraph(properties)
        if style.is_contents:
            return
        list_id, depth = _list_of(properties, style)
        marker = self._numbering.marker(list_id, depth)
        containers = 0
        if style.kind is BlockKind.QUOTE:
            builder.enter_quote()
            containers += 1
        if list_id and style.kind is not BlockKind.HEADING:
            builder.enter_indent(_INDENT * depth)
            containers += 1
        if marker:
            builder.enter_item(marker=marker)
            containers += 1
        self._paragraphs += any((text.text or "").strip() for text in paragraph.iter("t"))
        builder.end()
        builder.locate(f"¶ {self._paragraphs}")
        kind = BlockKind.ITEM if marker and style.kind is None else style.kind
        builder.begin(kind, level=style.level or (depth + 1 if marker else 0))
        self._content(paragraph)
        builder.end()
        for _ in range(containers):
            builder.leave()
        self._text_boxes()

    def _content(self, paragraph: ET.Element) -> None:
        self._inline(paragraph)
        self._set_style(())

    def _text_boxes(self) -> None:
        """Tell of the text boxes that hang on the last paragraph."""
        while self._boxes:
            self.blocks(self._boxes.pop(0))

    def _table(self, table: ET.Element) -> None:
        rows = list(table.iter("tr"))
        if self._in_row or _arranges_blocks(table):
            for cell in table.iter("tc"):
                self.blocks(cell)
            return
        look = table.find("tblPr/tblLook")
        has_head = look is not None and _has_first_row(look)
        for index, row in enumerate(rows):
            self._row(row, header=_is_head(row) or (has_head and index == 0 and len(rows) > 1))
        self._text_boxes()

    def _row(self, row: ET.Element, *, header: bool) -> None:
        builder = self._builder
        builder.begin(BlockKind.TABLE_ROW, header=header)
        self._in_row += 1
        for index, cell in enumerate(row.iter("tc")):
            if index:
                builder.next_cell()
            self.blocks(cell)
            for _ in range(1, _width(cell)):
                builder.next_cell()
        self._in_row -= 1
        builder.end()

    def notes(self) -> None:
        """Tell of the notes that were referred to; notes may refer to further notes."""
        told: set[tuple[str, str]] = set()
        while pending := [place for place in self._labels if place not in told]:
            for place in pending:
                told.add(place)
                note = self._note_texts[place[0]][place[1]]
                self._builder.enter_note(self._labels[place])
                author = note.get("author")
                if author:
                    self._builder.write(f"{author}: ")
                    self._in_row += 1  # the comment goes on in the same line
                    self.blocks(note)
                    self._in_row -= 1
                else:
                    self.blocks(note)
                self._builder.leave()

    # Inlines

    def _inline(self, parent: ET.Element) -> None:
        for element in parent:
            self._inlines.get(element.tag, self._inline)(element)

    def _run(self, run: ET.Element) -> None:
        properties = run.find("rPr")
        if properties is not None:
            hidden = properties.find("vanish")
            if hidden is not None and is_on(hidden):
                return
        self._set_style(self._styles.run(properties))
        self._inline(run)

    def _set_style(self, style: tuple[InlineKind, ...]) -> None:
        """Style what follows; neighbouring runs of one style become one."""
        if style == self._style:
            return
        for _ in self._style:
            self._builder.close()
        for kind in style:
            self._builder.open(kind)
        self._style = style

    def _hyperlink(self, link: ET.Element) -> None:
        anchor = link.get("anchor")
        target = f"#{anchor}" if anchor else self._links.get(link.get("id") or "", "")
        self._set_style(())
        if not target.startswith(("#", "http://", "https://", "mailto:")):
            self._inline(link)
            return
        self._builder.open(InlineKind.LINK, target)
        self._inline(link)
        self._set_style(())
        self._builder.close()

    def _refer(self, kind: str, mark: ET.Element) -> None:
        place = (kind, mark.get("id") or "")
        if place[1] not in self._note_texts[kind]:
            return
        if place not in self._labels:
            count = sum((known == "comment") is (kind == "comment") for known, _ in self._labels)
            self._labels[place] = f"c{count + 1}" if kind == "comment" else str(count + 1)
        self._set_style(())
        self._builder.refer(self._labels[place])

    def _alternative(self, element: ET.Element) -> None:
        """Tell of one of several forms of the same thing: the newest, unless it is empty."""
        choice, fallback = element.find("Choice"), element.find("Fallback")
        if choice is not None and next(choice.iter("t"), None) is not None:
            self._inline(choice)
        elif fallback is not None:
            self._inline(fallback)

    def _symbol(self, symbol: ET.Element) -> None:
        code = _hexadecimal(symbol.get("char"))
        # In the private area it is a picture in a font that a terminal does not have.
        if code and code not in _PRIVATE_USE:
            self._builder.write(chr(code))


def _list_of(properties: ET.Element | None, style: ParagraphStyle) -> tuple[str, int]:
    """Return the list that a paragraph belongs to, itself or by its style, and the depth there."""
    list_id, depth = list_place(properties) if properties is not None else ("", 0)
    list_id, depth = (list_id, depth) if list_id else (style.list_id, style.depth)
    return ("", 0) if list_id == "0" else (list_id, depth)  # 0 takes it out of the list


def _width(cell: ET.Element) -> int:
    """Return how many columns `cell` spans."""
    span = cell.find("tcPr/gridSpan")
    width = (span.get("val") or "") if span is not None else ""
    return min(int(width), _MAX_SPAN) if width.isdecimal() and len(width) < 7 else 1


def _by_id(root: ET.Element | None, name: str) -> dict[str, ET.Element]:
    """Return the notes in `root` by their ids, without the lines that separate notes."""
    notes = root.iter(name) if root is not None else ()
    return {note.get("id") or "": note for note in notes if note.get("type") in {None, "normal"}}


def _arranges_blocks(table: ET.Element) -> bool:
    """Whether `table` is there for the layout: tables in tables, or but one cell."""
    cells = list(table.iter("tc"))
    return len(cells) < 2 or any(cell.find(".//tbl") is not None for cell in cells)


def _is_head(row: ET.Element) -> bool:
    head = row.find("trPr/tblHeader")
    return head is not None and is_on(head)


def _has_first_row(look: ET.Element) -> bool:
    """Whether a table sets its first row apart (ECMA-376 Part 1, 17.4.55)."""
    if look.get("firstRow"):
        return look.get("firstRow") in {"1", "true", "on"}
    return _hexadecimal(look.get("val")) & 0x20 != 0


def _hexadecimal(value: str | None) -> int:
    """Return the number of four hexadecimal digits in `value`, 0 if it holds none."""
    return int(value, 16) if value and _FOUR_DIGITS.fullmatch(value) else 0


def _metadata(parts: _Parts) -> Metadata:
    properties = parts.properties()
    if properties is None:
        return Metadata()

    def stated(name: str) -> str:
        return " ".join((properties.findtext(name) or "").split())

    return Metadata(
        title=stated("title"),
        authors=tuple(filter(None, (part.strip() for part in stated("creator").split(";")))),
        date=(stated("created") or stated("modified"))[:10],
        language=stated("language"),
    )
