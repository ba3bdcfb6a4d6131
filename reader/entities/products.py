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
    "COVID|Covid|SARS|HIV|Under|Formula|Article|Section|Page|Level|Channel|Chapter|Highway|Route|"
    "Area|Unit|Team|Sept|Sep|Oct|Nov|Dec|Jan|Feb|Mar|Apr|Jun|Jul|Aug|[BCDEGHKPQRUVWXYZ]|CO|NO|UN|EU|US|UK|GMT|UTC|No|Vol|Top|Over|Gate|Room|Euro|MP|CD"
)
"""What stands before a hyphen and a number in names that are no models: COVID-19, G-7."""
_PATTERN = re.compile(
    rf"""(?<![\w-])(?:
      (?:{_FAMILIES})[ -]?(?:\d{{1,4}}[A-Z]{{0,3}}\d?|[A-Z]{{1,3}}\d{{1,3}})(?:-\d{{2,4}})?
        (?:[ ](?:Dreamliner|MAX|Max|Pro|Plus|Ultra))?
    | (?:{_FAMILIES})-[A-Z]{{1,2}}
    | F/A-\d{{1,2}}[A-Z]?
    | (?P<prefix>[A-Z][A-Za-z]{{0,11}})-\d{{1,4}}(?:[A-Z]{{1,3}}\d?[A-Z]?|M\d?)?(?:-\d{{1,3}})?
    | M\d{{1,4}}(?:A\d[A-Z]?)+ | M(?:777|270|142|109|113|198|119|16|72|60|26)\b
    | (?:2S|9K|9M|3M|5P)\d{{1,3}}[A-Z]?\d?
    | TB-?\d | BM-\d\d | MT-LBu? | AN/[A-Z]{{3}}-\d{{1,3}} | IRIS-T(?:[ ]SL[MSX])? | SAMP/T
    )(?![\w-])""",
    re.VERBOSE,
)
_DESIGNATION = re.compile(r"[A-Z][A-Za-z/]{0,4}-?\d|\d[A-Z]")


_ARMS = frozenset(
    word + plural
    for word in (
        *("missile", "rocket", "drone", "howitzer", "tank", "launcher", "interceptor", "battery"),
        *("jet", "fighter", "bomber", "carrier", "helicopter", "munition", "shell", "torpedo"),
        *("gun", "radar", "vehicle", "rifle", "mortar", "warplane", "batterie", "torpedoe"),
    )
    for plural in ("", "s")
)
_SHIPS = frozenset(
    {"frigate", "destroyer", "corvette", "cruiser", "submarine", "battleship", "warship"}
    | {"minesweeper", "icebreaker", "flagship", "frigates", "destroyers", "submarines"}
)
_NAVIES = frozenset(
    {"USS", "HMS", "HMCS", "HMAS", "INS", "BRP", "USNS", "RMS", "ROKS", "TCG", "KRI"}
)
"""What the navies of the world put before the names of their ships."""
_CUES = _FAMILY_NAMES | _ARMS | _SHIPS | _NAVIES


def is_cue(word: str) -> bool:
    """Whether a token may begin a model number or stands before or after the name of a weapon."""
    if word in _CUES:
        return True
    return word.isascii() and not word.isalpha() and word[0].isalnum() and not word.isdigit()


def find_products(block: Block) -> Iterator[Name]:
    """Yield designations and the names of warships in order."""
    text, starts, words = block.tokens.text, block.tokens.starts, block.tokens.words
    for index in block.cued(bits.MODEL):
        match = _PATTERN.match(text, starts[index])
        if match and not (match[0][-1].isdigit() and _NOT.fullmatch(match["prefix"] or "")):
            first, end = token_span(block.tokens, match.start(), match.end())
            yield Name(first, end, EntityType.PRODUCT.value, 0.92, SOURCE)
        elif words[index] in _SHIPS or words[index] in _NAVIES:
            yield from _ship(block, index)


def _ship(block: Block, index: int) -> Iterator[Name]:
    """Yield the name of a ship: "Roald Amundsen" after "frigate", "USS Carney" as a whole."""
    flags = block.flags
    first = index + (block.tokens.words[index] in _SHIPS)
    end = index + 1
    while end < len(flags) and end - first < _WORDS_OF_MODEL and flags[end] & bits.CAPITAL:
        end += 1
    if end > index + 1:
        yield Name(first, end, EntityType.PRODUCT.value, 0.92, SOURCE)


_KINDS = re.compile(
    "(?:cruise|ballistic|hypersonic|anti-tank|anti-aircraft|air|defen[cs]e|fighter|attack|combat|battle|"
    "surface-to-air|reconnaissance|kamikaze|strike|system|missile|rocket|multiple|surveillance|tactical|-)"
)


def find_armed(block: Block) -> Iterator[Name]:
    """Yield capitalised words before the name of a kind of weapon: "Oreshnik missile".

    A family of weapons is sure there; other words only if nothing else is known of them.
    """
    words, flags = block.tokens.words, block.flags
    for index in block.cued(bits.MODEL):
        if words[index] not in _ARMS:
            continue
        end = index
        while end > 1 and _KINDS.fullmatch(words[end - 1]):
            end -= 1
        at = end - 1
        if at < 0 or not flags[at] & bits.CAPITAL:
            continue
        if flags[at] & bits.PRODUCT:
            yield Name(at, end, EntityType.PRODUCT.value, 0.95, SOURCE)
            continue
        while at and end - at < _WORDS_OF_MODEL and flags[at - 1] & bits.CAPITAL:
            at -= 1
        known = any(flag & _OTHER for flag in flags[at:end])
        if not known and at and not flags[at - 1] & bits.STOP:
            yield Name(at, end, EntityType.PRODUCT.value, 0.5, SOURCE)


_WORDS_OF_MODEL = 3
_OTHER = bits.ENTRY | bits.COMMON | bits.ORG_HEAD | bits.VALUE | bits.TITLE


def is_designation(name: str) -> bool:
    """Whether a name begins like a model number."""
    return bool(_DESIGNATION.match(name))
