"""A store to test with, and the few words that tests need."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from reader.core.annotation import Annotation, Change, Creator, Event
from reader.store.store import TinyStore


class Desk:
    """One session on one device."""

    document = "3f9c41d2a07be611"

    def __init__(self, home: Path, device: str = "laptop", folder: str = "store") -> None:
        self.home = home
        self.folder = home / folder
        self.state = home / device
        self.store = TinyStore(self.folder, self.state)
        self.events = 0

    def again(self) -> Desk:
        """Return another session on the same device."""
        return Desk(self.home, self.state.name, self.folder.name)

    def on(self, device: str, folder: str = "store") -> Desk:
        """Return a session on another device, on the same folder or on a copy."""
        return Desk(self.home, device, folder)

    @property
    def file(self) -> Path:
        return self.folder / "annotations" / self.document[:2] / f"{self.document}.json"

    def commit(self, *changes, undoes="", document=None) -> Event:
        self.events += 1
        document = self.document if document is None else document
        event = Event(
            f"{id(self):x}-{self.events}",
            f"2026-11-22T10:{self.events // 60:02}:{self.events % 60:02}Z",
            "test",
            tuple(
                Change(self.document if document is None else document, before, after)
                for before, after in changes
            ),
            Creator(name="me"),
            undoes,
        )
        self.store.commit(event)
        return event

    def add(self, number: int, note: str = "a note", document=None) -> Annotation:
        one = Annotation(str(number), note=note, created=f"2026-11-22T09:00:{number % 60:02}Z")
        self.commit((None, one), document=document)
        return one

    def edit(self, one: Annotation, **fields) -> Annotation:
        after = replace(one, revision=one.revision + 1, **fields)
        self.commit((one, after))
        return after

    def notes(self) -> dict[str, str]:
        return {one.id: one.note for one in self.store.annotations(self.document)}


@pytest.fixture
def another_desk():
    return Desk


@pytest.fixture
def desk(tmp_path):
    return Desk(tmp_path)
