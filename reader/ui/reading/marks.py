"""Places marked with a letter; they are kept for the document."""

from __future__ import annotations

import asyncio
from collections.abc import Callable

from reader.core.keymap import Given
from reader.core.ports import Catalogue
from reader.ui.reading.desk import Page


class Marks:
    """Carries out the commands on marks."""

    def __init__(self, page: Page, catalogue: Catalogue, are_kept: Callable[[], bool]) -> None:
        """Mark places on `page`; keep them in `catalogue` if they are to be kept."""
        self._page = page
        self._catalogue = catalogue
        self._are_kept = are_kept

    def apply(self) -> None:
        """Bring back the marks of the document that is on the page now."""
        if self._are_kept():
            self._page.view.set_marks(self._catalogue.marks(self._page.session.document_id))

    async def command_mark(self, given: Given) -> None:
        """Mark the place."""
        self._page.view.set_mark(given.character)
        self._page.say(f"marked as {given.character}")
        if not self._are_kept():
            return
        document, marks = self._page.session.document_id, self._page.view.marks
        await asyncio.to_thread(self._catalogue.keep_marks, document, marks)

    def command_go_to_mark(self, given: Given) -> None:
        """Go to a marked place."""
        if not self._page.view.go_to_mark(given.character):
            self._page.say(f"no place is marked as {given.character}")
