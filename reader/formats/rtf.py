r"""RTF: paragraphs, headings, lists, tables, links and footnotes of Rich Text Format 1.9.

A control word holds until its group ends; a *destination* is a group whose text goes elsewhere
than to the body. What is not known is passed over, as the format asks for.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, replace

from reader.core.document import BlockKind, Document, InlineKind, Metadata
from reader.formats.builder import Builder
from reader.formats.rtf_tokens import Token, tokens
from reader.formats.source import Source

_SKIPPED = frozenset(
    {
        "colortbl", "pict", "object", "header", "headerl", "headerr", "headerf", "footer",
        "footerl", "footerr", "footerf", "listtable", "listoverridetable", "rsidtbl", "xe", "tc",
        "themedata", "colorschememapping", "latentstyles", "datastore", "generator", "nonshppict",
        "revtbl", "filetbl", "ftnsep", "ftnsepc", "aftnsep", "aftnsepc", "bkmkstart", "bkmkend",
        "pnseclvl", "xmlnstbl", "template", "sn", "sv", "atnid", "atnref", "atntime",
        "annotation", "info",
    }
)  # fmt: skip
_DESTINATIONS = frozenset(
    {"fonttbl", "stylesheet", "fldinst", "footnote", "listtext", "pntext", "title", "author"}
)
_KNOWN_WITH_STAR = frozenset({"fldinst", "footnote", "shpinst", "shptxt"})
_CHARACTERS = {
    "emdash": "—", "endash": "–", "lquote": "‘", "rquote": "’", "ldblquote": "“",
    "rdblquote": "”", "bullet": "•", "emspace": " ", "enspace": " ", "tab": " ",
}  # fmt: skip
_SYMBOLS = {"~": "\u00a0", "_": "\N{NON-BREAKING HYPHEN}", "{": "{", "}": "}", "\\": "\\"}
_STYLES = {"b": InlineKind.STRONG, "i": InlineKind.EMPHASIS, "strike": InlineKind.STRIKE}
_CODE_PAGES = {
    77: "mac_roman", 128: "cp932", 129: "cp949", 134: "gbk", 136: "cp950", 161: "cp1253",
    162: "cp1254", 163: "cp1258", 177: "cp1255", 178: "cp1256", 186: "cp1257", 204: "cp1251",
    222: "cp874", 238: "cp1250",
}  # fmt: skip
"""Of the character sets of fonts, by their numbers."""
_HYPERLINK = re.compile(r'\s*HYPERLINK\s+"?(https?://[^"\s]{1,2000}|mailto:[^"\s]{1,2000})')
_HEADING = re.compile(r"(?:heading\s*([1-9])|title;)", re.IGNORECASE)
_MAX_GROUPS = 10_000


@dataclass(frozen=True, slots=True)
class _State:
    """What holds until the group ends."""

    destination: str = "body"
    code_page: str = ""
    replaced: int = 1
    r"""Characters after ``\u`` that stand for it in old programs."""
    styles: frozenset[InlineKind] = frozenset()
    link: str = ""


def convert(source: Source) -> Document:
    """Return the document in `source`."""
    reader = _Reader()
    for token in tokens(source.data):
        reader.take(token)
    return reader.document()


class _Reader:
    """Follows the tokens and tells a builder of what they say."""

    def __init__(self) -> None:
        self._builder = Builder()
        self._state = _State()
        self._groups: list[_State] = []
        self._is_starred = False
        self._captured: dict[str, str] = {}
        """The text of destinations beside the body."""
        self._notes: list[str] = []
        self._target = ""
        self._shown: tuple[frozenset[InlineKind], str] = (frozenset(), "")
        """The styles and the link that are open in the builder."""
        # Of the document
        self._code_page = "cp1252"
        self._fonts: dict[int, str] = {}
        self._font = 0
        self._headings: dict[int, int] = {}
        self._style = 0
        # Of the paragraph
        self._level = 0
        self._marker = ""
        self._is_item = False
        self._in_table = False
        self._is_header = False
        self._cells = 0
        """Cells that have ended; the next begins when there is text for it."""
        # Of the characters
        self._bytes = bytearray()
        self._to_skip = 0
        self._high = 0
        self._words: dict[str, Callable[[int | None], None]] = {
            "ansicpg": self._set_code_page,
            "cell": lambda _: self._end_cell(),
            "f": self._set_font,
            "fcharset": self._define_font,
            "fldrslt": lambda _: self._change(link=self._target),
            "intbl": lambda _: self._enter_table(),
            "line": lambda _: self._break_line(),
            "outlinelevel": self._set_outline,
            "par": lambda _: self._end_paragraph(),
            "pard": lambda _: self._reset_paragraph(),
            "plain": lambda _: self._change(styles=frozenset()),
            "row": lambda _: self._end_row(),
            "s": self._set_style,
            "sect": lambda _: self._end_paragraph(),
            "trhdr": lambda _: self._set_header(value=True),
            "trowd": lambda _: self._set_header(value=False),
            "u": self._unicode,
            "uc": lambda number: self._change(replaced=max(0, min(number or 0, 8))),
            "v": self._hide,
        }

    def take(self, token: Token) -> None:
        """Take the next token."""
        if token.kind == "byte":
            self._byte(token.number or 0)
            return
        self._flush()
        if token.kind == "text":
            text = token.value[self._to_skip :]
            self._to_skip = max(0, self._to_skip - len(token.value))
            self._write(text if text.isascii() else self._decoded(text.encode("latin-1")))
            return
        self._to_skip = 0
        if token.kind == "{":
            if len(self._groups) < _MAX_GROUPS:
                self._groups.append(self._state)
        elif token.kind == "}":
            self._close_group()
        elif token.kind == "symbol":
            self._is_starred = token.value == "*"
            self._write(_SYMBOLS.get(token.value, ""))
        else:
            self._word(token.value, token.number)

    def document(self) -> Document:
        """Return what was read."""
        self._flush()
        self._end_row()
        for number, text in enumerate(self._notes, 1):
            self._builder.enter_note(str(number))
            self._builder.write(text)
            self._builder.leave()
        authors = self._captured.get("author", "").split(";")
        metadata = Metadata(
            title=self._captured.get("title", "").strip(),
            authors=tuple(filter(None, map(str.strip, authors))),
        )
        warnings = ("The file ends in the middle: it was cut off.",) if self._groups else ()
        return self._builder.document("rtf", metadata, warnings)

    # Groups

    def _change(self, **fields: object) -> None:
        self._state = replace(self._state, **fields)  # type: ignore[arg-type]  # fields by name

    def _word(self, word: str, number: int | None) -> None:
        is_unknown = self._is_starred and word not in _KNOWN_WITH_STAR
        self._is_starred = False
        if word in {"title", "author"} and self._state.destination == "skipped":
            self._enter(word)  # in the group of information
        elif word in _SKIPPED or is_unknown or self._state.destination == "skipped":
            self._change(destination="skipped")
        elif word in _DESTINATIONS:
            self._enter(word)
        elif word in _STYLES:
            styles = self._state.styles - {_STYLES[word]}
            self._change(styles=styles | {_STYLES[word]} if number != 0 else styles)
        elif word in _CHARACTERS:
            self._write(_CHARACTERS[word])
        elif word in self._words:
            self._words[word](number)

    def _enter(self, destination: str) -> None:
        self._captured[destination] = ""
        self._change(destination=destination)

    def _close_group(self) -> None:
        if not self._groups:
            return
        closed, self._state = self._state, self._groups.pop()
        if closed.destination != self._state.destination:
            self._end_destination(closed.destination)

    def _end_destination(self, name: str) -> None:
        """Make use of what the destination `name` holds."""
        text = self._captured.get(name, "").strip()
        if name == "fldinst":
            found = _HYPERLINK.match(text)
            self._target = found[1] if found else ""
        elif name in {"listtext", "pntext"}:
            self._marker = "•" if text in {"·", "o", "§"} else text[:12]
        elif name == "footnote" and text:
            self._notes.append(text)
            self._begin()
            self._builder.refer(str(len(self._notes)))

    # Fonts, styles and code pages

    def _set_code_page(self, number: int | None) -> None:
        self._code_page = f"cp{number}"

    def _set_font(self, number: int | None) -> None:
        self._font = number or 0
        if self._state.destination != "fonttbl":
            self._change(code_page=self._fonts.get(self._font, ""))

    def _define_font(self, number: int | None) -> None:
        self._fonts[self._font] = _CODE_PAGES.get(number or 0, "")

    def _set_style(self, number: int | None) -> None:
        self._style = number or 0
        if self._state.destination == "body":
            self._level = self._headings.get(self._style, 0)

    def _set_outline(self, number: int | None) -> None:
        level = min(6, (number or 0) + 1) if (number or 0) in range(9) else 0
        if self._state.destination == "stylesheet":
            self._headings[self._style] = level
        else:
            self._level = level

    def _hide(self, number: int | None) -> None:
        if number != 0 and self._state.destination == "body":
            self._change(destination="skipped")

    # Paragraphs

    def _reset_paragraph(self) -> None:
        self._level = 0
        self._in_table = False

    def _enter_table(self) -> None:
        self._in_table = True

    def _set_header(self, *, value: bool) -> None:
        self._is_header = value

    def _begin(self) -> None:
        """Begin the block that the paragraph asks for, unless it is open."""
        builder = self._builder
        if builder.is_open:
            return
        if self._in_table:
            builder.begin(BlockKind.TABLE_ROW, header=self._is_header)
        elif self._level:
            builder.begin(BlockKind.HEADING, level=self._level)
        elif self._marker:
            builder.enter_item(marker=self._marker)
            self._is_item = True
            builder.begin()
        else:
            builder.begin()

    def _end_paragraph(self) -> None:
        if self._state.destination == "footnote":
            self._captured["footnote"] += " "
        elif self._state.destination == "body" and self._in_table:
            self._builder.write(" ")
        elif self._state.destination == "body":
            self._end_block()

    def _end_block(self) -> None:
        self._builder.end()
        if self._is_item:
            self._builder.leave()
        self._is_item = False
        self._marker = ""

    def _break_line(self) -> None:
        if self._state.destination == "body":
            self._builder.break_line()

    def _end_cell(self) -> None:
        self._begin()
        self._cells += 1

    def _end_row(self) -> None:
        for _ in range(self._cells - 1):
            self._builder.next_cell()
        self._cells = 0
        self._end_block()

    # Characters

    def _byte(self, value: int) -> None:
        if self._to_skip:
            self._to_skip -= 1
        else:
            self._bytes.append(value)

    def _flush(self) -> None:
        """Write the bytes that wait for the rest of their character."""
        if self._bytes:
            waiting, self._bytes = bytes(self._bytes), bytearray()
            self._write(self._decoded(waiting))

    def _decoded(self, data: bytes) -> str:
        try:
            return data.decode(self._state.code_page or self._code_page, "replace")
        except LookupError:
            return data.decode("cp1252", "replace")

    def _unicode(self, number: int | None) -> None:
        code = (number or 0) % 0x10000
        if 0xD800 <= code < 0xDC00:
            self._high = code
        elif 0xDC00 <= code < 0xE000:
            paired = 0x10000 + ((self._high - 0xD800) << 10) + code - 0xDC00
            self._write(chr(paired) if self._high else "\ufffd")
            self._high = 0
        else:
            self._write(chr(code))
        self._to_skip = self._state.replaced

    def _write(self, text: str) -> None:
        """Write `text` where the group sends it."""
        if not text:
            return
        destination = self._state.destination
        if destination == "stylesheet":
            found = _HEADING.match(text)
            if found:
                self._headings[self._style] = min(6, int(found[1] or 1))
        elif destination == "body":
            if self._builder.is_open or text.strip():
                self._begin()
                self._write_to_body(text)
        elif destination in self._captured:
            self._captured[destination] += text

    def _write_to_body(self, text: str) -> None:
        builder = self._builder
        for _ in range(self._cells):
            builder.next_cell()
        self._cells = 0
        # Headings are bold by their style; that is not an emphasis.
        styles = self._state.styles - {InlineKind.STRONG} if self._level else self._state.styles
        wanted = (styles, self._state.link)
        if wanted != self._shown:
            styles, link = self._shown
            for _ in range(len(styles) + bool(link)):
                builder.close()
            if wanted[1]:
                builder.open(InlineKind.LINK, wanted[1])
            for kind in sorted(wanted[0]):
                builder.open(kind)
            self._shown = wanted
        builder.write(text)
