"""Candidates: spans that may be entities, with what is known of each.

They are what the recogniser found, other words with a capital, and names that were taught.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from zlib import crc32

from reader.core.entity import Mention
from reader.entities.network.features import shape
from reader.entities.reflow import blocks
from reader.entities.tokens import Tokens, tokenise

ROWS = 1 << 16
"""Features are told apart by that many hashes."""
NONE = "O"
"""The type of what is no entity."""
_LONGEST = 6
"""Words of a run with capitals that is looked at as one name."""

Words = tuple[str, ...]
Forms = Mapping[str, Sequence[Words]]
"""Names that were taught, by their first word."""


@dataclass(frozen=True, slots=True)
class Candidate:
    """A span of the text that may be an entity."""

    start: int
    end: int
    found: Mention | None
    """What the recogniser says it is; None if it says nothing."""
    features: tuple[int, ...]

    @property
    def label(self) -> str:
        """The type that the recogniser gives it, or `NONE`."""
        return self.found.label if self.found else NONE


def forms_of(names: Collection[Words]) -> Forms:
    """Return `names` by their first word."""
    forms: dict[str, list[Words]] = defaultdict(list)
    for name in sorted(names):
        forms[name[0]].append(name)
    return forms


def candidates(text: str, mentions: Sequence[Mention], forms: Forms) -> Iterator[Candidate]:
    """Yield the candidates of a text; those that were not found may overlap others."""
    at = 0
    for offset, piece in blocks(text):
        tokens = tokenise(piece)
        inside = []
        while at < len(mentions) and mentions[at].start < offset + len(piece):
            inside.append(mentions[at])
            at += 1
        taken: set[int] = set()
        spans: dict[tuple[int, int], Mention | None] = {}
        for mention in inside:
            first = bisect_right(tokens.ends, mention.start - offset)
            end = bisect_left(tokens.starts, mention.end - offset)
            if first < end:
                spans[first, end] = mention
                taken.update(range(first, end))
        for span in (*_runs(tokens, taken), *_taught(tokens, forms)):
            spans.setdefault(span, None)
        for (first, end), found in spans.items():
            start = found.start if found else offset + tokens.starts[first]
            stop = found.end if found else offset + tokens.ends[end - 1]
            yield Candidate(start, stop, found, _features(tokens, first, end, found))


def _runs(tokens: Tokens, taken: Collection[int]) -> Iterator[tuple[int, int]]:
    """Yield runs of words with a capital that are in no mention, and what follows their first."""
    first = None
    for index, word in enumerate((*tokens.words, ".")):
        if word[0].isupper() and index not in taken:
            first = index if first is None else first
        elif first is not None:
            if index - first <= _LONGEST:
                yield first, index
            if 1 < index - first <= _LONGEST + 1:
                yield first + 1, index
            first = None


def _taught(tokens: Tokens, forms: Forms) -> Iterator[tuple[int, int]]:
    """Yield where names stand that were taught."""
    words = tokens.words
    for index, word in enumerate(words):
        for name in forms.get(word, ()):
            if tuple(words[index : index + len(name)]) == name:
                yield index, index + len(name)


def _features(tokens: Tokens, first: int, end: int, found: Mention | None) -> tuple[int, ...]:
    """Return the rows of the weights that speak for or against what a candidate may be."""
    words = [word.lower() for word in tokens.words[first:end]]
    before = [word.lower() for word in tokens.words[max(0, first - 2) : first]]
    after = [word.lower() for word in tokens.words[end : end + 2]]
    label = found.label if found else NONE
    sure = int(found.score * 4) if found else 0
    name, last = " ".join(words), words[-1]
    previous, following = before[-1] if before else "", after[0] if after else ""
    told = (
        f"label {label}",
        f"sure {label} {sure}",
        f"source {label} {found.source if found else ''}",
        f"name {name}",
        f"name {name} {label}",
        f"first {words[0]}",
        f"last {last}",
        f"end {last[-3:]} {label}",
        f"shape {shape(tokens.words[first])} {shape(tokens.words[end - 1])} {len(words)} {label}",
        f"before {previous}",
        f"before {previous} {label}",
        f"before {' '.join(before)}",
        f"after {following}",
        f"after {following} {label}",
        f"after {' '.join(after)}",
        *(f"word {word}" for word in words),
    )
    return tuple(crc32(one.encode("utf-8", "surrogatepass")) % ROWS for one in told)
