"""Building a document block by block: offsets, separators, indents and markers in one place.

Every converter with structure walks its own tree and tells a `Builder` what it meets.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from reader.core.document import (
    Block,
    BlockKind,
    Document,
    Inline,
    InlineKind,
    Location,
    Metadata,
)
from reader.core.safetext import safe_line
from reader.core.text import Text
from reader.formats.counting import counted

_SPACES = re.compile(r"[ \t\n\r\f\v]+")
_CONTROLS = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\ud800-\udfff]")
_CLOSE_TOGETHER = frozenset({BlockKind.ITEM, BlockKind.TABLE_ROW, BlockKind.METADATA})
"""Blocks of these kinds follow each other line by line, without a blank line between."""
_NESTED = frozenset({BlockKind.ITEM, BlockKind.QUOTE})
_BULLETS = "•◦▪"
_ORDERED_WIDTH = 4
_MAX_INDENT = 40
"""Cells; what is nested deeper than a page is wide is set no further to the right."""

_MAX_MARKER = 12
_MAX_MARKERS = 3
"""Of lists in lists that begin together, so many markers are drawn."""
_MAX_LABEL = 80


@dataclass(slots=True)
class _Container:
    """What blocks are inside of: an item, a quote, a note, or just an indent."""

    kind: BlockKind
    width: int
    marker: str = ""
    """Still to be drawn, by the first block in here."""


@dataclass(slots=True)
class _Open:
    """The block that is being written; offsets count from its start."""

    block: Block
    is_continued: bool = False
    parts: list[str] = field(default_factory=list)
    length: int = 0
    style_starts: list[int] = field(default_factory=list)
    """Where each of the builder's open styles begins."""
    inlines: list[Inline] = field(default_factory=list)
    cell_ends: list[int] = field(default_factory=list)
    labels: list[tuple[int, str]] = field(default_factory=list)
    anchors: list[str] = field(default_factory=list)


class Builder:
    """Collects blocks into a `Document`. Text is written between `begin` and `end`.

    White space in written text is settled as HTML does, code excepted; control characters
    become U+FFFD; a block without text is dropped, unless it is a rule.

    An internal link is written with ``#name`` as its target and comes out with ``#offset``,
    where `anchor` was called with the name; without such a place it comes out as mere text.
    """

    def __init__(self) -> None:
        self._parts: list[str] = []
        self._length = 0
        self._blocks: list[Block] = []
        self._inlines: list[Inline] = []
        self._locations: list[Location] = []
        self._anchors: dict[str, int] = {}
        self._containers: list[_Container] = []
        self._open: _Open | None = None
        self._styles: list[tuple[InlineKind, str]] = []
        self._pending_anchors: list[str] = []
        self._pending_label = ""

    # What blocks are inside of

    def enter_item(self, number: int | None = None, marker: str = "", sign: str = "1") -> None:
        """Enter an item of a list: with a `number`, else with `marker`, else with a bullet.

        `sign` is what a list begins with that is counted as this one: ``1``, ``a``, ``I``.
        """
        if number is not None:
            marker = f"{counted(number, sign)}."
        marker = marker or _BULLETS[self._depth(BlockKind.ITEM) % len(_BULLETS)]
        marker = safe_line(marker[:_MAX_MARKER])
        is_counted = any(map(str.isalnum, marker))
        width = max(_ORDERED_WIDTH if is_counted else 0, len(marker) + 1)
        self._enter(_Container(BlockKind.ITEM, width, marker))

    def enter_unmarked_item(self, width: int) -> None:
        """Enter an item that only holds deeper lists, set `width` cells to the right."""
        self._enter(_Container(BlockKind.ITEM, width))

    def enter_quote(self) -> None:
        """Enter a block quotation."""
        self._enter(_Container(BlockKind.QUOTE, 2))

    def enter_note(self, label: str) -> None:
        """Enter the text of the footnote that references with the data `label` point to."""
        marker = f"[{label}]"
        self._enter(_Container(BlockKind.FOOTNOTE, len(marker) + 1, marker))

    def enter_indent(self, width: int) -> None:
        """Enter paragraphs that are set `width` cells to the right."""
        self._enter(_Container(BlockKind.PARAGRAPH, width))

    def leave(self) -> None:
        """Leave what was entered last."""
        self.end()
        self._containers.pop()

    def _enter(self, container: _Container) -> None:
        self.end()
        self._containers.append(container)

    def _depth(self, kind: BlockKind) -> int:
        return sum(container.kind is kind for container in self._containers)

    # Blocks

    @property
    def is_open(self) -> bool:
        """Whether a block is being written."""
        return self._open is not None

    def begin(self, kind: BlockKind | None = None, *, level: int = 0, header: bool = False) -> None:
        """Begin a block of `kind`, by default the kind that the surroundings ask for."""
        self.end()
        markers = [container.marker for container in self._containers if container.marker]
        kind = kind or self._surrounding_kind(has_marker=bool(markers))
        self._open = _Open(
            Block(
                0,
                0,
                kind,
                level=level or (self._depth(kind) if kind in _NESTED else 0),
                indent=min(_MAX_INDENT, sum(found.width for found in self._containers)),
                marker=" ".join(markers[-_MAX_MARKERS:]),
                header=header,
            )
        )
        self._open.style_starts = [0] * len(self._styles)
        self._open.anchors, self._pending_anchors = self._pending_anchors, []
        if self._pending_label:
            self._open.labels.append((0, self._pending_label))
            self._pending_label = ""

    def _surrounding_kind(self, *, has_marker: bool) -> BlockKind:
        kind = self._containers[-1].kind if self._containers else BlockKind.PARAGRAPH
        is_further = kind is BlockKind.ITEM and not has_marker
        return BlockKind.PARAGRAPH if is_further else kind

    def end(self) -> None:
        """End the block, if one is open."""
        opened = self._open
        if opened is None:
            return
        for (kind, data), start in zip(self._styles, opened.style_starts, strict=True):
            opened.inlines.append(Inline(start, opened.length, kind, data))
        self._open = None
        text = "".join(opened.parts).rstrip(" \n")
        if not text.strip() and opened.block.kind is not BlockKind.RULE:
            self._pending_anchors = opened.anchors + self._pending_anchors
            if opened.labels:
                self._pending_label = opened.labels[-1][1]
            return
        self._add(opened, text)

    def _add(self, opened: _Open, text: str) -> None:
        """Add the finished block to the document."""
        self._put(self._separator(opened))
        start, end = self._length, self._length + len(text)
        self._put(text)
        self._blocks.append(
            opened.block._replace(start=start, end=end, cells=_cell_spans(opened, start, end))
        )
        self._inlines += [
            inline._replace(start=start + inline.start, end=min(end, start + inline.end))
            for inline in opened.inlines
            if inline.start < min(inline.end, len(text))
        ]
        for offset, label in opened.labels:
            if not self._locations or self._locations[-1].label != label:
                self._locations.append(Location(start + min(offset, len(text)), label))
        self._anchors.update(dict.fromkeys(opened.anchors, start))
        for container in self._containers:
            container.marker = ""

    def _separator(self, opened: _Open) -> str:
        """Return what stands between the last block and this one."""
        if not self._blocks:
            return ""
        last, block = self._blocks[-1], opened.block
        is_new_table = block.header and not last.header
        is_close = block.kind is last.kind and block.kind in _CLOSE_TOGETHER and not is_new_table
        return "\n" if opened.is_continued or is_close else "\n\n"

    def _put(self, text: str) -> None:
        self._parts.append(text)
        self._length += len(text)

    @property
    def length(self) -> int:
        """How many characters the finished blocks hold, with what stands between them."""
        return self._length

    # Text

    def write(self, text: str) -> None:
        """Write `text`, its white space settled; begins a block if none is open."""
        if self._open is None:
            if not text.strip():
                return
            self.begin()
        opened = self._current()
        text = _SPACES.sub(" ", text)
        if not opened.length or (opened.parts and opened.parts[-1].endswith((" ", "\t"))):
            text = text.removeprefix(" ")
        self._append(text)

    def write_verbatim(self, text: str) -> None:
        """Write `text` with its spaces, tabs and lines, as code needs it."""
        if self._open is None:
            self.begin(BlockKind.CODE)
        self._append(text)

    def _append(self, text: str) -> None:
        if text:
            opened = self._current()
            opened.parts.append(_CONTROLS.sub("\ufffd", text))
            opened.length += len(text)

    def _current(self) -> _Open:
        if self._open is None:
            raise AssertionError("no block is open")
        return self._open

    def next_cell(self) -> None:
        """End the cell of the table row that is being written and begin the next."""
        opened = self._current()
        if opened.parts and opened.parts[-1].endswith(" "):
            opened.parts[-1] = opened.parts[-1][:-1]
            opened.length -= 1
        opened.cell_ends.append(opened.length)
        self._append("\t")

    def open_text(self) -> str:
        """Return what the open block holds so far."""
        return "".join(self._open.parts) if self._open is not None else ""

    @property
    def open_length(self) -> int:
        """How many characters the open block holds so far."""
        return self._open.length if self._open is not None else 0

    def last_character(self) -> str:
        """Return the last character of the open block, ``""`` if it has none."""
        return self._open.parts[-1][-1:] if self._open is not None and self._open.parts else ""

    def break_line(self) -> None:
        """Go on in a new line that is meant: a block of the same kind, right below."""
        opened = self._open
        if opened is None:
            return
        if opened.block.kind in {BlockKind.HEADING, BlockKind.TABLE_ROW}:
            self.write(" ")
            return
        if not self.open_text().strip():
            return
        self.end()
        self._open = _Open(opened.block._replace(marker=""), is_continued=True)
        self._open.style_starts = [0] * len(self._styles)

    def open(self, kind: InlineKind, data: str = "") -> None:
        """Begin a styled run; `data` is a link's target or a note's label."""
        self._styles.append((kind, data))
        if self._open is not None:
            self._open.style_starts.append(self._open.length)

    def close(self) -> None:
        """End the styled run that was begun last."""
        kind, data = self._styles.pop()
        if self._open is not None:
            start = self._open.style_starts.pop()
            self._open.inlines.append(Inline(start, self._open.length, kind, data))

    def refer(self, label: str) -> None:
        """Write the reference to the footnote with this label, as ``[label]``."""
        self.open(InlineKind.FOOTNOTE_REFERENCE, label)
        self.write(f"[{label}]")
        self.close()

    # Places

    def locate(self, label: str) -> None:
        """Say that what follows comes from the place that people cite as `label`."""
        label = safe_line(label[:_MAX_LABEL])
        if self._open is None:
            self._pending_label = label
        else:
            self._open.labels.append((self._open.length, label))

    def anchor(self, name: str) -> None:
        """Make this block, or the next, the place that links to ``#name`` lead to."""
        (self._pending_anchors if self._open is None else self._open.anchors).append(name)

    # The result

    def _first_heading(self) -> str:
        """Return the text of the first heading, empty if there is none."""
        text = "".join(self._parts)
        headings = (block for block in self._blocks if block.kind is BlockKind.HEADING)
        return next((text[block.start : block.end] for block in headings), "")

    def document(
        self,
        kind: str,
        metadata: Metadata,
        warnings: tuple[str, ...] = (),
        encoding: str = "",
    ) -> Document:
        """Return what was built, by default with the first heading as its title.

        What was built can be added to after that. The registry names the converter.
        """
        self.end()
        self._anchors.update(dict.fromkeys(self._pending_anchors, self._length))
        resolved = filter(None, map(self._resolved, self._inlines))
        return Document(
            Text.of("".join(self._parts)),
            kind,
            "",
            metadata=metadata._replace(title=metadata.title or self._first_heading()),
            blocks=tuple(self._blocks),
            inlines=tuple(sorted(resolved, key=lambda inline: (inline.start, -inline.end))),
            locations=tuple(self._locations),
            warnings=warnings,
            encoding=encoding,
        )

    def _resolved(self, inline: Inline) -> Inline | None:
        """Return `inline` with the offset that it links to, None if it leads nowhere."""
        if inline.kind is not InlineKind.LINK or not inline.data.startswith("#"):
            return inline
        offset = self._anchors.get(inline.data[1:])
        return None if offset is None else inline._replace(data=f"#{offset}")


def _cell_spans(opened: _Open, start: int, end: int) -> tuple[tuple[int, int], ...]:
    """Return the spans of the cells of a row that was put at ``[start, end)``."""
    if opened.block.kind is not BlockKind.TABLE_ROW:
        return ()
    ends = [*(min(end, start + stop) for stop in opened.cell_ends), end]
    return tuple(zip([start, *(min(end, stop + 1) for stop in ends)], ends, strict=False))
