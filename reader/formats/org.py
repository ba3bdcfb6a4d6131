"""Org: headlines, lists, tables, blocks, links, notes and emphasis.

No library that is kept reads more of Org than its headlines, so this is a small reader of our
own, line by line. What it does not know stays as it is written.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

from reader.core.document import BlockKind, Document, InlineKind, Metadata
from reader.formats import plain
from reader.formats.builder import Builder
from reader.formats.source import Source

_HEADLINE = re.compile(r"(\*{1,40})\s+(?:(TODO|DONE|NEXT|WAITING|CANCELLED)\s+)?(.*)")
_TAGS = re.compile(r"\s+:[\w@#%:]+:\s*$")
_KEYWORD = re.compile(r"#\+(\w{1,40}):\s*(.*)", re.IGNORECASE)
_BEGIN = re.compile(r"\s*#\+begin_(\w{1,40})", re.IGNORECASE)
_DRAWER = re.compile(r"\s*:[\w-]{1,40}:\s*$")
_PLANNING = re.compile(r"\s*(?:CLOSED|DEADLINE|SCHEDULED):\s*[<\[]")
_ITEM = re.compile(
    r"(?P<indent>\s*)(?:(?P<bullet>[-+]|(?<=\s)\*)|(?P<number>\d{1,9})[.)])(?:\s+|$)"
    r"(?:\[@\d+\]\s*)?(?:\[(?P<box>[ xX-])\]\s+)?(?P<text>.*)"
)
_NOTE = re.compile(r"\[fn:([\w-]{1,40})\]\s*(.*)")
_RULE = re.compile(r"\s*-{5,}\s*$")
_TABLE_RULE = re.compile(r"\s*\|-[-+|]*\s*$")
_INLINE = re.compile(
    r"\[\[(?P<target>[^\[\]\n]{1,2000})\](?:\[(?P<title>[^\[\]\n]{1,2000})\])?\]"
    r"|\[fn:(?P<note>[\w-]{1,40})\]"
    r"|<(?P<address>https?://[^\s<>]{1,2000})>"
    r"|(?<![^\s({'\"—–-])(?P<mark>[*/_=~+])(?P<words>[^\s\n](?:[^\n]{0,300}?[^\s])??)(?P=mark)"
    r"(?=[\s)}'\".,;:!?—–-]|$)"
)
_STYLES = {
    "*": InlineKind.STRONG,
    "/": InlineKind.EMPHASIS,
    "=": InlineKind.CODE,
    "~": InlineKind.CODE,
    "+": InlineKind.STRIKE,
    "_": InlineKind.EMPHASIS,
}
_BOXES = {" ": "☐", "-": "☐", "x": "☑", "X": "☑"}
_WORDS_OF_THEIR_OWN = frozenset({"quote", "verse", "center"})
"""Blocks whose lines are text; the others hold code or examples."""
_UNSEEN = frozenset({"comment", "export"})


def convert(source: Source) -> Document:
    """Return the document that the Org text in `source` describes."""
    if len(source.data) > plain.MAX_PARSED:
        return plain.source_of("org", source, "The file is too long to be set as Org.")
    decoded = source.decoded()
    reader = _Reader(str(decoded.text))
    reader.read()
    return reader.builder.document(
        "org", reader.metadata, decoded.warnings, encoding=decoded.encoding
    )


class _Reader:
    """Goes through the lines once and tells a builder what they are."""

    def __init__(self, text: str) -> None:
        self.builder = Builder()
        self.metadata = Metadata()
        self._lines: Iterator[tuple[int, str]] = enumerate(text.split("\n"), 1)
        self._items: list[int] = []
        """The indents of the lists that we are in."""
        self._is_in_note = False
        self._is_in_table = False

    def read(self) -> None:
        """Read every line."""
        for number, line in self._lines:
            if not self.builder.is_open:
                self.builder.locate(f"line {number}")
            if not line.strip():
                self._is_in_table = False
                self.builder.end()
            elif not self._structure(line):
                self._text(line)
        self._leave_all()

    def _structure(self, line: str) -> bool:
        """Write `line` if it is more than text; return whether it was."""
        readings = (
            (_HEADLINE, self._headline),
            (_KEYWORD, self._keyword),
            (_BEGIN, self._block),
            (_DRAWER, self._drawer),
            (_PLANNING, None),
            (_RULE, self._rule),
            (_TABLE_RULE, None),
            (_NOTE, self._note),
            (_ITEM, self._item),
        )
        for pattern, write in readings:
            found = pattern.match(line)
            if found:
                if write:
                    write(found)
                return True
        stripped = line.strip()
        if stripped.startswith("|"):
            self._row(stripped)
        return stripped.startswith(("|", "# ")) or stripped == "#"

    def _text(self, line: str) -> None:
        indent = len(line) - len(line.lstrip())
        if not self.builder.is_open:
            self._leave_items(lambda item: item >= indent)
            if self._is_in_note and not self._items and not indent:
                self._leave_note()
        self.builder.write(" ")
        self._inline(line.strip().removesuffix("\\\\"))
        if line.endswith("\\\\"):
            self.builder.break_line()

    # Blocks

    def _headline(self, found: re.Match[str]) -> None:
        self._leave_all()
        stars, state, title = found.groups()
        title = _TAGS.sub("", f" {title}").strip()
        self.builder.anchor(f"*{title.casefold()}")
        self.builder.begin(BlockKind.HEADING, level=min(6, len(stars)))
        self._inline(f"{state} {title}" if state else title)
        self.builder.end()

    def _keyword(self, found: re.Match[str]) -> None:
        name, value = found[1].lower(), " ".join(found[2].split())
        metadata = self.metadata
        if name == "title":
            self.metadata = metadata._replace(title=f"{metadata.title} {value}".strip())
        elif name == "author" and value:
            self.metadata = metadata._replace(authors=(*metadata.authors, value))
        elif name == "date":
            self.metadata = metadata._replace(date=value.strip("<>[]"))
        elif name == "language":
            self.metadata = metadata._replace(language=value)

    def _block(self, found: re.Match[str]) -> None:
        """Write everything up to the end of a block; without an end, up to that of the text."""
        kind = found[1].lower()
        end = re.compile(rf"\s*#\+end_{kind}\b", re.IGNORECASE)
        lines = []
        for _, line in self._lines:
            if end.match(line):
                break
            lines.append(line)
        self.builder.end()
        if kind in _WORDS_OF_THEIR_OWN:
            self._quote(lines, keeps_lines=kind == "verse")
        elif kind not in _UNSEEN:
            self.builder.begin(BlockKind.CODE)
            self.builder.write_verbatim("\n".join(lines))
            self.builder.end()

    def _quote(self, lines: list[str], *, keeps_lines: bool) -> None:
        self.builder.enter_quote()
        for line in lines:
            if not line.strip():
                self.builder.end()
                continue
            if keeps_lines:
                self.builder.break_line()
            else:
                self.builder.write(" ")
            self._inline(line.strip())
        self.builder.leave()

    def _drawer(self, _found: re.Match[str]) -> None:
        """Pass over properties and the like, but for the name that links call a headline by."""
        for _, line in self._lines:
            name, _, value = line.strip().removeprefix(":").partition(":")
            if name.lower() == "custom_id":
                self.builder.anchor(f"*#{value.strip().casefold()}")
            elif name.lower() == "end":
                return

    def _rule(self, _found: re.Match[str]) -> None:
        self._leave_all()
        self.builder.begin(BlockKind.RULE)
        self.builder.end()

    def _row(self, line: str) -> None:
        cells = line.strip("|").split("|")
        self.builder.begin(BlockKind.TABLE_ROW, header=not self._is_in_table)
        self._is_in_table = True
        for index, cell in enumerate(cells):
            if index:
                self.builder.next_cell()
            self._inline(cell.strip())
        self.builder.end()

    def _note(self, found: re.Match[str]) -> None:
        self._leave_all()
        self.builder.enter_note(found[1])
        self._is_in_note = True
        self._inline(found[2])

    def _item(self, found: re.Match[str]) -> None:
        indent = len(found["indent"])
        self._leave_items(lambda item: item >= indent)
        self._items.append(indent)
        number = int(found["number"]) if found["number"] else None
        self.builder.enter_item(number, _BOXES.get(found["box"] or "", ""))
        self._inline(found["text"])

    def _leave_items(self, is_left: Callable[[int], bool]) -> None:
        while self._items and is_left(self._items[-1]):
            self._items.pop()
            self.builder.leave()

    def _leave_note(self) -> None:
        self.builder.leave()
        self._is_in_note = False

    def _leave_all(self) -> None:
        self.builder.end()
        self._is_in_table = False
        self._leave_items(lambda _: True)
        if self._is_in_note:
            self._leave_note()

    # Inside a block

    def _inline(self, text: str) -> None:
        end = 0
        for found in _INLINE.finditer(text):
            self.builder.write(text[end : found.start()])
            end = found.end()
            self._marked(found)
        self.builder.write(text[end:])

    def _marked(self, found: re.Match[str]) -> None:
        if found["note"]:
            self.builder.refer(found["note"])
        elif found["words"]:
            kind = _STYLES[found["mark"]]
            self._styled(kind, "", found["words"], is_plain=kind is InlineKind.CODE)
        else:
            target = found["target"] or found["address"]
            title = found["title"] or target
            is_address = re.match(r"(?:https?|mailto):", target)
            place = f"#*{target.removeprefix('*').casefold()}"
            self._styled(InlineKind.LINK, target if is_address else place, title, is_plain=True)

    def _styled(self, kind: InlineKind, data: str, words: str, *, is_plain: bool) -> None:
        """Write `words` in a style; `is_plain` says that there are no others inside."""
        self.builder.open(kind, data)
        if is_plain:
            self.builder.write(words)
        else:
            self._inline(words)
        self.builder.close()
