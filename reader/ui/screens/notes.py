"""The screen of annotations: those of all documents, or of the one that is open."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Collection, Mapping, Sequence
from functools import partial
from pathlib import Path
from typing import TypeVar

from textual import getters, on
from textual.app import ComposeResult
from textual.content import Content

from reader.core.annotation import Annotation
from reader.core.codebook import Codebook
from reader.core.commands import Scope
from reader.core.errors import ReaderError
from reader.core.keymap import Keymap
from reader.core.noted import Key, Noted, Order, in_order, matching, subject
from reader.core.noting import Noting
from reader.core.ports import Clipboard
from reader.core.query import Subject
from reader.ui.background import in_a_moment, in_background
from reader.ui.content import counted, line, shorten
from reader.ui.noting.editing import Editing
from reader.ui.noting.sources import NotesSource
from reader.ui.noting.taking import Taking
from reader.ui.screens.list_screen import ListScreen
from reader.ui.services import Services
from reader.ui.widgets.note_list import NoteList
from reader.ui.widgets.row_list import RowList
from reader.ui.widgets.status_line import StatusLine
from reader.ui.widgets.title_line import TitleLine

T = TypeVar("T")

_FILTER_LABEL = "Filter: words, tag: note: status: creator: anchor: type: doc: date:"
_TITLE = 28
_GROWN = 1.5
"""By how much there is more before it is shown while reading: filtering and sorting all costs."""
_LOOK_AGAIN = 1.0
"""Seconds between two looks at what others have written: a stat of every note file."""


class NotesScreen(ListScreen):
    """Lists annotations, to find one and go to it, or to change many."""

    notes = getters.query_one(NoteList)

    def __init__(
        self,
        services: Services,
        keymap: Keymap,
        source: NotesSource,
        go_to: Callable[[Noted], None],
        clipboard: Clipboard,
        document: str = "",
    ) -> None:
        """List what `source` has; `go_to` shows the place of one.

        They are those of the open `document`, as people call it, or of all if it is empty.
        """
        super().__init__(keymap, _FILTER_LABEL)
        self._source = source
        self._noting = services.noting
        self._go_to = go_to
        self._document = document
        self._by_document: dict[str, list[Noted]] = {}
        self._codebook = Codebook(())
        self._order = Order.PLACE
        self._marked: dict[Key, None] = {}
        self._stamps: Mapping[str, object] = {}
        self._total = 0
        self._is_reading = True
        self._changes = asyncio.Lock()
        self._failures = 0
        self._editing = Editing(self, services.drafts)
        self._taking = Taking(self, services, source, clipboard)

    def compose(self) -> ComposeResult:
        """Lay out title, list, filter and status."""
        yield TitleLine()
        yield NoteList(with_documents=not self._document)
        yield self.filter_line
        yield StatusLine()

    def on_mount(self) -> None:
        """Begin to read, and to look what others write."""
        self.command_refresh()
        self.set_interval(_LOOK_AGAIN, self._look_again)

    # -- reading

    def command_refresh(self) -> None:
        """Read every annotation again; those read show at once."""
        self._is_reading = True
        self.beside(self._read, "entries")

    async def _read(self) -> None:
        fresh: dict[str, list[Noted]] = {}
        try:
            self._stamps = await in_background(self._source.stamps)
            self._codebook = await in_background(self._noting.codebook)
            documents = await in_background(self._source.by_document)
            while batch := await in_background(partial(in_a_moment, documents)):
                fresh |= {notes[0].home.document: notes for notes in batch if notes}
                # A shorter list than before would make the rows jump while they are read again.
                if len(fresh) >= len(self._by_document) * _GROWN:
                    self._by_document = fresh.copy()
                    await self.show_rows()
        except ReaderError as error:
            self.complain(str(error))
        is_shown = fresh == self._by_document
        self._by_document, self._is_reading = fresh, False
        if is_shown:
            self._update()
        else:
            await self.show_rows()

    def _look_again(self) -> None:
        """See whether others have changed annotations, unless something is on top of the list."""
        if self.is_current and not self._is_reading and not self._changes.locked():
            self.beside(self._follow, "watching")

    async def _follow(self) -> None:
        """Show what others have changed, and say that they have."""
        async with self._changes:
            seen, before = await in_background(self._source.stamps), self._stamps
            touched = [
                one for one in seen.keys() | before.keys() if seen.get(one) != before.get(one)
            ]
            if not touched:
                return
            self._codebook = await in_background(self._noting.codebook)
            fresh = await in_background(lambda: {one: self._source.of(one) for one in touched})
            news = any(
                _written(notes) != _written(self._shown(one)) for one, notes in fresh.items()
            )
            self._by_document |= fresh
            self._stamps = seen
        if news:
            await self.show_rows()
            self.say("notes were changed in another session")

    def _shown(self, document: str) -> list[Noted]:
        return self._by_document.get(document, [])

    async def show_rows(self) -> None:
        """Show the annotations that pass the filter, in order."""
        query, order, book = self.narrowing, self._order, self._codebook
        every = [one for notes in self._by_document.values() for one in notes]
        passed = await in_background(lambda: in_order(matching(every, query, book), order, book))
        if query is self.narrowing and order is self._order:
            if self._marked:
                there = {one.key for one in every}
                self._marked = {key: None for key in self._marked if key in there}
            self.notes.show_notes(passed, book, self._marked)
            if query and self.is_new_filter(query):
                self.notes.go_to(0)
            self._total = len(every)
            self._update()

    def subjects(self) -> Sequence[Subject]:
        """Return what the filter looks at in the annotations that are shown."""
        return [subject(one, self._codebook) for one in self.notes.items]

    def _show_marks(self) -> None:
        self.notes.show_notes(self.notes.items, self._codebook, self._marked)
        self._update()

    def _update(self) -> None:
        where = self._document or "in all documents"
        if self.narrowing and not self.filter_line.display:
            where = f"/{shorten(self.filter_line.value, 40)}"
        shown = counted(self._total, "annotation")
        if self.narrowing:
            shown = f"{len(self.notes.items)} of {shown}"
        parts = [f"{len(self._marked)} marked"] if self._marked else []
        parts += [shown + (" …" if self._is_reading else ""), self._order.value]
        self.title_line.show(
            Content.assemble(("Annotations", "bold"), "   ", line(where, "$dim")),
            Content.styled("  ·  ".join(parts), "$dim"),
        )
        self.update_status()

    # -- what its parts ask for

    @property
    def noting(self) -> Noting:
        """The work on annotations."""
        return self._noting

    @property
    def codebook(self) -> Codebook:
        """The codebook as last read."""
        return self._codebook

    @property
    def current(self) -> Noted | None:
        """The annotation that the person is at; None in an empty list."""
        return self.notes.current

    @property
    def documents(self) -> Collection[str]:
        """The ids of the documents that the list is about, also of those without annotations."""
        return self._stamps.keys()

    @property
    def chosen(self) -> Sequence[Noted]:
        """The annotations that are marked, also where the filter hides them; or the current."""
        if self._marked:
            every = (one for notes in self._by_document.values() for one in notes)
            marked = [one for one in every if one.key in self._marked]
            return in_order(marked, self._order, self._codebook)
        return [self.notes.current] if self.notes.current else []

    @property
    def taken(self) -> Sequence[Noted]:
        """The annotations that are marked, or else all that the filter leaves."""
        return self.chosen if self._marked else self.notes.items

    async def change(
        self, title: str, action: Callable[[], T], touched: Callable[[T], Collection[str]]
    ) -> T:
        """Run `action`, which writes, in a thread; show what changed, and `title` once saved."""
        self.say("saving …", "$dim")

        def act() -> tuple[T, Codebook, dict[str, list[Noted]]]:
            result = action()
            documents = {one: self._source.of(one) for one in set(touched(result)) if one}
            return result, self._noting.codebook(), documents

        try:
            async with self._changes:
                result, self._codebook, documents = await asyncio.to_thread(act)
        except ReaderError:
            self._failures += 1
            self.unsay()
            raise
        for notes in (*map(self._by_document.get, documents), *documents.values()):
            self.changed |= {one.home.path for one in notes or () if one.home.path}
        self._by_document |= documents
        await self.show_rows()
        self.say(f"saved: {title}", "$success")
        return result

    # -- keys

    def scopes(self) -> Sequence[Scope]:
        """Return the scopes that are active."""
        return Scope.NOTES, Scope.LIST, Scope.GLOBAL

    def performers(self) -> Sequence[object]:
        """Return the parts of the screen."""
        return self, self._editing, self._taking, self.app

    def state(self) -> Content:
        """Return where the current annotation is, when it was last changed, and by whom."""
        noted = self.notes.current
        if noted is None:
            return line("reading …" if self._is_reading else self._nothing())
        one = noted.annotation
        where = "" if self._document else shorten(noted.home.title, _TITLE)
        parts = (where, one.modified[:10], one.creator.name)
        return line(" · ".join(part for part in parts if part), "$dim")

    def _nothing(self) -> str:
        if self.narrowing:
            return "no annotation passes the filter: esc shows all again"
        return "nothing is annotated here yet"

    async def command_open(self) -> None:
        """Go to the place of the current annotation."""
        noted = self.notes.current
        if noted is None or not await self.may_leave():
            return
        if noted.annotation.is_lost:
            self.say("its words are gone: r in the document shows what they were", "$warning")
            return
        if self._document:
            self.dismiss(None)
        self._go_to(noted)

    @on(RowList.Opened)
    def _clicked(self) -> None:
        self.run_worker(self._finish(self.command_open()), group="commands")

    async def command_order(self) -> None:
        """Sort in the next order."""
        self._order = self._order.following
        await self.show_rows()
        self.notes.go_to(0)

    def command_mark(self) -> None:
        """Mark the current annotation, or no longer, and go to the next."""
        if self.notes.current:
            key = self.notes.current.key
            if key in self._marked:
                del self._marked[key]
            else:
                self._marked[key] = None
            self.notes.move(1)
            self._show_marks()

    def command_mark_all(self) -> None:
        """Mark all that are shown; or none of them if all are."""
        shown = dict.fromkeys(one.key for one in self.notes.items)
        if shown.keys() <= self._marked.keys():
            self._marked = {key: None for key in self._marked if key not in shown}
        else:
            self._marked |= shown
        self._show_marks()

    async def command_clear(self) -> None:
        """Take away the marks, or else the filter; or else go back."""
        if self._marked:
            self._marked = {}
            self._show_marks()
        elif self.narrowing:
            await super().command_clear()
        else:
            await self.command_back()

    # -- leaving

    async def came_back(self, changed: Collection[Path]) -> None:
        """Read what was changed while one of the documents was shown."""
        homes = {notes[0].home for notes in self._by_document.values() if notes}
        ids = [home.document for home in homes if home.path in changed]
        self._codebook = await in_background(self._noting.codebook)
        self._by_document |= await in_background(
            lambda: {document: self._source.of(document) for document in ids}
        )
        await self.show_rows()

    async def may_leave(self) -> bool:
        """Wait for what is being saved; whether all of it was."""
        failures = self._failures
        async with self._changes:
            return self._failures == failures

    async def command_back(self) -> None:
        """Go back to where the list was opened."""
        if await self.may_leave():
            self.dismiss(None)


def _written(notes: Sequence[Noted]) -> list[tuple[Annotation, str]]:
    """Return what was written, without what is known of the document by now."""
    return [(one.annotation, one.rival) for one in notes]
