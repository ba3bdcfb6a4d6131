"""Model numbers of weapons and vehicles by their form: T-72B3, Su-35S, M1A2, 2S19, Leopard 2A6."""

from __future__ import annotations

import re
from collections.abc import Iterator

from reader.core.entity import EntityType
from reader.entities import bits
from reader.entities.spans import Block, Name, token_span

SOURCE = "rules"

_FAMILIES = (
    "Abrams|Bradley|Leopard|Challenger|Marder|Gepard|Stryker|Caesar|CAESAR|Archer|Krab|Patriot|"
    "Javelin|Stinger|Bayraktar|Shahed|Geran|Lancet|Orlan|Iskander|Kalibr|Kinzhal|Tochka|Buk|Tor|"
    "Pantsir|Grad|Uragan|Smerch|Mirage|Tornado|Typhoon|Rafale|Gripen|Falcon|Eagle|Raptor|Hornet|"
    "Panzerhaubitze|PzH|Merkava|Leclerc|Boxer|Fokker|Boeing|Airbus|Antonov|Cessna|Tupolev|Ilyushin|"
    "Sukhoi|Embraer|Soyuz|Falcon|Ariane|Switchblade|Neptune|Harpoon|Tomahawk|Taurus|Fateh|Qassam|"
    "Hwasong|Agni|Arrow|Trident|Minuteman|Topol|Sarmat|Yars|Bulava|Windows|iPhone|Galaxy|PlayStation"
)
_FAMILY_NAMES = frozenset(_FAMILIES.split("|"))
_NOT = re.compile(
    "COVID|SARS|HIV|[BCDEGHKPQRUVWXYZ]|CO|NO|UN|EU|US|UK|GMT|UTC|No|Vol|Top|Over|Gate|Room|Euro|MP|CD"
)
"""What stands before a hyphen and a number in names that are no models: COVID-19, G-7."""
_PATTERN = re.compile(
    rf"""(?<![\w-])(?:
      (?:{_FAMILIES})[ -]?(?:\d{{1,4}}[A-Z]{{0,3}}\d?|[A-Z]{{1,3}}\d{{1,3}})(?:-\d{{2,4}})?
        (?:[ ](?:Dreamliner|MAX|Max|Pro|Plus|Ultra))?
    | (?:{_FAMILIES})-[A-Z]{{1,2}}
    | F/A-\d{{1,2}}[A-Z]?
    | (?P<prefix>[A-Z][A-Za-z]{{0,3}})-\d{{1,4}}(?:[A-Z]{{1,3}}\d?[A-Z]?|M\d?)?(?:-\d{{1,3}})?
    | M\d{{1,4}}(?:A\d[A-Z]?)+ | M(?:777|270|142|109|113|198|119|16|72|60|26)\b
    | (?:2S|9K|9M|3M|5P)\d{{1,3}}[A-Z]?\d?
    | TB-?\d | BM-\d\d | MT-LBu? | AN/[A-Z]{{3}}-\d{{1,3}} | IRIS-T(?:[ ]SL[MSX])? | SAMP/T
    )(?![\w-])""",
    re.VERBOSE,
)
_DESIGNATION = re.compile(r"[A-Z][A-Za-z/]{0,4}-?\d|\d[A-Z]")


def may_begin(word: str) -> bool:
    """Whether a model number may begin with this token."""
    if word in _FAMILY_NAMES:
        return True
    return word.isascii() and not word.isalpha() and word[0].isalnum() and not word.isdigit()


def find_products(block: Block) -> Iterator[Name]:
    """Yield the designations of a block in order."""
    text, starts = block.tokens.text, block.tokens.starts
    for index in [i for i, flag in enumerate(block.flags) if flag & bits.MODEL]:
        match = _PATTERN.match(text, starts[index])
        if match and not _NOT.fullmatch(match["prefix"] or ""):
            first, end = token_span(block.tokens, match.start(), match.end())
            yield Name(first, end, EntityType.PRODUCT.value, 0.92, SOURCE)


_ARMS = re.compile(
    "(?:missile|rocket|drone|howitzer|tank|launcher|interceptor|batter(?:y|ie)|jet|fighter|bomber|"
    "helicopter|interceptor|munition|shell|torpedo(?:e)?|gun|radar|vehicle)s?"
)
_KINDS = re.compile(
    "(?:cruise|ballistic|hypersonic|anti-tank|anti-aircraft|air|defen[cs]e|fighter|attack|combat|battle|"
    "surface-to-air|reconnaissance|kamikaze|strike|system|missile|rocket|multiple|surveillance|tactical|-)"
)


def find_armed(block: Block) -> Iterator[Name]:
    """Yield capitalised words before the name of a kind of weapon: "Oreshnik missile".

    A family of weapons is sure there; another word only if nothing else is known of it.
    """
    words, flags = block.tokens.words, block.flags
    for index, word in enumerate(words):
        if not _ARMS.fullmatch(word):
            continue
        at = index - 1
        while at > 0 and _KINDS.fullmatch(words[at]):
            at -= 1
        if at >= 0 and flags[at] & bits.CAPITAL:
            if flags[at] & bits.PRODUCT:
                yield Name(at, at + 1, EntityType.PRODUCT.value, 0.95, SOURCE)
            elif not flags[at] & _OTHER and at and not flags[at - 1] & (bits.STOP | bits.CAPITAL):
                yield Name(at, at + 1, EntityType.PRODUCT.value, 0.5, SOURCE)


_OTHER = bits.ENTRY | bits.COMMON | bits.ORG_HEAD | bits.VALUE | bits.UPPER


def is_designation(name: str) -> bool:
    """Whether a name begins like a model number."""
    return bool(_DESIGNATION.match(name))
