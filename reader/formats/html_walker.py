"""From HTML to blocks: the one walker for pages, books, mails and notebooks."""

from __future__ import annotations

import posixpath
from collections.abc import Callable, Iterable, Mapping
from urllib.parse import unquote, urlsplit

from selectolax.lexbor import LexborHTMLParser, LexborNode

from reader.core.document import BlockKind, InlineKind
from reader.formats.builder import Builder

Attributes = Mapping[str, str | None]
Leave = Callable[[], object] | None
"""What to do when an element ends; None to pass over what is in it."""

_SKIPPED = frozenset(
    {
        "script",
        "style",
        "head",
        "template",
        "noscript",
        "iframe",
        "object",
        "embed",
        "audio",
        "video",
        "canvas",
        "svg",
        "select",
        "option",
        "button",
        "input",
        "textarea",
        "annotation",
        "annotation-xml",
        "rt",
        "rp",
        "map",
        "meter",
        "progress",
        "dialog",
    }
)
_STYLES = {
    **dict.fromkeys(("em", "i", "cite", "dfn", "var"), InlineKind.EMPHASIS),
    **dict.fromkeys(("strong", "b"), InlineKind.STRONG),
    **dict.fromkeys(("code", "kbd", "samp", "tt"), InlineKind.CODE),
    **dict.fromkeys(("s", "del", "strike"), InlineKind.STRIKE),
}
_BLOCKS = frozenset(
    {
        "p",
        "div",
        "section",
        "article",
        "main",
        "header",
        "footer",
        "aside",
        "nav",
        "figure",
        "figcaption",
        "address",
        "details",
        "summary",
        "fieldset",
        "form",
        "legend",
        "caption",
        "center",
        "dl",
        "dt",
        "hgroup",
        "body",
        "html",
        "table",
        "tbody",
        "tfoot",
        "thead",
        "td",
        "th",
        "menu",
        "search",
    }
)
_NOT_IN_A_ROW = "h1, h2, h3, h4, h5, h6, pre, blockquote, ul, ol"
_DEFINITION_INDENT = _NESTED_INDENT = 4
_MAX_SPAN = 50
_NOTE_REFERENCES = (
    'a[role~="doc-noteref"], a[epub\\:type~="noteref"], sup > a[href], a.footnote-ref,'
    " a.sdfootnoteanc, a.sdendnoteanc"
)
_NOTES = ("footnote", "endnote", "rearnote", "doc-footnote", "doc-endnote")
_BACKLINKS = frozenset(
    {
        "footnote-back",
        "footnote-backref",
        "reversefootnote",
        "fn-bracket",
        "sdfootnotesym",
        "sdendnotesym",
    }
)
_OF_LIBREOFFICE = frozenset({"sdfootnoteanc", "sdendnoteanc"})
"""Classes of references that lead to the sign of a note; the note is named without ``sym``."""
_SCHEMES = frozenset({"http", "https", "mailto"})


class Links:
    """How the links of a page name places: in the page itself, in its book, or outside."""

    def __init__(self, page: str = "", pages: Iterable[str] = ("",)) -> None:
        """Resolve links of `page`, a path in a book of `pages`; both are empty for one page."""
        self._page = page
        self._pages = frozenset(pages)

    def anchor(self, identifier: str) -> str:
        """Return the name of the element of this page with the id `identifier`."""
        return f"{self._page}#{identifier}"

    def target(self, href: str) -> str:
        """Return the target of a link: ``#name``, an address, or ``""`` if it leads nowhere."""
        try:
            parts = urlsplit(href.strip())
        except ValueError:
            return ""
        if parts.scheme:
            return href.strip() if parts.scheme.lower() in _SCHEMES else ""
        page = self._page
        if parts.path:
            folder = posixpath.dirname(self._page)
            page = posixpath.normpath(posixpath.join(folder, unquote(parts.path)))
        if page not in self._pages:
            return ""
        return f"#{page}#{unquote(parts.fragment)}"


def note_labels(pages: Iterable[tuple[LexborHTMLParser, Links]]) -> dict[str, str]:
    """Return the labels of the footnotes that `pages` refer to, by the names of their places."""
    labels: dict[str, str] = {}
    for tree, links in pages:
        for reference in tree.css(_NOTE_REFERENCES):
            attributes = reference.attributes
            target = _note_target(links.target(attributes.get("href") or ""), attributes)
            is_stated = reference.parent is None or reference.parent.tag != "sup"
            text = reference.text().strip(" [](){}*†\n")
            if _is_in_note(reference):
                continue  # it leads back
            if target.startswith("#") and (is_stated or _is_explicit(attributes) or text.isdigit()):
                labels.setdefault(target[1:], str(len(labels) + 1))
    return labels


def _is_in_note(reference: LexborNode) -> bool:
    """Whether a reference stands in the text of a note."""
    node, kinds = reference.parent, ""
    while node is not None and node.tag != "body":
        kinds += f" {node.attributes.get('role')} {node.attributes.get('epub:type')} "
        node = node.parent
    return any(f" {kind} " in kinds for kind in _NOTES)


def _is_explicit(attributes: Attributes) -> bool:
    """Whether an element says that it is a reference to a note."""
    kinds = f"{attributes.get('role')} {attributes.get('epub:type')} {attributes.get('class')}"
    return "noteref" in kinds or "footnote-ref" in kinds or _is_of_libreoffice(attributes)


def _is_of_libreoffice(attributes: Attributes) -> bool:
    return not _OF_LIBREOFFICE.isdisjoint((attributes.get("class") or "").split())


def _note_target(target: str, attributes: Attributes) -> str:
    """Return where the note is that a reference leads to at `target`."""
    return target.removesuffix("sym") if _is_of_libreoffice(attributes) else target


class HtmlWalker:
    """Tells a builder of the elements under a node, in order and without recursion."""

    def __init__(
        self,
        builder: Builder,
        links: Links | None = None,
        notes: Mapping[str, str] | None = None,
        chapters: Mapping[str, str] | None = None,
    ) -> None:
        """Write to `builder`.

        `notes` are the labels that `note_labels` gave; `chapters` are the titles that a table
        of contents gives to places, by their names.
        """
        self._builder = builder
        self._links = links or Links()
        self._notes = notes or {}
        self._chapters = chapters or {}
        self._title, self._level = self._chapters.get(self._links.anchor(""), ""), 1
        """Of the chapter or section that begins here, until something is written of it."""
        self._numbers: list[int | None] = []
        """Of each list we are in: the number of the next item; None if it has bullets."""
        self._signs: list[str] = []
        """Of each list we are in: the first number as it shows it."""
        self._flat = 0
        """How many elements we are in where blocks are no blocks: headings and table rows."""
        self._verbatim = 0
        self._is_layout: list[bool] = []
        """Of each table we are in: whether it arranges blocks, rather than holding data."""
        self._cells = 0
        self._elements: dict[str, Callable[[LexborNode, Attributes], Leave]] = {
            **dict.fromkeys(_STYLES, self._styled),
            **dict.fromkeys(("h1", "h2", "h3", "h4", "h5", "h6"), self._heading),
            "a": self._link,
            "blockquote": self._quote,
            "br": self._line_break,
            "dd": self._definition,
            "hr": self._rule,
            "img": self._image,
            "li": self._item,
            "ol": self._list,
            "p": self._paragraph,
            "pre": self._code,
            "q": self._quotation,
            "table": self._table,
            "td": self._cell,
            "th": self._cell,
            "tr": self._row,
            "ul": self._list,
        }

    def walk(self, root: LexborNode) -> None:
        """Tell the builder of `root` and all that is in it."""
        path: list[tuple[LexborNode, Callable[[], object]]] = []
        node: LexborNode | None = root
        while node is not None:
            leave = self._enter(node)
            child = node.first_child if leave else None
            if leave and child is not None:
                path.append((node, leave))
                node = child
                continue
            if leave:
                leave()
            while path and node.next is None:
                node, leave = path.pop()
                leave()
            node = node.next if path else None

    def _enter(self, node: LexborNode) -> Leave:
        """Tell of the beginning of `node`; return what to do at its end."""
        if node.is_text_node:
            self._text(node.text_content or "")
            return None
        tag = node.tag or "-"
        attributes = node.attributes
        if tag in _SKIPPED or not node.is_element_node or _is_hidden(attributes):
            return None
        self._place(attributes)
        if _is_backlink(attributes):
            return None
        note = self._notes.get(self._links.anchor(attributes.get("id") or ""))
        if note and tag in {"li", "aside", "div", "p", "section", "dd", "td"}:
            return self._note(note)
        handler = self._elements.get(tag)
        if handler:
            return handler(node, attributes)
        return self._block() if tag in _BLOCKS else _nothing

    def _text(self, text: str) -> None:
        if self._title and text.strip():
            self._title = ""
        text = text.replace("\u00ad", "")  # soft hyphens break words for search and entities
        if self._verbatim:
            self._builder.write_verbatim(text)
        else:
            self._builder.write(text)

    def _place(self, attributes: Attributes) -> None:
        """Take note of what links may lead to, and of printed pages."""
        identifier = attributes.get("id") or attributes.get("name")
        if identifier:
            name = self._links.anchor(identifier)
            self._builder.anchor(name)
            if name in self._chapters:
                self._title, self._level = self._chapters[name], 2
                self._builder.locate(self._title)
        kinds = f"{attributes.get('role')} {attributes.get('epub:type')}"
        if "pagebreak" in kinds:
            page = attributes.get("title") or attributes.get("aria-label") or ""
            if page.strip():
                self._builder.locate(f"p. {page.strip()[:20]}")

    # Blocks

    def _block(self) -> Leave:
        """Begin or end a line where a block begins or ends."""
        end = self._gap if self._flat or self._verbatim else self._builder.end
        end()
        return end

    def _gap(self) -> None:
        if self._verbatim:
            if self._builder.last_character() not in {"", "\n"}:
                self._builder.write_verbatim("\n")
        elif self._builder.is_open:
            self._builder.write(" ")

    def _paragraph(self, node: LexborNode, _attributes: Attributes) -> Leave:
        """Begin a paragraph; a heading if it says what the table of contents does of its place.

        Some programs mark headings by nothing but how they look.
        """
        is_heading = self._title and " ".join(node.text().split()) == self._title
        return self._headed(self._level) if is_heading else self._block()

    def _heading(self, node: LexborNode, _attributes: Attributes) -> Leave:
        return self._headed(int((node.tag or "h1")[1:]))

    def _headed(self, level: int) -> Leave:
        if self._flat or self._verbatim:
            return self._block()
        self._builder.begin(BlockKind.HEADING, level=level)
        self._flat += 1

        def leave() -> None:
            self._flat -= 1
            self._builder.end()

        return leave

    def _note(self, label: str) -> Leave:
        if self._flat:
            return self._block()
        self._builder.enter_note(label)
        return self._builder.leave

    def _quote(self, _node: LexborNode, _attributes: Attributes) -> Leave:
        if self._flat:
            return self._block()
        self._builder.enter_quote()
        return self._builder.leave

    def _definition(self, _node: LexborNode, _attributes: Attributes) -> Leave:
        if self._flat:
            return self._block()
        self._builder.enter_indent(_DEFINITION_INDENT)
        return self._builder.leave

    def _list(self, node: LexborNode, attributes: Attributes) -> Leave:
        if self._flat:
            return self._block()
        self._builder.end()
        is_ordered = node.tag == "ol"
        self._numbers.append(_integer(attributes.get("start"), 1) if is_ordered else None)
        self._signs.append(attributes.get("type") or "1")
        is_nested = node.parent is not None and node.parent.tag in {"ol", "ul"}
        if is_nested:  # not in an item, as it ought to be
            self._builder.enter_unmarked_item(_NESTED_INDENT)

        def leave() -> None:
            self._numbers.pop()
            self._signs.pop()
            if is_nested:
                self._builder.leave()

        return leave

    def _item(self, _node: LexborNode, attributes: Attributes) -> Leave:
        if self._flat or self._verbatim:
            return self._block()
        number = self._numbers[-1] if self._numbers else None
        if number is not None:
            number = _integer(attributes.get("value"), number)
            self._numbers[-1] = number + 1
        self._builder.enter_item(number, sign=self._signs[-1] if self._signs else "1")
        return self._builder.leave

    def _code(self, _node: LexborNode, _attributes: Attributes) -> Leave:
        if self._flat:
            return self._block()
        self._builder.begin(BlockKind.CODE)
        self._verbatim += 1

        def leave() -> None:
            self._verbatim -= 1
            self._builder.end()

        return leave

    def _rule(self, _node: LexborNode, _attributes: Attributes) -> Leave:
        if not self._flat:
            self._builder.begin(BlockKind.RULE)
            self._builder.end()
        return None

    # Tables

    def _table(self, node: LexborNode, attributes: Attributes) -> Leave:
        if self._flat:
            return self._block()
        self._builder.end()
        self._is_layout.append(attributes.get("role") == "presentation" or _is_layout(node))

        def leave() -> None:
            self._is_layout.pop()
            self._builder.end()

        return leave

    def _row(self, node: LexborNode, _attributes: Attributes) -> Leave:
        if self._flat or self._verbatim or True in self._is_layout[-1:]:
            return self._block()
        self._builder.begin(BlockKind.TABLE_ROW, header=_is_header_row(node))
        self._cells = 0
        self._flat += 1

        def leave() -> None:
            self._flat -= 1
            self._builder.end()

        return leave

    def _cell(self, _node: LexborNode, attributes: Attributes) -> Leave:
        if not self._flat or True in self._is_layout[-1:]:
            return self._block()
        if self._cells:
            self._builder.next_cell()
        self._cells += 1
        further = min(_integer(attributes.get("colspan"), 1), _MAX_SPAN) - 1

        def leave() -> None:
            for _ in range(further):
                self._builder.next_cell()

        return leave

    # Inlines

    def _styled(self, node: LexborNode, _attributes: Attributes) -> Leave:
        kind = _STYLES[node.tag or ""]
        if self._verbatim and kind is InlineKind.CODE:
            return _nothing
        self._builder.open(kind)
        return self._builder.close

    def _link(self, _node: LexborNode, attributes: Attributes) -> Leave:
        target = self._links.target(attributes.get("href") or "")
        if not target:
            return _nothing
        label = self._notes.get(_note_target(target, attributes)[1:])
        if label and (_is_explicit(attributes) or _is_raised(_node)):
            self._builder.refer(label)
            return None
        self._builder.open(InlineKind.LINK, target)
        return self._builder.close

    def _line_break(self, _node: LexborNode, _attributes: Attributes) -> Leave:
        if self._verbatim:
            self._builder.write_verbatim("\n")
        else:
            self._builder.break_line()
        return None

    def _image(self, _node: LexborNode, attributes: Attributes) -> Leave:
        self._text(attributes.get("alt") or "")
        return None

    def _quotation(self, _node: LexborNode, _attributes: Attributes) -> Leave:
        self._builder.write("“")
        return lambda: self._builder.write("”")


def _nothing() -> None:
    """End an element that needs nothing done at its end."""


def _is_hidden(attributes: Attributes) -> bool:
    style = attributes.get("style") or ""
    return "hidden" in attributes or "display:none" in style.replace(" ", "").lower()


def _is_backlink(attributes: Attributes) -> bool:
    """Whether an element only leads back from a note to its reference."""
    if attributes.get("role") == "doc-backlink":
        return True
    classes = (attributes.get("class") or "").split()
    return not _BACKLINKS.isdisjoint(classes)


def _is_raised(node: LexborNode) -> bool:
    return node.parent is not None and node.parent.tag == "sup"


def _is_layout(table: LexborNode) -> bool:
    """Whether `table` has in its cells what a row of words cannot hold."""
    if table.css_first(_NOT_IN_A_ROW) is not None:
        return True
    return any(inner.mem_id != table.mem_id for inner in table.css("table"))


def _is_header_row(row: LexborNode) -> bool:
    """Whether `row` is the head of its table: in ``thead``, or of nothing but ``th``."""
    if row.parent is not None and row.parent.tag == "thead":
        return True
    cells = [child.tag for child in row.iter(include_text=False)]
    return bool(cells) and set(cells) == {"th"}


def _integer(value: str | None, default: int) -> int:
    """Return the small whole number in `value`, or `default`."""
    value = (value or "").strip()
    is_number = len(value) <= 6 and value.removeprefix("-").isdecimal() and value.isascii()
    return int(value) if is_number else default
