"""Formats that need a library which is not in the base install."""

from __future__ import annotations

from importlib.util import find_spec

LIBRARIES = {"outlook": "oxmsg", "rst": "docutils", "web": "trafilatura"}
"""The library that an extra of the program brings."""


def is_installed(extra: str) -> bool:
    """Whether the library of `extra` can be imported; it is not imported for that."""
    return find_spec(LIBRARIES[extra]) is not None


def install_command(extra: str) -> str:
    """Return what a person types to install `extra`."""
    return f"pip install 'reader-tui[{extra}]'"
