"""Values: dates, times, money, percentages, quantities and numbers, by rule.

The work is driven by triggers: only a token that may begin a value (a digit, a number word, a
month, "last") is looked at. A number is read once, then what follows it says what it is.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

from reader.core.entity import EntityType, Mention

SOURCE = "rules"

_SMALL = (
    "one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|thirteen|fourteen|fifteen|"
    "sixteen|seventeen|eighteen|nineteen|twenty|thirty|forty|fifty|sixty|seventy|eighty|ninety"
)
_SCALES = "hundred|thousand|million|billion|trillion"
_ORDINALS = (
    "first|second|third|fourth|fifth|sixth|seventh|eighth|ninth|tenth|eleventh|twelfth|"
    "thirteenth|fourteenth|fifteenth|sixteenth|seventeenth|eighteenth|nineteenth|twentieth"
)
_MONTHS = (
    "January|February|March|April|May|June|July|August|September|October|November|December|"
    r"Jan\.?|Feb\.?|Mar\.|Apr\.?|Jun\.|Jul\.|Aug\.?|Sept?\.?|Oct\.?|Nov\.?|Dec\.?"
)
_DAYS = (
    "Monday|Tuesday|Wednesday|Thursday|Friday|Saturday|Sunday|Mon\\.|Tue\\.|Wed\\.|Thu\\.|Fri\\."
)
_SEASONS = "spring|summer|autumn|fall|winter"
_PERIODS = "day|week|weekend|fortnight|month|quarter|year|decade|century|season"
_HOURS = "second|minute|hour"
_PARTS = "morning|afternoon|evening|night|noon|midday|midnight|dawn|dusk"
_CURRENCIES = (
    "dollars?|euros?|pounds?(?: sterling)?|cents?|pence|yen|yuan|renminbi|rubles?|roubles?|"
    "hryvnias?|hryvnyas?|francs?|marks|rupees?|rupiah|won|pesos?|reais|reals?|rand|kron(?:a|or|er)|"
    "zlotys?|zloty|forints?|shekels?|dinars?|dirhams?|riyals?|rials?|lira|lire|liras|baht|ringgit|"
    "naira|shillings?|USD|EUR|GBP|UAH|RUB|CHF|JPY|CNY|PLN|crowns?|bitcoins?|guilders?"
)
_UNITS = (
    r"(?:square|cubic|nautical|metric|light)[- ](?:kilomet(?:re|er)s?|met(?:re|er)s?|miles?|feet|"
    r"foot|yards?|inch(?:es)?|tons?|tonnes?|years?|centimet(?:re|er)s?)|"
    r"(?:kilo|centi|milli|micro|nano)?met(?:re|er)s?|(?:kilo|milli|centi)?lit(?:re|er)s?|"
    r"(?:kilo|milli|micro)?grams?|(?:kilo|mega|giga)?(?:watts?(?:[- ]hours?)?|hertz|tons?|bytes?)|"
    r"kilos?|miles?|feet|foot|inch(?:es)?|yards?|acres?|hectares?|tonnes?|pounds?|ounces?|gallons?|"
    r"barrels?|bushels?|pints?|knots|mph|kph|km/h|m/s|degrees?(?: (?:Celsius|Fahrenheit))?|"
    r"volts?|amps?|calories|light[- ]years?|stone|"
    r"km²?|km2|sq ?km|cm|mm|nm|m²|m2|m³|kg|mg|lbs?|oz|ft|GWh?|MWh?|kWh?|TWh?|MHz|GHz|kHz|Hz|"
    r"GB|MB|TB|kB|KB|dB|ml|°\s?[CF]?|º\s?[CF]?"
)
_APPROXIMATORS = (
    "at least|at most|more than|less than|fewer than|no more than|no fewer than|no less than|"
    "up to|as many as|as much as|as few as|over|under|about|around|some|nearly|almost|"
    "approximately|approx\\.|roughly|only|an estimated|estimated|just over|just under|well over|"
    "close to|a record|another|upwards of|in excess of|minus"
)

_FIGURE = r"\d{1,3}(?:[,\u0020'’]\d{3})+(?!\d)(?:\.\d+)?|\d+(?:[.,]\d+)?"
_WORD = rf"(?:{_SMALL}|{_SCALES}|dozens?|half|quarter)"
_WORDS = (
    rf"(?:a (?=hundred|thousand|million|dozen|half|quarter))?{_WORD}\b"
    rf"(?:(?:[ -]| and ){_WORD}\b){{0,9}}"
)
_SCALED = rf"(?:[ -]?(?:(?:{_SCALES}|dozen)s?\b|bn\b|mn\b|tn\b|[mk]n?\b(?![/²])))"
_HALF = r"half an? (?:thousand|million|billion|trillion|dozen)\b"
_NUMBER = rf"(?:(?:{_FIGURE}){_SCALED}?|(?i:{_HALF}|{_WORDS}))"
_SIGN = (
    r"(?:(?:US|A|AU|C|CA|NZ|HK|S|R|NT)?\$|[€£¥₴₽₹₩₪₺]|"
    r"(?:USD|EUR|GBP|CHF|UAH|KES|UGX|Rs\.?|K?Sh\.?) ?)"
)

_MONEY = re.compile(
    rf"{_SIGN}\s?(?:{_FIGURE}){_SCALED}?(?:\s?(?:-|–|—|to|and)\s?{_SIGN}?\s?(?:{_FIGURE}){_SCALED}?)?"
)
_AMOUNT = re.compile(
    rf"[-−+±~≈]?{_NUMBER}(?:(?:\s?[-–—]\s?|\s(?:to|or)\s){_NUMBER}|(?<=\d)/\d+\b"
    r"|[- ](?:thirds?|quarters?|fifths?|tenths?)\b)?(?![\w])"
)
_GLUED = re.compile(rf"[-−+±~≈]?(?:{_FIGURE})(?:[-–](?:{_FIGURE}))?")

_TAIL = re.compile(
    rf"""
      (?P<percent>\s?%|[ -]per[ ]?cent\b|[ ]percentage[ ]points?\b|[ ]pct\b)
    | (?P<money>[ -](?:US[ ]|American[ ]|Canadian[ ]|Australian[ ])?(?:{_CURRENCIES})\b|\s?[€£₴₽])
    | (?P<age>[- ](?:years?|months?|weeks?|days?)[- ]olds?\b)
    | (?P<date>[ -](?:(?:calendar|business|working|full|consecutive|long|straight)[ ])?
        (?:{_PERIODS})s?\b(?:[ ](?:ago|later|earlier|before|old))?)
    | (?P<time>[ ]?[ap]\.?m\b\.?|[ -](?:{_HOURS})s?\b(?:[ ](?:ago|later|earlier))?|[ ]o['’]clock
        |[ ](?:mornings|afternoons|evenings|nights)\b)
    | (?P<quantity>[ -]?(?:{_UNITS})(?!\w)(?:[ ]per[ ](?:hour|second|day|minute|year))?)
    """,
    re.VERBOSE,
)
_TAIL_LABELS = {
    "percent": EntityType.PERCENT,
    "money": EntityType.MONEY,
    "age": EntityType.DATE,
    "date": EntityType.DATE,
    "time": EntityType.TIME,
    "quantity": EntityType.QUANTITY,
}

_YEAR = r"(?:1[0-9]|20)\d\d"
_DAY = r"(?:3[01]|[12]\d|0?[1-9])"
_NTH = rf"{_DAY}(?:st|nd|rd|th)?"
_MONTH_DATE = (
    rf"(?:{_MONTHS})(?:\s{_NTH}(?:\s?[-–—]\s?(?:(?:{_MONTHS})\s)?{_NTH}|\sand\s{_NTH})?(?![\d:]))?"
    rf"(?:,?\s(?:of\s)?{_YEAR}\b|\sof\s(?:last|this|next)\syear\b)?"
)
_DAY_DATE = rf"{_NTH}(?:\s?[-–—]\s?{_NTH})?(?:\sof)?\s(?:{_MONTHS})(?!\w)(?:,?\s{_YEAR}\b)?"
_DATES = re.compile(
    rf"""
      \d{{4}}[-/.](?:0?[1-9]|1[0-2])[-/.]{_DAY}\b(?:T\d\d:\d\d(?::\d\d)?Z?)?
    | {_DAY}[./-](?:0?[1-9]|1[0-2])[./-](?:{_YEAR}|\d\d)\b
    | (?:0?[1-9]|1[0-2])/{_DAY}/(?:{_YEAR}|\d\d)\b
    | {_DAY_DATE}
    | (?:(?:early|late|mid)[- ])?(?:(?:1\d|20)\d0s|['’]?\d0s)\b
    | {_YEAR}\s?[-–—/]\s?(?:{_YEAR}|\d\d)\b(?![-.]\d)
    | \d{{1,2}}(?:st|nd|rd|th)[ -](?:century|centuries)\b(?:\s(?:BC|AD|BCE|CE)\b)?
    | \d+\s(?:BC|AD|BCE|CE)\b
    | (?:AD|A\.D\.)\s\d+\b
    """,
    re.VERBOSE,
)
_CLOCK = re.compile(
    r"(?:[01]?\d|2[0-3])[:.][0-5]\d(?::[0-5]\d)?(?:(?<=:\d\d)\.\d{1,3}\b)?"
    r"(?:\s?(?:[ap]\.?m\b\.?|hours|hrs|h\b))?"
    r"(?:\s(?:GMT|UTC|CET|CEST|EST|EDT|PST|PDT|BST|ET|local time)\b)?"
)
_CLOCK_SURE = re.compile(r":|m\.?\b|h")
_ORDINAL = re.compile(
    rf"(?:\d+(?:st|nd|rd|th)|(?i:(?:twenty|thirty|forty|fifty|sixty|seventy|eighty|ninety)-)?"
    rf"(?i:{_ORDINALS}|thirtieth|fortieth|fiftieth|hundredth|thousandth))(?!\w)"
)
_CENTURY = re.compile(r"[ -](?:century|centuries)\b(?:\s(?:BC|AD|BCE|CE)\b)?")
_NTH_PERIOD = re.compile(
    r"[ ](?:(?:consecutive|straight|successive|full)[ ])?"
    r"(?:(?P<night>night|morning|evening)|day|week|month|quarter|year|decade)\b"
)
_A_BEFORE = re.compile(r"\b(?:an?|the|its|his|her|our|their)\s$", re.IGNORECASE)
_NAMED_DATE = re.compile(
    rf"""
      (?:(?i:early|late|mid|last|next|this|every|each)[ -](?:on\s)?)?(?:{_DAYS})(?!\w)
        (?:,?\s(?:{_MONTH_DATE}|{_DAY_DATE})|s\b)?(?:\s(?P<part>{_PARTS})\b)?
    | (?:(?i:early|late|mid|last|next|this|every|each)[ -](?:in\s)?)?{_MONTH_DATE}(?!\w)
    """,
    re.VERBOSE,
)
_RELATIVE = re.compile(
    rf"""
      (?P<time>(?:this|tomorrow|yesterday|last|every|late[ ]last|early[ ]this)[ ]
        (?:early[ ]|late[ ])?(?:morning|afternoon|evening|night)\b
        | half[ ]an?[ ](?:{_HOURS})\b
        | tonight\b | overnight\b | midnight\b | midday\b | noon\b
        | (?:early[ ]|late[ ])?(?:morning|afternoon|evening)[ ]hours\b)
    | (?:day|week|month|year)s?[ ](?:before[ ]yesterday|after[ ]tomorrow)\b
    | (?:today|yesterday|tomorrow)\b
    | (?:(?:early|late|later|earlier)[ ])?
        (?:this|last|next|every|each|past|previous|following|coming|
        (?<=the[ ])(?:same|first|second|third|fourth))[ ]
        (?:(?:few|couple[ ]of|several|\d+|{_SMALL})[ ])?
        (?:(?:fiscal|financial|calendar|academic)[ ])?
        (?:(?:{_PERIODS})s?|{_SEASONS})\b(?:[ ]of[ ]{_YEAR}\b)?
    | (?:early|late|mid)[- ](?:(?:{_SEASONS})\b|{_YEAR}\b(?!s)|(?:{_PERIODS})\b)
    | (?:several|a[ ]few|many|a[ ]couple[ ]of|recent|past)[ ]
        (?:day|week|month|year|decade|centurie)s\b(?:[ ](?:ago|later|earlier))?
    | an?[ ](?:day|week|month|year|decade|century)[ ](?:ago|later|earlier|before)\b
    | (?P<article>an?[ ](?:day|week|month|year|decade|century)\b)
    | (?<=in[ ]the[ ])(?:spring|summer|autumn|winter)\b
    | (?:day|week|month|year)[ ](?:before|after)\b(?=[^\w\s-]|$)
    | (?:end|beginning|start|middle|close|eve)[ ]of[ ](?:
        (?:the|this|last|next)[ ](?:{_PERIODS})\b|(?-i:{_MONTH_DATE})(?!\w)|{_YEAR}\b)
    | (?:{_SEASONS})[ ]of[ ]{_YEAR}\b
    | (?:first|second)[ ](?:half|quarter)[ ]of[ ](?:{_YEAR}|(?:the|this|last|next)[ ]year)\b
    | half[ ]a[ ](?:day|week|month|year|decade|century)\b
    | (?:daily|weekly|monthly|quarterly|annually|yearly|annual)\b(?-i:(?![ ][A-Z]))
    | decades\b
    """,
    re.VERBOSE | re.IGNORECASE,
)
_SPAN_BEFORE = re.compile(
    r"(?:\b(?:in|for|than|within|lasted)|(?<!\w)[€£$]?\d[\d,.]*%?(?:\s[a-z]+){0,2})\s$",
    re.IGNORECASE,
)
"""What stands before "a year" where that is a stretch or a rate: "in a year", "40 tons a year"."""
_BEFORE = re.compile(rf"\b(?:{_APPROXIMATORS})\s$", re.IGNORECASE)
_YEAR_ONLY = re.compile(rf"{_YEAR}(?![\w,]*\d)(?!\w)")
_YEAR_BEFORE = re.compile(
    r"(?:\b(?:in|since|until|till|by|from|during|before|after|of|for|early|late|mid|circa|around|"
    r"year|born|the|and|through|between|January|February|March|April|May|June|July|August|"
    r"September|October|November|December)[ ,-]{1,2}|[(,;–—-]\s?)$",
    re.IGNORECASE,
)
_PLURAL = re.compile(r"\s(?:[a-z]+[ -])?[a-z]{3,}s\b")
_PRONOUN_AFTER = re.compile(
    r"\s(?:of(?! the)|and|in|to|for|by|with|that|who|is|was|has|had|can|could|must|would|which|"
    r"thing|day|another|or|more|side|way|point)\b|\s?[^\w\s-]"
)
_THE_BEFORE = re.compile(r"\b[Tt]he\s$")
_BETWEEN_BEFORE = re.compile(r"\bbetween\s$", re.IGNORECASE)
_AND = re.compile(rf"\sand\s{_NUMBER}(?!\w)")
_PRONOUN_BEFORE = re.compile(
    r"\b(?:no|any|every|some|this|that|the|each|which|another|good|new)\s$", re.IGNORECASE
)
_FALLING = re.compile(r"([\d,]+) to ([\d,]+)")
"""Votes, "141 to 7", are two numbers; "7 to 141" is a range."""
_LIST_MARK = re.compile(r"[ \t]*\d{1,3}[.)](?=\s)")

_STARTERS = frozenset(
    f"{_SMALL}|{_SCALES}|{_ORDINALS}|{_SEASONS}|dozen|dozens|half|quarter|"
    "january|february|march|april|may|june|july|august|september|october|november|december|"
    "jan|jan.|feb|feb.|mar|mar.|apr|apr.|jun.|jul.|aug|aug.|sep|sep.|sept|sept.|oct|oct.|nov|nov.|"
    "dec|dec.|monday|tuesday|wednesday|thursday|friday|saturday|sunday|mon|tue|wed|thu|fri|mondays|"
    "tuesdays|wednesdays|thursdays|fridays|saturdays|sundays|"
    "today|yesterday|tomorrow|tonight|overnight|midnight|midday|noon|this|last|next|every|each|previous|following|coming|same|"
    "early|late|mid|later|earlier|several|a|an|many|recent|past|day|week|month|year|morning|afternoon|evening|"
    "end|beginning|start|middle|daily|weekly|monthly|quarterly|annually|yearly|annual|decades|thirtieth|fortieth|fiftieth|"
    "hundredth|thousandth|$|€|£|¥|₴|₽|₹|₩|₪|₺|us|nt|usd|eur|gbp|chf|uah|rs|hk|nz|a.d.|ad".split("|")
)
_DIGITS = frozenset("0123456789")
_SHILLINGS = ("sh", "ksh", "rs")
_HYPHENED = tuple(f"{word}-" for word in f"{_SMALL}|{_ORDINALS}|mid|half".split("|"))


def may_begin(lower: str) -> bool:
    """Whether a value may begin with this lower-case token."""
    if "-" in lower and lower.startswith(_HYPHENED):
        return True
    if lower[-1] in _DIGITS and lower.startswith(_SHILLINGS):
        return True
    return lower in _STARTERS or lower[0] in _DIGITS


def figures(word: str) -> bool:
    """Whether `word` begins a value in any language: it is in figures or a currency sign."""
    return word[0] in _DIGITS or word[0] in "$€£¥₴₽₹₩₪₺"


def find_values(text: str, starts: Iterable[int]) -> list[Mention]:
    """Return the values of a reflowed `text`, in order, none overlapping.

    `starts` are the offsets, in order, of the tokens for which `may_begin` holds.
    """
    found: list[Mention] = []
    at = 0
    for start in starts:
        if start < at:
            continue
        value = _value_at(text, start)
        if value is None:
            continue
        end, label = value
        first = _widen(text, start, end, at, label)
        found.append(Mention(first, end, label.value, 1.0, SOURCE))
        at = end
    return found


def _value_at(text: str, start: int) -> tuple[int, EntityType] | None:
    """Return the end and the type of the value that begins at `start`, if one does."""
    first = text[start]
    if first.isdigit():
        return _figures(text, start)
    if match := _MONEY.match(text, start):
        return match.end(), EntityType.MONEY
    if match := _NAMED_DATE.match(text, start):
        return _named_date(text, match)
    if match := _RELATIVE.match(text, start):
        if match["article"] and not _SPAN_BEFORE.search(text, max(0, start - 40), start):
            return _words(text, start)
        return match.end(), EntityType.TIME if match["time"] else EntityType.DATE
    return _words(text, start)


def _named_date(text: str, match: re.Match[str]) -> tuple[int, EntityType] | None:
    """Return a date that has the name of a day or a month, unless the name is another word."""
    if match[0] in {"March", "May", "August"} and not _is_month(text, match):
        return None
    return match.end(), EntityType.TIME if match["part"] else EntityType.DATE


_MONTH_BEFORE = re.compile(
    r"\b(?:in|since|until|till|by|from|during|of|last|next|this|early|late|mid|through|to|every|"
    r"before|after|between|and|for)[ -]$",
    re.IGNORECASE,
)
_MODAL_AFTER = re.compile(r"\s(?:be|have|not|I|we|you|he|she|it|they|the|also|well)\b")


def _is_month(text: str, match: re.Match[str]) -> bool:
    """Whether "March", "May" or "August" alone is the month: a preposition stands before it."""
    before = text[max(0, match.start() - 12) : match.start()]
    return bool(_MONTH_BEFORE.search(before)) and not _MODAL_AFTER.match(text, match.end())


def _figures(text: str, start: int) -> tuple[int, EntityType] | None:
    """Return the value that begins with a digit at `start`."""
    if start and (text[start - 1].isalnum() or text[start - 1] in "_#@"):
        return None
    if match := _DATES.match(text, start):
        return match.end(), EntityType.DATE
    clock = _CLOCK.match(text, start)
    if clock and _CLOCK_SURE.search(clock[0]) and not text[clock.end() : clock.end() + 1].isalnum():
        return clock.start() + len(clock[0].rstrip()), EntityType.TIME
    if match := _ORDINAL.match(text, start):
        return _ordinal(text, match)
    if (match := _YEAR_ONLY.match(text, start)) and _is_year(text, match):
        return match.end(), EntityType.DATE
    return _amount(text, start)


def _words(text: str, start: int) -> tuple[int, EntityType] | None:
    """Return the value that begins with a number word at `start`."""
    if match := _ORDINAL.match(text, start):
        return _ordinal(text, match)
    return _amount(text, start)


def _ordinal(text: str, match: re.Match[str]) -> tuple[int, EntityType]:
    """Return an ordinal, or the century that it counts."""
    if century := _CENTURY.match(text, match.end()):
        return century.end(), EntityType.DATE
    if (period := _NTH_PERIOD.match(text, match.end())) and _A_BEFORE.search(
        text, max(0, match.start() - 6), match.start()
    ):
        return period.end(), EntityType.TIME if period["night"] else EntityType.DATE
    return match.end(), EntityType.ORDINAL


def _is_year(text: str, match: re.Match[str]) -> bool:
    """Whether four digits are a year and not a count: what stands around them says it."""
    year = int(match[0])
    if not 1100 <= year <= 2099 or _TAIL.match(text, match.end()):
        return False
    if _YEAR_BEFORE.search(text[max(0, match.start() - 12) : match.start()]):
        return not (year % 100 == 0 and _PLURAL.match(text, match.end()))
    return 1800 <= year <= 2049 and not (year % 10 == 0 and _PLURAL.match(text, match.end()))


def _amount(text: str, start: int) -> tuple[int, EntityType] | None:
    """Return a number with what it counts, or the number alone."""
    match = _AMOUNT.match(text, start)
    if match is None:
        return _glued(text, start)
    end = match.end()
    between = _BETWEEN_BEFORE.search(text, max(0, start - 8), start)
    if between and (other := _AND.match(text, end)):
        end = other.end()
    if tail := _TAIL.match(text, end):
        label = _TAIL_LABELS[str(tail.lastgroup)]
        if label is not EntityType.PERCENT and match[0].lower() in {"a quarter", "quarter", "half"}:
            return None
        return tail.end(), label
    falls = _FALLING.fullmatch(match[0])
    if falls and float(falls[2].replace(",", "")) < float(falls[1].replace(",", "")):
        return start + falls.end(1), EntityType.CARDINAL
    if end > match.end():
        return end, EntityType.CARDINAL
    return _cardinal(text, match)


def _glued(text: str, start: int) -> tuple[int, EntityType] | None:
    """Return a figure with a unit and no space between: "155mm", "30k", "12pm"."""
    match = _GLUED.match(text, start)
    if match and (tail := _TAIL.match(text, match.end())):
        return tail.end(), _TAIL_LABELS[str(tail.lastgroup)]
    return None


def _cardinal(text: str, match: re.Match[str]) -> tuple[int, EntityType] | None:
    """Return a plain number; "one" and "a half" are mostly other words."""
    word = match[0].lower()
    if word in {"half", "a half", "quarter", "a quarter", "one half"}:
        return None
    if word == "one" and _is_pronoun(text, match):
        return None
    line = text.rfind("\n", 0, match.start()) + 1
    if match[0].isdigit() and _LIST_MARK.match(text, line) and match.start() - line < 4:
        return None
    return match.end(), EntityType.CARDINAL


def _is_pronoun(text: str, match: re.Match[str]) -> bool:
    """Whether "one" stands for a person or a thing."""
    before = text[max(0, match.start() - 9) : match.start()]
    return bool(_PRONOUN_AFTER.match(text, match.end()) or _PRONOUN_BEFORE.search(before))


def _widen(text: str, start: int, end: int, at: int, label: EntityType) -> int:
    """Return the start of a value with what belongs to it: "at least 19", "the 1990s"."""
    if label is EntityType.ORDINAL:
        return start
    if label in {EntityType.DATE, EntityType.TIME}:
        # "the 1984 election" is no date, but "the 1980s" and "the past year" are.
        whole = not text[start].isdigit() or not text[end - 1].isdigit()
        article = whole and _THE_BEFORE.search(text, max(at, start - 5), start)
        return start - 4 if article else start
    before = _BEFORE.search(text, max(at, start - 20), start)
    return before.start() if before else start
