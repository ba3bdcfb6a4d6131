"""Looks at every file of a store, says what is wrong, and repairs what can be repaired."""

from __future__ import annotations

import os
import stat
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

from reader.core.errors import ReaderError
from reader.core.safetext import safe_line
from reader.store.files import reading, writing
from reader.store.layout import (
    ANNOTATIONS,
    CODEBOOK,
    CODES,
    annotations_path,
    conflict_copies,
    document_files,
)
from reader.store.lines import Parsed, parse
from reader.store.records import annotation_of
from reader.store.repairs import counted, told
from reader.store.store import TinyStore
from reader.store.versions import Records

Progress = Callable[[int, int], None]
"""Called with how many of how many files have been looked at."""

_NETWORK = {"nfs", "nfs4", "cifs", "smb3", "smbfs", "fuse.sshfs", "9p", "afs", "ceph"}


@dataclass(frozen=True, slots=True)
class Finding:
    """Something that is not as it should be."""

    where: str
    """A path, safe to print."""
    what: str
    remedy: str
    repaired: bool = False


def examine(
    store: TinyStore, *, repair: bool = False, progress: Progress = lambda _done, _all: None
) -> Iterator[Finding]:
    """Yield what is wrong with the store; repair what can be, if `repair` says so.

    Without, no file of the store is touched. Nothing is deleted: what a repair replaces is kept
    in quarantine. For a worker thread.
    """
    yield from _places(store)
    documents = sorted(document for document, _ in document_files(store.folder))
    codes = _codes(store)
    if (store.folder / CODEBOOK).exists():
        yield from _file(store, "", codes, repair=repair)
    for number, document in enumerate(documents):
        yield from _file(store, document, codes, repair=repair)
        progress(number + 1, len(documents))
    yield from _strangers(store.folder)
    yield from _modes(store, repair=repair)
    for document, before, now in store.vanished(repair=repair):
        yield Finding(
            _shown(annotations_path(store.folder, document)),
            f"of {before} annotations only {now} are left, although nobody removed the others",
            "“reader restore” brings them back; “reader doctor --accept” takes them as removed.",
        )
    yield from _backups(store)


def quarantined(store: TinyStore) -> list[Path]:
    """Return the damaged files that are kept as they were before a repair."""
    return sorted((store.state / "quarantine").glob("*"))


def _codes(store: TinyStore) -> set[str] | None:
    """Return the ids of all codes; None if the codebook cannot be read, which is told later."""
    try:
        records = Records(_parsed(store.folder / CODEBOOK, CODES).versions)
    except ReaderError as error:
        return set() if isinstance(error.__cause__, FileNotFoundError) else None
    return {key for key, one in records.shown.items() if one.live}


def _parsed(path: Path, table: str) -> Parsed:
    with reading(path):
        return parse(path.read_bytes(), table)


def _file(
    store: TinyStore, document: str, codes: set[str] | None, *, repair: bool
) -> Iterator[Finding]:
    """Check one file line by line."""
    path = annotations_path(store.folder, document) if document else store.folder / CODEBOOK
    table = ANNOTATIONS if document else CODES
    copies = list(conflict_copies(path))
    try:
        parsed = _parsed(path, table)
    except ReaderError as error:
        yield Finding(_shown(path), error.what, error.remedy)
        return
    repaired, failure = False, ""
    if repair and not (parsed.clean and not copies):
        try:
            store.repair(document)
            repaired = True
        except ReaderError as error:
            failure = f"It could not be repaired: {error.sentence}"
    if not parsed.clean:
        remedy = "It is repaired when it is opened; the file as it was goes to quarantine."
        yield Finding(_shown(path), told(parsed), failure or remedy, repaired)
    for copy in copies:
        what = "a conflict copy that a sync tool has left"
        remedy = "It is joined when the document is opened."
        yield Finding(_shown(copy), what, failure or remedy, repaired)
    records = Records(parsed.versions)
    if document and codes is not None:
        yield from _unknown_tags(path, records, codes)
    others = records.concurrent()
    if others:
        what = f"{counted(len(others), 'note')} edited on two devices at once; both texts are kept"
        yield Finding(
            _shown(path),
            what,
            "Open the document, r shows both; or “reader note edit ID --keep both”.",
        )


def _unknown_tags(path: Path, records: Records, codes: set[str]) -> Iterator[Finding]:
    """Check that every tag is in the codebook."""
    live = (annotation_of(key, one.fields) for key, one in records.shown.items() if one.live)
    unknown = {tag for one in live for tag in one.tags} - codes
    if unknown:
        what = f"{counted(len(unknown), 'tag')} not in the codebook"
        yield Finding(_shown(path), what, "Restore the codebook from a backup.")


def _places(store: TinyStore) -> Iterator[Finding]:
    """Check that the store is on a disk that keeps its promises."""
    kind = _file_system(store.folder)
    if kind in _NETWORK:
        yield Finding(
            _shown(store.folder),
            f"the store is on a network file system ({kind})",
            "Locks may not hold between machines: use it from one at a time.",
        )
    for folder in (store.folder, store.state):
        if folder.exists() and not os.access(folder, os.W_OK):
            yield Finding(_shown(folder), "cannot be written", "Allow writing there.")


def _strangers(folder: Path) -> Iterator[Finding]:
    """Find what is among the annotation files and is none of them."""
    known = {entry.path for _, entry in document_files(folder)}
    for parent, _, names in os.walk(folder / ANNOTATIONS):
        for name in names:
            path = Path(parent, name)
            if str(path) in known or _is_copy(path):
                continue
            if name.startswith(".") and ".tmp" in name:
                what, remedy = "left over from a write that was cut off", "It can be deleted."
            else:
                what, remedy = "does not belong here", "Move it away if it is yours."
            yield Finding(_shown(path), what, remedy)


def _is_copy(path: Path) -> bool:
    """Whether it is the conflict copy of a file that is there."""
    files = (entry for entry in path.parent.iterdir() if len(entry.stem) < len(path.stem))
    return any(path in conflict_copies(file) for file in files if file.suffix == ".json")


def _modes(store: TinyStore, *, repair: bool) -> Iterator[Finding]:
    """Check that nobody else can read what is there."""
    for base in (store.folder, store.state):
        for parent, _, names in os.walk(base):
            for path in (Path(parent), *(Path(parent, name) for name in names)):
                mode = path.lstat().st_mode
                if mode & 0o077 and not stat.S_ISLNK(mode):
                    if repair:
                        with writing(path):
                            path.chmod(stat.S_IMODE(mode) & 0o700)
                    what = f"others may read it (mode {stat.S_IMODE(mode):03o})"
                    yield Finding(_shown(path), what, "Take the permissions away.", repair)


def _backups(store: TinyStore) -> Iterator[Finding]:
    """Check that every backup can be read."""
    for name in store.backups.names():
        try:
            store.backups.verify(name)
        except ReaderError as error:
            yield Finding(error.where, error.what, error.remedy)


def _file_system(path: Path) -> str:
    """Return the kind of file system that `path` is on; empty where it cannot be told."""
    mounts = Path("/proc/mounts")
    if not mounts.exists():
        return ""
    best, kind = "", ""
    for line in mounts.read_text("utf-8", "replace").splitlines():
        _, point, name, *_ = line.split()
        if path.resolve().is_relative_to(point) and len(point) >= len(best):
            best, kind = point, name
    return kind


def _shown(path: Path) -> str:
    return safe_line(str(path))
