"""Names of the gazetteer, to be drawn from when training text is made or varied."""

from __future__ import annotations

import re
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
