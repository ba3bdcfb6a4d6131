"""Aliases: which names of a document mean one entity.

"NATO" and "the North Atlantic Treaty Organization", "Stoltenberg" and "Jens Stoltenberg",
"kyiv", "Kyiv" and "Kiev" each become one group. Only names of types that can be the same
thing are joined, and a surname that two people bear joins neither.
"""

from __future__ import annotations

import re
import unicodedata
import zlib
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from reader.core.entity import EntityType, Mention
from reader.entities.consistency import initials

FILE = "aliases.bin"
"""In `reader/entities/data`: a line for each thing that has several names."""

_KINDS = {
    EntityType.GPE: "place",
    EntityType.LOC: "place",
    EntityType.FAC: "place",
    EntityType.ORG: "organisation",
    EntityType.PERSON: "person",
}
_ARTICLE = re.compile(r"^(?:the|a|an)\s+", re.IGNORECASE)
_POSSESSIVE = re.compile(r"['’]s?$")
_TITLE = re.compile(
    r"^(?:(?:mr|mrs|ms|dr|prof|gen|lt|col|sgt|capt|sen|rep|gov|president|minister|king|queen|pope|"
    r"sir|lord|lady|general|colonel|captain|professor|chancellor|secretary)\.?\s+)+",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Entity:
    """One thing that a document names, however it names it."""

    name: str
    """Its fullest name as the document writes it."""
    label: str
    """The type of most of its mentions."""
    mentions: tuple[Mention, ...]
    """In order."""


def group(text: str, mentions: Iterable[Mention]) -> list[Entity]:
    """Return the entities behind `mentions`, in the order in which they first appear.

    Values (dates, amounts, numbers) are grouped by the way they are written.
    """
    surfaces: dict[str, list[Mention]] = defaultdict(list)
    spellings: dict[str, Counter[str]] = defaultdict(Counter)
    kinds: dict[str, str] = {}
    for mention in mentions:
        spelling = bare(text[mention.start : mention.end])
        kind = _KINDS.get(EntityType(mention.label), mention.label) if _ours(mention) else "other"
        key = f"{kind}\t{fold(spelling)}"
        kinds[key] = kind
        surfaces[key].append(mention)
        spellings[key][spelling] += 1
    parents = _joined({key: _best(spellings[key]) for key in surfaces}, kinds)
    groups: dict[str, list[str]] = defaultdict(list)
    for key in surfaces:
        groups[_root(parents, key)].append(key)
    entities = [_entity(keys, surfaces, spellings) for keys in groups.values()]
    return sorted(entities, key=lambda entity: entity.mentions[0].start)


def bare(name: str) -> str:
    """Return a name on one line without article and possessive."""
    return _POSSESSIVE.sub("", _ARTICLE.sub("", " ".join(name.split())))


def fold(name: str) -> str:
    """Return what two spellings of one name share: no case, diacritics, points."""
    plain = unicodedata.normalize("NFKD", name.replace("’", "'")).casefold()
    return "".join(c for c in plain if not unicodedata.combining(c) and c != ".").strip()


@cache
def known_aliases() -> dict[str, str]:
    """Return by folded name the folded main name of things known under several names."""
    packed = files("reader.entities").joinpath("data", FILE).read_bytes()
    table: dict[str, str] = {}
    for line in zlib.decompress(packed).decode().split("\n"):
        main, *others = line.split("|")
        table.update((other, main) for other in (main, *others))
    return table


def _ours(mention: Mention) -> bool:
    return mention.label in EntityType.__members__


def _joined(names: dict[str, str], kinds: dict[str, str]) -> dict[str, str]:
    """Return for each key the key it is joined to, itself if to none."""
    parents = {key: key for key in names}
    known = known_aliases()
    first: dict[str, str] = {}
    for key, name in names.items():
        folded = fold(name)
        main = f"{kinds[key]}\t{known.get(folded, folded)}"
        parents[key] = first.setdefault(main, key)
    for short, full in (*_surnames(names, kinds), *_acronyms(names, kinds)):
        parents[_root(parents, short)] = _root(parents, full)
    return parents


def _surnames(names: dict[str, str], kinds: dict[str, str]) -> Iterator[tuple[str, str]]:
    """Yield short names of people with the one full name that they end or begin."""
    people = {key: _TITLE.sub("", name) for key, name in names.items() if kinds[key] == "person"}
    owners: dict[str, set[str]] = defaultdict(set)
    for key, name in people.items():
        words = fold(name).split()
        for start in range(1, len(words)):
            owners[" ".join(words[start:])].add(key)
        if len(words) > 1:
            owners[words[0]].add(key)
    for key, name in people.items():
        bearers = owners.get(fold(name), set()) - {key}
        if len(bearers) == 1 and fold(name):
            yield key, bearers.pop()


def _acronyms(names: dict[str, str], kinds: dict[str, str]) -> Iterator[tuple[str, str]]:
    """Yield acronyms with the long name of the same kind whose initials they are."""
    owners: dict[tuple[str, str], str] = {}
    for key, name in names.items():
        if " " in name:
            for letters in initials(name.split()):
                owners.setdefault((kinds[key], letters), key)
    for key, name in names.items():
        short = name.replace(".", "")
        if " " in name or not 2 <= len(short) <= 8 or not short[:2].isupper():
            continue
        letters = "".join(c for c in short.upper() if c.isalpha())
        owner = owners.get((kinds[key], letters))
        if owner is not None and len(letters) > 1:
            yield key, owner


def _root(parents: dict[str, str], key: str) -> str:
    """Return the key at the end of the chain from `key`."""
    while parents[key] != key:
        key = parents[key]
    return key


def _best(spellings: Counter[str]) -> str:
    """Return the commonest spelling; of equal ones the one with fewer capitals, then first."""
    return max(spellings, key=lambda s: (spellings[s], not s.isupper(), not s.islower(), s))


def _entity(
    keys: Sequence[str],
    surfaces: dict[str, list[Mention]],
    spellings: dict[str, Counter[str]],
) -> Entity:
    mentions = sorted(mention for key in keys for mention in surfaces[key])
    names = [_best(spellings[key]) for key in keys]
    labels = Counter(mention.label for mention in mentions)
    fullest = max(names, key=lambda name: (not name.islower(), name.count(" "), len(name)))
    return Entity(fullest, labels.most_common(1)[0][0], tuple(mentions))
