"""Cells that a spreadsheet would run as a formula (OWASP, "CSV Injection")."""

from __future__ import annotations

import re

# Closed under a further apostrophe in front, so that taking one away is always right.
_FORMULA = re.compile(r"[\s']*[=+\-@＝＋－＠]|'*[\t\r\n]")


def inert(cell: str) -> str:
    """Return a cell that no spreadsheet runs: with an apostrophe in front where it needs one."""
    return f"'{cell}" if _FORMULA.match(cell) else cell


def live(cell: str) -> str:
    """Return what `inert` was given."""
    return cell[1:] if cell.startswith("'") and _FORMULA.match(cell, 1) else cell
