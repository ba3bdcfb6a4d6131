"""Markdown: CommonMark with tables, strikethrough, footnotes, definitions and task lists.

The canonical text is what the reader sees; markers are fields of blocks. Raw HTML is text.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable

from markdown_it import MarkdownIt
from markdown_it.token import Token
from mdit_py_plugins.deflist import deflist_plugin
from mdit_py_plugins.footnote import footnote_plugin
from mdit_py_plugins.front_matter import front_matter_plugin

from reader.core.document import BlockKind, Document, InlineKind, Metadata
from reader.formats import plain
from reader.formats.builder import Builder
from reader.formats.front_matter import read_front_matter
from reader.formats.source import Source

MAX_NESTING = 64
"""Containers in containers; markdown-it drops what is deeper, and its own limit is 20."""

_TOO_DEEP = re.compile(
    rf"^(?![-* ]*$)(?:(?:>|[-*+]\s|\d{{1,9}}[.)]\s)[ ]{{0,3}}){{{MAX_NESTING // 2}}}", re.MULTILINE
)
"""A line of so many quotations and items, two levels each; a rule of dashes is none."""
_TASK = re.compile(r"\[([ xX])\](?=\s|$)")
_NOT_IN_SLUG = re.compile(r"[^\w\- ]")
_STYLES = {"em": InlineKind.EMPHASIS, "strong": InlineKind.STRONG, "s": InlineKind.STRIKE}
_DEFINITION_INDENT = 4


def convert(source: Source) -> Document:
    """Return the document that the Markdown in `source` describes."""
    if len(source.data) > plain.MAX_PARSED:
        return plain.source_of("md", source, "The file is too long to be set as Markdown.")
    decoded = source.decoded()
    text = str(decoded.text)
    if _TOO_DEEP.search(text):  # the parser would leave out what is in there
        return plain.source_of("md", source, "The file nests its parts too deep to be set.")
    metadata, builder = markdown_blocks(text, Builder())
    return builder.document("md", metadata, decoded.warnings, encoding=decoded.encoding)


def markdown_blocks(
    text: str, builder: Builder, *, with_lines: bool = True
) -> tuple[Metadata, Builder]:
    """Write the Markdown `text` into `builder`; return its front matter and the builder.

    `with_lines` says whether the line numbers are places that people can cite.
    """
    walker = _Walker(builder, with_lines=with_lines)
    walker.walk(_parser().parse(text))
    return walker.metadata, builder


def _parser() -> MarkdownIt:
    # Linkify is off: it takes three times as long as all the rest.
    parser = MarkdownIt("commonmark", {"linkify": False, "maxNesting": MAX_NESTING})
    parser.enable(["table", "strikethrough"])
    return parser.use(front_matter_plugin).use(footnote_plugin).use(deflist_plugin)


class _Walker:
    """Tells a builder of the tokens of a Markdown text, in order."""

    def __init__(self, builder: Builder, *, with_lines: bool) -> None:
        self.metadata = Metadata()
        self._builder = builder
        self._with_lines = with_lines
        self._numbers: list[int | None] = []
        """Of each list we are in: the number of the next item; None if it has bullets."""
        self._slugs: Counter[str] = Counter()
        self._is_header = False
        self._cell = 0
        self._blocks: dict[str, Callable[[Token], None]] = {
            "front_matter": self._front_matter,
            "heading_open": self._heading,
            "heading_close": self._end_heading,
            "paragraph_open": self._paragraph,
            "paragraph_close": self._end,
            "bullet_list_open": self._open_list,
            "bullet_list_close": self._close_list,
            "ordered_list_open": self._open_list,
            "ordered_list_close": self._close_list,
            "list_item_close": self._leave,
            "blockquote_open": lambda _: builder.enter_quote(),
            "blockquote_close": self._leave,
            "fence": self._code,
            "code_block": self._code,
            "html_block": self._code,
            "hr": self._rule,
            "thead_open": self._header,
            "tbody_open": self._body,
            "tr_open": self._row,
            "tr_close": self._end,
            "th_open": self._next_cell,
            "td_open": self._next_cell,
            "dt_open": self._paragraph,
            "dt_close": self._end,
            "dd_open": lambda _: builder.enter_indent(_DEFINITION_INDENT),
            "dd_close": self._leave,
            "footnote_open": self._note,
            "footnote_close": self._leave,
            "inline": self._inline,
        }

    def walk(self, tokens: list[Token]) -> None:
        """Tell the builder of `tokens`."""
        for index, token in enumerate(tokens):
            handler = self._blocks.get(token.type)
            if handler:
                handler(token)
            elif token.type == "list_item_open":
                self._item(tokens[index + 2])

    # Blocks

    def _begin(self, token: Token, kind: BlockKind | None = None, *, level: int = 0) -> None:
        if token.map and self._with_lines:
            self._builder.end()
            self._builder.locate(f"line {token.map[0] + 1}")
        self._builder.begin(kind, level=level, header=self._is_header)

    def _end(self, _token: Token) -> None:
        self._builder.end()

    def _leave(self, _token: Token) -> None:
        self._builder.leave()

    def _front_matter(self, token: Token) -> None:
        self.metadata = read_front_matter(token.content)

    def _heading(self, token: Token) -> None:
        self._begin(token, BlockKind.HEADING, level=int(token.tag[1:]))

    def _end_heading(self, _token: Token) -> None:
        slug = _slug(self._builder.open_text())
        repetition = self._slugs[slug]
        self._slugs[slug] += 1
        self._builder.anchor(f"{slug}-{repetition}" if repetition else slug)
        self._builder.end()

    def _paragraph(self, token: Token) -> None:
        self._begin(token)

    def _open_list(self, token: Token) -> None:
        start = token.attrGet("start")
        is_ordered = token.type.startswith("ordered")
        self._numbers.append(int(1 if start is None else start) if is_ordered else None)

    def _close_list(self, _token: Token) -> None:
        self._numbers.pop()

    def _item(self, content: Token) -> None:
        """Enter an item; `content` is its first inline token, if it begins with text."""
        number = self._numbers[-1]
        if number is not None:
            self._numbers[-1] = number + 1
        self._builder.enter_item(number, marker=_take_task_box(content))

    def _code(self, token: Token) -> None:
        self._begin(token, BlockKind.CODE)
        self._builder.write_verbatim(token.content)
        self._builder.end()

    def _rule(self, token: Token) -> None:
        self._begin(token, BlockKind.RULE)
        self._builder.end()

    def _header(self, _token: Token) -> None:
        self._is_header = True

    def _body(self, _token: Token) -> None:
        self._is_header = False

    def _row(self, token: Token) -> None:
        self._cell = 0
        self._begin(token, BlockKind.TABLE_ROW)

    def _next_cell(self, _token: Token) -> None:
        if self._cell:
            self._builder.next_cell()
        self._cell += 1

    def _note(self, token: Token) -> None:
        self._builder.enter_note(str(token.meta["id"] + 1))

    # Inlines

    def _inline(self, token: Token) -> None:
        for child in token.children or []:
            self._run(child)

    def _run(self, token: Token) -> None:
        """Tell the builder of one inline token."""
        builder = self._builder
        match token.type:
            case "text" | "html_inline" | "text_special":
                builder.write(token.content)
            case "softbreak":
                builder.write(" ")
            case "hardbreak":
                builder.break_line()
            case "code_inline":
                builder.open(InlineKind.CODE)
                builder.write(token.content)
                builder.close()
            case "image":
                builder.write(token.content)
            case "footnote_ref":
                builder.refer(str(token.meta["id"] + 1))
            case "link_open":
                builder.open(InlineKind.LINK, str(token.attrGet("href") or ""))
            case "em_open" | "strong_open" | "s_open":
                builder.open(_STYLES[token.tag])
            case "em_close" | "strong_close" | "s_close" | "link_close":
                builder.close()


def _take_task_box(content: Token) -> str:
    """Take the box off the beginning of a task; return the marker to draw, ``""`` for none."""
    first = content.children[0] if content.children else None
    box = _TASK.match(first.content) if first and first.type == "text" else None
    if first is None or box is None:
        return ""
    first.content = first.content[box.end() :]
    return "☐" if box[1] == " " else "☑"


def _slug(heading: str) -> str:
    """Return the name by which links lead to `heading`, as GitHub makes it."""
    return _NOT_IN_SLUG.sub("", heading.lower()).replace(" ", "-")
