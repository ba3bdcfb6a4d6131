"""Annotations that come from a file, brought into the store as one event."""

from __future__ import annotations

import hashlib
import re
import secrets
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from typing import NamedTuple

from reader.core.annotation import Annotation, Change, Code, Creator, Event, Status
from reader.core.codebook import KEYS, Codebook
from reader.core.history import undoable
from reader.core.ids import new_annotation_id
from reader.core.ports import AnnotationStore, Clock

_BESIDE = 16
"""Characters on either side that tell words from the same ones elsewhere."""
_ID = re.compile(r"[1-9][0-9]{0,18}")


class Adopted(NamedTuple):
    """What an import changes."""

    added: int = 0
    known: int = 0
    """Annotations that are there already, and stay as they are."""
    codes: int = 0
    """Tags added to the codebook."""


def adopt(
    store: AnnotationStore,
    clock: Clock,
    creator: Creator,
    codes: Sequence[Code],
    documents: Mapping[str, Sequence[Annotation]],
    *,
    dry_run: bool = False,
) -> Adopted:
    """Add annotations, by the id of their document, and the codes they need.

    An annotation whose id is there already is left as it is, so importing a file again adds
    nothing. Nor does a suggestion, under whatever id, of what is said of its words already, was
    rejected, or gave way to another tag. A code is the one of its id, or else of its name. With
    `dry_run` nothing is written. Raises `ReaderError` if the store cannot be written.
    """
    book = Codebook(store.codes())
    own, new_codes = _own_codes(codes, book)
    changes = [Change("", None, code) for code in new_codes]
    known = 0
    for document, found in documents.items():
        present = store.annotations(document)
        taken = {one.id for one in present}
        decided = _decided(store, document) if any(map(_is_suggested, found)) else ()
        claimed = {claim for one in (*present, *decided) for claim in _claims(one)}
        for foreign in _unique(found):
            tags = tuple(own.get(code, code) for code in foreign.tags)
            annotation = replace(foreign, tags=tags)
            claims = set(_claims(annotation)) if _is_suggested(annotation) else set()
            if annotation.id in taken or (claims and claims <= claimed):
                known += 1
            else:
                changes.append(Change(document, None, annotation))
    if changes and not dry_run:
        event = Event(secrets.token_hex(8), clock.now(), "import", tuple(changes), creator)
        store.commit(event)
    return Adopted(len(changes) - len(new_codes), known, len(new_codes))


def _is_suggested(annotation: Annotation) -> bool:
    return annotation.status is Status.SUGGESTED


def _decided(store: AnnotationStore, document: str) -> Iterator[Annotation]:
    """Yield what was suggested, as it was before it was decided on; not what was undone."""
    for event in undoable(store.events(document)):
        for change in event.changes:
            before, after = change.before, change.after
            if (
                change.document == document
                and isinstance(before, Annotation)
                and isinstance(after, Annotation)
                and _is_suggested(before)
                and not _is_suggested(after)
            ):
                yield before


def _claims(annotation: Annotation) -> Iterator[tuple[str, ...]]:
    """Yield what it says of which words: the same, wherever they stand by now."""
    words = tuple(
        part
        for target in annotation.targets
        for part in (target.prefix[-_BESIDE:], target.exact, target.suffix[:_BESIDE])
    )
    if annotation.entity_type:
        yield "type", *words
    for tag in annotation.tags:
        yield tag, *words


def _own_codes(codes: Sequence[Code], book: Codebook) -> tuple[dict[str, str], list[Code]]:
    """Return our id for each code of a file, by its id there, and the codes to add."""
    own: dict[str, str] = {}
    added: list[Code] = []
    for code in codes:
        present = book.get(code.id) or Codebook((*book, *added)).named(code.name)
        if present is None:
            is_free = code.key in KEYS and Codebook((*book, *added)).for_key(code.key) is None
            key = code.key if is_free else ""
            present = replace(code, id=_own_id(code.id), key=key, revision=1)
            added.append(present)
        own[code.id] = present.id
    parents = [replace(code, parent=own.get(code.parent, "")) for code in added]
    return own, parents


def _unique(found: Sequence[Annotation]) -> Iterator[Annotation]:
    """Yield annotations with ids of our form, each id once."""
    seen = set()
    for annotation in found:
        annotation_id = _own_id(annotation.id)
        if annotation_id not in seen:
            seen.add(annotation_id)
            yield replace(annotation, id=annotation_id, revision=1)


def _own_id(foreign: str) -> str:
    """Return an id of our form, always the same one for an id of another program."""
    if _ID.fullmatch(foreign) or not foreign:
        return foreign or new_annotation_id()
    digest = hashlib.sha256(foreign.encode("utf-8", "surrogatepass")).digest()
    return str(int.from_bytes(digest[:8]) >> 2 or 1)
