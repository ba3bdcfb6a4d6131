"""Labelled text for training: each set in its own convention, brought to one.

A set that does not annotate a type says nothing with an unlabelled word about that type. So a
token has not one label but a set of allowed ones, a bit mask over `TAGS`.
"""

from __future__ import annotations

import gzip
import json
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, NamedTuple

from reader.entities import bits
from reader.entities.finetypes import place_type
from reader.entities.lexicon import Lexicon
from reader.entities.network.model import LABELS, TAGS
from reader.entities.reflow import reflow
from reader.entities.spans import PLACES, token_span
from reader.entities.tokens import tokenise

ANY = (1 << len(TAGS)) - 1
"""The mask of a token of which nothing is known."""


class Source(NamedTuple):
    """How a data set is used."""

    weight: float
    """How much a token of it counts."""
    annotates: frozenset[str]
    """The labels whose absence means something."""
    share: float = 1.0
    """How many of its rows are used in an epoch, drawn anew each time."""


_ALL = frozenset(LABELS)
_CORE = frozenset({"PERSON", "ORG", *PLACES})

STORIES = "stories"
"""No set of others: `reader.entities.training.stories` makes it."""
NEWS = "news"
"""No set of others: `reader.entities.training.news` reads it."""
OURS = frozenset({STORIES, NEWS})

SOURCES = {
    "wikigold": Source(2.5, _ALL),
    "wnut17": Source(0.7, _CORE | {"PRODUCT", "WORK_OF_ART"}),
    "btc": Source(0.5, _CORE, 0.8),
    "gum": Source(1.0, _CORE | {"EVENT"}),
    "re3dnamed": Source(3.0, _CORE | {"NORP", "PRODUCT"}),
    "multiner_en": Source(0.4, _CORE, 0.7),
    "redocred": Source(1.2, _ALL),
    "crossner_pol": Source(1.0, _CORE | {"EVENT"}),
    "crossner_other": Source(0.5, _CORE | {"EVENT"}, 0.7),
    "uner_ewt": Source(2.0, _CORE),
    STORIES: Source(0.8, _ALL),
    NEWS: Source(2.0, _ALL),
}
"""The sets of the shipped model; their versions and licences are in the model card."""

_TITLES = re.compile(
    r"(?:(?:FCO|Foreign|Defence|Defense|Office|Prime|Deputy|Vice|Assistant|Acting|Former|UK|US|UN|EU|"
    r"NATO|Iraqi|Syrian|Interior|Finance)\s)*(?:Minister|Secretary|President|Ambassador|General|"
    r"Colonel|Captain|Major|Lieutenant|Sergeant|Commander|Admiral|Brigadier|Mr|Mrs|Ms|Dr|Sir|Lord|"
    r"Air Vice-Marshal|Lt|Col|Gen|Maj|Capt|Sgt|Brig|Cpl|Prof|Professor|Judge|Senator|Sheikh)\.?\s+"
    r"(?:General\s+|Gen\.?\s+)?(?=[A-Z])"
)
_ARTICLE = re.compile(r"(?:the|a|an)\s+(?=\S)", re.IGNORECASE)
_AFTER_COMMA = re.compile(r",\s.*", re.DOTALL)
_POSSESSIVE = re.compile(r"['’]s?$")


@dataclass(slots=True)
class Row:
    """A text with the allowed tags of its tokens."""

    words: list[str]
    masks: list[int]
    names: list[tuple[int, int, str]]
    """First and end token and the label of each labelled name; the label is empty if unclear."""
    source: str

    def mark(self, first: int, end: int, labels: frozenset[str]) -> None:
        """Take the tokens for a name that may have any of `labels`; with none, it stays open."""
        allowed = [mask_of({f"{place}-{label}" for label in labels}) for place in "BILU"]
        if not labels:
            self.masks[first:end] = [ANY] * (end - first)
        elif end - first == 1:
            self.masks[first] = allowed[3]
        else:
            inside = [allowed[1]] * (end - first - 2)
            self.masks[first:end] = [allowed[0], *inside, allowed[2]]
        # A place of any kind may be given the name of a town.
        kind = "GPE" if "GPE" in labels else "".join(labels) if len(labels) == 1 else ""
        self.names.append((first, end, kind))


def read_corpus(folder: Path, lexicon: Lexicon, without: Sequence[str] = ()) -> list[Row]:
    """Return the training rows of all `SOURCES` in `folder` but those of `without` and our own."""
    rows = []
    for name, source in SOURCES.items():
        if name not in OURS and name not in without:
            path = folder / f"{name}.train.jsonl.gz"
            rows += [_row(record, name, source, lexicon) for record in _records(path)]
    return rows


def read_file(path: Path, name: str, lexicon: Lexicon) -> list[Row]:
    """Return the rows of one file in the convention of the source `name`."""
    return [_row(record, name, SOURCES[name], lexicon) for record in _records(path)]


def _records(path: Path) -> Iterator[dict[str, Any]]:
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        yield from map(json.loads, lines)


def _row(record: dict[str, Any], name: str, source: Source, lexicon: Lexicon) -> Row:
    """Return a record as tokens with masks."""
    text = reflow(str(record["text"]))
    tokens = tokenise(text)
    silent = mask_of({"O"} | {tag for tag in TAGS if tag[2:] and tag[2:] not in source.annotates})
    masks = [silent if lexicon[word] & bits.CAPITAL else OUTSIDE for word in tokens.words]
    row = Row(tokens.words, masks, [], name)
    for span in record["entities"]:
        start, end, label = _normalised(text, span, name)
        if label in _VALUES or start >= end or (name, label) in _NO_NAMES:
            continue
        first, stop = token_span(tokens, start, end)
        if first >= stop:
            continue
        clean = tokens.starts[first] == start and tokens.ends[stop - 1] == end
        clean = clean and "@" not in text[max(0, start - 1) : start + 1]
        clean = clean and not (name == "gum" and _is_part(tokens.words, first, stop, lexicon))
        words = tokens.words[first:stop]
        allowed = _labels(label, words, lexicon, source)
        row.mark(first, stop, allowed if clean else frozenset())
    return row


def mask_of(tags: set[str]) -> int:
    """Return the bit mask of a set of tags."""
    return sum(1 << index for index, tag in enumerate(TAGS) if tag in tags)


OUTSIDE = mask_of({"O"})
"""The mask of a token that is in no name."""


def _is_part(words: Sequence[str], first: int, end: int, lexicon: Lexicon) -> bool:
    """Whether a name of GUM, where only heads are labelled, may be the end of a longer one."""
    before = words[first - 1] if first else ""
    title = end - first == 1 and lexicon[words[first]] & bits.TITLE
    return bool(title) or (
        before[:1].isupper() and not lexicon[before] & (bits.TITLE | bits.COMMON)
    )


def _normalised(text: str, span: Sequence[Any], name: str) -> tuple[int, int, str]:
    """Bring the borders of a name to one convention: no article, title, possessive."""
    start, end, label = span
    if label != "WORK" and (match := _ARTICLE.match(text, start, end)):
        start = match.end()
    if match := _POSSESSIVE.search(text[start:end]):
        end = start + match.start()
    if text[start:end].lower() in _PRONOUNS:
        return start, start, label
    if label == "PERSON":
        if match := _TITLES.match(text, start, end):
            start = match.end()
        if name == "re3dnamed" and (match := _AFTER_COMMA.search(text[start:end])):
            end = start + match.start()
    while end > start and text[end - 1].isspace():
        end -= 1
    return start, end, label


_PRONOUNS = frozenset(
    {
        "i",
        "you",
        "he",
        "she",
        "we",
        "they",
        "me",
        "him",
        "her",
        "us",
        "them",
        "it",
        "his",
        "my",
        "our",
        "their",
        "who",
    }
)
_RENAMED = {"WORK": "WORK_OF_ART"}
_MISC = frozenset({"EVENT", "PRODUCT", "WORK_OF_ART"})
_NO_NAMES = frozenset({("multiner_en", "MISC")})
_VALUES = frozenset({"DATE", "NUM"})


def _labels(label: str, words: Sequence[str], lexicon: Lexicon, source: Source) -> frozenset[str]:
    """Return the labels that a name of a set may have in ours; none if that is unclear.

    The sets call every place a LOC.
    """
    flags = [lexicon[word] for word in words]
    if label == "LOC":
        kind = place_type(words, flags, lexicon.entry(words))
        return frozenset({kind} if kind else PLACES)
    if label not in {"MISC", "LAW"}:
        label = _RENAMED.get(label, label)
        return frozenset({label} & _ALL)
    if all(flag & bits.NORP for flag in flags):
        return frozenset({"NORP"})
    if not any(flag & bits.CAPITAL for flag in flags):
        return frozenset()
    return _MISC if "NORP" in source.annotates else _MISC | {"NORP"}
