"""The person's own names: always this, never that, whatever a recogniser says.

They are applied to the mentions of any recogniser, so that a decision shows at once without
recognising again. `reader.core.names` says how a list of them is written.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field

from reader.core.entity import Mention
from reader.core.names import NEVER, NameRule
from reader.entities.borders import settle
from reader.entities.reflow import blocks
from reader.entities.stack import stacked
from reader.entities.tokens import tokenise

SOURCE = "names"

Words = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Decisions:
    """Names with their types, and words that are no names, as they are written in texts."""

    always: Mapping[Words, str] = field(default_factory=dict)
    never: frozenset[Words] = frozenset()

    @classmethod
    def of(cls, rules: Iterable[NameRule]) -> Decisions:
        """Return what `rules` say; of several on one name the last holds."""
        kinds = {words: rule.kind for rule in rules if (words := words_of(rule.name))}
        return cls(
            {words: kind for words, kind in kinds.items() if kind != NEVER},
            frozenset(words for words, kind in kinds.items() if kind == NEVER),
        )

    def __or__(self, other: Decisions) -> Decisions:
        """Return both; where they differ, `other` holds."""
        never = {words for words in self.never if words not in other.always} | other.never
        always = {
            words: label
            for words, label in (*self.always.items(), *other.always.items())
            if words not in other.never
        }
        return Decisions(always, frozenset(never))

    def apply(self, text: str, mentions: Iterable[Mention]) -> list[Mention]:
        """Return `mentions` of `text` corrected: in order, none overlapping."""
        kept = list(mentions)
        if self.never:
            kept = [m for m in kept if words_of(text[m.start : m.end]) not in self.never]
        own = settle(text, self._find(text))
        return stacked([own, kept]) if own else kept

    def _find(self, text: str) -> Iterator[Mention]:
        """Yield the person's names in `text` in order, the longest of several at one place."""
        forms: dict[str, list[tuple[Words, str]]] = defaultdict(list)
        for words, label in sorted(self.always.items(), key=lambda item: -len(item[0])):
            if words[0] in text:  # a hundred times as fast as cutting a text into words
                forms[words[0]].append((words, label))
        for offset, piece in blocks(text) if forms else ():
            tokens = tokenise(piece)
            at = 0
            for index in [i for i, word in enumerate(tokens.words) if word in forms]:
                for words, label in forms[tokens.words[index]]:
                    end = index + len(words)
                    if index >= at and tuple(tokens.words[index:end]) == words:
                        start, stop = tokens.starts[index], tokens.ends[end - 1]
                        yield Mention(offset + start, offset + stop, label, 1.0, SOURCE)
                        at = end
                        break


def words_of(name: str) -> Words:
    """Return the words of a name, by which two mentions of it are compared."""
    return tuple(tokenise(" ".join(name.split())).words)
