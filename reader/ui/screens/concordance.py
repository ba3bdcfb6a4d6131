"""The concordance: every mention of one entity in the library, in its sentence."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from functools import partial
from pathlib import Path

from textual import getters, on
from textual.app import ComposeResult
from textual.content import Content

from reader.core.commands import Scope
from reader.core.errors import ReaderError
from reader.core.keymap import Keymap
from reader.core.query import Subject, fold
from reader.library.finding import Hit
from reader.library.library import Library
from reader.ui.background import in_a_moment, in_background
from reader.ui.content import counted, line, shorten
from reader.ui.screens.list_screen import ListScreen
from reader.ui.widgets.hit_list import HitList
from reader.ui.widgets.row_list import RowList
from reader.ui.widgets.status_line import StatusLine
from reader.ui.widgets.title_line import TitleLine

_FILTER_LABEL = "Filter: words of the sentence, doc: type:"
_NAME, _TITLE = 40, 60


class ConcordanceScreen(ListScreen):
    """Lists the mentions of an entity, however it is called, as they are found."""

    hits = getters.query_one(HitList)

    def __init__(
        self,
        library: Library,
        roots: Sequence[Path],
        name: str,
        keymap: Keymap,
        go_to: Callable[[Hit], None],
    ) -> None:
        """List the mentions of `name` in the documents of `roots`; `go_to` shows one."""
        super().__init__(keymap, _FILTER_LABEL)
        self._library = library
        self._roots = roots
        self._name_sought = name
        self._go_to = go_to
        self._found: list[Hit] = []
        self._titles: dict[Path, str] = {}
        self._unread: list[Path] = []
        self._is_reading = True

    def compose(self) -> ComposeResult:
        """Lay out title, list, filter and status."""
        yield TitleLine()
        yield HitList()
        yield self.filter_line
        yield StatusLine()

    def on_mount(self) -> None:
        """Begin to find."""
        self.beside(self._find, "entries")

    async def _find(self) -> None:
        hits = self._entitled(
            self._library.concordance(
                self._roots, self._name_sought, lambda path, _: self._unread.append(path)
            )
        )
        try:
            while batch := await in_background(partial(in_a_moment, hits)):
                self._found += batch
                await self.show_rows()
        except ReaderError as error:
            self.complain(str(error))
        self._is_reading = False
        await self.show_rows()
        if self._unread:
            self.say(f"{counted(len(self._unread), 'document')} could not be read", "$warning")

    def _entitled(self, hits: Iterator[Hit]) -> Iterator[Hit]:
        """Yield `hits`, and learn the titles of the documents that they are in."""
        for hit in hits:
            if hit.path not in self._titles:
                self._titles[hit.path] = self._library.look_at(hit.path).title
            yield hit

    async def show_rows(self) -> None:
        """Show the mentions that pass the filter."""
        query, found = self.narrowing, self._found
        passed: Sequence[Hit] = found
        if query:
            passed = await in_background(
                lambda: [hit for hit in found if query.matches(self._subject(hit))]
            )
        if query is self.narrowing:
            self.hits.show_hits(list(passed), self._titles)
            if query and self.is_new_filter(query):
                self.hits.go_to(0)
            self._update()

    def subjects(self) -> Sequence[Subject]:
        """Return what the filter looks at in the mentions that are shown."""
        return [self._subject(hit) for hit in self.hits.items]

    def _subject(self, hit: Hit) -> Subject:
        return Subject(
            text=lambda: fold(f"{hit.before}{hit.exact}{hit.after}"),
            types=[hit.path.suffix[1:]],
            document=f"{self._titles[hit.path]}\n{hit.path}",
        )

    def _update(self) -> None:
        documents = len({hit.path for hit in self.hits.items})
        shown = counted(len(self.hits.items), "mention")
        if self.narrowing:
            shown = f"{len(self.hits.items)} of {counted(len(self._found), 'mention')}"
        name = line(f"   {shorten(self._name_sought, _NAME)}", "$accent")
        if self.narrowing and not self.filter_line.display:
            name = Content.assemble(
                name, line(f"   /{shorten(self.filter_line.value, _NAME)}", "$dim")
            )
        more = " …" if self._is_reading else ""
        self.title_line.show(
            Content.assemble(("Concordance", "bold"), name),
            Content.styled(f"{shown} in {counted(documents, 'document')}{more}", "$dim"),
        )
        self.update_status()

    # -- keys

    def scopes(self) -> Sequence[Scope]:
        """Return the scopes that are active."""
        return Scope.CONCORDANCE, Scope.LIST, Scope.GLOBAL

    def state(self) -> Content:
        """Return which document the current mention is in."""
        hit = self.hits.current
        if hit is None:
            return line("finding …" if self._is_reading else self._nothing())
        return line(shorten(self._titles[hit.path], _TITLE), "$dim")

    def _nothing(self) -> str:
        if self.narrowing:
            return "no mention passes the filter: esc shows all again"
        return "no entity of this name is mentioned in the library"

    def command_open(self) -> None:
        """Go to the place of the current mention."""
        if self.hits.current:
            self._go_to(self.hits.current)

    @on(RowList.Opened)
    def _clicked(self, event: RowList.Opened) -> None:
        self._go_to(event.item)

    async def command_clear(self) -> None:
        """Show every mention again; or go back."""
        if self.narrowing:
            await super().command_clear()
        else:
            self.command_back()

    def command_back(self) -> None:
        """Go back to where the concordance was asked for."""
        self.dismiss(None)
