"""Brings back what a backup has: as events, so that restoring can be undone."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import NamedTuple

from reader.core.annotation import Annotation, Change, Code, Event
from reader.core.ids import new_document_id
from reader.store.records import annotation_of, code_of
from reader.store.store import TinyStore
from reader.store.versions import Records


class Difference(NamedTuple):
    """What restoring a backup would change on one document, by annotation."""

    document: str
    gone: tuple[Annotation, ...] = ()
    """In the backup, and no longer in the store."""
    changed: tuple[tuple[Annotation, Annotation], ...] = ()
    """Now, and in the backup."""
    newer: tuple[Annotation, ...] = ()
    """In the store, and not yet in the backup."""


def preview(store: TinyStore, name: str, documents: Sequence[str] = ()) -> tuple[Difference, ...]:
    """Return what differs between a backup and the store; documents without are left out.

    The backup is given by its name. `documents` limits it to some. Raises `ReaderError` if it
    cannot be read.
    """
    found = (
        _difference(store, document, records)
        for document, records in store.backups.documents(name)
        if document and (not documents or document in documents)
    )
    return tuple(one for one in found if one.gone or one.changed or one.newer)


def restore(
    store: TinyStore, name: str, time: str, documents: Sequence[str] = (), *, exact: bool = False
) -> int:
    """Bring back the annotations of a backup that are gone; return how many were changed.

    With `exact`, changed ones become what they were and newer ones are removed. Codes that are
    gone come back in any case. It is one event a document. `time` is now.
    """
    title = f"restore the backup of {name}"
    differences = preview(store, name, documents)
    missing = tuple(_missing_codes(store, name))
    if missing:
        store.commit(Event(new_document_id(), time, title, missing))
    count = 0
    for difference in differences:
        changes = tuple(_changes(difference, exact=exact))
        if changes:
            store.commit(Event(new_document_id(), time, title, changes))
        store.accept_loss(difference.document)
        count += len(changes)
    return count


def _difference(store: TinyStore, document: str, then: Records) -> Difference:
    now = {one.id: one for one in store.annotations(document)}
    live = {key: one.fields for key, one in then.shown.items() if one.live}
    old = {key: annotation_of(key, fields) for key, fields in live.items()}
    return Difference(
        document,
        tuple(one for key, one in old.items() if key not in now),
        tuple(
            (now[key], one)
            for key, one in old.items()
            # Restoring counts the revision up, and changes nothing else.
            if key in now and replace(now[key], revision=one.revision) != one
        ),
        tuple(one for key, one in now.items() if key not in old),
    )


def _changes(difference: Difference, *, exact: bool) -> Iterator[Change]:
    document = difference.document
    for one in difference.gone:
        # Two further on: the removal that undoing this would meet again was one.
        yield Change(document, None, replace(one, revision=one.revision + 2))
    if exact:
        for now, then in difference.changed:
            yield Change(document, now, replace(then, revision=now.revision + 1))
        for one in difference.newer:
            yield Change(document, one, None)


def _missing_codes(store: TinyStore, name: str) -> Iterator[Change]:
    """Yield the changes that bring back codes which are no longer in the codebook."""
    now = {code.id for code in store.codes()}
    every = store.backups.documents(name)
    codebook = next((records for document, records in every if not document), None)
    for key, version in codebook.shown.items() if codebook else ():
        if version.live and key not in now:
            code: Code = code_of(key, version.fields)
            yield Change("", None, replace(code, revision=code.revision + 2))
