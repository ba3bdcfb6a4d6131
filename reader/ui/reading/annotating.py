"""The verbs: tag, note, copy, remove, undo; on the selection, or on the document as a whole."""

from __future__ import annotations

import asyncio
from collections.abc import Iterable, Sequence

from reader.core.annotation import Annotation, Change, Event, ReadingStatus, Status
from reader.core.citation import quotation
from reader.core.codebook import SEPARATOR
from reader.core.errors import RefusedError
from reader.core.keymap import Given
from reader.core.ports import Clipboard, Drafts
from reader.core.session import Span
from reader.ui.content import shorten
from reader.ui.dialogs.picker import Picker, Row
from reader.ui.dialogs.prompt import Prompt
from reader.ui.reading.desk import Desk

BOTH = "saved: another session wrote a note here meanwhile, so it has both texts now"


class Annotating:
    """Carries out the commands that change annotations."""

    def __init__(self, desk: Desk, clipboard: Clipboard, drafts: Drafts) -> None:
        """Work on what is selected at `desk`."""
        self._desk = desk
        self._drafts = drafts
        self._clipboard = clipboard
        self._last_tag = ""

    @property
    def last_tag(self) -> str:
        """The tag that was given last; empty at first."""
        return self._last_tag

    def _spans(self) -> Sequence[Span]:
        """Return the span that is selected; none stands for the whole document."""
        selection = self._desk.selection
        return [selection] if selection else []

    # -- tags

    async def command_tag_by_key(self, given: Given) -> None:
        """Tag with the code of the digit; a digit without a code asks for its name."""
        spans = self._spans()
        session = self._desk.session
        code = session.codebook().for_key(given.character)
        if code is None:
            name = await self._desk.ask(
                Prompt(f"Name of tag {given.character}", explanation="No tag has this key yet.")
            )
            if name is None:
                return
            code = await self._desk.change(
                "new tag", lambda: session.add_code(name, given.character)
            )
        await self._toggle(spans, code.name)

    async def command_tag(self) -> None:
        """Choose a tag by name; one that does not exist yet is made."""
        spans = self._spans()
        book = self._desk.session.codebook()
        present = self._annotation(spans)
        on = set(present.tags) if present else set()
        rows = [
            Row(
                book.path(code),
                code.name,
                detail=code.description,
                mark=" ".join(filter(None, ("✓" if code.id in on else code.key, code.symbol))),
            )
            for code in book.tree()
        ]
        title = "Tag" if spans else "Tag the document"
        name = await self._desk.ask(Picker(title, rows, new=str))
        if name is None:
            return
        if SEPARATOR in name and book.named(name) is None:
            name = await self._new_path(name)
        await self._toggle(spans, name)

    async def _new_path(self, path: str) -> str:
        """Add a tag below another one; return its name."""
        session = self._desk.session
        code = await self._desk.change("new tag", lambda: session.add_code(path))
        return code.name

    async def command_repeat(self) -> None:
        """Give the last tag again."""
        if self._last_tag:
            await self._toggle(self._spans(), self._last_tag)
        else:
            self._desk.say("there is no tag to repeat yet")

    async def _toggle(self, spans: Sequence[Span], name: str) -> None:
        session = self._desk.session
        self._last_tag = name
        await self._desk.change(f"tag {name}", lambda: session.toggle_tag(spans, name))

    # -- notes

    async def command_note(self) -> None:
        """Write the note of the selection, or of the document as a whole."""
        spans = self._spans()
        session = self._desk.session
        present = self._annotation(spans)
        quote = session.document.text.slice(*spans[0]) if spans else "on the whole document"

        seen = present.note if present else ""

        async def save(note: str) -> None:
            written = await self._desk.change(
                "note", lambda: session.write_note(spans, note, seen=seen)
            )
            if written and written.note != note:
                self._desk.say(BOTH, "$warning")

        about = draft_name(session.document_id, spans)
        from reader.ui.dialogs.note_editor import NoteEditor

        await self._desk.ask(NoteEditor(shorten(quote, 300), seen, save, self._drafts, about))

    def _annotation(self, spans: Sequence[Span]) -> Annotation | None:
        session = self._desk.session
        return session.at(spans[0]) if spans else session.document_annotation()

    async def command_reading_status(self) -> None:
        """Mark the document as read; then as unread, as being read, and as read again."""
        session = self._desk.session
        present = await asyncio.to_thread(session.reading)
        status = present.following if present else ReadingStatus.READ
        title = f"marked as {status.value}"
        await self._desk.change(title, lambda: session.set_reading(status))

    # -- removing and taking back

    async def command_remove(self) -> None:
        """Remove the annotation at the selection, or reject the entity that is selected."""
        (span,) = self._spans()
        session = self._desk.session
        mention = next((one for one in self._desk.mentions if (one.start, one.end) == span), None)
        present = session.under(span) if mention is None else session.at(span)
        if present is not None and present.status is Status.SUGGESTED:
            ids, title = [present.id], "reject a suggestion"
            await self._desk.change(
                "rejected", lambda: session.judge(ids, Status.REJECTED, title=title)
            )
        elif present is not None:
            await self._desk.change("removed", lambda: session.remove(present.id))
        elif mention is not None:
            await self._desk.change("rejected", lambda: session.reject([mention], title="reject"))
        else:
            self._desk.say("there is no annotation here")

    async def command_undo(self) -> None:
        """Take the last change back."""
        await self.undo()

    async def undo(self, *, on_passages: bool = True) -> Event:
        """Take the last change back and return it; not one `on_passages` unless in sight."""
        session = self._desk.session
        if not on_passages and any(map(_has_target, session.next_to_undo())):
            raise RefusedError(
                "the last change is to a passage of the document",
                remedy="Open the document to take it back",
            )
        event = await self._desk.change("undone", session.undo)
        self._desk.say(f"undone: {event.title}{_words_of(event)}")
        return event

    async def command_redo(self) -> None:
        """Make it again."""
        await self.redo()

    async def redo(self) -> Event:
        """Make the last undone change again and return it."""
        event = await self._desk.change("done again", self._desk.session.redo)
        self._desk.say(f"done again: {event.title}{_words_of(event)}")
        return event

    # -- copying

    def command_copy(self) -> None:
        """Copy the selected words with their citation."""
        (span,) = self._spans()
        text = quotation(self._desk.session.document, [span], name=self._desk.heading)
        # A clipboard tool may hang: nobody waits for it.
        self._desk.beside(lambda: self._copy(text), "copy")

    async def _copy(self, text: str) -> None:
        self._desk.say(await asyncio.to_thread(self._clipboard.copy, text))


def draft_name(document: str, spans: Iterable[Span]) -> str:
    """Return what the draft of a note on `spans` of a document is kept as."""
    return " ".join([document, *(f"{start}-{end}" for start, end in spans)])


def _has_target(change: Change) -> bool:
    return any(isinstance(one, Annotation) and one.targets for one in (change.before, change.after))


def _words_of(event: Event) -> str:
    """Return the first words that `event` was about, to add to its title."""
    for change in event.changes:
        for one in (change.after, change.before):
            if isinstance(one, Annotation) and one.targets:
                return f" · “{shorten(one.quote, 30)}”"
    return ""
