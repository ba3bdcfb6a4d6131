"""Texts of any size in our own words, made once a run in a temporary folder."""

from __future__ import annotations

import random
from pathlib import Path

_WORDS = str.split(
    "the of and to in a that it was for on as with by at from over near before after "
    "wave estuary operator engineers counted hours interceptors promised within weeks alliance "
    "ministry reported lines north stable again winter grid harbour crews repaired transformers "
    "well-known state-of-the-art nineteen people schools hospital water pressure returned morning "
    "Odesa Kyiv Brussels NATO Stoltenberg Kharkiv Vienna Friday 2024 thousand shelters"
)


def prose(megabytes: float, *, emoji_every: int = 0) -> str:
    """Return paragraphs of about so many MB; with an emoji in every n-th of them if asked."""
    chance = random.Random(7)
    paragraphs: list[str] = []
    size, number = 0, 0
    while size < megabytes * 1e6:
        words = [chance.choice(_WORDS) for _ in range(chance.randint(20, 110))]
        number += 1
        mark = " 🌍" if emoji_every and number % emoji_every == 0 else ""
        paragraphs.append(" ".join(words).capitalize() + "." + mark)
        size += len(paragraphs[-1]) + 2
    return f"first-page-mark {paragraphs[0]}\n\n" + "\n\n".join(paragraphs[1:]) + "\n"


def write(folder: Path, megabytes: float, **options: int) -> Path:
    """Write such a text to `folder` and return its path."""
    suffix = "-emoji" if options else ""
    path = folder / f"{megabytes:g}MB{suffix}.txt"
    if megabytes <= 10:
        path.write_text(prose(megabytes, **options), encoding="utf-8")
    else:
        # A large text is a smaller one many times over: making it is not what is measured.
        piece = prose(10, **options).encode()
        path.write_bytes(piece * round(megabytes / 10))
    return path
