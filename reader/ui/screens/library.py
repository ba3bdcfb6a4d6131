"""The library screen: every document, to choose from."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Collection, Iterator, Sequence
from functools import partial
from itertools import islice
from pathlib import Path
from typing import TypeVar

from textual import getters, on
from textual.app import ComposeResult
from textual.content import Content

from reader.core.commands import Scope
from reader.core.entity import Mention
from reader.core.errors import ReaderError
from reader.core.keymap import Keymap
from reader.core.ports import Clipboard
from reader.core.query import Query, Subject
from reader.core.session import Session
from reader.library.entry import Entry
from reader.ui.background import in_background
from reader.ui.content import counted, line, shorten
from reader.ui.exporting import export
from reader.ui.reading.annotating import Annotating
from reader.ui.reading.desk import Asking
from reader.ui.screens.list_screen import ListScreen
from reader.ui.services import Services
from reader.ui.widgets.document_list import DocumentList
from reader.ui.widgets.status_line import StatusLine
from reader.ui.widgets.title_line import TitleLine

T = TypeVar("T")

_FILTER_LABEL = "Filter: words, tag: entity: type: note: status: date:"
_BATCH = 64
"""Entries read between two looks at the screen."""


class LibraryScreen(ListScreen):
    """Lists the documents of some folders."""

    documents = getters.query_one(DocumentList)

    def __init__(
        self,
        services: Services,
        roots: Sequence[Path],
        keymap: Keymap,
        clipboard: Clipboard,
        open_document: Callable[[Path], None],
    ) -> None:
        """List what is named in, or below, `roots`; `open_document` shows one."""
        super().__init__(keymap, _FILTER_LABEL)
        self._services = services
        self._roots = roots
        self._clipboard = clipboard
        self._open_document = open_document
        self._entries: list[Entry] = []
        self._is_reading = False

    def compose(self) -> ComposeResult:
        """Lay out title, list, filter and status."""
        yield TitleLine()
        yield DocumentList()
        yield self.filter_line
        yield StatusLine()

    def on_mount(self) -> None:
        """Begin to read the folders."""
        self.command_refresh()

    # -- reading the folders

    def command_refresh(self) -> None:
        """Look for documents; those found show at once."""
        self._is_reading = True
        self.beside(self._read_entries, "entries")

    async def _read_entries(self) -> None:
        fresh: list[Entry] = []
        entries = self._services.library.entries(self._roots)
        try:
            while batch := await in_background(partial(_take, entries, _BATCH)):
                fresh += batch
                # A shorter list than before would make the rows jump while they are read again.
                if len(fresh) >= len(self._entries):
                    self._entries = fresh.copy()
                    await self.show_rows()
        except ReaderError as error:
            self.complain(str(error))
        self._entries = fresh
        self._is_reading = False
        await self.show_rows()

    async def came_back(self, changed: Collection[Path]) -> None:
        """Show what was annotated or read meanwhile."""
        await self._refresh(changed)

    async def _refresh(self, changed: Collection[Path]) -> None:
        """Read entries again: the documents were annotated or read on."""
        listed = [one.path for one in self._entries if one.path in changed]
        read = self._services.library.entry
        fresh = await in_background(lambda: {path: read(path) for path in listed})
        self._entries = [fresh.get(one.path, one) for one in self._entries]
        await self.show_rows()

    async def show_rows(self) -> None:
        """Show the entries that pass the filter."""
        query, entries = self.narrowing, self._entries
        passed = entries
        if query:
            passed = await in_background(
                lambda: [entry for entry in entries if self._passes(query, entry)]
            )
        if query is self.narrowing:
            self.documents.show(passed)
            if query and self.is_new_filter(query):
                self.documents.go_to(0)
            self._update(len(passed))

    def subjects(self) -> Sequence[Subject]:
        """Return what the filter looks at in the documents that are listed."""
        library = self._services.library
        return [library.subject(entry) for entry in self.documents.items if not entry.problem]

    def _passes(self, query: Query, entry: Entry) -> bool:
        """Whether an entry passes the filter; a file that is gone by now does not."""
        try:
            return not entry.problem and query.matches(self._services.library.subject(entry))
        except ReaderError:
            return False

    def _update(self, count: int) -> None:
        where = ", ".join(root.name or str(root) for root in self._roots)
        total = counted(len(self._entries), "document")
        shown = f"{count} of {total}" if self.narrowing else total
        if self.narrowing and not self.filter_line.display:
            where = f"/{shorten(self.filter_line.value, 40)}"
        self.title_line.show(
            Content.assemble(("Library", "bold"), "   ", line(where, "$dim")),
            Content.styled(shown + (" …" if self._is_reading else ""), "$dim"),
        )
        self.update_status()

    # -- keys

    def scopes(self) -> Sequence[Scope]:
        """Return the scopes that are active."""
        return Scope.LIBRARY, Scope.LIST, Scope.GLOBAL

    def state(self) -> Content:
        """Return what is wrong with the current document, or else its place in the list."""
        entry = self.documents.current
        if entry is None:
            return line("reading …" if self._is_reading else self._nothing())
        if entry.problem:
            return line(f"{entry.path.name}: {entry.problem}", "$error")
        return line(entry.path.name, "$dim")

    def _nothing(self) -> str:
        if self._entries:
            return "no document passes the filter: esc shows all again"
        return "no documents here: start reader with a folder that has some"

    def command_open(self) -> None:
        """Open the current document."""
        entry = self.documents.current
        if entry is not None:
            self._open_document(entry.path)

    def command_quit(self) -> None:
        """Leave the program."""
        self.app.exit()

    @on(DocumentList.Opened)
    def _clicked(self, event: DocumentList.Opened) -> None:
        self._open_document(event.item.path)

    # -- the document as a whole

    async def command_tag(self) -> None:
        """Tag the current document."""
        await self._annotate(Annotating.command_tag)

    async def command_note(self) -> None:
        """Write a note on the current document."""
        await self._annotate(Annotating.command_note)

    async def command_reading_status(self) -> None:
        """Mark the current document as read, unread or being read."""
        await self._annotate(Annotating.command_reading_status)

    async def command_undo(self) -> None:
        """Take back the last change to the current document as a whole."""
        await self._annotate(_undo_on_whole_document)

    async def command_redo(self) -> None:
        """Make it again."""
        await self._annotate(Annotating.command_redo)

    async def _annotate(self, verb: Callable[[Annotating], Awaitable[None]]) -> None:
        entry = self.documents.current
        if entry is None or entry.problem:
            return
        session = await in_background(partial(self._services.open_session, entry.path))
        desk = _EntryDesk(self, session, entry)
        await verb(Annotating(desk, self._clipboard, self._services.drafts))
        await self._refresh({entry.path})

    async def command_export(self) -> None:
        """Export the annotations of every document that is listed."""
        paths = [entry.path for entry in self.documents.items if not entry.problem]
        await export(self, self._services, paths, f"{len(paths)} documents", "library")


class _EntryDesk:
    """Annotates a document as a whole, from the list."""

    def __init__(self, screen: Asking, session: Session, entry: Entry) -> None:
        self.session = session
        self.heading = entry.title
        self.selection = None
        self.mentions: list[Mention] = []
        self.ask = screen.ask
        self.say = screen.say
        self.beside = screen.beside

    async def change(self, title: str, action: Callable[[], T]) -> T:
        """Run `action`, which writes, in a thread; say `title` once it is saved."""
        result = await asyncio.to_thread(action)
        self.say(f"saved: {title}", "$success")
        return result


async def _undo_on_whole_document(annotating: Annotating) -> None:
    """Undo, unless that would change a passage, which is not in sight here."""
    await annotating.undo(on_passages=False)


def _take(entries: Iterator[Entry], count: int) -> list[Entry]:
    """Return the next `count` entries, fewer at the end."""
    return list(islice(entries, count))
