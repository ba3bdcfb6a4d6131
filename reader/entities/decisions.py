"""The person's own names and decisions: always this, never that, whatever a recogniser says.

They are applied to the mentions of any recogniser, so that a decision shows at once without
recognising again. A file of them is plain text, one a line: a type and a name ("ORG Azov
Brigade"), or "never" and words that are no name; "#" begins a comment.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from reader.core.entity import EntityType, Mention
from reader.core.errors import ReaderError
from reader.entities.borders import settle
from reader.entities.reflow import blocks
from reader.entities.tokens import tokenise

SOURCE = "user"
NEVER = "never"

Words = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Decisions:
    """Names with their types, and words that are no names, as they are written in texts."""

    always: Mapping[Words, str] = field(default_factory=dict)
    never: frozenset[Words] = frozenset()

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
        kept = [m for m in mentions if words_of(text[m.start : m.end]) not in self.never]
        if not self.always:
            return kept
        own = list(self._find(text))
        return settle(text, (*own, *_beside(kept, own)))

    def _find(self, text: str) -> Iterator[Mention]:
        """Yield the person's names in `text` in order, the longest of several at one place."""
        forms: dict[str, list[tuple[Words, str]]] = defaultdict(list)
        for words, label in sorted(self.always.items(), key=lambda item: -len(item[0])):
            forms[words[0]].append((words, label))
        for offset, piece in blocks(text):
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


def read_decisions(path: Path) -> Decisions:
    """Return the decisions of a text file.

    Raises `ReaderError` if it cannot be read or if a line is neither a name nor a "never".
    """
    try:
        lines = path.read_text("utf-8").splitlines()
    except (OSError, UnicodeDecodeError) as error:
        raise ReaderError("the list of names cannot be read", str(path)) from error
    always: dict[Words, str] = {}
    never: set[Words] = set()
    for number, line in enumerate(lines, 1):
        kind, _, name = line.partition("#")[0].strip().partition(" ")
        words = words_of(name)
        if not kind:
            continue
        if not words or (kind != NEVER and kind not in EntityType.__members__):
            remedy = (
                f"A line is a type ({', '.join(EntityType)}) or {NEVER}, a space, and the words."
            )
            raise ReaderError(
                "a line of the list of names says nothing", f"{path}:{number}", remedy
            )
        if kind == NEVER:
            never.add(words)
        else:
            always[words] = kind
    return Decisions(always, frozenset(never))


def _beside(mentions: Sequence[Mention], own: Sequence[Mention]) -> Iterator[Mention]:
    """Yield those of `mentions` that overlap none of `own`; both are in order."""
    at = 0
    for mention in mentions:
        while at < len(own) and own[at].end <= mention.start:
            at += 1
        if at == len(own) or own[at].start >= mention.end:
            yield mention
