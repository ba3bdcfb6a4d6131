"""Annotations changed in a list: the current one at once, many after a look at them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence
from typing import TypeVar

from reader.core.annotation import Event, Status
from reader.core.excerpts import Excerpt
from reader.core.keymap import Given
from reader.core.noted import Key, Noted
from reader.core.ports import Drafts
from reader.core.undoing import Undoing
from reader.ui.content import counted, shorten
from reader.ui.dialogs.picker import Picker, Row
from reader.ui.dialogs.preview import Preview
from reader.ui.noting.desk import NotesDesk
from reader.ui.reading.annotating import BOTH, draft_name
from reader.ui.reading.history import history_rows

T = TypeVar("T")

_QUOTE = 300
_WORDS, _NOTE = 60, 120
_SHOWN = 500
"""Annotations shown before many are changed."""
_DONE = "saved: {}: {} · u takes it back"


class Editing:
    """Carries out the commands that change annotations in a list."""

    def __init__(self, desk: NotesDesk, drafts: Drafts) -> None:
        """Work on what is chosen at `desk`."""
        self._desk = desk
        self._drafts = drafts
        self._touched: dict[str, None] = {}
        """Ids of the documents that were changed here: undo is about them."""

    # -- one

    async def command_note(self) -> None:
        """Edit the note of the current annotation."""
        noted = self._desk.current
        if noted is None:
            return
        one, (document, _) = noted.annotation, noted.key
        quote = one.quote or f"on the whole document: {noted.home.title}"

        async def save(note: str) -> None:
            written = await self._change(
                "note",
                lambda: self._desk.noting.write_note(noted.key, note, seen=one.note),
                [document],
            )
            if written != note:
                self._desk.say(BOTH, "$warning")

        from reader.ui.dialogs.note_editor import NoteEditor

        about = draft_name(document, one.spans)
        editor = NoteEditor(shorten(quote, _QUOTE), one.note, save, self._drafts, about)
        await self._desk.ask(editor)

    async def command_read_note(self) -> None:
        """Show the note of the current annotation as its Markdown reads."""
        noted = self._desk.current
        if noted is not None and noted.annotation.note:
            from reader.ui.dialogs.note_page import NotePage

            await self._desk.ask(NotePage(noted.annotation.note))
        else:
            self._desk.say("there is no note on it")

    async def command_history(self) -> None:
        """Show who did what to the current annotation, and when."""
        noted = self._desk.current
        if noted is not None:
            rows = history_rows(self._desk.noting.history(noted.key), self._desk.codebook)
            title = shorten(noted.annotation.quote or noted.home.title, 40)
            await self._desk.ask(Picker(f"History of “{title}”", rows))

    # -- one or many

    async def command_tag(self) -> None:
        """Give a tag; one that is on all is taken away."""
        chosen = self._desk.chosen
        counts = _tags_of(chosen)
        book = self._desk.codebook
        rows = [
            Row(
                book.path(code),
                code.name,
                detail=code.description,
                mark="✓" if counts[code.id] == len(chosen) else code.key,
            )
            for code in book.tree()
        ]
        name = await self._choose("Tag", rows, chosen, new=str)
        if name is not None:
            await self._toggle(chosen, name)

    async def command_tag_by_key(self, given: Given) -> None:
        """Give the tag of the digit, or take it away where it is on all."""
        code = self._desk.codebook.for_key(given.character)
        if code is None:
            self._desk.say(f"no tag has the digit {given.character}")
        else:
            await self._toggle(self._desk.chosen, code.name)

    async def _toggle(self, chosen: Sequence[Noted], name: str) -> None:
        """Give a tag to those `chosen`, or take it away if it is on all of them."""
        code, noting = self._desk.codebook.named(name), self._desk.noting
        if code and _tags_of(chosen)[code.id] == len(chosen):
            await self._untag(chosen, code.name)
        else:
            await self._do(f"tag {name}", chosen, lambda keys: noting.tag(keys, name))

    async def command_untag(self) -> None:
        """Take a tag away."""
        chosen = self._desk.chosen
        counts, book = _tags_of(chosen), self._desk.codebook
        rows = [
            Row(book.path(code), code.name, detail=f"{counts[code.id]} ×")
            for code in book.tree()
            if counts[code.id]
        ]
        if not rows:
            self._desk.say("there is no tag to take away")
            return
        name = await self._choose("Take away tag", rows, chosen)
        if name is not None:
            code = book.named(name)
            await self._untag(
                [one for one in chosen if code and code.id in one.annotation.tags], name
            )

    async def _untag(self, chosen: Sequence[Noted], name: str) -> None:
        noting = self._desk.noting
        await self._do(f"take away tag {name}", chosen, lambda keys: noting.untag(keys, name))

    async def command_status(self) -> None:
        """Record a decision."""
        chosen = self._desk.chosen
        counts = Counter(one.annotation.status for one in chosen)
        rows = [
            Row(status.value, status, mark="✓" if counts[status] == len(chosen) else "")
            for status in Status
        ]
        start = list(Status).index(chosen[0].annotation.status) if chosen else 0
        status = await self._choose("Status", rows, chosen, start=start)
        if status is not None:
            noting = self._desk.noting
            await self._do(status.value, chosen, lambda keys: noting.set_status(keys, status))

    async def command_remove(self) -> None:
        """Remove the annotation, or those marked."""
        await self._do("removed", self._desk.chosen, self._desk.noting.remove)

    async def _change(self, title: str, action: Callable[[], T], documents: Sequence[str]) -> T:
        """Change annotations on `documents`, which undo is about from now on."""
        self._touched |= dict.fromkeys(documents)
        return await self._desk.change(title, action, lambda _: documents)

    async def _choose(
        self,
        title: str,
        rows: Sequence[Row[T]],
        chosen: Sequence[Noted],
        new: Callable[[str], T] | None = None,
        start: int = 0,
    ) -> T | None:
        """Let the person choose what to do to those `chosen`."""
        if not chosen:
            return None
        many = f" of {counted(len(chosen), 'annotation')}" if len(chosen) > 1 else ""
        return await self._desk.ask(Picker(f"{title}{many}", rows, new=new, start=start))

    async def _do(
        self, title: str, chosen: Sequence[Noted], act: Callable[[list[Key]], int]
    ) -> None:
        """Act on those `chosen`; show them first if there are many."""
        if len(chosen) > 1:
            many = counted(len(chosen), "annotation")
            excerpts = [_excerpt(one) for one in chosen[:_SHOWN]]
            out = await self._desk.ask(Preview(f"{title}: {many}", excerpts, len(chosen)))
            if out is None:
                return
            chosen = [one for number, one in enumerate(chosen) if number not in out]
        if not chosen:
            return
        keys = [one.key for one in chosen]
        count = await self._change(title, lambda: act(keys), [document for document, _ in keys])
        self._desk.say(_DONE.format(title, counted(count, "annotation")), "$success")

    # -- taking back

    async def command_undo(self) -> None:
        """Take the last change back."""
        await self._reverse("undone", Undoing.undo)

    async def command_redo(self) -> None:
        """Make it again."""
        await self._reverse("done again", Undoing.redo)

    async def _reverse(self, how: str, act: Callable[[Undoing], Event]) -> None:
        """Undo or redo what was done here, or else to the document of the current annotation.

        In an empty list it is what was done to any document.
        """
        documents = list(self._touched)
        if not documents and self._desk.current:
            documents = [self._desk.current.key[0]]
        elif not documents:
            documents = list(self._desk.documents)
        undoing = self._desk.noting.undoing(documents)
        event = await self._desk.change(how, lambda: act(undoing), _documents_of)
        count = sum(1 for change in event.changes if change.document)
        self._desk.say(f"{how}: {event.title}: {counted(count, 'annotation')}")


def _documents_of(event: Event) -> set[str]:
    return {change.document for change in event.changes}


def _tags_of(chosen: Sequence[Noted]) -> Counter[str]:
    """Return how many of those `chosen` have each code, by its id."""
    return Counter(code for one in chosen for code in one.annotation.tags)


def _excerpt(noted: Noted) -> Excerpt:
    """Return what a look at the annotation shows: its words, its note, its document."""
    one = noted.annotation
    words = shorten(one.quote, _WORDS) or "on the whole document"
    note = f"  {shorten(one.note, _NOTE)}" if one.note else ""
    return Excerpt("", words, f"{note}  · {shorten(noted.home.title, _WORDS)}")
