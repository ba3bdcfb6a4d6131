"""Numbers as lists show them: in letters, Roman or Arabic figures."""

from __future__ import annotations

_ROMAN = (
    (1000, "m"), (900, "cm"), (500, "d"), (400, "cd"), (100, "c"), (90, "xc"), (50, "l"),
    (40, "xl"), (10, "x"), (9, "ix"), (5, "v"), (4, "iv"), (1, "i"),
)  # fmt: skip
_MAX_LETTERED = 26 * 20
_MAX_ROMAN = 4000


def counted(number: int, sign: str) -> str:
    """Return `number` as a list counts that begins with `sign`: ``1``, ``a``, ``A``, ``i``, ``I``.

    Numbers that letters or Roman figures do not reach are shown in Arabic ones.
    """
    if sign in {"a", "A"} and 0 < number <= _MAX_LETTERED:
        times, letter = divmod(number - 1, 26)
        text = chr(ord("a") + letter) * (times + 1)
    elif sign in {"i", "I"} and 0 < number < _MAX_ROMAN:
        text = _roman(number)
    else:
        text = str(number)
    return text.upper() if sign.isupper() else text


def _roman(number: int) -> str:
    text = ""
    for value, letters in _ROMAN:
        times, number = divmod(number, value)
        text += letters * times
    return text
