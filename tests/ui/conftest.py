"""The app with real services, everything it keeps below a temporary folder."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from reader.compose import Services
from reader.locations import Locations
from reader.ui.app import ReaderApp

STORY = """\
Night over Odesa

On Friday the defence minister Anna Novák met Jens Stoltenberg in Kyiv.

NATO promised 12 launchers. Stoltenberg left for Odesa on Saturday. He said nothing.
"""


@pytest.fixture(autouse=True)
def colours(monkeypatch: pytest.MonkeyPatch) -> None:
    """A terminal with all colours, wherever the tests run."""
    monkeypatch.setenv("TERM", "xterm-256color")
    monkeypatch.setenv("COLORTERM", "truecolor")
    monkeypatch.delenv("NO_COLOR", raising=False)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    documents = tmp_path / "documents"
    documents.mkdir()
    (documents / "story.txt").write_text(STORY, encoding="utf-8")
    (documents / "paper.md").write_text(
        "# On cables\n\nThe first one.\n\n## Laid\n\nIn 1866.\n", encoding="utf-8"
    )
    long = "\n\n".join(f"Paragraph {number} goes on a little." for number in range(1, 301))
    (documents / "long.txt").write_text(f"A long text\n\n{long}\n", encoding="utf-8")
    return documents


@pytest.fixture
def services(tmp_path: Path, folder: Path) -> Iterator[Services]:
    services = Services(Locations.find({"READER_HOME": str(tmp_path / "home")}, folder))
    yield services
    services.close()


@pytest.fixture
def new_app(services: Services, folder: Path) -> Callable[..., ReaderApp]:
    def make(name: str = "") -> ReaderApp:
        return ReaderApp(services, [folder / name if name else folder])

    return make
