"""Names of the gazetteer, to be drawn from when training text is made or varied."""

from __future__ import annotations

import random
import re
from collections.abc import Sequence
from functools import cache

from reader.entities import bits
from reader.entities.gazetteer import load_gazetteer

_SMALL = re.compile(r"(?<= )(?:And|Of|The|Do|De|Da|Del|La|Le|Am|An|Der)(?= )")
_IDLE = bits.COMMON | bits.TITLE


@cache
def names(wanted: int, *, single: bool = False) -> tuple[str, ...]:
    """Return the names with a bit of `wanted`, capitalised; only those of one word if `single`."""
    return tuple(
        sorted(
            _SMALL.sub(lambda small: small[0].lower(), key.title())
            for key, known in load_gazetteer().items()
            if known & wanted
            and not known & _IDLE
            and (key if single else key.replace(" ", "")).isalpha()
        )
    )


_FRONT = re.compile(r"\w*?[^\Waeiouy]+[aeiouy]+(?=\w)", re.IGNORECASE)
_BACK = re.compile(r"[^\Waeiouy]+[aeiouy]\w*$", re.IGNORECASE)


def invent(chance: random.Random, pool: Sequence[str]) -> str:
    """Return a name that is in no list: the beginning of one of `pool` and the end of another."""
    first, second = chance.choice(pool), chance.choice(pool)
    front, back = _FRONT.match(first), _BACK.search(second, 2)
    if front is None or back is None:
        return first
    return front[0] + back[0].lower()
