"""Suffixes that more than one part of the program goes by."""

from __future__ import annotations

TEXT = (".txt", ".text", ".log")
"""Of the files whose text is taken as it is."""
