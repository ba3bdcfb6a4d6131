"""Truly removes the text of removed annotations, and says what it cannot reach."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import chain
from pathlib import Path

from reader.core.errors import RefusedError
from reader.core.ports import Drafts
from reader.store.files import writing
from reader.store.layout import annotations_path
from reader.store.store import TinyStore
from reader.store.versions import Version


@dataclass(frozen=True, slots=True)
class Purged:
    """What was done."""

    lines: int
    """Superseded lines that were taken out of the note file."""
    events: int
    """Events that were taken out of the journal: they can no longer be undone."""
    backups: int
    """Backups that were written again without the text."""
    quarantined: int
    """Damaged files in quarantine that were deleted."""
    drafts: int
    """Notes that were being written, with the text in them, that were deleted."""
    beyond_reach: tuple[str, ...]
    """Sentences on where the text may still be."""


def removed(store: TinyStore, document: str) -> set[str]:
    """Return the ids of the removed annotations of a document of which something may be left."""
    live = {one.id for one in store.annotations(document)}
    kept = _kept(store, document)
    return (store.ids(document) | {key for key, _ in kept}) - live


def _kept(store: TinyStore, document: str) -> Iterator[tuple[str, Version]]:
    """Yield every version in the journal and the backups of the annotations of a document."""
    file = annotations_path(store.folder, document).relative_to(store.folder).as_posix()
    return chain(store.journal.versions(document), store.backups.every_version(file))


def purge(store: TinyStore, drafts: Drafts, document: str, annotations: Iterable[str]) -> Purged:
    """Remove every trace of removed `annotations`, by id, and of older texts of the document.

    The derived index goes as a whole: it is made again from what is left. So do the `drafts` that
    hold the note, and what a write that was cut short has left.

    A tombstone without text stays, so that other devices learn of the removal. Raises
    `RefusedError` if one of them has not been removed, `ReaderError` if a file cannot be written.
    """
    purged = set(annotations)
    live = purged & {one.id for one in store.annotations(document)}
    if live:
        raise RefusedError(
            f"{len(live)} of the annotations have not been removed",
            remedy="Remove them first; then they can be purged.",
        )
    path = annotations_path(store.folder, document)
    notes = {note for key, one in _kept(store, document) if key in purged for note in _note(one)}
    # Quarantine first: it is the one place that could bring the text back by hand.
    quarantined = _empty_quarantine(store, path.name)
    lines = store.compact(document)
    with store.lock.hold(), writing(store.state):
        events = store.journal.forget(document, purged)
        backups = store.backups.forget(document, purged)
        _drop_unfinished(store, path)
    dropped = drafts.forget(notes)
    store.index.discard()
    return Purged(lines, events, backups, quarantined, dropped, tuple(_beyond_reach(store)))


def _empty_quarantine(store: TinyStore, name: str) -> int:
    """Delete what was kept of a damaged file, in which nothing can be told apart."""
    kept = [*(store.state / "quarantine").glob(f"{Path(name).stem}*")]
    for path in kept:
        with writing(path):
            path.unlink()
    return len(kept)


def _note(version: Version) -> Iterator[str]:
    note = version.fields.get("note")
    if isinstance(note, str):
        yield note


def _drop_unfinished(store: TinyStore, path: Path) -> None:
    """Delete what is left of writes that were cut short; only while the lock is held."""
    inside = ("journal", "backups", "quarantine")
    left = [path.parent.glob(f".{path.name}.tmp*")]
    for one in chain(*left, *((store.state / name).glob(".*.tmp*") for name in inside)):
        one.unlink(missing_ok=True)


def _beyond_reach(store: TinyStore) -> Iterable[str]:
    """Say where copies may be that this program does not know of."""
    folder = store.folder.resolve()
    if any((parent / ".git").exists() for parent in (folder, *folder.parents)):
        yield "The folder is in a git repository: its history keeps older versions."
    if any((parent / ".stfolder").exists() for parent in (folder, *folder.parents)):
        yield "The folder is synchronised by Syncthing: look into its .stversions folder."
    yield "Other devices keep it until they are synchronised and purged as well."
    yield "The texts of annotated documents are kept in the store, also without annotations."
    yield "A draft that holds only some words of a note stays."
    yield "The words of documents that were opened are in the cache, which can be deleted."
    yield "Deleted blocks stay on the disk until they are overwritten; exports are not touched."
