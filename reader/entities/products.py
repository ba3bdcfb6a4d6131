"""Model numbers of weapons and vehicles by their form: T-72B3, Su-35S, M1A2, 2S19, Leopard 2A6."""

from __future__ import annotations

import re
from collections.abc import Iterator

from reader.core.entity import EntityType, Mention

SOURCE = "rules"

_FAMILIES = (
    "Abrams|Bradley|Leopard|Challenger|Marder|Gepard|Stryker|Caesar|CAESAR|Archer|Krab|Patriot|"
    "Javelin|Stinger|Bayraktar|Shahed|Geran|Lancet|Orlan|Iskander|Kalibr|Kinzhal|Tochka|Buk|Tor|"
    "Pantsir|Grad|Uragan|Smerch|Mirage|Tornado|Typhoon|Rafale|Gripen|Falcon|Eagle|Raptor|Hornet|"
    "Panzerhaubitze|PzH|Merkava|Leclerc|Boxer|Fokker|Boeing|Airbus|Antonov|Cessna|Tupolev|Ilyushin|"
    "Sukhoi|Embraer|Soyuz|Falcon|Ariane|Switchblade|Neptune|Harpoon|Tomahawk|Taurus|Fateh|Qassam|"
    "Hwasong|Agni|Arrow|Trident|Minuteman|Topol|Sarmat|Yars|Bulava|Windows|iPhone|Galaxy|PlayStation"
)
_NOT = re.compile(
    "COVID|SARS|HIV|[BCDEGHKPQRUVWXYZ]|CO|NO|UN|EU|US|UK|GMT|UTC|No|Vol|Top|Over|Gate|Room|Euro|MP|CD"
)
"""What stands before a hyphen and a number in names that are no models: COVID-19, G-7."""
_PATTERN = re.compile(
    rf"""(?<![\w-])(?:
      (?:{_FAMILIES})[ -]?(?:\d{{1,4}}[A-Z]{{0,3}}\d?|[A-Z]{{1,3}}\d{{1,3}})(?:-\d{{2,4}})?
        (?:[ ](?:Dreamliner|MAX|Max|Pro|Plus|Ultra))?
    | F/A-\d{{1,2}}[A-Z]?
    | (?P<prefix>[A-Z][A-Za-z]{{0,3}})-\d{{1,4}}(?:[A-Z]{{1,3}}\d?[A-Z]?|M\d?)?(?:-\d{{1,3}})?
    | M\d{{1,4}}(?:A\d[A-Z]?)+ | M(?:777|270|142|109|113|198|119|16|72|60|26)\b
    | (?:2S|9K|9M|3M|5P)\d{{1,3}}[A-Z]?\d?
    | TB-?\d | BM-\d\d | MT-LBu? | AN/[A-Z]{{3}}-\d{{1,3}} | IRIS-T(?:[ ]SL[MSX])? | SAMP/T
    )(?![\w-])""",
    re.VERBOSE,
)
_DESIGNATION = re.compile(r"[A-Z][A-Za-z/]{0,4}-?\d|\d[A-Z]")


def find_products(text: str) -> Iterator[Mention]:
    """Yield the designations of a reflowed `text` in order."""
    for match in _PATTERN.finditer(text):
        if not _NOT.fullmatch(match["prefix"] or ""):
            yield Mention(match.start(), match.end(), EntityType.PRODUCT.value, 0.9, SOURCE)


def is_designation(name: str) -> bool:
    """Whether a name begins like a model number."""
    return bool(_DESIGNATION.match(name))
