"""Concurrent versions of a record as rivals of an annotation, and back."""

from __future__ import annotations

import os
from collections.abc import Iterable, Mapping

from reader.core.annotation import Annotation, Change, Rival
from reader.core.errors import ConflictError
from reader.store.records import annotation_of, fields_of
from reader.store.versions import OUTSIDE, Fields, Records, Version

Settled = Mapping[str, list[Version]]
"""By key of a record, the concurrent versions that a write is made in the place of."""
Revived = Mapping[str, list[tuple[str, Fields]]]
"""By key of a record, actor and fields of versions that are to be concurrent with a write."""


_HERE, _OUTSIDE = "this device", "another program"
"""What people call the device that they sit at, and whoever is none of their devices."""


def rivals_of(records: Records, here: str) -> dict[str, tuple[Rival, ...]]:
    """Return the rivals of all annotations that have some, by id.

    `here` is the name of this device; empty if it has none yet.
    """
    return {
        key: tuple(_rival(key, version, here) for version in versions)
        for key, versions in records.concurrent().items()
    }


def to_settle(changes: Iterable[Change], records: Records, here: str) -> Settled:
    """Return the versions of the rivals that `changes` settle.

    Raises `ConflictError` if one is not there any more.
    """
    wanted = {change.before.id: change.settled for change in changes if change.before}
    wanted = {key: rivals for key, rivals in wanted.items() if rivals}
    there = records.concurrent() if wanted else {}
    settled = {}
    for key, rivals in wanted.items():
        versions = [one for one in there.get(key, ()) if _rival(key, one, here) in rivals]
        if len(versions) < len(rivals):
            raise ConflictError(
                "the other text was changed or decided about in another session",
                remedy="Nothing was saved; look at both again.",
            )
        settled[key] = versions
    return settled


def to_revive(changes: Iterable[Change], here: str) -> Revived:
    """Return what becomes of the rivals that `changes` bring back.

    Each is written in the name of its device, under a session of its own.
    """
    return {
        change.after.id: [
            (f"{_device(device, here)}.{os.urandom(3).hex()}", fields_of(annotation))
            for device, annotation in change.revived
        ]
        for change in changes
        if isinstance(change.after, Annotation) and change.revived
    }


def _rival(key: str, version: Version, here: str) -> Rival:
    device = version.device
    name = _HERE if device == here else _OUTSIDE if device == OUTSIDE else device
    return Rival(name, annotation_of(key, version.fields))


def _device(name: str, here: str) -> str:
    """Return the device that `_rival` has named."""
    return here if name == _HERE else OUTSIDE if name == _OUTSIDE else name
