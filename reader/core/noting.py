"""Use cases on annotations found in a list: many at once, in any documents.

None of them looks at a text, so no document is opened for them.
"""

from __future__ import annotations

import secrets
from collections.abc import Callable, Collection, Iterable, Sequence
from dataclasses import replace

from reader.core.annotation import Annotation, Change, Creator, Event, Status
from reader.core.codebook import Codebook
from reader.core.errors import ReaderError
from reader.core.history import history
from reader.core.noted import Key
from reader.core.ports import AnnotationStore, Clock
from reader.core.undoing import Undoing

Edit = Callable[[Annotation], Annotation | None]
"""Returns what an annotation becomes; None removes it."""


class Noting:
    """One person's work on the annotations of a store. Each use case is one change to undo."""

    def __init__(
        self, store: AnnotationStore, clock: Clock, creator: Creator | None = None
    ) -> None:
        """Work on the annotations of `store`."""
        self._store = store
        self._clock = clock
        self._creator = creator or Creator()

    def codebook(self) -> Codebook:
        """Return the codebook as it is now."""
        return Codebook(self._store.codes())

    def tag(self, keys: Iterable[Key], name: str) -> int:
        """Give the tag to each annotation that lacks it; return how many those were.

        A new name is added to the codebook. Raises `ReaderError`, as all of these, if an
        annotation is gone or nothing can be written; nothing is changed then.
        """
        codes, created = self.codebook().resolve([name])
        if not codes:
            raise ReaderError("a tag needs a name")
        return self._edit(
            f"tag {name}",
            keys,
            lambda one: replace(one, tags=tuple(dict.fromkeys((*one.tags, *codes)))),
            [Change("", None, code) for code in created],
        )

    def untag(self, keys: Iterable[Key], name: str) -> int:
        """Take the tag away from each annotation that has it; return how many those were.

        What has nothing else on it stays, as a mark on its words.
        """
        code = self.codebook().named(name)
        if code is None:
            raise ReaderError("there is no such tag", name)
        return self._edit(
            f"take away tag {name}",
            keys,
            lambda one: replace(one, tags=tuple(tag for tag in one.tags if tag != code.id)),
        )

    def set_status(self, keys: Iterable[Key], status: Status) -> int:
        """Record a decision on each annotation; return how many had another status."""
        return self._edit(f"mark as {status.value}", keys, lambda one: replace(one, status=status))

    def remove(self, keys: Iterable[Key]) -> int:
        """Remove the annotations; return how many there were."""
        return self._edit("remove notes", keys, lambda _: None)

    def write_note(self, key: Key, note: str, *, seen: str) -> str:
        """Set the note of an annotation and return what is stored.

        `seen` is the note that the person had before them. If another session has written
        another one meanwhile, the note becomes both texts.
        """
        stored = self._stored([key])[key].note
        if stored not in {seen, note, ""}:
            note = f"{note}\n\n{stored}" if note else stored
        self._edit("edit a note", [key], lambda one: replace(one, note=note))
        return note

    def undoing(self, documents: Collection[str]) -> Undoing:
        """Return the undo and redo of what was done to some documents."""
        return Undoing(self._store, self._clock, self._creator, documents)

    def history(self, key: Key) -> list[tuple[Event, Change]]:
        """Return the events that changed the annotation, oldest first, each with its change."""
        document, annotation_id = key
        return history(self._store.events(document), annotation_id)

    def _stored(self, keys: Iterable[Key]) -> dict[Key, Annotation]:
        """Return the annotations as they are stored; raises `ReaderError` if one is gone."""
        keys = dict.fromkeys(keys)
        there = {
            (document, one.id): one
            for document in dict.fromkeys(document for document, _ in keys)
            for one in self._store.annotations(document)
        }
        gone = sum(key not in there for key in keys)
        if gone:
            raise ReaderError(
                f"{gone} of the notes were removed in another session",
                remedy="Nothing was changed; look at the list again.",
            )
        return {key: there[key] for key in keys}

    def _edit(
        self, title: str, keys: Iterable[Key], edit: Edit, also: Sequence[Change] = ()
    ) -> int:
        """Edit the annotations in one event; return how many of them changed."""
        now = self._clock.now()
        changes = []
        for (document, _), before in self._stored(keys).items():
            after = edit(before)
            if after is not None and after != before:
                after = replace(after, revision=before.revision + 1, modified=now)
            if after != before:
                changes.append(Change(document, before, after))
        if changes:
            self._store.commit(
                Event(secrets.token_hex(8), now, title, (*also, *changes), self._creator)
            )
        return len(changes)
