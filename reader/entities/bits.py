"""What a lexicon knows of a word or a name: one bit each, so that a lookup is one integer."""

from __future__ import annotations

from typing import Final

COUNTRY: Final = 1 << 0
GPE: Final = 1 << 1
CITY: Final = 1 << 2
TOWN: Final = 1 << 3
REGION: Final = 1 << 4
GIVEN: Final = 1 << 5
FAMILY: Final = 1 << 6
NORP: Final = 1 << 7
LANGUAGE: Final = 1 << 8
ORG: Final = 1 << 9
COMPANY: Final = 1 << 10
ORG_HEAD: Final = 1 << 11
ORG_SUFFIX: Final = 1 << 12
FAC_HEAD: Final = 1 << 13
LOC_HEAD: Final = 1 << 14
GPE_HEAD: Final = 1 << 15
EVENT: Final = 1 << 16
EVENT_HEAD: Final = 1 << 17
LAW_HEAD: Final = 1 << 18
PRODUCT: Final = 1 << 19
TITLE: Final = 1 << 20
COMMON: Final = 1 << 21
"""A frequent word of the language: at the start of a sentence its capital says nothing."""
PREFIX: Final = 1 << 22
"""The first words of a longer entry."""
ACRONYM: Final = 1 << 23
"""A name only when written in capitals: "US", "WHO"."""
PARTICLE: Final = 1 << 24
"""Joins parts of a person's name or a place's: "von", "bin", "de la"."""
SMALL: Final = 1 << 25
"""Joins parts of an organisation's name: "of", "for the", "and"."""

CAPITAL: Final = 1 << 26
"""Begins with a capital letter."""
UPPER: Final = 1 << 27
"""Two letters or more, all capitals."""
LETTERS: Final = 1 << 28
"""Begins with a letter."""
ORDINARY: Final = 1 << 29
"""Mostly written in lower case in the training text: a capital says less."""
VALUE: Final = 1 << 30
"""May begin a date, a time, an amount or a number."""
MODEL: Final = 1 << 31
"""May begin a model number, or stands beside the name of a weapon, a vehicle or a ship."""
ADDRESS: Final = 1 << 32
"""May be part of an address, a handle or an account number."""
STOP: Final = 1 << 33
"""Ends a sentence or a line."""

CUE: Final = ORG_HEAD | STOP | VALUE | MODEL | ADDRESS
"""What makes a layer look at a word: few words have one of these."""
LAW: Final = EVENT | LAW_HEAD
"""Both: an entry that is the whole name of a law or a treaty."""
FACILITY: Final = REGION | FAC_HEAD
"""Both: an entry that is the whole name of a building or a work of engineering."""
PLACE: Final = COUNTRY | GPE | CITY | TOWN | REGION
"""Any place."""
POLITY: Final = COUNTRY | GPE | CITY | TOWN
"""A place with a government."""
NAMED: Final = COUNTRY | GPE | CITY | REGION | NORP | ORG | EVENT | LANGUAGE
"""Entries that are names on their own, without context."""
ENTRY: Final = PLACE | NORP | ORG | COMPANY | EVENT | LANGUAGE | PRODUCT
"""Bits that an entry written as an acronym loses when the word is not."""
