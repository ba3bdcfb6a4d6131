"""The reading screen: one document, its entities and its annotations."""

from __future__ import annotations

import asyncio
import gc
from collections.abc import Callable, Collection, Sequence
from contextlib import suppress
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple, TypeVar

from textual import getters, on
from textual.app import ComposeResult
from textual.containers import Horizontal
from textual.content import Content
from textual.timer import Timer
from textual.widgets import Input

from reader.core.annotation import Annotation, ReadingStatus, Status
from reader.core.codebook import Codebook
from reader.core.commands import Scope, by_id
from reader.core.document import Document
from reader.core.entity import Mention
from reader.core.errors import ReaderError
from reader.core.following import followed
from reader.core.keymap import Given, Keymap
from reader.core.members import file_of
from reader.core.ports import Clipboard, Place
from reader.core.reading_time import progress_line
from reader.core.rivalry import Rivalry
from reader.core.safetext import safe_line
from reader.core.session import Session, Span
from reader.drawing.hints import Hint
from reader.drawing.keys import shown
from reader.drawing.palette import ViewPalette
from reader.first_page import pages
from reader.ui.background import in_background
from reader.ui.content import counted, line, shorten
from reader.ui.exporting import export
from reader.ui.handover import keep_screen
from reader.ui.opening import open_session
from reader.ui.reading.annotating import Annotating
from reader.ui.reading.borders import Borders
from reader.ui.reading.coding import CodebookWork
from reader.ui.reading.copies import Copies
from reader.ui.reading.deciding import Deciding
from reader.ui.reading.entities import Entities
from reader.ui.reading.history import History
from reader.ui.reading.links import Links
from reader.ui.reading.marks import Marks
from reader.ui.reading.mentions import Mentions
from reader.ui.reading.motions import Motions
from reader.ui.reading.moving import Moving
from reader.ui.reading.naming import Naming
from reader.ui.reading.occurrences import Occurrences
from reader.ui.reading.outline import Outline
from reader.ui.reading.reviewing import Reviewing
from reader.ui.reading.rivals import told
from reader.ui.reading.searching import LABEL, Searching
from reader.ui.reading.source import SourceOf
from reader.ui.reading.suggesting import Suggesting
from reader.ui.reading.typesetting import Typesetting
from reader.ui.reading.watching import Watching
from reader.ui.screens.command_screen import CommandScreen
from reader.ui.services import Services
from reader.ui.widgets.document_view import DocumentView
from reader.ui.widgets.line_input import LineInput
from reader.ui.widgets.progress_figure import ProgressFigure
from reader.ui.widgets.status_line import StatusLine
from reader.ui.widgets.title_line import TitleLine

if TYPE_CHECKING:
    from reader.core.noted import Noted

T = TypeVar("T")

_ROOMY = 100
"""Columns of a terminal where what finds the entities has room beside the keys."""
_SETTLED = 1.0
"""Seconds without scrolling after which the place is kept."""
_LOOK_AGAIN = 0.8
"""Seconds between two looks at what others have written."""
_MANY = 20_000
_QUOTE = 50
_NOTE = 40


class _Work(NamedTuple):
    """What the store has of the document."""

    annotations: tuple[Annotation, ...]
    codebook: Codebook
    doubts: int
    """How many annotations are to be reviewed."""
    rivalries: list[Rivalry]
    reading: ReadingStatus | None


class ReadingScreen(CommandScreen):
    """Shows a document; what the person does to it is carried out by its parts."""

    view = getters.query_one(DocumentView)
    title_line = getters.query_one(TitleLine)
    _figure = getters.query_one(ProgressFigure)

    def __init__(
        self,
        services: Services,
        session: Session,
        path: Path,
        keymap: Keymap,
        clipboard: Clipboard,
        palette: ViewPalette,
    ) -> None:
        """Show the document of `session`, which is the file at `path`."""
        super().__init__(keymap)
        self.changed = {path}
        self.session = session
        self.heading = session.document.metadata.title or path.name
        self.annotations: tuple[Annotation, ...] = ()
        self.rivalries: list[Rivalry] = []
        self._services = services
        self._path = path
        self._palette = palette
        self._codebook = Codebook(())
        self._doubts = 0
        self._suggested = 0
        self._reading: ReadingStatus | None = None
        self._place = services.catalogue.place(session.document_id)
        self._at: Span | None = None
        self._is_new = self._place == Place()
        self._has_changed = False
        self._changes = asyncio.Lock()
        self._failures = 0
        self._settling: Timer | None = None
        self._query = LineInput(LABEL)
        self._searching = Searching(self, self._query)
        self._source = SourceOf(self, self._reopen, self._layers, partial(services.read_in, path))
        usual = services.configuration.settings.hide
        self._entities = Entities(
            self,
            lambda: services.recognition,
            path,
            services.remembered.hidden(usual),
            lambda hidden: services.remembered.keep_hidden(hidden, usual),
        )
        self._mentions = Mentions(self, self._entities, lambda: services.recognition)
        self._watching = Watching(
            self,
            path,
            is_changed=lambda: services.store.changed(self.session.document_id),
            read_again=self._read_again,
            reopen=lambda: services.open_session(path, whole_page=self._source.is_whole_page),
            is_idle=self._is_idle,
        )
        self._marks = Marks(self, services.catalogue, lambda: not self._source.is_whole_page)
        self._typesetting = Typesetting(
            self,
            services.catalogue,
            palette.typography(services.configuration.settings.typography),
            services.hyphenation,
        )
        self._copies = Copies(
            self,
            lambda: services.catalogue.copies(self.session.document_id, path),
            lambda: services.part(path),
        )
        self._suggesting = Suggesting(self)
        self._clipboard = clipboard
        annotating = Annotating(self, clipboard, services.drafts)
        self._parts = (
            self,
            Naming(self, services, annotating),
            annotating,
            Deciding(self),
            Occurrences(self, lambda: annotating.last_tag),
            self._suggesting,
            Reviewing(self, self._suggesting),
            CodebookWork(self, services),
            Borders(self),
            History(self),
            Moving(self),
            Motions(self),
            self._marks,
            self._typesetting,
            Outline(self),
            self._entities,
            self._mentions,
            Links(self, clipboard),
            self._source,
            self._copies,
            self._searching,
        )

    def begin_at(self, offset: int) -> None:
        """Begin at `offset`, wherever the person was last; before the screen is shown."""
        self._place = Place(offset, self._place.progress)

    def begin_with(self, span: Span) -> None:
        """Begin with `span` selected, and the place of last time to jump back to."""
        self._at = span

    def compose(self) -> ComposeResult:
        """Lay out title, page, search and status."""
        with Horizontal(classes="top"):
            yield TitleLine()
            yield ProgressFigure()
        yield DocumentView()
        yield self._query
        yield StatusLine()

    def on_mount(self) -> None:
        """Show the page at once; annotations and entities come when they are read and found."""
        if not self._services.configuration.settings.hardware_scrolling:
            self.view.hardware_scroll.enabled = False
        self.set_palette(self._palette)
        self._show(self._place.offset)
        if self._at:
            self.view.select(*self._at)
        self._update()
        self.call_after_refresh(self._read_rest)

    def _read_rest(self) -> None:
        """Read the annotations and find the entities, now that the page is there."""
        self.run_worker(self._load(), group="commands")
        self.run_worker(self._recognise_at_first(), group="entities", exclusive=True)
        self.set_interval(_LOOK_AGAIN, self._look_again)

    def _show(self, offset: int) -> None:
        """Show the document of the session from `offset` on, as it was set the last time."""
        self.view.show(self.session.document, offset)
        self._typesetting.apply()
        self._marks.apply()

    def set_palette(self, palette: ViewPalette) -> None:
        """Draw the page with other colours."""
        self._palette = palette
        self.view.set_palette(palette.with_codes(self._codebook.colours()))

    async def _load(self) -> None:
        """Read the annotations and show them."""
        await self._finish(self._read_again())
        await self._copies.tell()

    async def _read_again(self) -> None:
        """Show the annotations as they are now."""
        async with self._changes:
            await self._refresh()

    async def _refresh(self) -> None:
        self._take(await in_background(self._read))
        if self.session.document.warnings:
            self.say(" ".join(self.session.document.warnings), "$warning")

    def _look_again(self) -> None:
        """See whether others have changed the annotations, or the file."""
        if not self._changes.locked():
            self.run_worker(self._watch(), group="watching")
        elif self.session.following:
            self.update_status()

    async def _watch(self) -> None:
        try:
            await self._watching.look()
        except ReaderError as error:
            self.complain(str(error))

    def _is_idle(self) -> bool:
        """Whether the person is only reading."""
        return self.is_current and self.focused is None and self.selection is None

    def _read(self) -> _Work:
        session = self.session
        return _Work(
            session.annotations(),
            session.codebook(),
            len(session.doubts()),
            session.rivalries(),
            session.reading(),
        )

    def _take(self, work: _Work) -> None:
        annotations, codebook, self._doubts, self.rivalries, self._reading = work
        self._suggested = sum(one.status is Status.SUGGESTED for one in annotations)
        repaint = codebook.colours() != self._codebook.colours()
        self.annotations, self._codebook = annotations, codebook
        if repaint:
            self.set_palette(self._palette)
        self.view.set_annotations(annotations)
        self._entities.highlight()
        self._update()

    @property
    def mentions(self) -> list[Mention]:
        """The named entities that are highlighted, in order."""
        return self._entities.visible

    def recognise(self) -> None:
        """Find the entities and highlight them; reading goes on meanwhile, and without them."""
        self.beside(self._recognise, "entities")

    async def _recognise_at_first(self) -> None:
        await self.keyboard.typed_ahead_is_answered()
        await self._recognise()

    async def _recognise(self) -> None:
        is_first = self._is_new and not self.session.document.warnings
        try:
            self.complain(*await self._entities.find(is_first=is_first))
        except ReaderError as error:
            self.complain(str(error))
        self._is_new = False
        # What is loaded by now stays: the collector need not look at it again and again, and not
        # even once where there is so much that keys would wait.
        if len(self.mentions) < _MANY:
            gc.collect()
        gc.freeze()

    async def has_recognised(self) -> bool:
        """Wait a moment for the entities if need be; whether they have been found."""
        return await self._entities.has_found()

    def _layers(self, document: Document) -> Sequence[str]:
        from reader.entities.recognition import phrase

        return list(map(phrase, self._services.recognition.layers(document, self._path)))

    # -- another text of the same file

    async def _reopen(self, whole_page: bool) -> Session:
        return await open_session(self.keyboard, self._services, self._path, whole_page=whole_page)

    async def show_session(self, session: Session) -> None:
        """Show another text of the same file, from the words that are on top now."""
        before, after = self.session.document.text, session.document.text
        offset = await in_background(partial(followed, self.view.top_offset, before, after))
        async with self._changes:
            self.session = session
            self.heading = session.document.metadata.title or self._path.name
            self._entities.forget()
            self._searching.clear()
            self._show(offset)
            self.recognise()
            await self._refresh()

    # -- what its parts ask for

    @property
    def selection(self) -> Span | None:
        """The span that is selected."""
        return self.view.selection

    @property
    def words(self) -> str:
        """The words that are selected; empty if none are."""
        selection = self.view.selection
        return self.session.document.text.slice(*selection) if selection else ""

    async def change(self, title: str, action: Callable[[], T]) -> T:
        """Run `action`, which writes, in a thread; show what changed, and `title` once saved."""
        waits = self.session.following
        self.say("saving, once the notes are on their words …" if waits else "saving …", "$dim")
        if self.is_current:
            # The spans are settled, so the next command may come; a dialog keeps keys waiting.
            self.keyboard.release_keys()
        try:
            async with self._changes:
                result, read = await asyncio.to_thread(lambda: (action(), self._read()))
        except ReaderError:
            self._failures += 1
            self.unsay()
            raise
        self._take(read)
        self._has_changed = True
        self.say(f"saved: {title}", "$success")
        return result

    # -- keys

    def scopes(self) -> Sequence[Scope]:
        """Return the scopes that are active now."""
        selecting = (Scope.SELECTION,) if self.view.selection else ()
        changed = (Scope.CHANGED,) if self._has_changed else ()
        suggesting = (Scope.SUGGESTION,) if self._suggesting.is_on else ()
        return (*suggesting, *changed, *selecting, Scope.READING, Scope.GLOBAL)

    def all_scopes(self) -> Sequence[Scope]:
        """Return the scopes of help, the one that keys belong to now first."""
        every = (Scope.READING, Scope.SELECTION, Scope.SUGGESTION, Scope.GLOBAL)
        now = next(scope for scope in self.scopes() if scope in every)
        return sorted(every, key=lambda scope: scope is not now)

    def performers(self) -> Sequence[object]:
        """Return the parts of the screen."""
        return (*self._parts, self.app)

    def carry_out(self, given: Given) -> None:
        """Carry out a command; the next one ends the time just after a change."""
        self._has_changed = False
        super().carry_out(given)

    def command_clear(self) -> None:
        """Take away the selection, or else the search."""
        if self.view.selection:
            self.view.clear_selection()
        else:
            self._searching.clear()

    async def came_back(self, changed: Collection[Path]) -> None:
        """Show what was changed in a list of annotations meanwhile."""
        if self._path in changed:
            async with self._changes:
                self._take(await asyncio.to_thread(self._read))

    def command_annotations(self) -> None:
        """List the annotations of the document."""
        from reader.ui.noting.sources import NotesOfOne
        from reader.ui.screens.notes import NotesScreen

        source = NotesOfOne(self.session, self._services.store, self._path, self.heading)
        screen = NotesScreen(
            self._services, self.keymap, source, self._select, self._clipboard, self.heading
        )
        self.visit(screen)

    def _select(self, noted: Noted) -> None:
        for span in noted.annotation.spans[:1]:
            self.view.select(*span)

    async def command_export(self) -> None:
        """Export the annotations of this document."""
        await export(self, self._services, [self._path], self.heading)

    async def command_back(self) -> None:
        """Go back to the library, or leave if there is none behind."""
        if await self.may_leave():
            await self.leave()
            self.dismiss(None)

    # -- the place

    async def may_leave(self) -> bool:
        """Wait for what is being saved; whether all of it was."""
        failures = self._failures
        async with self._changes:
            return self._failures == failures

    async def leave(self) -> None:
        """Remember the place, and the page to show at once the next time."""
        if self._source.is_whole_page:
            return  # it opens with the article, where this place is another one
        await self.keep_place()
        is_file = self._path == file_of(self._path)  # what is kept is told to be old by its file
        if self.is_current and is_file and not self.session.document.protected:
            # Without the page the next start is no worse than the first one.
            with suppress(OSError):
                keep_screen(self.app, self._path, [Path(pages.settings_file())])

    async def keep_place(self) -> None:
        """Remember where the person is; but not on a whole page, for its article opens first."""
        if self._source.is_whole_page:
            return
        document, place = self.session.document_id, self._place
        await asyncio.to_thread(self._services.catalogue.keep_place, document, place)

    @on(DocumentView.Moved)
    def _moved(self, event: DocumentView.Moved) -> None:
        self._place = Place(event.offset, event.progress)
        self._update()
        if self._settling:
            self._settling.stop()
        self._settling = self.set_timer(_SETTLED, self.keep_place)

    @on(DocumentView.Selected)
    def _selected(self) -> None:
        self.update_status()

    # -- the search

    @on(Input.Changed)
    def _search_typed(self, event: Input.Changed) -> None:
        self._searching.typed(event.value)
        self.update_status()
        self.run_worker(self._find_rest(), group="search", exclusive=True)

    async def _find_rest(self) -> None:
        await self._searching.find_rest()
        self.update_status()

    @on(Input.Submitted)
    def _search_entered(self) -> None:
        self._query.close()
        self._searching.entered()
        self.update_status()

    @on(LineInput.Cancelled)
    def _search_left(self) -> None:
        self._query.close()
        self._searching.left()
        self.update_status()

    # -- the lines above and below

    def _update(self) -> None:
        own = next((one for one in self.annotations if not one.targets), None)
        tags = [shorten(self._codebook.shown(code), 24) for code in own.tags] if own else []
        far = progress_line(len(self.session.document.text), self._place.progress)
        note = "  ▌ note" if own and own.note else ""
        read = "  ✓ read" if self._reading is ReadingStatus.READ else ""
        self.title_line.show(
            line(self.heading, "bold"),
            Content.assemble(
                Content.styled(self._waiting(), "$warning"),
                line(" · ".join(tags), "$accent"),
                Content.styled(f"{note}{read}", "$dim"),
            ),
        )
        self._figure.show(far)
        self.update_status()

    def _waiting(self) -> str:
        """Return what `r` goes through, in a few words."""
        twice = len({one.shown.id for one in self.rivalries})
        parts = [f"{twice} with two texts" if twice else ""]
        parts.append(f"{self._doubts} to review" if self._doubts else "")
        parts.append(f"{self._suggested} suggested" if self._suggested else "")
        return "".join(f"{part}   " for part in parts if part)

    def state(self) -> Content:
        """Return what is selected, or else what there is in the document."""
        span, searched = self.view.selection, self._searching.summary
        if span and not self._searching.is_open:
            return self._selection_state(span)
        if searched:
            return line(searched, "$accent")
        if following := self.session.following:
            done, total = following
            return line(f"following {done:,} of {total:,} notes …", "$dim")
        notes = sum(1 for one in self.annotations if one.status is not Status.REJECTED)
        by = self._entities.by if self.size.width >= _ROOMY else ""
        found = f"{self._entities.state} · {counted(notes, 'annotation')}"
        return line(f"{found} · by {by}" if by else found, "$dim")

    def _selection_state(self, span: Span) -> Content:
        room = min(_QUOTE, self.size.width * 2 // 5)  # the rest is for keys
        words = shorten(self.session.document.text.slice(*span), room)
        parts = [line(words, "bold")]
        mention = self._entities.at(span)
        if mention:
            parts.insert(0, line(f"{mention.label} ", "$accent"))
            parts.append(line(self._mentions.count(mention), "$dim"))
        if self._searching.is_at(span):
            parts.append(line(f"  {self._searching.summary}", "$accent"))
        annotation = next(
            (one for one in self.annotations if span in one.spans and not one.is_rejected), None
        )
        if annotation:
            tags = " ".join(f"#{self._codebook.shown(code)}" for code in annotation.tags)
            parts.append(line(f"  {tags}", "$accent"))
            parts.append(line(f"  {shorten(annotation.note, _NOTE)}", "$dim"))
            parts += [
                line(f"  {told(one.rival.device)}", "$warning")
                for one in self.rivalries
                if one.shown.id == annotation.id
            ]
        return Content.assemble(*parts)

    def hints(self) -> list[Hint]:
        """Return the hints, with the next hit and the codes that digits give to a selection."""
        hints = super().hints()
        if self._suggesting.is_on:
            return hints
        span = self.view.selection
        if self._searching.has_hits and (not span or self._searching.is_at(span)):
            keys = self.keymap.keys(by_id("reading.next-hit"))
            hints = [*((shown(key), "next hit") for key in keys[:1]), *hints]
        if not span:
            return hints
        codes = [
            (code.key, shorten(safe_line(self._codebook.shown(code.id)), 12))
            for code in self._codebook
            if code.key
        ]
        return [*codes[:4], *hints]
