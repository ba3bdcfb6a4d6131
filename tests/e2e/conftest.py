"""What every test of the whole program starts with."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.e2e.program import Program


@pytest.fixture
def program(tmp_path: Path, tmp_path_factory: pytest.TempPathFactory) -> Program:
    """The program in a fresh home."""
    return Program(tmp_path, tmp_path_factory.getbasetemp() / "pycache")
