"""What rules can honestly find in a language that the model was not trained on.

The English model is worse than nothing elsewhere. Countries, months and weekdays are known by
the names that CLDR gives them in the language, large cities by GeoNames; other capitalised
words inside a sentence are names of unknown type, except where every noun has a capital.
"""

from __future__ import annotations

import re
import zlib
from collections.abc import Iterator, Mapping
from functools import cache
from importlib.resources import files

from reader.core.entity import EntityType, Mention
from reader.entities import bits
from reader.entities.language import function_words
from reader.entities.spans import Block, Name

FILE = "languages.bin"
"""In `reader/entities/data`: for each language a line of countries, one of months and days."""

_NOUNS_CAPITALISED = frozenset({"de", "lb", "nds"})
_NO_CAPITALS = frozenset({"ar", "fa", "he", "hi", "ja", "ka", "ko", "th", "zh"})
UNSPACED = frozenset({"ja", "ko", "th", "zh"})
"""Languages whose words stand together, or with what other languages have as words of their own."""
_SOURCE = "rules"
_LONGEST = 5


def has_capitals(language: str) -> bool:
    """Whether a capital inside a sentence says that a word is a name."""
    return language not in _NOUNS_CAPITALISED and language not in _NO_CAPITALS


def languages() -> tuple[str, ...]:
    """Return the languages whose countries, months and weekdays are known."""
    return tuple(_load())


@cache
def _load() -> Mapping[str, Mapping[str, EntityType]]:
    """Return by language the names in lower case with their types."""
    packed = files("reader.entities").joinpath("data", FILE).read_bytes()
    tables: dict[str, dict[str, EntityType]] = {}
    for line in zlib.decompress(packed).decode().split("\n"):
        code, label, names = line.split("\t")
        known = tables.setdefault(code, {})
        known.update(dict.fromkeys(names.split("|"), EntityType(label)))
    return tables


def pack(rows: list[tuple[str, EntityType, list[str]]]) -> bytes:
    """Return ``(language, type, names)`` as the bytes of the file."""
    lines = (f"{code}\t{label.value}\t{'|'.join(names)}" for code, label, names in rows)
    return zlib.compress("\n".join(lines).encode(), 9)


def find_names(block: Block, language: str) -> Iterator[Name]:
    """Yield the names of one block of a text in `language`, a primary subtag."""
    known = _load().get(language, {})
    words, flags = block.tokens.words, block.flags
    untyped = has_capitals(language)
    common = function_words(language)
    index = 0
    while index < len(words):
        end, label = _entry(words, index, known)
        if label is None and flags[index] & bits.CAPITAL:
            if words[index].lower() in common and _opens(block, index):
                index += 1
                continue
            end, label = _run(block, index, untyped=untyped)
        first = index
        if label is EntityType.DATE:
            first, end = _whole_date(words, index, end)
        if label is not None:
            yield Name(first, end, label.value, 0.5, _SOURCE)
        index = max(end, index + 1)


def find_unspaced(text: str, language: str) -> list[Mention]:
    """Return the dates and countries of a text in a language of `UNSPACED`, in order, disjoint.

    Nothing shows where its words begin and end: they are looked for anywhere.
    """
    return [
        Mention(
            match.start(),
            match.end(),
            (EntityType.DATE if match["date"] else EntityType.GPE).value,
            0.5,
            _SOURCE,
        )
        for match in _unspaced(language).finditer(text)
    ]


@cache
def _unspaced(language: str) -> re.Pattern[str]:
    """Return the pattern of dates, and of countries of two characters or more."""
    known = _load().get(language, {})
    countries = [name for name, label in known.items() if label is EntityType.GPE and len(name) > 1]
    names = "|".join(map(re.escape, sorted(countries, key=len, reverse=True)))
    date = (
        r"\d{2,4}\s?[年년](?:\s?\d{1,2}\s?[月월](?:\s?\d{1,2}\s?[日일])?)?"
        r"|\d{1,2}\s?[月월]\s?\d{1,2}\s?[日일]"
    )
    return re.compile(f"(?P<date>{date})|(?:{names or '(?!)'})", re.IGNORECASE)


def _entry(
    words: list[str], index: int, known: Mapping[str, EntityType]
) -> tuple[int, EntityType | None]:
    """Return the end and the type of the longest known name at `index`."""
    for count in range(min(_LONGEST, len(words) - index), 0, -1):
        name = " ".join(words[index : index + count])
        label = known.get(name.lower())
        if label is EntityType.DATE or (label is not None and name[0] != name[0].lower()):
            return index + count, label
    return index, None


def _whole_date(words: list[str], first: int, end: int) -> tuple[int, int]:
    """Take the day before a month into the date, and the year after it."""
    day = first - 1 - (first > 1 and words[first - 1] == ".")  # "12 mars", "12. März"
    if day >= 0 and words[day].isdigit() and len(words[day]) <= 2:
        first = day
    if end < len(words) and words[end].isdigit() and len(words[end]) == 4:
        end += 1
    return first, end


def _run(block: Block, index: int, *, untyped: bool) -> tuple[int, EntityType | None]:
    """Return the end and the type of the capitalised words at `index`."""
    flags = block.flags
    end = index + 1
    while end < len(flags) and flags[end] & bits.CAPITAL:
        end += 1
    if end - index == 1 and flags[index] & bits.CITY and not flags[index] & bits.COMMON:
        return end, EntityType.GPE
    if not untyped or (_opens(block, index) and end - index == 1):
        return end, None
    return end, EntityType.NAME


def _opens(block: Block, index: int) -> bool:
    """Whether a token is the first of a sentence, a line or a quotation."""
    before = index - 1
    return (
        index == 0 or bool(block.flags[before] & bits.STOP) or block.tokens.words[before] in "«»‹›—"
    )
