"""Made-up news for training: sentences of our own whose names are drawn anew each time.

The labelled sets have little news. The sentences in `lists/stories.txt` have the turns of
phrase of news; what fills their slots is general: names of all regions from the gazetteer, and
organisations, units and events put together by the rules in `lists/grammar.txt`.
"""

from __future__ import annotations

import random
import re
from collections import defaultdict
from collections.abc import Mapping, Sequence

from reader.entities import bits
from reader.entities.spans import PLACES
from reader.entities.tokens import tokenise
from reader.entities.training.compile_gazetteer import read_list
from reader.entities.training.corpus import OUTSIDE, STORIES, Row
from reader.entities.training.names import invent, names

_SLOT = re.compile(r"\{([A-Z]+)(\d?)\}")
_PART = re.compile(r"\[(?P<label>[A-Z]+) (?P<name>[^]]+)\]|<(?P<unclear>[^>]+)>|(?P<slot>\{\w+\})")

_PLACE = "PLACE"
"""May be any kind of place."""
_LABELS = {
    "PERSON": ("PERSON", "SURNAME", "GIVEN"),
    "GPE": ("CITY", "CITYUP", "TOWN", "COUNTRY", "STATE"),
    "LOC": ("RIVER", "LAKE", "SEA", "MOUNTAIN"),
    "FAC": ("FAC", "STREET"),
    _PLACE: ("REGION",),
    "ORG": (
        *("ORG", "ACRONYM", "COMPANY", "PARTY", "PARTYSHORT"),
        *("AGENCY", "UNIVERSITY", "HOSPITAL", "TEAM", "BRIGADE"),
        *("FIRM", "GROUP", "PAPER", "CLUB"),
    ),
    "NORP": ("NORP",),
    "PRODUCT": ("PRODUCT", "SHIP"),
    "EVENT": ("EVENT",),
    "WORK_OF_ART": ("WORK", "JOURNAL"),
}
_LABEL = {slot: label for label, slots in _LABELS.items() for slot in slots}
_INVENTED = frozenset({"GIVENNAME", "FAMILY", "TOWN"})
INVENTED = 0.4
"""Share of names of people and towns that are in no list."""
_UNCLEAR = frozenset({"LAW", "LANGUAGE"})


class Stories:
    """Tells the sentences with drawn names; the same seed, the same stories."""

    def __init__(self, seed: int) -> None:
        self._random = random.Random(seed)  # noqa: S311 - nothing secret is drawn
        self._sentences = read_list("stories")
        self._rules = _grammar()

    def rows(self, count: int) -> list[Row]:
        """Return `count` labelled rows."""
        return [self._tell(self._random.choice(self._sentences)) for _ in range(count)]

    def _tell(self, sentence: str) -> Row:
        """Return a sentence with its slots filled and labelled."""
        row = Row([], [], [], STORIES)
        drawn: dict[str, str] = {}
        at = 0
        for part in _PART.finditer(sentence):
            _append(row, sentence[at : part.start()])
            at = part.end()
            first = len(row.words)
            inner = part["name"] or part["unclear"] or part["slot"]
            _append(row, _SLOT.sub(lambda slot: self._draw(slot[1], slot[2], drawn), inner))
            slot = (part["slot"] or "").strip("{}0123456789")
            if part["unclear"] or slot in _UNCLEAR:
                row.mark(first, len(row.words), frozenset())
            elif label := part["label"] or _LABEL.get(slot):
                labels = frozenset(PLACES if label == _PLACE else {label})
                row.mark(first, len(row.words), labels)
        _append(row, sentence[at:])
        return row

    def _draw(self, slot: str, number: str, drawn: dict[str, str]) -> str:
        """Return what stands in a slot; slots of one number belong to one person or one thing."""
        number = number or str(self._random.random())
        if slot == "PERSON":
            return f"{self._draw('GIVEN', number, drawn)} {self._draw('SURNAME', number, drawn)}"
        if slot == "ACRONYM":
            return "".join(c for c in drawn[f"ORG {number}"].title() if c.isupper())
        if slot == "CITYUP":
            return self._expand("CITY").upper()
        rule = {"GIVEN": "GIVENS", "SURNAME": "SURNAMES"}.get(slot, slot)
        if slot == "ORG" and len(number) == 1:
            rule = "INSTITUTION"
        return drawn.setdefault(f"{slot} {number}", self._expand(rule))

    def _expand(self, rule: str) -> str:
        """Return one of the texts that a rule of the grammar stands for."""
        if rule in _INVENTED and self._random.random() < INVENTED:
            return invent(self._random, self._rules[rule])
        text = self._random.choice(self._rules[rule])
        return _SLOT.sub(lambda slot: self._expand(slot[1]), text)


def _append(row: Row, text: str) -> None:
    """Add words that are in no name."""
    words = tokenise(text).words
    row.words += words
    row.masks += [OUTSIDE] * len(words)


def _grammar() -> Mapping[str, Sequence[str]]:
    """Return the alternatives of each rule."""
    rules: dict[str, Sequence[str]] = defaultdict(tuple)
    for line in read_list("grammar"):
        rule, _, alternatives = line.partition(": ")
        rules[rule] = (*rules[rule], *alternatives.split("|"))
    return rules | {
        "GIVENNAME": names(bits.GIVEN, single=True),
        "FAMILY": names(bits.FAMILY, single=True),
        "CITY": names(bits.CITY),
        "TOWN": names(bits.TOWN),
        "COUNTRY": names(bits.COUNTRY),
        "LANGUAGE": names(bits.LANGUAGE, single=True),
        "NORP": read_list("norp"),
        "REGIONNAME": read_list("regions"),
        "KNOWN": read_list("organisations"),
    }
