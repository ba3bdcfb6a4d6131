"""What the styles of a Word document say of paragraphs and runs."""

from __future__ import annotations

import re
from dataclasses import dataclass
from xml.etree import ElementTree as ET

from reader.core.document import BlockKind, InlineKind

_HEADING = re.compile(r"(?:heading|überschrift|titre|título)\s*([1-9])", re.IGNORECASE)
_QUOTES = frozenset({"quote", "intense quote", "block text", "quotations"})
_CODE = frozenset({"source code", "html preformatted", "preformatted text", "code", "macro text"})
_CODE_RUNS = frozenset({"verbatim char", "html code", "source text", "code char"})
_TOGGLES = {
    "b": InlineKind.STRONG,
    "i": InlineKind.EMPHASIS,
    "strike": InlineKind.STRIKE,
    "dstrike": InlineKind.STRIKE,
}
_MAX_CHAIN = 20


@dataclass(frozen=True, slots=True)
class ParagraphStyle:
    """How paragraphs of a style are set."""

    kind: BlockKind | None = None
    level: int = 0
    """Of a heading."""
    list_id: str = ""
    depth: int = 0
    """Of the list that paragraphs of the style belong to, from 0."""
    is_contents: bool = False
    """Whether it is for the table of contents."""


class Styles:
    """The styles of a document by their ids."""

    def __init__(self, root: ET.Element | None) -> None:
        """Read `root`, the styles part; without one every style is plain."""
        styles = root.iter("style") if root is not None else ()
        self._elements = {style.get("styleId") or "": style for style in styles}
        self._paragraphs: dict[str, ParagraphStyle] = {}

    def paragraph(self, properties: ET.Element | None) -> ParagraphStyle:
        """Return the style of a paragraph with these properties (``pPr``)."""
        if properties is None:
            return ParagraphStyle()
        style_id = attribute(properties, "pStyle")
        if style_id not in self._paragraphs:
            self._paragraphs[style_id] = self._read(style_id)
        style = self._paragraphs[style_id]
        level = _outline_level(properties)
        is_heading = level and style.kind is None
        return ParagraphStyle(BlockKind.HEADING, level) if is_heading else style

    def _read(self, style_id: str) -> ParagraphStyle:
        chain = self._chain(style_id)
        names = [(attribute(style, "name")).lower() for style in chain]
        own = names[0] if names else style_id.lower()
        properties = [found for style in chain if (found := style.find("pPr")) is not None]
        level = next(filter(None, map(_outline_level, properties)), 0) or _named_level(own)
        list_id, depth = next(filter(any, map(list_place, properties)), ("", 0))
        kind = None
        if level:
            kind = BlockKind.HEADING
        elif not _QUOTES.isdisjoint(names):
            kind = BlockKind.QUOTE
        elif not _CODE.isdisjoint(names):
            kind = BlockKind.CODE
        return ParagraphStyle(kind, level, list_id, depth, own.startswith("toc "))

    def run(self, properties: ET.Element | None) -> tuple[InlineKind, ...]:
        """Return how a run with these properties (``rPr``) is set."""
        if properties is None:
            return ()
        chain = self._chain(attribute(properties, "rStyle"))
        kinds = {}
        if any(attribute(style, "name").lower() in _CODE_RUNS for style in chain):
            kinds[InlineKind.CODE] = True
        stated = [found for style in reversed(chain) if (found := style.find("rPr")) is not None]
        for element in (*stated, properties):
            for name, kind in _TOGGLES.items():
                if (toggle := element.find(name)) is not None:
                    kinds[kind] = is_on(toggle)
        return tuple(kind for kind, on in kinds.items() if on)

    def _chain(self, style_id: str) -> list[ET.Element]:
        """Return a style, the one that it is based on, and so on."""
        chain: list[ET.Element] = []
        while style_id in self._elements and len(chain) < _MAX_CHAIN:
            chain.append(self._elements[style_id])
            style_id = attribute(chain[-1], "basedOn")
        return chain


def attribute(parent: ET.Element, name: str) -> str:
    """Return the value of the child `name` of `parent`, ``""`` without one."""
    found = parent.find(name)
    return (found.get("val") or "") if found is not None else ""


def is_on(toggle: ET.Element) -> bool:
    """Whether a property that is present is not switched off."""
    return toggle.get("val") not in {"0", "false", "off", "none"}


def list_place(properties: ET.Element) -> tuple[str, int]:
    """Return the list that a paragraph belongs to and its depth there, from 0."""
    place = properties.find("numPr")
    if place is None:
        return "", 0
    depth = attribute(place, "ilvl")
    return attribute(place, "numId"), int(depth) if depth in set("012345678") else 0


def _outline_level(properties: ET.Element) -> int:
    level = attribute(properties, "outlineLvl")
    return min(6, int(level) + 1) if level in set("012345678") else 0


def _named_level(name: str) -> int:
    found = _HEADING.fullmatch(name)
    if found:
        return min(6, int(found[1]))
    return 1 if name == "title" else 0
