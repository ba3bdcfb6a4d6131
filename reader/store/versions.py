"""Versions of a record, and how copies of a store are joined.

A record is a multi-value register with a version vector (Parker et al. 1983, "Detection of
mutual inconsistency"; the register is that of Shapiro et al. 2011, "Conflict-free replicated
data types"): every write is a new version that names the writes it has seen. Joining copies
keeps the versions that no other one has seen, so the order of joining does not matter, and two
edits made without knowledge of each other are both kept.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping
from itertools import chain, count
from typing import Any, NamedTuple

Json = Any
"""Any value that JSON can hold."""
Fields = dict[str, Json]
"""A record as JSON knows it."""

MOST_ACTORS = 20
"""How many other actors a version vector names."""

OUTSIDE = "outside"
"""Stands for the device of records that another program wrote."""

DELETED = "_deleted"
"""The field that makes a version a tombstone: the record is known to have been removed."""


class Version(NamedTuple):
    """One write of a record: what it says, who made it, and what it had seen."""

    fields: Fields
    actor: str
    """One session on one device, ``laptop-a1.7f3c2b``.

    A new session may find an older file than the last one left, so it must not go on counting
    in that one's name: two writes would have one number.
    """
    vector: Mapping[str, int]
    """By actor, how many of its writes are included; its own write is the last of its own."""

    @property
    def device(self) -> str:
        """The name of the device that it was written on."""
        return self.actor.partition(".")[0]

    @property
    def live(self) -> bool:
        """Whether the record exists, in this version."""
        return DELETED not in self.fields

    def saw(self, other: Version) -> bool:
        """Whether this version was made in the knowledge of `other`."""
        mine, theirs = self.vector.get(other.actor, 0), other.vector[other.actor]
        return theirs < mine or (theirs == mine and self.actor != other.actor)


def revision_of(fields: Mapping[str, Json]) -> int:
    """Return the revision of a record; 1 if it does not say."""
    revision = fields.get("rev")
    return revision if type(revision) is int else 1


def _rank(version: Version) -> tuple[object, ...]:
    """Order concurrent versions alike on every device; the greatest one is shown."""
    fields = version.fields
    modified = fields.get("modified")
    return (
        version.live,
        revision_of(fields),
        modified if isinstance(modified, str) else "",
        version.actor,
        repr((fields, sorted(version.vector.items()))),
    )


def successor(
    seen: tuple[Version, ...], actor: str, fields: Fields, settles: Collection[Version] = ()
) -> Version:
    """Return the version that writes `fields` over the last of the `seen` versions.

    It is written in the knowledge of those it `settles`, too. The others stay concurrent: what a
    person has not looked at is not overwritten. An actor whose own earlier write is among them
    writes under a second name, because its count would claim that write too.
    """
    if not seen:
        return Version(fields, actor, {actor: 1})
    *others, base = seen
    vector = _joined((base, *settles)) if settles else base.vector
    names = chain([actor], (f"{actor}.{number}" for number in count(2)))
    name = next(
        name
        for name in names
        if all(
            other.vector.get(name, 0) <= vector.get(name, 0)
            for other in others
            if other not in settles
        )
    )
    return Version(fields, name, _counted(vector, name))


def rival(seen: tuple[Version, ...], actor: str, fields: Fields) -> Version:
    """Return a version that is concurrent with the successor of the last of the `seen` ones.

    `actor` has written nothing else.
    """
    return Version(fields, actor, _counted(seen[-1].vector if seen else {}, actor))


def _joined(versions: Collection[Version]) -> dict[str, int]:
    """Return what all of `versions` have seen, themselves included."""
    vector: dict[str, int] = {}
    for version in versions:
        for name, number in version.vector.items():
            vector[name] = max(number, vector.get(name, 0))
    for version in versions:
        vector[version.actor] = vector.pop(version.actor)  # among the latest, so it stays
    return vector


def _counted(vector: Mapping[str, int], actor: str) -> dict[str, int]:
    """Return `vector` with one more write of `actor`, the latest actors last.

    Of many actors the earliest are left out: if a text that they wrote turns up again, it is
    shown as a concurrent one, and nothing is lost.
    """
    others = [item for item in vector.items() if item[0] != actor]
    return {**dict(others[-MOST_ACTORS:]), actor: vector.get(actor, 0) + 1}


class Records:
    """The records of a file: of each, the versions that no other one has seen."""

    __slots__ = ("_others", "changes", "shown")

    def __init__(self, versions: Iterable[tuple[str, Version]] = ()) -> None:
        """Join `versions`, given with the keys of their records, in any order."""
        self.shown: dict[str, Version] = {}
        """By key, the version that people see. Not to be changed by the reader of it."""
        self.changes = 0
        """Counts up when a record changes."""
        self._others: dict[str, tuple[Version, ...]] = {}
        for key, version in versions:
            self.join(key, version)

    def __len__(self) -> int:
        return len(self.shown) + sum(map(len, self._others.values()))

    def __iter__(self) -> Iterator[tuple[str, Version]]:
        """Yield every version with its key, the shown one after its concurrent ones."""
        for key in list(self.shown):
            for version in self.versions(key):
                yield key, version

    def versions(self, key: str) -> tuple[Version, ...]:
        """Return the versions of a record, the shown one last; none for an unknown key."""
        shown = self.shown.get(key)
        return (*self._others.get(key, ()), shown) if shown else ()

    def concurrent(self) -> dict[str, tuple[Version, ...]]:
        """Return the live versions that were edited elsewhere, of every record with some."""
        found = {
            key: tuple(version for version in others if version.live)
            for key, others in list(self._others.items())
        }
        return {key: others for key, others in found.items() if others}

    def holds(self, key: str, version: Version) -> bool:
        """Whether the version, or one that has seen it, is here."""
        return any(known == version or known.saw(version) for known in self.versions(key))

    def join(self, key: str, version: Version) -> None:
        """Add a version, unless a known one has seen it, and drop those that it has seen."""
        if key not in self.shown:
            self.shown[key] = version
            self.changes += 1
        elif not self.holds(key, version):
            kept = [known for known in self.versions(key) if not version.saw(known)]
            self.put(key, tuple(sorted((*kept, version), key=_rank)))

    def put(self, key: str, versions: tuple[Version, ...]) -> None:
        """Make `versions` those of the record, the shown one last; none forgets the record."""
        self.changes += 1
        self._others.pop(key, None)
        if not versions:
            self.shown.pop(key, None)
            return
        self.shown[key] = versions[-1]
        if len(versions) > 1:
            self._others[key] = versions[:-1]
