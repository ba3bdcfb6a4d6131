"""Patterns of the languages whose words can be broken; each file names its authors and licence."""

from __future__ import annotations

from functools import cache
from importlib.resources import files

from reader.core.hyphens import Patterns

LANGUAGES = ("de", "en", "es", "fr", "it")


def patterns(language: str) -> Patterns | None:
    """Return the patterns for a BCP 47 tag such as ``en-GB``; None for a language without any."""
    primary = language.lower().replace("_", "-").partition("-")[0]
    return _read(primary) if primary in LANGUAGES else None


@cache
def _read(language: str) -> Patterns:
    text = files(__name__).joinpath("patterns", f"{language}.txt").read_text(encoding="utf-8")
    return Patterns(line for line in text.splitlines() if not line.startswith("%"))
