"""Document consistency: a name recognised once is recognised everywhere in the document.

"Stoltenberg" is the person whose full name was read, "ISW" the organisation that it was put
behind in brackets, "KYIV" and "kyiv" the city of the text around them; of several types of one
name the one with most evidence holds.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence

from reader.core.entity import EntityType
from reader.entities import bits
from reader.entities.spans import Block, Name, fill

SOURCE = "document"

_LIMIT = 20_000
"""Names remembered for the rest of a long document."""
_SUFFIXES = frozenset({"Jr.", "Jr", "Sr.", "Sr", "II", "III", "IV"})
_SMALL = frozenset({"of", "the", "for", "and", "on", "in", "to", "a"})
_OPEN = bits.COMMON | bits.VALUE
"""A single word with one of these is not taken for a name elsewhere because it was one once."""

Votes = dict[str, float]
Known = tuple[str, float]
"""A label and its score."""


class DocumentNames:
    """What was learned of the names of one document, portion by portion."""

    def __init__(self) -> None:
        self._votes: dict[tuple[str, ...], Votes] = {}
        self._surnames: dict[str, float] = {}
        self._acronyms: dict[str, float] = {}

    def settle(self, blocks: Sequence[Block]) -> None:
        """Learn the names of `blocks`, then complete and correct their names with them."""
        if len(self._votes) < _LIMIT:
            for block in blocks:
                self._learn(block)
        chosen = {words: _winner(votes) for words, votes in self._votes.items()}
        folded = self._folded(chosen)
        heads = _by_first_word(chosen)
        for block in blocks:
            block.names = [self._correct(block, name, chosen) for name in block.names]
            fill(block, self._missed(block, chosen, heads, folded))

    def _learn(self, block: Block) -> None:
        for name in block.names:
            words = block.words(name)
            votes = self._votes.setdefault(words, {})
            votes[name.label] = votes.get(name.label, 0.0) + name.score
            if name.label == EntityType.PERSON and len(words) > 1:
                self._learn_surname(words, name.score)
            elif name.label == EntityType.ORG and len(words) > 2:
                self._learn_acronym(block, name, words)

    def _learn_surname(self, words: tuple[str, ...], score: float) -> None:
        """Remember the last word of a full name."""
        while len(words) > 2 and words[-1] in _SUFFIXES:
            words = words[:-1]
        surname = words[-1]
        if len(surname) > 2 and surname[0].isupper() and not surname.isupper():
            self._surnames[surname] = max(self._surnames.get(surname, 0.0), score)

    def _learn_acronym(self, block: Block, name: Name, words: tuple[str, ...]) -> None:
        """Remember "ISW" after "Institute for the Study of War (ISW)"."""
        after = block.tokens.words[name.end : name.end + 3]
        if len(after) == 3 and after[0] == "(" and after[2] == ")" and is_acronym(after[1], words):
            self._acronyms[after[1]] = name.score

    def _correct(self, block: Block, name: Name, chosen: dict[tuple[str, ...], Known]) -> Name:
        """Give a name the type that the document has most evidence for."""
        words = block.words(name)
        if words[0] in self._surnames and self._is_surname(words, name, block):
            return name._replace(label=EntityType.PERSON.value, source=SOURCE)
        label, _ = chosen.get(words, (name.label, 0.0))
        return name if label == name.label else name._replace(label=label, source=SOURCE)

    def _is_surname(self, words: tuple[str, ...], name: Name, block: Block) -> bool:
        """Whether an unsure single name is the surname of somebody."""
        unsure = name.label in _UNSURE and name.score < 0.95
        return unsure and len(words) == 1 and not block.flags[name.first] & bits.PLACE

    def _folded(self, chosen: dict[tuple[str, ...], Known]) -> dict[str, Known]:
        """Return names of one word by lower case, for headlines and hasty writers."""
        folded = {}
        for words, (label, score) in chosen.items():
            if len(words) == 1 and len(words[0]) > 3 and score >= 0.6:
                folded[words[0].lower()] = (label, score)
        for surname, score in self._surnames.items():
            if len(surname) > 3:
                folded.setdefault(surname.lower(), (EntityType.PERSON.value, score))
        return folded

    def _missed(
        self,
        block: Block,
        chosen: dict[tuple[str, ...], Known],
        heads: dict[str, list[tuple[str, ...]]],
        folded: dict[str, Known],
    ) -> Iterator[Name]:
        """Yield mentions of known names that no layer found."""
        words, flags = block.tokens.words, block.flags
        for index, word in enumerate(words):
            flag = flags[index]
            if not flag & bits.LETTERS:
                continue
            if flag & bits.CAPITAL:
                for entry in heads.get(word, ()):
                    if len(entry) == 1 and flag & _OPEN and _opens_sentence(flags, index):
                        continue
                    if tuple(words[index : index + len(entry)]) == entry:
                        yield _name(index, index + len(entry), chosen[entry])
                        break
                else:
                    yield from self._single(word, index, flag, folded)
            elif not flag & _OPEN and flag & bits.NAMED and (known := folded.get(word)):
                yield _name(index, index + 1, known)

    def _single(self, word: str, index: int, flag: int, folded: dict[str, Known]) -> Iterator[Name]:
        """Yield the surname, the acronym or the name in capitals that a word is."""
        if flag & _OPEN:
            return
        if word in self._surnames:
            yield _name(index, index + 1, (EntityType.PERSON.value, self._surnames[word]))
        elif word in self._acronyms:
            yield _name(index, index + 1, (EntityType.ORG.value, self._acronyms[word]))
        elif flag & bits.UPPER and (known := folded.get(word.lower())):
            yield _name(index, index + 1, known)


_UNSURE = frozenset({"ORG", "GPE", "LOC", "FAC", "PRODUCT", "WORK_OF_ART", "NORP"})


def is_acronym(short: str, words: Iterable[str]) -> bool:
    """Whether the capitals of `short` are the initials of `words`, small words left out or not."""
    letters = [c for c in short.upper() if c.isalpha()]
    if len(letters) < 2 or not short[:2].isupper():
        return False
    words = [word for word in words if word[0].isalpha()]
    initials = [word[0].upper() for word in words if word.lower() not in _SMALL]
    every = [word[0].upper() for word in words]
    return letters in (initials, every)


def _opens_sentence(flags: Sequence[int], index: int) -> bool:
    return index == 0 or bool(flags[index - 1] & bits.STOP)


def _name(first: int, end: int, known: Known) -> Name:
    return Name(first, end, known[0], known[1] * 0.9, SOURCE)


def _winner(votes: Votes) -> Known:
    """Return the label with most evidence, and its share of it."""
    label = max(votes, key=lambda key: (votes[key], key))
    return label, min(1.0, votes[label] / sum(votes.values()))


def _by_first_word(
    chosen: dict[tuple[str, ...], Known],
) -> dict[str, list[tuple[str, ...]]]:
    """Return the names by their first word, the longest first; doubtful single words left out."""
    heads: dict[str, list[tuple[str, ...]]] = defaultdict(list)
    for words in chosen:
        heads[words[0]].append(words)
    for entries in heads.values():
        entries.sort(key=len, reverse=True)
    return heads
