"""The built-in recogniser: works at once, offline, in a plain install."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator
from functools import cached_property
from pathlib import Path
from threading import Lock
from typing import TYPE_CHECKING

from reader.core.entity import EntityType, Mention
from reader.core.ports import IsCancelled
from reader.entities import bits, foreign
from reader.entities.borders import settle
from reader.entities.consistency import DocumentNames
from reader.entities.contexts import place_by_context
from reader.entities.finetypes import fine_type, is_doubtful, is_fragment, is_portfolio
from reader.entities.gazetteer import Longest, load_gazetteer
from reader.entities.joins import join
from reader.entities.language import ENGLISH, primary
from reader.entities.lexicon import Lexicon
from reader.entities.network.features import WANTED
from reader.entities.organisations import join_organisations
from reader.entities.products import find_armed, find_products
from reader.entities.reflow import blocks
from reader.entities.rules import NameRules, entry_type, signatures
from reader.entities.shields import find_shields
from reader.entities.spans import Block, Name, fill, reconcile, shield
from reader.entities.stack import stacked
from reader.entities.tokens import tokenise
from reader.entities.values import figures, find_values

if TYPE_CHECKING:
    from reader.entities.network.tagger import Tagger

_SURE = 0.9
_PORTION = 200_000
"""Characters of a document in memory as tokens at a time; names are known from one to the next."""


class BuiltinRecogniser:
    """Finds OntoNotes' 18 types in English, and what rules can honestly find elsewhere.

    Made at no cost; data files are read at the first `annotate`.
    """

    id = "builtin"
    version = "8"
    dropped = 0

    def __init__(self, model: Path | None = None, *, statistics: bool = True) -> None:
        """Use another `model` file than the shipped one; or no model at all but the rules."""
        self._model = model
        self._statistics = statistics
        self._lock = Lock()

    @property
    def labels(self) -> tuple[str, ...]:
        """Every label that `annotate` can give."""
        return tuple(label.value for label in EntityType)

    def annotate(self, text: str, language: str = "") -> list[Mention]:
        """Return the mentions of `text` in order, none overlapping.

        Time and memory are linear in the length of the text. `language` is a BCP 47 tag, empty
        when unknown.
        """
        portions = self.portions(text, language, lambda: False)
        return [mention for _, mentions in portions for mention in mentions]

    def portions(
        self, text: str, language: str, is_cancelled: IsCancelled
    ) -> Iterator[tuple[int, list[Mention]]]:
        """Yield what `annotate` returns portion by portion, each with where it ends.

        It ends early, within a block, once `is_cancelled` says so.
        """
        language = primary(language, text)
        names = DocumentNames()
        for portion in _portions(blocks(text)):
            with self._lock:
                mentions = self._annotate(portion, language, names, is_cancelled)
            if is_cancelled():
                return
            offset, last = portion[-1]
            yield offset + len(last), mentions

    def layers(self, text: str, language: str = "") -> tuple[str, ...]:
        """Return which layers work on `text`, for the person: what to expect of the result.

        ``values`` are dates and amounts (``figures`` only those in figures), ``model`` is the
        statistical layer, ``rules`` stands in for it, ``gazetteer`` are known names, ``document``
        is consistency; ``names`` are capitalised words without a type.
        """
        spoken = primary(language, text)
        if spoken == ENGLISH:
            names = "rules" if self._tagger is None else "model"
            return ("values", names, "gazetteer", "document")
        known = ("gazetteer",) if spoken in foreign.languages() else ()
        untyped = ("names",) if foreign.has_capitals(spoken) else ()
        return ("figures", *known, *untyped)

    def _annotate(
        self,
        portion: Iterable[tuple[int, str]],
        language: str,
        names: DocumentNames,
        is_cancelled: IsCancelled,
    ) -> list[Mention]:
        """Return the mentions of a portion; none if nobody wants them any more."""
        found: list[Mention] = []
        read: list[Block] = []
        for offset, reflowed in portion:
            if is_cancelled():
                return []
            if language == ENGLISH:
                read.append(self._read(offset, reflowed))
            else:
                read.append(self._read_foreign(offset, reflowed, language))
        if language == ENGLISH:
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
        return Lexicon(self._gazetteer, self._tagger.ordinary if self._tagger else frozenset())

    @cached_property
    def _rules(self) -> NameRules:
        return NameRules(self._gazetteer)

    @cached_property
    def _longest(self) -> Longest:
        return Longest(self._gazetteer)

    def _read(self, offset: int, text: str) -> Block:
        """Return a block with what the layers that look at one block find."""
        block = self._tokens(offset, text)
        starts = block.tokens.starts
        block.values = find_values(text, [starts[i] for i in block.cued(bits.VALUE)])
        block.entries = self._longest.matches(block.tokens.words, block.flags, WANTED)
        armed = list(find_armed(block))
        fill(block, find_products(block))
        fill(block, (name for name in armed if name.score > _SURE))
        fill(block, self._names(block))
        fill(block, armed)
        fill(block, self._entries(block))
        join_organisations(block)
        join(block)
        place_by_context(block)
        fill(block, signatures(block))
        shield(block, find_shields(block))
        reconcile(block)
        return block

    @cached_property
    def _tagger(self) -> Tagger | None:
        if not self._statistics:
            return None
        # One thread: products this small gain nothing from a second one but its cost.
        os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
        from reader.entities.network.model import load_weights
        from reader.entities.network.tagger import Tagger

        return Tagger(load_weights(self._model))

    def _names(self, block: Block) -> Iterator[Name]:
        """Yield the names that the statistical layer finds; the rules do where there is none."""
        if self._tagger is None:
            yield from self._rules.find(block.tokens, block.flags)
            return
        for name in self._tagger.find(block):
            words, flags = block.words(name), block.flags[name.first : name.end]
            entry = self._lexicon.entry(words)
            if is_fragment(name, words) or is_doubtful(name, words[0], block.flags, entry):
                continue
            if name.label == EntityType.ORG and is_portfolio(
                block.tokens.words[max(0, name.first - 2) : name.first], entry
            ):
                continue
            label = fine_type(name.label, words, flags, entry, name.score)
            yield Name(name.first, name.end, str(label), name.score, name.source)

    def _read_foreign(self, offset: int, text: str, language: str) -> Block:
        """Return a block of a text that is not English with what rules find."""
        block = self._tokens(offset, text)
        words, starts = block.tokens.words, block.tokens.starts
        block.values = find_values(text, (starts[i] for i, w in enumerate(words) if figures(w)))
        if language in foreign.UNSPACED:
            block.values = stacked([foreign.find_unspaced(text, language), block.values])
        fill(block, foreign.find_names(block, language))
        reconcile(block)
        return block

    def _tokens(self, offset: int, text: str) -> Block:
        tokens = tokenise(text)
        flags = list(map(self._lexicon.__getitem__, tokens.words))
        return Block(offset, tokens, flags)

    def _entries(self, block: Block) -> Iterator[Name]:
        """Yield the names that the gazetteer knows without context."""
        for first, end, known in block.entries:
            single = end - first == 1
            if single and block.flags[first] & bits.ORDINARY and known & bits.CITY:
                continue
            if known & bits.NAMED and (label := entry_type(known, single=single)):
                yield Name(first, end, label.value, 0.6, "gazetteer")


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
    start, end, label, score, source = mention
    return Mention(start + offset, end + offset, label, score, source)
