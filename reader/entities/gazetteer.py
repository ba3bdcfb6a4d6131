"""The gazetteer: one small file of names, compiled at build time, looked up by lower case."""

from __future__ import annotations

import zlib
from collections.abc import Sequence
from functools import cache
from importlib.resources import files

from reader.entities import bits

FILE = "gazetteer.bin"
"""In `reader/entities/data`: sections of names under the number that holds their bits."""


@cache
def load_gazetteer() -> dict[str, int]:
    """Return the bits of every entry; entries are lower case, their tokens joined by spaces.

    The table is shared and must not be changed.
    """
    packed = files("reader.entities").joinpath("data", FILE).read_bytes()
    table: dict[str, int] = {}
    for section in zlib.decompress(packed).decode().split("\n\n"):
        head, _, keys = section.partition("\n")
        table.update(dict.fromkeys(keys.split("\n"), int(head)))
    return table


def pack(table: dict[str, int]) -> bytes:
    """Return `table` as the bytes that `load_gazetteer` reads; the same table, the same bytes."""
    sections: dict[int, list[str]] = {}
    for key in sorted(table):
        sections.setdefault(table[key], []).append(key)
    lines = ("\n".join((str(value), *keys)) for value, keys in sorted(sections.items()))
    return zlib.compress("\n\n".join(lines).encode(), 9)


class Longest:
    """Finds the longest entries of a gazetteer in a list of tokens, from left to right."""

    def __init__(self, table: dict[str, int]) -> None:
        """Look entries up in `table`."""
        self._table = table

    def matches(
        self, words: Sequence[str], flags: Sequence[int], wanted: int
    ) -> list[tuple[int, int, int]]:
        """Return ``(first token, end token, bits)`` of entries with a `wanted` bit.

        Tokens must begin with a capital, but for small words inside the entry. `flags` are
        those of the words, as a `Lexicon` gives them. No two matches overlap.
        """
        found = []
        at = 0
        first = wanted | bits.PREFIX
        for index in [i for i, flag in enumerate(flags) if flag & bits.CAPITAL and flag & first]:
            if index < at:
                continue
            end, known = self._longest(words, flags, index, wanted)
            if known:
                found.append((index, end, known))
                at = end
        return found

    def _longest(
        self, words: Sequence[str], flags: Sequence[int], index: int, wanted: int
    ) -> tuple[int, int]:
        """Return the end and the bits of the longest entry that begins at token `index`."""
        known = flags[index]
        end, best = (index + 1, known) if known & wanted else (index, 0)
        key = words[index].lower()
        at = index + 1
        while known & bits.PREFIX and at < len(words):
            key = f"{key} {words[at].lower()}"
            known = self._table.get(key, 0)
            at += 1
            if known & wanted and flags[at - 1] & bits.CAPITAL:
                end, best = at, known
        return end, best
