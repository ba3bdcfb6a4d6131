"""Use cases: what a person does to documents, annotations and codes, with no screen.

Each use case builds one `Event` and commits it. What it returns is durable. A session holds no
annotations of its own that could go stale: the store is the truth.
"""

from __future__ import annotations

import secrets
from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace

from reader.core.annotation import (
    Annotation,
    Change,
    Code,
    Creator,
    Event,
    ReadingStatus,
    Status,
    Target,
)
from reader.core.codebook import Codebook
from reader.core.coding import Coding
from reader.core.document import Document
from reader.core.entity import Mention
from reader.core.errors import ReaderError, RefusedError
from reader.core.following import Follower, NoFindings, NoSnapshots
from reader.core.history import history
from reader.core.ids import new_annotation_id
from reader.core.placed import Placed
from reader.core.ports import AnnotationStore, Clock, FindingCache, Snapshots
from reader.core.reviewing import Doubt, dismissed, doubts
from reader.core.rivalry import Choice, Rivalry, chosen, rivalries
from reader.core.undoing import Undoing

Span = tuple[int, int]


class Session:
    """One person's work on one document."""

    def __init__(
        self,
        document_id: str,
        document: Document,
        store: AnnotationStore,
        clock: Clock,
        creator: Creator | None = None,
        snapshots: Snapshots | None = None,
        findings: Callable[[], FindingCache] = NoFindings,
    ) -> None:
        """Work on `document`, whose annotations are stored under `document_id`.

        `snapshots` hold the texts that annotations were made on: with them, words are followed
        more surely through a change of the document. `findings` opens what remembers where they
        were found.
        """
        self.document_id = document_id
        self.document = document
        self._store = store
        self._clock = clock
        self._creator = creator or Creator()
        self._follower = Follower(document.text, snapshots or NoSnapshots(), findings)
        self._last_placed = Placed((), ())
        self._undoing = Undoing(store, clock, self._creator, [document_id])

    # -- what there is

    def annotations(self) -> tuple[Annotation, ...]:
        """Return the document's annotations, those on the whole document first, by position.

        Their targets and anchors are those in the text as it is now.
        """
        return self._placed().in_order

    def _placed(self) -> Placed:
        """Return the annotations as they are stored now, and where they are."""
        stored = self._store.annotations(self.document_id)
        if self._last_placed.stored is not stored:
            self._last_placed = Placed(stored, self._follower.follow(stored))
        return self._last_placed

    def annotation(self, annotation_id: str) -> Annotation:
        """Return one annotation; raises `ReaderError` if there is none with that id."""
        return self._found(annotation_id).shown

    def codebook(self) -> Codebook:
        """Return the codebook as it is now."""
        return Codebook(self._store.codes())

    def at(self, span: Span) -> Annotation | None:
        """Return the annotation on exactly `span`, if there is one; a rejection is none."""
        on = (one.shown for one in self._placed().on(span))
        return next((one for one in on if not one.is_rejected), None)

    def under(self, span: Span) -> Annotation | None:
        """Return the annotation on `span`, or else the shortest one that shares words with it."""
        start, end = span
        sharing = [
            (abs(first - start) + abs(last - end), one.shown.id, one.shown)
            for first, last, one in self._placed().meeting(span)
            if not one.shown.is_rejected
        ]
        return min(sharing)[2] if sharing else None

    def last(self) -> Annotation | None:
        """Return the annotation that was last made or changed, of those on words."""
        there = {one.id: one for one in self.annotations() if one.spans}
        for event in reversed(self._undoing.done()):
            for change in event.changes:
                if change.after and change.after.id in there:
                    return there[change.after.id]
        return None

    def history(self, annotation_id: str) -> list[tuple[Event, Change]]:
        """Return the events that changed the annotation, oldest first, each with its change."""
        return history(self._store.events(self.document_id), annotation_id)

    def copy_to(self, document_id: str) -> None:
        """Give another document copies of the annotations, as they are stored, in one change."""
        changes = [
            Change(document_id, None, replace(one, id=new_annotation_id(), revision=1))
            for one in self._store.annotations(self.document_id)
        ]
        if changes:
            self._commit("copy the notes", changes)

    def document_annotation(self) -> Annotation | None:
        """Return the annotation that carries the document's own tags and note."""
        return next((one for one in self.annotations() if not one.targets), None)

    # -- how far it was read

    def reading(self) -> ReadingStatus | None:
        """Return how far the person says to have read the document; None if they do not."""
        record = self._reading_record()
        return record.reading if record else None

    def set_reading(self, reading: ReadingStatus) -> None:
        """Record how far the person has read the document."""
        before = self._reading_record()
        after = replace(before or self._new([]), reading=reading)
        if after != before:
            self._commit(f"mark as {reading.value}", [self._changed(before, after)])

    def _reading_record(self) -> Annotation | None:
        stored = self._store.annotations(self.document_id)
        return next((one for one in stored if one.reading), None)

    # -- annotating

    def annotate(
        self,
        spans: Sequence[Span],
        *,
        tags: Sequence[str] = (),
        note: str = "",
        entity_type: str = "",
        status: Status = Status.ACCEPTED,
        title: str = "annotate",
    ) -> Annotation:
        """Add an annotation on `spans`; on the document as a whole when there are none.

        `tags` are names; those that the codebook lacks are added to it. `title` names the event.
        Raises `ValueError` if a span is not inside the text, `ReaderError` if nothing can be
        written.
        """
        codes, created = self.codebook().resolve(tags)
        made = replace(self._new(spans), tags=codes, note=note)
        made = replace(made, entity_type=entity_type, status=status)
        self._commit(title, [*_added(created), Change(self.document_id, None, made)])
        return made

    def give(
        self, spans: Sequence[Span], *, tags: Iterable[str] = (), entity_type: str = "", title: str
    ) -> int:
        """Give each of `spans` the tags and the entity type, as one change.

        What is annotated already keeps what it has. Returns how many annotations changed.
        """
        codes, created = self.codebook().resolve(tags)

        def given(one: Annotation) -> Annotation:
            tags = tuple(dict.fromkeys((*one.tags, *codes)))
            if not entity_type:
                return replace(one, tags=tags)
            return replace(one, tags=tags, entity_type=entity_type, status=Status.ACCEPTED)

        present = self._on(spans)
        changes = []
        for span in spans:
            before = present.get(span)
            if before and before.status is Status.REJECTED and not entity_type:
                before = None
            after = given(before or self._new([span]))
            if after != before:
                changes.append(self._changed(before, after))
        if changes:
            self._commit(title, [*_added(created), *changes])
        return len(changes)

    def accept(self, mentions: Sequence[Mention], *, title: str) -> int:
        """Say of each of `mentions` that it is one, as one change; return how many changed."""
        labels = {(one.start, one.end): one.label for one in mentions}
        present = self._on(labels)
        changes = []
        for span, label in labels.items():
            before = present.get(span)
            after = replace(before or self._new([span]), status=Status.ACCEPTED, entity_type=label)
            if after != before:
                changes.append(self._changed(before, after))
        if changes:
            self._commit(title, changes)
        return len(changes)

    def judge(
        self, annotation_ids: Iterable[str], status: Status, *, title: str, label: str = ""
    ) -> int:
        """Record a decision on each of the annotations, as one change; return how many changed.

        With a `label`, they are of this entity type from now on; or have this tag alone, if they
        are of no type. Raises `ReaderError` if one of them is gone.
        """
        codes: tuple[str, ...] = ()
        created: tuple[Code, ...] = ()
        found = [self._stored(one) for one in annotation_ids]
        if label and any(not one.entity_type for one in found):
            codes, created = self.codebook().resolve([label])

        def judged(one: Annotation) -> Annotation:
            if label and one.entity_type:
                return replace(one, status=status, entity_type=label)
            return replace(one, status=status, tags=codes or one.tags)

        changes = [self._changed(one, after) for one in found if (after := judged(one)) != one]
        if changes:
            self._commit(title, [*_added(created), *changes])
        return len(changes)

    def reject(self, mentions: Sequence[Mention], *, title: str) -> int:
        """Say of each of `mentions` that it is none, as one change; return how many it was said of.

        Tags and notes on the same words stay.
        """
        labels = {(one.start, one.end): one.label for one in mentions}
        present = self._on(labels)
        changes: list[Change] = []
        for span, label in labels.items():
            before = present.get(span)
            if before and (before.tags or before.note):
                if before.entity_type:
                    changes.append(self._changed(before, replace(before, entity_type="")))
                before = None
            after = replace(before or self._new([span]), status=Status.REJECTED, entity_type=label)
            changes.append(self._changed(before, after))
        self._commit(title, changes)
        return len(labels)

    def _on(self, spans: Iterable[Span]) -> dict[Span, Annotation]:
        """Return what is stored on just each of `spans`; a mere rejection if nothing else is."""
        placed = self._placed()
        found = {span: [one.stored for one in placed.on(span)] for span in spans}
        return {span: min(on, key=lambda one: one.is_rejected) for span, on in found.items() if on}

    def _new(self, spans: Iterable[Span]) -> Annotation:
        """Return an annotation on `spans` with nothing on it yet."""
        now, text = self._clock.now(), self.document.text
        return Annotation(
            id=new_annotation_id(),
            targets=tuple(Target.of(text, start, end) for start, end in sorted(spans)),
            creator=self._creator,
            anchor=self._follower.anchor(),
            created=now,
            modified=now,
        )

    def _changed(self, before: Annotation | None, after: Annotation) -> Change:
        """Return the change from what is stored to `after`, as its next revision."""
        if before is not None:
            after = replace(after, revision=before.revision + 1, modified=self._clock.now())
        return Change(self.document_id, before, after)

    def edit_note(self, annotation_id: str, note: str) -> Annotation:
        """Replace the note's text. Raises `ReaderError` if there is no such annotation."""
        return self._edit("edit a note", annotation_id, lambda one: replace(one, note=note))

    def set_status(self, annotation_id: str, status: Status) -> Annotation:
        """Record a decision on the annotation."""
        title = f"mark as {status.value}"
        return self._edit(title, annotation_id, lambda one: replace(one, status=status))

    def move(
        self, annotation_id: str, spans: Sequence[Span], *, title: str = "move borders"
    ) -> Annotation:
        """Put the annotation on other `spans` of the text as it is now."""
        text = self.document.text
        targets = tuple(Target.of(text, start, end) for start, end in sorted(spans))
        anchor = self._follower.anchor()
        return self._edit(
            title, annotation_id, lambda one: replace(one, targets=targets, anchor=anchor)
        )

    def add_part(self, annotation_id: str, span: Span) -> Annotation:
        """Put the annotation on `span` too, so that it is on several parts of the text.

        Raises `RefusedError` if it shares words with `span`, or its own words are gone.
        """
        spans = self.annotation(annotation_id).spans
        if not spans:
            raise RefusedError("the words of the last annotation are gone")
        if any(_meet(one, span) for one in spans):
            raise RefusedError("the last annotation is on these words already")
        return self.move(annotation_id, [*spans, span], title="add a part")

    def move_part(self, annotation_id: str, span: Span) -> Annotation:
        """Put the annotation on `span`; of several parts, the ones that share words with it."""
        spans = self.annotation(annotation_id).spans
        others = [one for one in spans if not _meet(one, span)]
        kept = others if len(others) < len(spans) else []
        return self.move(annotation_id, [*kept, span])

    def set_tags(
        self, annotation_id: str, tags: Iterable[str], *, title: str = "change tags"
    ) -> Annotation:
        """Give the annotation these tags, by name; new names are added to the codebook."""
        codes, created = self.codebook().resolve(tags)
        return self._edit(
            title,
            annotation_id,
            lambda one: replace(one, tags=codes),
            also=_added(created),
        )

    def toggle_tag(self, spans: Sequence[Span], name: str) -> Annotation | None:
        """Tag `spans`, or take the tag away if just this span has it already.

        Returns the annotation, or None when nothing was left of it.
        """
        present = self._present(spans)
        if present is None:
            return self.annotate(spans, tags=[name], title=f"tag {name}")
        codes, created = self.codebook().resolve([name])
        title = f"tag {name}"
        left = tuple(tag for tag in present.tags if tag not in codes)
        if left == present.tags:
            left += codes
        elif left or present.note or present.entity_type:
            title = f"take away tag {name}"
        else:
            self.remove(present.id)
            return None
        return self._edit(
            title, present.id, lambda one: replace(one, tags=left), also=_added(created)
        )

    def _present(self, spans: Sequence[Span]) -> Annotation | None:
        """Return the annotation on just these spans; the document's own for none."""
        if not spans:
            return self.document_annotation()
        return self.at(spans[0]) if len(spans) == 1 else None

    def write_note(
        self, spans: Sequence[Span], note: str, *, seen: str | None = None
    ) -> Annotation | None:
        """Set the note on `spans`; an empty one takes the note away.

        `seen` is the note that the person had before them. If another session has written
        another one meanwhile, the note becomes both texts. Returns the annotation, or None when
        nothing was left of it.
        """
        present = self._present(spans)
        stored = present.note if present else ""
        if seen is not None and stored not in {seen, note, ""}:
            note = f"{note}\n\n{stored}" if note else stored
        if present is None:
            return self.annotate(spans, note=note, title="add a note") if note else None
        if not note and not present.tags and not present.entity_type:
            self.remove(present.id)
            return None
        return self.edit_note(present.id, note)

    def remove(self, annotation_id: str) -> Annotation:
        """Remove the annotation and return what it was; undo brings it back."""
        before = self._stored(annotation_id)
        self._commit("remove a note", [Change(self.document_id, before, None)])
        return before

    def add_code(self, name: str, key: str = "") -> Code:
        """Add a code to the codebook, with the digit that applies it; free if empty or taken.

        ``war/energy`` adds it below another one, which is added too if it is not there. Raises
        `RefusedError` if there is a code of this name elsewhere in the codebook.
        """
        code, created = self.codebook().resolve_path(name, key)
        if created:
            self._commit("add a tag", _added(created))
        return code

    def coding(self) -> Coding:
        """Return the work on the codebook as a whole, by the same person."""
        return Coding(self._store, self._clock, self._creator)

    # -- following the words through a change of the text

    @property
    def following(self) -> tuple[int, int] | None:
        """How many annotations are found of how many that another thread is looking for.

        None while it looks for none.
        """
        return self._follower.progress

    def doubts(self) -> list[Doubt]:
        """Return the annotations whose words were changed or moved so that one should look."""
        placed = self._placed()
        return doubts(placed.stored, placed.shown)

    def keep(self, annotation_id: str) -> Annotation:
        """Agree to where the annotation is shown: it is on those words from now on.

        Raises `RefusedError` if its words are gone.
        """
        shown = self.annotation(annotation_id)
        if shown.is_lost:
            raise RefusedError("its words are gone", remedy="Put it on others, or dismiss it")
        return self.move(annotation_id, shown.spans, title="keep the words")

    def dismiss(self, annotation_id: str) -> Annotation:
        """Keep the annotation as an orphan, which nobody is asked about again."""
        sha256 = self._follower.anchor().sha256
        return self._edit("dismiss an orphan", annotation_id, lambda one: dismissed(one, sha256))

    def settle(self) -> None:
        """Store where the annotations are shown, in the place of where they were made.

        It is one change, which can be undone. Showing them needs none of it: it makes the text
        as it is now the one that is followed from.
        """
        changes = [
            Change(self.document_id, before, replace(after, revision=before.revision + 1))
            for before, after in self._placed().pairs
            if before != after
        ]
        if changes:
            self._follower.anchor()
            self._commit("follow the words", changes)

    # -- what other devices wrote

    def rivalries(self) -> list[Rivalry]:
        """Return the annotations that another device edited at the same time, by position."""
        stored = self._store.annotations(self.document_id)
        return rivalries(stored, self._store.rivals(self.document_id))

    def decide(self, rivalry: Rivalry, choice: Choice) -> Annotation:
        """Keep one of two versions of an annotation, or both, from now on; undo brings both back.

        Raises `ConflictError` if one of them has changed since.
        """
        before, rival = rivalry
        revision = max(before.revision, rival.annotation.revision) + 1
        after = replace(chosen(rivalry, choice), revision=revision, modified=self._clock.now())
        change = Change(self.document_id, before, after, settled=(rival,))
        self._commit(f"keep {choice}", [change])
        return self.annotation(after.id)

    # -- undo and redo

    def next_to_undo(self) -> tuple[Change, ...]:
        """Return the changes that `undo` would take back; none if there is nothing to undo."""
        done = self._undoing.done()
        return done[-1].changes if done else ()

    def undo(self) -> Event:
        """Take the last change back and return it; raises `RefusedError` if there is none."""
        return self._undoing.undo()

    def redo(self) -> Event:
        """Make the last undone change again; raises `RefusedError` if there is none."""
        return self._undoing.redo()

    # -- how

    def _stored(self, annotation_id: str) -> Annotation:
        """Return an annotation as it is stored, on the text that it was made on."""
        return self._found(annotation_id).stored

    def _found(self, annotation_id: str) -> Doubt:
        """Return an annotation as it is stored and as it is in the text now."""
        found = self._placed().get(annotation_id)
        if found is None:
            raise ReaderError(f"there is no note {annotation_id} on this document")
        return found

    def _edit(
        self,
        title: str,
        annotation_id: str,
        edit: Callable[[Annotation], Annotation],
        also: Sequence[Change] = (),
    ) -> Annotation:
        before = self._stored(annotation_id)
        after = edit(before)
        if after == before:
            return self.annotation(annotation_id)
        change = self._changed(before, after)
        self._commit(title, [*also, change])
        return self.annotation(annotation_id)

    def _commit(self, title: str, changes: Sequence[Change]) -> None:
        event = Event(
            id=secrets.token_hex(8),
            time=self._clock.now(),
            title=title,
            changes=tuple(changes),
            creator=self._creator,
        )
        self._store.commit(event)


def _added(codes: Iterable[Code]) -> list[Change]:
    """Return the changes that add `codes` to the codebook."""
    return [Change("", None, code) for code in codes]


def _meet(one: Span, other: Span) -> bool:
    """Whether two spans share a character."""
    return one[0] < other[1] and other[0] < one[1]
