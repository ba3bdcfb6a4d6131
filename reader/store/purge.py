"""Truly removes the text of removed annotations, and says what it cannot reach."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from itertools import chain
from pathlib import Path

from reader.core.errors import RefusedError
from reader.store.files import writing
from reader.store.layout import annotations_path
from reader.store.store import TinyStore


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
    beyond_reach: tuple[str, ...]
    """Sentences on where the text may still be."""


def removed(store: TinyStore, document: str) -> set[str]:
    """Return the ids of the removed annotations of a document of which something may be left."""
    live = {one.id for one in store.annotations(document)}
    file = annotations_path(store.folder, document).relative_to(store.folder).as_posix()
    kept = chain(store.journal.versions(document), store.backups.every_version(file))
    return (store.ids(document) | {key for key, _ in kept}) - live


def purge(store: TinyStore, document: str, annotations: Iterable[str]) -> Purged:
    """Remove every trace of removed `annotations`, by id, and of older texts of the document.

    The derived index goes as a whole: it is made again from what is left.

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
    # Quarantine first: it is the one place that could bring the text back by hand.
    quarantined = _empty_quarantine(store, path.name)
    lines = store.compact(document)
    with store.lock.hold(), writing(store.state):
        events = store.journal.forget(document, purged)
        backups = store.backups.forget(document, purged)
    store.index.discard()
    return Purged(lines, events, backups, quarantined, tuple(_beyond_reach(store)))


def _empty_quarantine(store: TinyStore, name: str) -> int:
    """Delete what was kept of a damaged file, in which nothing can be told apart."""
    kept = [*(store.state / "quarantine").glob(f"{Path(name).stem}*")]
    for path in kept:
        with writing(path):
            path.unlink()
    return len(kept)


def _beyond_reach(store: TinyStore) -> Iterable[str]:
    """Say where copies may be that this program does not know of."""
    folder = store.folder.resolve()
    if any((parent / ".git").exists() for parent in (folder, *folder.parents)):
        yield "The folder is in a git repository: its history keeps older versions."
    if any((parent / ".stfolder").exists() for parent in (folder, *folder.parents)):
        yield "The folder is synchronised by Syncthing: look into its .stversions folder."
    yield "Other devices keep it until they are synchronised and purged as well."
    yield "The texts of annotated documents are kept in the store, also without annotations."
    yield "Deleted blocks stay on the disk until they are overwritten; exports are not touched."
