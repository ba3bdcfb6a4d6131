"""Document consistency: a name recognised once is recognised everywhere in the document.

"Stoltenberg" is the person whose full name was read, "ISW" the organisation whose initials it
has, "Wessex" short for "Wessex Turbines", "KYIV" and "kyiv" the city of the text around them; of
several types of one name the one with most evidence holds.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from reader.core.entity import EntityType
from reader.entities import bits
from reader.entities.spans import PLACES, Block, Name, covered, fill

SOURCE = "document"

_LIMIT = 20_000
"""Names remembered for the rest of a long document."""
_ENOUGH = 0.6
"""Mean certainty from which a name is looked for where no layer found it."""
_CERTAIN = 0.95
"""A name this certain keeps its type although it is somebody's surname."""
_SUFFIXES = frozenset({"Jr.", "Jr", "Sr.", "Sr", "II", "III", "IV"})
_SMALL = frozenset({"of", "the", "for", "and", "on", "in", "to", "a"})
_SINGLE = frozenset({"PERSON", "ORG", "GPE", "LOC", "FAC", "PRODUCT", "WORK_OF_ART", "NORP"})
_NOT_SHORT = bits.PLACE | bits.NORP | bits.COMMON | bits.ORDINARY | bits.TITLE | bits.ORG_HEAD
"""A word with one of these does not stand for the organisation whose name it begins."""
_LOWER = bits.COUNTRY | bits.GPE | bits.CITY | bits.NORP
"""What may be written without its capital by a hasty writer."""
_DOUBTFUL = bits.COMMON | bits.VALUE | bits.ORDINARY
"""A single word with one of these may be no name although it was one once."""

Words = tuple[str, ...]


class Known(NamedTuple):
    """What a document says of a name."""

    label: str
    score: float
    """Mean certainty of its mentions."""


class DocumentNames:
    """What was learned of the names of one document, portion by portion."""

    def __init__(self) -> None:
        self._votes: dict[Words, dict[str, float]] = {}
        self._counts: dict[Words, int] = {}
        self._chosen: dict[Words, Known] = {}
        """What `_known` has worked out since the last votes."""
        self._surnames: dict[str, Known] = {}
        self._acronyms: dict[str, Known] = {}
        self._short: dict[str, Known] = {}
        """First words of organisations, which may stand for them."""

    def settle(self, blocks: Sequence[Block]) -> None:
        """Learn the names of `blocks`, then complete and correct their names with them."""
        if len(self._votes) < _LIMIT:
            for block in blocks:
                self._learn(block)
        if not self._votes:
            return
        self._chosen.clear()
        present = {word for block in blocks for word in block.tokens.words}
        forms = self._forms(present)
        for block in blocks:
            block.names = [self._correct(block, name) for name in block.names]
            fill(block, _missed(block, forms))

    def _learn(self, block: Block) -> None:
        for name in block.names:
            words = block.words(name)
            votes = self._votes.setdefault(words, {})
            votes[name.label] = votes.get(name.label, 0.0) + name.score
            self._counts[words] = self._counts.get(words, 0) + 1
            if name.label == EntityType.PERSON and len(words) > 1:
                self._learn_surname(words, name)
            elif name.label == EntityType.ORG and len(words) > 1:
                self._learn_organisation(block, words, name)

    def _learn_surname(self, words: Words, name: Name) -> None:
        """Remember the last word of a full name."""
        while len(words) > 2 and words[-1] in _SUFFIXES:
            words = words[:-1]
        surname = words[-1]
        if len(surname) > 2 and surname[0].isupper() and not surname.isupper():
            known = self._surnames.get(surname)
            if known is None or known.score < name.score:
                self._surnames[surname] = Known(name.label, name.score)

    def _learn_organisation(self, block: Block, words: Words, name: Name) -> None:
        """Remember "Wessex" and "ISW" after "Wessex Turbines", "Institute for the Study of War"."""
        known = Known(name.label, name.score)
        first = block.flags[name.first]
        if first & bits.CAPITAL and not first & _NOT_SHORT and len(words[0]) > 3:
            self._short[words[0]] = known
        if len(words) > 2:
            self._acronyms.update((short, known) for short in initials(words) if len(short) > 2)

    def _known(self, words: Words) -> Known | None:
        """Return the label of a name with most evidence, and how certain it was on average."""
        known = self._chosen.get(words)
        if known is None and (votes := self._votes.get(words)):
            if len(votes) == 1:
                (label,) = votes
            else:
                label = max(votes, key=lambda key: (votes[key], key))
            known = self._chosen[words] = Known(label, votes[label] / self._counts[words])
        return known

    def _correct(self, block: Block, name: Name) -> Name:
        """Give a name the type that the document has most evidence for."""
        words = block.words(name)
        if len(words) == 1 and words[0] in self._acronyms:
            return name._replace(label=EntityType.ORG.value)
        if len(words) == 1 and name.label in _SINGLE and (kind := self._nation(words[0])):
            return name._replace(label=kind, source=SOURCE)
        if self._is_unsure(words, name, block):
            if words[0] in self._surnames:
                return name._replace(label=EntityType.PERSON.value, source=SOURCE)
            if words[0] in self._short and name.label not in PLACES:
                return name._replace(label=EntityType.ORG.value, source=SOURCE)
        known = self._known(words)
        if len(words) == 1 and len(words[0]) > 3 and words[0].isupper():
            known = self._known((words[0].capitalize(),)) or known
        if known is None or known.label == name.label:
            return name
        return name._replace(label=known.label, source=SOURCE)

    def _is_unsure(self, words: Words, name: Name, block: Block) -> bool:
        """Whether a single name may well be of another type; a known place is not."""
        unsure = name.label in _SINGLE and name.score < _CERTAIN
        place = name.label in PLACES and block.flags[name.first] & bits.PLACE
        return unsure and len(words) == 1 and not place

    def _nation(self, word: str) -> str:
        """Return what a name is that is said of a country and of its people, else nothing.

        A country that is in no list is known by its people, and they by it: "Meraunia",
        "Meraunian".
        """
        singular = word.removesuffix("s")
        country = self._known((singular[:-1],)) if singular.endswith("an") else None
        if country and country.label == EntityType.GPE:
            return EntityType.NORP.value
        people = self._known((f"{word}n",)) if word.endswith("a") else None
        return EntityType.GPE.value if people and people.label == EntityType.NORP else ""

    def _forms(self, present: set[str]) -> dict[str, list[tuple[Words, Known]]]:
        """Return the ways names may be written elsewhere by first word, the longest first.

        Only of words that are `present` in the text at hand.
        """
        forms: dict[str, list[tuple[Words, Known]]] = defaultdict(list)
        singles = {**self._surnames, **self._acronyms}
        for words in self._votes:
            known = self._known(words) if words[0] in present else None
            if known and known.score >= _ENOUGH:
                forms[words[0]].append((words, known))
                if len(words) == 1 and len(words[0]) > 3:
                    singles.setdefault(words[0], known)
        for word, known in singles.items():
            for form in {word, word.upper(), word.lower()} if len(word) > 3 else {word}:
                if form in present:
                    forms[form].append(((form,), known))
        for entries in forms.values():
            if len(entries) > 1:
                entries.sort(key=lambda entry: -len(entry[0]))
        return forms


def is_acronym(short: str, words: Iterable[str]) -> bool:
    """Whether the capitals of `short` are the initials of `words`, small words left out or not."""
    letters = "".join(c for c in short.upper() if c.isalpha())
    return short[:2].isupper() and letters in initials(words)


def initials(words: Iterable[str]) -> set[str]:
    """Return the acronyms that the name of an organisation may have: "ISW", "TSMC", "DRC"."""
    named = [word for word in words if word[0].isalpha()]
    main = [word[0].upper() for word in named if word.lower() not in _SMALL]
    every = [word[0].upper() for word in named]
    return {"".join(letters) for letters in (main, every) if len(letters) > 1}


def _missed(block: Block, forms: dict[str, list[tuple[Words, Known]]]) -> Iterator[Name]:
    """Yield mentions of known names that no layer found."""
    words, flags = block.tokens.words, block.flags
    taken = covered(block)
    for index in [i for i, word in enumerate(words) if word in forms and not taken[i]]:
        for form, known in forms[words[index]]:
            end = index + len(form)
            if tuple(words[index:end]) == form and (end - index > 1 or _may_be(flags, index)):
                yield Name(index, end, known.label, known.score * 0.9, SOURCE)
                break


def _may_be(flags: Sequence[int], index: int) -> bool:
    """Whether a single word written like a name may be one here."""
    flag = flags[index]
    if not flag & bits.CAPITAL:
        return bool(flag & _LOWER) and not flag & _DOUBTFUL
    opens = index == 0 or flags[index - 1] & bits.STOP
    return not (opens and flag & _DOUBTFUL)
