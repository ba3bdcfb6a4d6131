"""The built-in recogniser: works at once, offline, in a plain install."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import cached_property

from reader.core.entity import EntityType, Mention
from reader.entities import bits
from reader.entities.borders import settle
from reader.entities.consistency import DocumentNames
from reader.entities.gazetteer import Longest, load_gazetteer
from reader.entities.lexicon import Lexicon
from reader.entities.products import find_products
from reader.entities.reflow import blocks
from reader.entities.rules import NameRules, entry_type
from reader.entities.spans import Block, Name, fill, reconcile, token_span
from reader.entities.tokens import tokenise
from reader.entities.values import find_values

_PORTION = 400_000
"""Characters of a document in memory as tokens at a time; names are known from one to the next."""


class BuiltinRecogniser:
    """Finds OntoNotes' 18 types in English, and what rules can honestly find elsewhere.

    Made at no cost; data files are read at the first `annotate`.
    """

    id = "builtin"
    version = "1"

    @property
    def labels(self) -> tuple[str, ...]:
        """Every label that `annotate` can give."""
        return tuple(label.value for label in EntityType)

    def annotate(self, text: str, language: str = "") -> list[Mention]:
        """Return the mentions of `text` in order, none overlapping.

        Time and memory are linear in the length of the text. `language` is a BCP 47 tag, empty
        when unknown.
        """
        del language
        names = DocumentNames()
        found: list[Mention] = []
        for portion in _portions(blocks(text)):
            read = [self._read(offset, reflowed) for offset, reflowed in portion]
            names.settle(read)
            for block in read:
                mentions = settle(block.tokens.text, block.mentions())
                found += (_moved(mention, block.offset) for mention in mentions)
        return found

    @cached_property
    def _gazetteer(self) -> dict[str, int]:
        return load_gazetteer()

    @cached_property
    def _lexicon(self) -> Lexicon:
        return Lexicon(self._gazetteer)

    @cached_property
    def _rules(self) -> NameRules:
        return NameRules(self._gazetteer)

    @cached_property
    def _longest(self) -> Longest:
        return Longest(self._gazetteer)

    def _read(self, offset: int, text: str) -> Block:
        """Return a block with what the layers that look at one block find."""
        tokens = tokenise(text)
        flags = list(map(self._lexicon.__getitem__, tokens.words))
        block = Block(offset, tokens, flags)
        triggers = (tokens.starts[i] for i, flag in enumerate(flags) if flag & bits.VALUE)
        block.values = find_values(text, triggers)
        fill(block, _designations(block))
        fill(block, self._rules.find(tokens, flags))
        fill(block, self._entries(block))
        reconcile(block)
        return block

    def _entries(self, block: Block) -> Iterator[Name]:
        """Yield the names that the gazetteer knows without context."""
        found = self._longest.matches(block.tokens.words, block.flags, bits.NAMED)
        for first, end, known in found:
            if label := entry_type(known, single=end - first == 1):
                yield Name(first, end, label.value, 0.6, "gazetteer")


def _designations(block: Block) -> Iterator[Name]:
    """Yield model numbers as spans of tokens."""
    for mention in find_products(block.tokens.text):
        first, end = token_span(block.tokens, mention.start, mention.end)
        yield Name(first, end, mention.label, mention.score, mention.source)


def _portions(pieces: Iterable[tuple[int, str]]) -> Iterator[list[tuple[int, str]]]:
    """Group blocks of text into portions."""
    portion: list[tuple[int, str]] = []
    size = 0
    for piece in pieces:
        portion.append(piece)
        size += len(piece[1])
        if size >= _PORTION:
            yield portion
            portion, size = [], 0
    if portion:
        yield portion


def _moved(mention: Mention, offset: int) -> Mention:
    """Return `mention` with offsets of the document."""
    return mention._replace(start=mention.start + offset, end=mention.end + offset)
