"""What a row looks like: its text cut into runs, each with the reasons for its style.

A `Look` says what a run is (a heading, a name, an annotation, a hit), not how that is drawn:
colours belong to the theme. The window, `reader show` and the first page drawn before the
window are painted from the same runs. Every run is terminal-safe.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from enum import IntFlag, StrEnum
from typing import TYPE_CHECKING, NamedTuple

from reader.core.document import Block, BlockKind, Document, InlineKind
from reader.core.entity import Mention
from reader.core.row import Piece, Row
from reader.core.spans import DisjointSpans, SpanIndex, flatten
from reader.core.width import Cells, measure

if TYPE_CHECKING:
    from reader.core.annotation import Annotation


class Role(StrEnum):
    """What a run is part of."""

    TEXT = "text"
    HEADING = "heading"
    CODE = "code"
    QUOTE = "quote"
    TABLE_HEAD = "table-head"
    DIM = "dim"
    """Footnotes, metadata, and what is drawn but not in the text: markers, bars, rules."""
    HINT = "hint"
    """A label over a word, to be typed."""


class Style(IntFlag):
    """Inline styles of a run."""

    EMPHASIS = 1
    STRONG = 2
    CODE = 4
    STRIKE = 8
    LINK = 16
    FOOTNOTE = 32


class Look(NamedTuple):
    """Why a run is drawn as it is."""

    role: Role = Role.TEXT
    level: int = 0
    """Of a heading, 1-6."""
    style: Style = Style(0)
    entity: str = ""
    """The entity type, or a label of a plug-in's own."""
    annotations: int = 0
    """How many annotations lie over it, 2 standing for more."""
    code: str = ""
    """Id of the first tag of the topmost annotation."""
    hit: int = 0
    """1 for a search hit, 2 for the current one."""
    selected: bool = False
    caret: bool = False


class Run(NamedTuple):
    """Text of one look, as it is drawn."""

    text: str
    look: Look


PLAIN = Look()
DIM = Look(Role.DIM)
HINT = Look(Role.HINT)

_ROLES = {
    BlockKind.HEADING: Role.HEADING,
    BlockKind.CODE: Role.CODE,
    BlockKind.QUOTE: Role.QUOTE,
    BlockKind.RULE: Role.DIM,
    BlockKind.FOOTNOTE: Role.DIM,
    BlockKind.METADATA: Role.DIM,
}
_STYLES = {
    InlineKind.EMPHASIS: Style.EMPHASIS,
    InlineKind.STRONG: Style.STRONG,
    InlineKind.CODE: Style.CODE,
    InlineKind.STRIKE: Style.STRIKE,
    InlineKind.LINK: Style.LINK,
    InlineKind.FOOTNOTE_REFERENCE: Style.FOOTNOTE,
}


def indexed(mentions: Iterable[Mention]) -> SpanIndex[Mention]:
    """Return `mentions` by their place."""
    return SpanIndex((one.start, one.end, one) for one in mentions)


class Layers:
    """What lies over the text, one index a kind; rows are painted with all of them."""

    def __init__(self, selection: tuple[int, int] | None = None, caret: int | None = None) -> None:
        """Lay nothing over the text but these."""
        self.styles: SpanIndex[Style] = SpanIndex()
        self.mentions: SpanIndex[Mention] = SpanIndex()
        self.annotations: SpanIndex[Annotation] = SpanIndex()
        self.hits = DisjointSpans()
        self.current_hit: int | None = None
        """The number of the hit that is looked at."""
        self.hints: SpanIndex[str] = SpanIndex()
        """Labels over words; while there are any, nothing else is drawn over the text."""
        self.selection = selection
        self.caret = caret

    def set_document(self, document: Document) -> None:
        """Take the inline styles of `document`; drop everything else."""
        self.styles = SpanIndex((i.start, i.end, _STYLES[i.kind]) for i in document.inlines)
        self.mentions, self.annotations = SpanIndex(), SpanIndex()
        self.set_hits(())
        self.hints = SpanIndex()
        self.selection = self.caret = None

    def set_mentions(self, mentions: Iterable[Mention] | SpanIndex[Mention]) -> None:
        """Replace the mentions; those of a long text are given with their index, see `indexed`."""
        self.mentions = mentions if isinstance(mentions, SpanIndex) else indexed(mentions)

    def set_annotations(self, annotations: Iterable[Annotation]) -> None:
        """Replace the annotations; rejected ones and those without their words are not drawn."""
        self.annotations = SpanIndex(
            (start, end, annotation)
            for annotation in annotations
            if not annotation.is_rejected
            for start, end in annotation.spans
        )

    def set_hits(self, hits: Sequence[tuple[int, int]], current: int | None = None) -> None:
        """Replace the search hits, which are in order and disjoint.

        `current` is the number of the one looked at.
        """
        self.hits = DisjointSpans(hits)
        self.current_hit = current

    def over(self, start: int, end: int) -> list[tuple[int, int, _Value]]:
        """Return every span over ``[start, end)`` with what it stands for."""
        found: list[tuple[int, int, _Value]] = []
        for index in (self.styles, self.mentions, self.annotations):
            if len(index):
                found += index.overlapping(start, end)
        for first, last, number in self.hits.overlapping(start, end):
            found.append((first, last, _CURRENT_HIT if number == self.current_hit else _HIT))
        if self.selection is not None:
            found.append((*self.selection, _SELECTED))
        if self.caret is not None:
            found.append((self.caret, self.caret + 1, _CARET))
        return found


class _Mark(StrEnum):
    """What a span of a layer without values of its own stands for."""

    HIT = "hit"
    CURRENT_HIT = "current-hit"
    SELECTED = "selected"
    CARET = "caret"


_HIT, _CURRENT_HIT, _SELECTED, _CARET = _Mark

if TYPE_CHECKING:
    _Value = Style | Mention | Annotation | _Mark


def paint(document: Document, row: Row, layers: Layers) -> list[Run]:
    """Return the runs of `row` from its first cell on; the rest of the row is blank."""
    base = _base(row.block)
    runs: list[Run] = []
    x = 0
    if row.prefix:
        prefix = measure(row.prefix)
        runs.append(Run(prefix.shown(0, len(row.prefix)), DIM))
        x = prefix.width
    for piece in row.pieces:
        if piece.x > x:
            runs.append(Run(" " * (piece.x - x), PLAIN))
        cells = row.cells(document.text, piece)
        runs += _hinted(piece, cells, layers) if layers.hints else _runs(piece, cells, base, layers)
        x = piece.x + cells.width
    if row.hyphen:
        runs.append(Run("-", base))
    if layers.caret is not None or layers.selection is not None:
        runs += _beyond(row, layers)
    return runs


def has_note(row: Row, layers: Layers) -> bool:
    """Whether an annotation with a note lies over `row`."""
    spans = row.pieces or ((0, row.start, row.end),)
    return any(
        annotation.note
        for _, start, end in spans
        for _, _, annotation in layers.annotations.overlapping(start, end)
    )


def labels(row: Row, layers: Layers) -> list[str]:
    """Return the labels of the mentions that begin in `row`, in order."""
    return [
        mention.label
        for piece in row.pieces
        for start, _, mention in layers.mentions.overlapping(piece.start, piece.end)
        if start >= piece.start
    ]


def _base(block: Block | None) -> Look:
    if block is None:
        return PLAIN
    if block.kind is BlockKind.TABLE_ROW:
        return Look(Role.TABLE_HEAD) if block.header else PLAIN
    if block.kind is BlockKind.HEADING:
        return Look(Role.HEADING, block.level)
    return Look(_ROLES.get(block.kind, Role.TEXT))


def _hinted(piece: Piece, cells: Cells, layers: Layers) -> Iterator[Run]:
    """Yield the text dimmed, with a label over the first cells of each word that has one."""
    at = 0
    for start, end, label in layers.hints.overlapping(piece.start, piece.end):
        if at <= start - piece.start and end <= piece.end:
            yield Run(cells.shown(at, start - piece.start), DIM)
            yield Run(label, HINT)
            at = end - piece.start
    yield Run(cells.shown(at, piece.end - piece.start), DIM)


def _runs(piece: Piece, cells: Cells, base: Look, layers: Layers) -> Iterator[Run]:
    length = piece.end - piece.start
    spans = layers.over(piece.start, piece.end)
    if not spans:
        yield Run(cells.shown(0, length), base)
        return
    # A border inside a cluster is moved out of it: a cluster is drawn in one style.
    inside = [
        (cells.floor(max(0, start - piece.start)), cells.ceil(end - piece.start), value)
        for start, end, value in spans
        if start < piece.end and end > piece.start
    ]
    for start, end, values in flatten(0, length, inside):
        if shown := cells.shown(start, end):
            yield Run(shown, _look(base, values) if values else base)


def _look(base: Look, values: Iterable[_Value]) -> Look:
    style, entity, count, code = base.style, "", 0, ""
    marks = set()
    for value in values:
        match value:
            case Style():
                style |= value
            case Mention():
                entity = value.label
            case _Mark():
                marks.add(value)
            case _:
                count = min(2, count + 1)
                code = value.tags[0] if value.tags else code
    hit = 2 if _CURRENT_HIT in marks else int(_HIT in marks)
    selected, caret = _SELECTED in marks, _CARET in marks
    return Look(base.role, base.level, style, entity, count, code, hit, selected, caret)


def _beyond(row: Row, layers: Layers) -> Iterator[Run]:
    """Yield one cell for a caret or a selected line end after the drawn text of `row`."""
    drawn_end = row.pieces[-1].end if row.pieces else row.start
    caret = layers.caret is not None and drawn_end <= layers.caret < max(row.end, drawn_end + 1)
    if caret and layers.caret is not None and row.wrapped and layers.caret >= row.end:
        caret = False
    selected = layers.selection is not None and (
        layers.selection[0] <= drawn_end < layers.selection[1] and not row.wrapped
    )
    if caret or selected:
        yield Run(" ", PLAIN._replace(selected=selected, caret=caret))
