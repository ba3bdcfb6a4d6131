"""ODT: OpenDocument text with headings, lists, tables, links, notes and comments."""

from __future__ import annotations

from collections.abc import Callable
from itertools import chain
from xml.etree import ElementTree as ET

from reader.core.document import BlockKind, Document, InlineKind, Metadata
from reader.core.errors import ReaderError
from reader.formats.archive import Archive, DamagedEntryError
from reader.formats.builder import Builder
from reader.formats.source import Source

_ORDERED_INDENT, _BULLET_INDENT = 4, 2
_MAX_REPEAT = 50
_SKIPPED = frozenset(
    {
        "tracked-changes", "table-of-content", "alphabetical-index", "sequence-decls", "forms",
        "annotation-end", "note-citation", "creator", "date", "desc", "title", "meta",
    }
)  # fmt: skip
_QUOTES = ("quotations", "quote", "block_20_text")
_CODE = ("preformatted", "source_20_code", "code")


def convert(source: Source) -> Document:
    """Return the document in `source`."""
    archive = Archive(source)
    _require_readable(archive, source)
    try:
        content = archive.read_xml("content.xml")
    except DamagedEntryError as error:
        raise ReaderError(
            "the text of the document is damaged",
            str(source.path),
            "Open it in LibreOffice and repair it",
        ) from error
    styles = _part(archive, "styles.xml")
    builder = Builder()
    walker = _Walker(builder, _Styles([content, *([styles] if styles is not None else [])]))
    body = content.find("body/text")
    if body is not None:
        walker.blocks(body)
        walker.notes()
    return builder.document("odt", _metadata(_part(archive, "meta.xml")))


def _part(archive: Archive, name: str) -> ET.Element | None:
    try:
        return archive.read_xml(name)
    except DamagedEntryError:
        return None


def _require_readable(archive: Archive, source: Source) -> None:
    """Raise if the document is encrypted; to read such files is left to LibreOffice."""
    manifest = _part(archive, "META-INF/manifest.xml")
    if manifest is not None and next(manifest.iter("encryption-data"), None) is not None:
        raise ReaderError(
            "the document is encrypted",
            str(source.path),
            "Open it in LibreOffice and save it without a password",
        )


class _Styles:
    """What the styles of a document say, by their names."""

    def __init__(self, parts: list[ET.Element]) -> None:
        elements = list(chain.from_iterable(part.iter("style") for part in parts))
        self._parents = {e.get("name") or "": e.get("parent-style-name") or "" for e in elements}
        self._runs = {
            style.get("name") or "": _run_kinds(properties)
            for style in elements
            if (properties := style.find("text-properties")) is not None
        }
        self._signs = {
            (style.get("name") or "", level.get("level") or "1"): level.get("num-format") or ""
            for part in parts
            for style in part.iter("list-style")
            for level in style.iter("list-level-style-number")
        }

    def kind(self, name: str) -> BlockKind | None:
        """Return the kind of paragraphs of a style, None for the usual one."""
        for _ in range(10):
            lower = name.lower()
            if lower.startswith(_QUOTES):
                return BlockKind.QUOTE
            if lower.startswith(_CODE):
                return BlockKind.CODE
            if lower in {"title", "p_title"}:
                return BlockKind.HEADING
            name = self._parents.get(name, "")
        return None

    def run(self, name: str) -> tuple[InlineKind, ...]:
        """Return how runs of a style are set."""
        if name.lower().startswith(("source_20_text", "verbatim")):
            return (InlineKind.CODE,)
        return self._runs.get(name, ())

    def sign(self, name: str, depth: int) -> str:
        """Return what a list of this style begins to count with at `depth`, from 1.

        It is empty for one that does not count.
        """
        return self._signs.get((name, str(depth)), "")


def _run_kinds(properties: ET.Element) -> tuple[InlineKind, ...]:
    kinds = []
    if properties.get("font-weight") == "bold":
        kinds.append(InlineKind.STRONG)
    if properties.get("font-style") in {"italic", "oblique"}:
        kinds.append(InlineKind.EMPHASIS)
    if properties.get("text-line-through-style") not in {None, "none"}:
        kinds.append(InlineKind.STRIKE)
    return tuple(kinds)


class _Walker:
    """Tells a builder of the paragraphs, lists and tables of a document."""

    def __init__(self, builder: Builder, styles: _Styles) -> None:
        self._builder = builder
        self._styles = styles
        self._list_styles: list[str] = []
        self._numbers: dict[tuple[str, int], int] = {}
        """The next number of each list style and depth, for lists that go on."""
        self._notes: list[tuple[str, ET.Element]] = []
        self._comments = 0
        self._boxes: list[ET.Element] = []
        self._paragraphs = 0
        self._in_row = 0
        self._blocks: dict[str, Callable[[ET.Element], None]] = {
            "h": self._paragraph,
            "list": self._list,
            "p": self._paragraph,
            "table": self._table,
        }
        self._inlines: dict[str, Callable[[ET.Element], None]] = {
            "a": self._link,
            "annotation": self._comment,
            "bookmark": self._anchor,
            "bookmark-start": self._anchor,
            "line-break": lambda _: builder.break_line(),
            "note": self._note,
            "s": lambda _: builder.write(" "),
            "span": self._span,
            "tab": lambda _: builder.write(" "),
            "text-box": self._boxes.append,
        }

    # Blocks

    def blocks(self, parent: ET.Element) -> None:
        """Tell of the blocks in `parent`."""
        for element in parent:
            handler = self._blocks.get(element.tag)
            if handler:
                handler(element)
            elif element.tag == "text-box" or element.tag not in _SKIPPED:
                self.blocks(element)

    def _paragraph(self, element: ET.Element) -> None:
        builder = self._builder
        if self._in_row:
            builder.write(" ")
            self._inline(element)
            return
        self._paragraphs += any(map(str.strip, element.itertext()))
        builder.end()
        builder.locate(f"¶ {self._paragraphs}")
        kind = self._styles.kind(element.get("style-name") or "")
        if element.tag == "h":
            level = element.get("outline-level") or "1"
            builder.begin(BlockKind.HEADING, level=int(level) if level in set("123456") else 6)
        elif kind is BlockKind.QUOTE:
            builder.enter_quote()
        elif kind:
            builder.begin(kind, level=1 if kind is BlockKind.HEADING else 0)
        self._inline(element)
        builder.end()
        if element.tag != "h" and kind is BlockKind.QUOTE:
            builder.leave()
        while self._boxes:
            self.blocks(self._boxes.pop(0))

    def _list(self, element: ET.Element) -> None:
        if self._in_row:
            for child in element:
                self.blocks(child)
            return
        style = element.get("style-name") or (self._list_styles[-1] if self._list_styles else "")
        self._list_styles.append(style)
        key = (style, len(self._list_styles))
        if element.get("continue-numbering") != "true" and not element.get("continue-list"):
            self._numbers[key] = 1
        for item in element:
            self._item(item, key)
        self._list_styles.pop()

    def _item(self, item: ET.Element, key: tuple[str, int]) -> None:
        """Tell of an item of the list whose style and depth are `key`."""
        start = item.get("start-value") or ""
        number = int(start) if start.isdecimal() and len(start) < 7 else self._numbers.get(key, 1)
        sign = self._styles.sign(*key)
        if item.tag == "list-header" or (len(item) and item[0].tag == "list"):
            # Deeper lists hang in items without a text, which have no marker.
            self._builder.enter_unmarked_item(_ORDERED_INDENT if sign else _BULLET_INDENT)
        else:
            self._builder.enter_item(number if sign else None, sign=sign)
            number += 1
        self._numbers[key] = number
        self.blocks(item)
        self._builder.leave()

    def _table(self, table: ET.Element) -> None:
        if self._in_row or table.find(".//table-cell//table") is not None:
            for cell in table.iter("table-cell"):
                self.blocks(cell)
            return
        heads = {id(row) for head in table.iter("table-header-rows") for row in head}
        for row in table.iter("table-row"):
            self._builder.begin(BlockKind.TABLE_ROW, header=id(row) in heads)
            self._in_row += 1
            self._cells(row)
            self._in_row -= 1
            self._builder.end()

    def _cells(self, row: ET.Element) -> None:
        is_first = True
        for cell in row:
            if cell.tag not in {"table-cell", "covered-table-cell"}:
                continue
            repeat = cell.get("number-columns-repeated") or ""
            is_number = repeat.isdecimal() and len(repeat) < 7
            for _ in range(min(int(repeat), _MAX_REPEAT) if is_number else 1):
                if not is_first:
                    self._builder.next_cell()
                is_first = False
                self.blocks(cell)

    def notes(self) -> None:
        """Tell of the notes that were referred to; notes may refer to further notes."""
        while self._notes:
            label, note = self._notes.pop(0)
            self._builder.enter_note(label)
            if note.tag == "annotation":
                self._builder.write(f"{note.findtext('creator') or 'Comment'}: ")
                self._in_row += 1  # the comment goes on in the same line
                self.blocks(note)
                self._in_row -= 1
            else:
                self.blocks(note)
            self._builder.leave()

    # Inlines

    def _inline(self, parent: ET.Element) -> None:
        self._builder.write(parent.text or "")
        for element in parent:
            if element.tag not in _SKIPPED:
                self._inlines.get(element.tag, self._inline)(element)
            self._builder.write(element.tail or "")

    def _span(self, element: ET.Element) -> None:
        kinds = self._styles.run(element.get("style-name") or "")
        for kind in kinds:
            self._builder.open(kind)
        self._inline(element)
        for _ in kinds:
            self._builder.close()

    def _link(self, element: ET.Element) -> None:
        target = element.get("href") or ""
        if not target.startswith(("#", "http://", "https://", "mailto:")):
            self._inline(element)
            return
        self._builder.open(InlineKind.LINK, target)
        self._inline(element)
        self._builder.close()

    def _anchor(self, element: ET.Element) -> None:
        self._builder.anchor(element.get("name") or "")

    def _note(self, element: ET.Element) -> None:
        body = element.find("note-body")
        if body is not None:
            label = str(sum(note.tag != "annotation" for _, note in self._notes) + 1)
            self._refer(label, body)

    def _comment(self, element: ET.Element) -> None:
        self._comments += 1
        self._refer(f"c{self._comments}", element)

    def _refer(self, label: str, note: ET.Element) -> None:
        self._notes.append((label, note))
        self._builder.refer(label)


def _metadata(meta: ET.Element | None) -> Metadata:
    if meta is None:
        return Metadata()

    def stated(name: str) -> str:
        return " ".join((next(meta.iter(name), ET.Element("")).text or "").split())

    author = stated("initial-creator") or stated("creator")
    return Metadata(
        title=stated("title"),
        authors=tuple(filter(None, map(str.strip, author.split(";")))),
        date=(stated("creation-date") or stated("date"))[:10],
        language=stated("language"),
    )
