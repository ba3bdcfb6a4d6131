"""Fine types: which place is a GPE, a LOC or a FAC, what is an EVENT, a LAW, a PRODUCT or a work.

Decided by the gazetteer and by the head of the name, its last word or the one before "of".
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from reader.core.entity import EntityType
from reader.entities import bits, products
from reader.entities.spans import PLACES, Name

_MISCELLANEOUS = frozenset({"EVENT", "PRODUCT", "WORK_OF_ART", "LAW"})


def fine_type(
    label: str, words: Sequence[str], flags: Sequence[int], entry: int, score: float
) -> str:
    """Return the `EntityType` of a name with a coarse label.

    `flags` are those of its words, `entry` is what the gazetteer knows of the whole name,
    `score` how certain the label is.
    """
    if len(words) == 2 and words[0] == "Article":
        return EntityType.LAW
    if known := _correction(label, words, entry, score):
        return known
    if label in PLACES:
        return place_type(words, flags, entry) or label
    if label in _MISCELLANEOUS:
        return _miscellaneous(label, words, flags, entry)
    return label


def _correction(label: str, words: Sequence[str], entry: int, score: float) -> str | None:
    """Return the type of a gazetteer entry that the model took for something else."""
    if score < _CERTAIN and label in _MISCELLANEOUS and entry & _PLAIN and not entry & bits.COMMON:
        return next(fine for wanted, fine in _PLAINLY if entry & wanted == wanted)
    if entry & bits.NORP:
        people = label in PLACES and not entry & (bits.PLACE | bits.ORG)
        many = label in _BEARERS and words[-1].endswith("s") and not entry & _BODY
        if people or many:
            return EntityType.NORP
    if label in PLACES and entry & bits.LANGUAGE and not entry & (bits.PLACE | bits.ORG):
        return EntityType.LANGUAGE
    if entry & _BODY:
        return None
    if len(words) > 1 and label in _BEARERS and (known := _by_edge(label, words)):
        return known
    return _bearer(label, words, entry, score)


def _by_edge(label: str, words: Sequence[str]) -> str | None:
    """Return the type that the first or the last word of a name leaves no doubt about."""
    if words[0] in _STORMS and words[1][0].isupper():
        return EntityType.EVENT
    if label == EntityType.ORG and (words[-1] in _LAWS or words[:2] in _TREATIES):
        return EntityType.LAW
    if label == EntityType.ORG and words[:2] in _ISLES:
        return EntityType.LOC
    if words[-1] in _BUILDINGS:
        return EntityType.FAC
    return EntityType.GPE if words[-1] in _DISTRICTS else None


_STORMS = frozenset({"Typhoon", "Hurricane", "Cyclone"})
_LAWS = frozenset({"Accord", "Accords", "Act", "Treaty", "Protocol", "Pact"})
_TREATIES = frozenset(
    (kind, word)
    for kind in ("Convention", "Treaty", "Protocol", "Covenant", "Declaration")
    for word in ("on", "against", "for")
)
_ISLES = frozenset({("Isle", "of"), ("Isles", "of"), ("Gulf", "of"), ("Strait", "of")})
_BUILDINGS = frozenset(
    {
        "Airfield",
        "Airport",
        "Barracks",
        "Bridge",
        "Dam",
        "Refinery",
        "Stadium",
        "Terminal",
        "Tunnel",
    }
)
_DISTRICTS = frozenset({"Oblast", "Prefecture", "Province", "Governorate", "Raion", "Voivodeship"})


def _bearer(label: str, words: Sequence[str], entry: int, score: float) -> str | None:
    """Return the type of a product or a place that was taken for an organisation or a person."""
    if label == EntityType.ORG and entry & bits.PRODUCT:
        return EntityType.PRODUCT
    if label == EntityType.PERSON and len(words) > 1 and entry & bits.PLACE:
        return EntityType.GPE
    if label in _BEARERS and score < _UNCERTAIN and entry & _POLITY and not entry & _PERSONAL:
        return EntityType.GPE
    return None


def is_fragment(name: Name, words: Sequence[str]) -> bool:
    """Whether the `words` of a name are part of a text, "Annex II", or of a title, "The Night the".

    Of people, bodies and places, what follows is joined to them later.
    """
    if len(words) == 2 and words[0] in _PARTS:
        return words[1][0].isdigit() or bool(_NUMERAL.fullmatch(words[1])) or len(words[1]) == 1
    return name.label in _MISCELLANEOUS and words[-1] in _LEADING


_PARTS = frozenset(
    {"Annex", "Appendix", "Chapter", "Clause", "Figure", "Part", "Schedule", "Section", "Table"}
)


def is_portfolio(before: Sequence[str], entry: int) -> bool:
    """Whether what was taken for a body is what a minister is for: "Minister for Health".

    `before` are the two words before it, `entry` is what the gazetteer knows of it.
    """
    if entry & bits.ORG or len(before) < 2:
        return False
    return before[1] in {"of", "for"} and before[0] in _MINISTERS


_MINISTERS = frozenset({"Minister", "Ministers", "Secretary", "Undersecretary", "Under-Secretary"})
_LEADING = frozenset({"a", "an", "and", "at", "for", "from", "in", "of", "on", "the", "to", "with"})
"""Words that lead on to what follows: no title ends in one."""


def is_doubtful(name: Name, word: str, flags: Sequence[int], entry: int) -> bool:
    """Whether a single word is rather an ordinary one with the capital of a sentence or a heading.

    Nor is the number of a part a name: "VI".

    `word` is its first, `flags` are those of the block, `entry` is what the gazetteer knows of it.
    """
    if name.end - name.first > 1:
        return False
    flag = flags[name.first]
    if word[0] in "IVX" and _NUMERAL.fullmatch(word):
        return True
    if name.label in _MISCELLANEOUS and flag & _GENERIC and not entry & _PLAIN:
        return True
    opens = name.first == 0 or flags[name.first - 1] & bits.STOP
    if not opens or flag & bits.UPPER:
        return False
    plural = word.endswith("s") and not flag & _LISTED and name.score < _NEARLY
    return plural or bool(flag & bits.ORDINARY and name.score < _CERTAIN)


_NUMERAL = re.compile(r"(?!XI$)(?=..)X{0,3}(?:IX|IV|V?I{0,3})(?:-[A-Z\d]+)*")
"""In Roman figures; XI is a statesman's name in a headline."""
_LISTED = bits.ENTRY | bits.GIVEN | bits.FAMILY
_NEARLY = 0.97
"""A word in the plural that opens a sentence and is in no list must be this sure a name: "Stewards"
is none; a last name that ends so is found by the full name elsewhere."""


def place_type(words: Sequence[str], flags: Sequence[int], entry: int) -> str:
    """Return which kind of place a name is by the gazetteer or its head; nothing if neither says.

    Arguments are those of `fine_type`.
    """
    if entry & (bits.COUNTRY | bits.GPE | bits.CITY):
        return EntityType.GPE
    if entry & bits.REGION:
        return EntityType.FAC if entry & bits.FAC_HEAD else EntityType.LOC
    if len(words) > 1:
        edge = flags[-1] | (
            flags[0] if words[1] in {"of", "the"} or flags[0] & bits.LOC_HEAD else 0
        )
        if edge & bits.FAC_HEAD:
            return EntityType.FAC
        if edge & bits.LOC_HEAD:
            return EntityType.LOC
    return ""


def _miscellaneous(label: str, words: Sequence[str], flags: Sequence[int], entry: int) -> str:
    for wanted, fine in _ENTRIES:
        if entry & wanted == wanted:
            return fine
    edges = flags[-1] | flags[0] if len(words) > 1 else 0
    if edges & bits.LAW_HEAD:
        return EntityType.LAW
    if edges & bits.EVENT_HEAD and label != EntityType.WORK_OF_ART:
        return EntityType.EVENT
    if products.is_designation(" ".join(words)) or entry & bits.PRODUCT:
        return EntityType.PRODUCT
    return label


_PLAINLY = (
    (bits.PRODUCT, EntityType.PRODUCT),
    (bits.LAW, EntityType.LAW),
    (bits.EVENT, EntityType.EVENT),
    (bits.NORP, EntityType.NORP),
    (bits.COUNTRY, EntityType.GPE),
    (bits.GPE, EntityType.GPE),
    (bits.CITY, EntityType.GPE),
    (bits.FACILITY, EntityType.FAC),
    (bits.REGION, EntityType.LOC),
    (bits.ORG, EntityType.ORG),
)
_PLAIN = (
    bits.PRODUCT
    | bits.EVENT
    | bits.NORP
    | bits.COUNTRY
    | bits.GPE
    | bits.CITY
    | bits.REGION
    | bits.ORG
)
_CERTAIN = 0.9
_UNCERTAIN = 0.7
_BEARERS = frozenset({"PERSON", "ORG"})
_BODY = bits.ORG | bits.COMPANY
_POLITY = bits.COUNTRY | bits.GPE | bits.CITY
_PERSONAL = bits.GIVEN | bits.FAMILY | bits.COMMON
_GENERIC = (
    bits.LAW_HEAD | bits.EVENT_HEAD | bits.ORG_HEAD | bits.GPE_HEAD | bits.FAC_HEAD | bits.TITLE
)
"""Words that are no name of an event, a work or a law on their own: "Agreement"."""
_ENTRIES = (
    (bits.LAW, EntityType.LAW),
    (bits.EVENT, EntityType.EVENT),
    (bits.NORP, EntityType.NORP),
    (bits.LANGUAGE, EntityType.LANGUAGE),
)
