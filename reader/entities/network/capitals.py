"""Which words of a block may be in a name: the others need no look from the statistical layer."""

from __future__ import annotations

import re
from collections.abc import Sequence

from reader.entities import bits

_FEW_CAPITALS = 0.03
_LOWER = bits.NAMED | bits.EVENT_HEAD
"""Of words in lower case, those that may be in a name: "kyiv", "the 1984 election"."""

_CAPITAL, _KNOWN, _FIGURE, _OTHER = b"Ck#-"


class _Kinds(dict[int, int]):
    """One letter for the bits of a word, worked out once."""

    def __missing__(self, flag: int) -> int:
        if flag & bits.CAPITAL:
            kind = _CAPITAL
        elif flag & _LOWER and not flag & bits.COMMON:
            kind = _KNOWN
        else:
            kind = _OTHER if flag & bits.LETTERS else _FIGURE
        self[flag] = kind
        return kind


_KINDS = _Kinds()
_RUN = re.compile(rb"#?[Ck](?:.{0,2}[Ck])*+")
"""Words that may be names, one or two others between them, a figure or a mark before them."""


def candidates(flags: Sequence[int]) -> list[int]:
    """Return the indices of the words that may be in a name, in order; `flags` are their bits.

    Where hardly a word has a capital, all words may.
    """
    kinds = bytes(map(_KINDS.__getitem__, flags))
    if kinds.count(_CAPITAL) < _FEW_CAPITALS * len(flags):
        return [index for index, flag in enumerate(flags) if flag & bits.LETTERS]
    return [index for run in _RUN.finditer(kinds) for index in range(*run.span())]
