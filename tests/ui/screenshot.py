"""Make the picture of the README: ``python -m tests.ui.screenshot``."""

from __future__ import annotations

import asyncio
import tempfile
from pathlib import Path

from reader.compose import Services
from reader.core.session import Session
from reader.locations import Locations
from reader.ui.app import ReaderApp
from tests.ui.driving import settled

SAMPLES = Path(__file__).parents[2] / "sample_docs"
DOCUMENT = SAMPLES / "the-night-the-grid-held.txt"
PICTURE = SAMPLES / "screenshot.svg"
SIZE = (100, 30)


def annotate(session: Session) -> tuple[int, int]:
    """Annotate as a reader of the report would; return what is to be selected."""
    text = str(session.document.text)

    def span(words: str) -> tuple[int, int]:
        start = text.index(words)
        return start, start + len(words)

    session.annotate([], tags=["war", "energy"])
    session.annotate(
        [span("It left at least 19 people killed and some seventy injured")],
        tags=["casualties"],
        note="Regional lists, still growing at noon: ask for the final count.",
    )
    session.annotate([span("could not be independently verified")], tags=["claim"])
    return span("Kharkiv")


async def main() -> None:
    """Write the picture."""
    with tempfile.TemporaryDirectory() as home:
        services = Services(Locations.find({"READER_HOME": home}, DOCUMENT))
        selected = annotate(services.open_session(DOCUMENT))
        app = ReaderApp(services, [DOCUMENT])
        async with app.run_test(size=SIZE) as pilot:
            await settled(pilot)
            app.screen.view.select(*selected)
            await pilot.pause()
            picture = app.export_screenshot(title="reader")
    PICTURE.write_text(picture, encoding="utf-8")


if __name__ == "__main__":
    asyncio.run(main())
