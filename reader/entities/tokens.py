"""Tokens: words, numbers and marks, cut where names begin and end.

A hyphen joins what is one name ("Jae-in", "Jean-Claude", "T-72B3") and separates what is
not ("Moscow-based", "pro-Russian"); "'s" is a token of its own, "O'Brien" is one.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

# Letters, digits and the marks that complete them in scripts that write vowels so.
_W = (
    r"\w\u0300-\u036f\u0591-\u05c7\u0610-\u061a\u064b-\u065f\u0670\u06d6-\u06ed"
    r"\u0900-\u0dff\u0e31-\u0e4e\u0f71-\u0f84\u1000-\u109f\u200c\u200d\ufe0f"
)

_ABBREVIATIONS = (
    "Mr|Mrs|Ms|Dr|Prof|Rev|Hon|Gen|Col|Maj|Capt|Lt|Sgt|Cpl|Pvt|Adm|Brig|Cmdr|Sen|Rep|Gov|Pres|"
    "Jr|Sr|St|Ste|Mt|Ft|Inc|Corp|Ltd|Co|Bros|No|vs|Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept|Sep|Oct|"
    "Nov|Dec|Calif|Fla|Ariz|Conn|Ill|Mass|Mich|Minn|Tenn|Wash|Wis|Pa|Va|Ala|Colo|Ky|Tex"
)

_PREFIXES = (
    "pro|anti|ex|non|pre|post|mid|inter|trans|sub|un|all|cross|multi|former|then|now|[Pp]ro|Anti|Ex"
)

_SYLLABLE = (
    r"(?!(?:run|ban|man|men|fan|pan|gun|son|sun|won|long|song|king|wing|ring|hang|ship|shop|hop|top|"
    r"look|book|time|home|side|like|line|free|haul|sail|rail|room|full|well|mile|wide|hour)\b)"
    r"(?:[bcdfghjklmnpqrstwxyz]|zh|ch|sh|ts|tz|hs)?y?(?:iao|uai|[aeiou]|a[eio]|e[eiou]|i[aeou]|o[ou]|u[aei])"
    r"(?:ng?|h|k|l|m|p)?"
)
"""Of a Chinese or Korean name, after a hyphen: "Tsai-chi", "Hsin-yuan", "Dae-jung"."""

TOKEN = re.compile(
    rf"""
    [ ]?(
      [A-Za-z]++(?=[ ,;:)"\n?!”])              # most words, at once
    | [,.;:()"“”!?]                            # most marks
    | (?:[A-Z]\.)+[A-Z]\b\.?                   # U.S., U.N
    | [A-Z]\.(?=[ ]?[A-Z])                     # J. Smith
    | (?=[A-Zv]\w{{1,4}}\.)(?:{_ABBREVIATIONS})\.
    | (?=[a-zAEP]{{2,6}}-)(?:{_PREFIXES})(?=-[A-Z])      # pro-Russian
    | [{_W}]+(?:
          [-‐‑](?=[A-Z\d]|[a-z]{{1,2}}(?![{_W}])|{_SYLLABLE}(?![{_W}]))[{_W}]+  # Jae-in, T-72
        | ['’](?!(?:s|re|ve|ll|d|m|S)(?![{_W}]))[{_W}]+    # O'Brien, Sana'a
        | (?<=\d)[,.](?=\d)\d+[{_W}]*                      # 1,200 and 3.5bn
        | \.(?=[a-z]{{2,4}}(?![{_W}]))[a-z]+               # Amazon.com
        | &(?=[A-Z])[{_W}]+                                # AT&T
      )*
    | ['’](?:s|re|ve|ll|d|m|S)(?![{_W}])
    | \n+
    | [^\s]
    )""",
    re.VERBOSE,
)

LONGEST = 60
"""A longer token is no name: it may be a picture in base64 or a megabyte of one letter."""


@dataclass(frozen=True, slots=True)
class Tokens:
    """The tokens of one block of text, as parallel lists."""

    text: str
    words: list[str]
    starts: list[int]
    ends: list[int]

    def __len__(self) -> int:
        return len(self.words)


def tokenise(text: str) -> Tokens:
    """Return the tokens of a reflowed text; a hard line break is a token too."""
    words: list[str] = TOKEN.findall(text)
    starts, ends = [], []
    at = 0
    for word in words:  # only blanks stand between them
        at = text.find(word, at)
        starts.append(at)
        at += len(word)
        ends.append(at)
    if max(map(len, words), default=0) > LONGEST:
        words = [word if len(word) <= LONGEST else "\ufffd" for word in words]
    return Tokens(text, words, starts, ends)
