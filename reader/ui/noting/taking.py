"""Annotations of a list taken elsewhere: their words to the clipboard, all of them to a file."""

from __future__ import annotations

import asyncio
from collections.abc import Iterable, Iterator
from pathlib import Path

from reader.core.citation import quotation
from reader.core.noted import Noted
from reader.core.ports import Clipboard
from reader.ui.background import in_background
from reader.ui.content import counted
from reader.ui.exporting import export
from reader.ui.noting.desk import NotesDesk
from reader.ui.noting.sources import NotesSource
from reader.ui.services import Services

_COPIED = 50
"""Annotations that are copied at once at most: a clipboard is no place for a library."""


class Taking:
    """Carries out the commands that copy and export annotations."""

    def __init__(
        self, desk: NotesDesk, services: Services, source: NotesSource, clipboard: Clipboard
    ) -> None:
        """Take what is chosen or shown at `desk`; `source` opens the documents."""
        self._desk = desk
        self._services = services
        self._source = source
        self._clipboard = clipboard

    def command_copy(self) -> None:
        """Copy the words of the annotations that are chosen, each with its citation."""
        chosen = [one for one in self._desk.chosen if one.annotation.spans]
        if not chosen:
            self._desk.say("there are no words to copy")
        elif len(chosen) > _COPIED:
            self._desk.say(
                f"at most {_COPIED} annotations are copied at once; E exports", "$warning"
            )
        else:
            # A clipboard tool may hang, and a document may take long: nobody waits for it.
            self._desk.beside(lambda: self._copy(chosen), "copy")

    async def _copy(self, chosen: list[Noted]) -> None:
        text = await in_background(lambda: "\n\n".join(self._quotations(chosen)))
        self._desk.say(await asyncio.to_thread(self._clipboard.copy, text))

    def _quotations(self, chosen: Iterable[Noted]) -> Iterator[str]:
        """Yield the words of each, with the citation that its document gives."""
        session, document = None, ""
        for one in chosen:
            if session is None or one.home.document != document:
                document = one.home.document
                session = self._source.session(document)
            yield quotation(session.document, one.annotation.spans, name=one.home.title)

    async def command_export(self) -> None:
        """Export the annotations that are marked, or else all that the filter leaves."""
        taken = self._desk.taken
        keys = frozenset(one.key for one in taken if one.home.path)
        paths: list[Path] = list(dict.fromkeys(one.home.path for one in taken if one.home.path))
        if not keys:
            self._desk.say("there is no annotation to export on a document of this device")
            return
        await export(self._desk, self._services, paths, counted(len(keys), "annotation"), only=keys)
