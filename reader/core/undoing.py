"""Taking changes back, and making them again: with what is stored now, also after a restart."""

from __future__ import annotations

import secrets
from collections.abc import Iterable, Sequence
from dataclasses import replace

from reader.core.annotation import Annotation, Change, Code, Creator, Event
from reader.core.errors import ConflictError, RefusedError
from reader.core.history import changes_codes, redoable, undoable
from reader.core.ports import AnnotationStore, Clock


class Undoing:
    """What one person did to some documents, and to the codebook, as one stack of changes."""

    def __init__(
        self,
        store: AnnotationStore,
        clock: Clock,
        creator: Creator,
        documents: Iterable[str],
    ) -> None:
        """Undo in the `documents` with these ids."""
        self._store = store
        self._clock = clock
        self._creator = creator
        self._documents = frozenset(documents)

    def done(self) -> list[Event]:
        """Return what is in effect and can be taken back, oldest first."""
        return undoable(self._events())

    def undo(self) -> Event:
        """Take the last change back and return it; raises `RefusedError` if there is none."""
        done = self.done()
        if not done:
            raise RefusedError("there is nothing to undo")
        return self._reverse(done[-1])

    def redo(self) -> Event:
        """Make the last undone change again; raises `RefusedError` if there is none."""
        undone = redoable(self._events())
        if not undone:
            raise RefusedError("there is nothing to redo")
        return self._reverse(undone[-1])

    def _events(self) -> list[Event]:
        """Return what was done to the documents and to codes that were there, oldest first."""
        return [
            event
            for event in self._store.events("", *self._documents)
            if changes_codes(event)
            or any(change.document in self._documents for change in event.changes)
        ]

    def _reverse(self, event: Event) -> Event:
        """Commit the inverse of `event`, onto the revisions that are stored now."""
        documents = {change.document for change in event.changes}
        stored = {document: self._records(document) for document in documents}
        changes = [
            _onto(stored[change.document].get(_id(change)), change)
            for change in map(Change.inverse, reversed(event.changes))
            # A code that came with a tag stays: other documents may use it by now.
            if change.document or change.after
        ]
        self._commit(event, changes)
        return event

    def _records(self, document: str) -> dict[str, Annotation | Code]:
        """Return by id what is stored of a document, or the codes for an empty id."""
        records = self._store.annotations(document) if document else self._store.codes()
        return {record.id: record for record in records}

    def _commit(self, undone: Event, changes: Sequence[Change]) -> None:
        self._store.commit(
            Event(
                secrets.token_hex(8),
                self._clock.now(),
                undone.title,
                tuple(changes),
                self._creator,
                undoes=undone.id,
            )
        )


def _id(change: Change) -> str:
    """Return the id of the record that `change` is about."""
    record = change.before or change.after
    return record.id if record else ""


def _onto(stored: Annotation | Code | None, change: Change) -> Change:
    """Return `change` as one of the `stored` record, which must be what it was made from.

    Raises `ConflictError` if somebody else has changed the record since.
    """
    if _content(stored) != _content(change.before):
        raise ConflictError(
            "the note was changed in another session since",
            remedy="It is left as it is; look at it before changing it again.",
        )
    after = change.after
    if after is not None:
        # A removal counts as a revision, so what comes back is the one after that.
        last = _revision(stored) if stored else after.revision + 1
        after = replace(after, revision=max(last, after.revision) + 1)
    return change._replace(before=stored, after=after)


def _content(record: Annotation | Code | None) -> Annotation | Code | None:
    """Return the record without its revision, which counts undoing too."""
    return replace(record, revision=0) if record else None


def _revision(record: Annotation | Code | None) -> int:
    return record.revision if record else 0
