"""Where a list of annotations comes from: all documents, or one that is open."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Protocol

from reader.core.noted import Home, Noted, noted
from reader.core.ports import AnnotationStore
from reader.core.session import Session


class NotesSource(Protocol):
    """Annotations by document. Everything here may be slow: use a thread."""

    def by_document(self) -> Iterator[list[Noted]]:
        """Yield the annotations of one document after another.

        Raises `ReaderError` if the store cannot be read.
        """
        ...

    def of(self, document: str) -> list[Noted]:
        """Return the annotations of the document with this id as they are now."""
        ...

    def session(self, document: str) -> Session:
        """Open the document with this id; raises `ReaderError` if that cannot be done."""
        ...

    def stamps(self) -> Mapping[str, object]:
        """Return a value by document, another one once its annotations are written to.

        A document that has lost its last annotation is there as well.
        """
        ...


class NotesOfOne:
    """The annotations of the document that is open in a session."""

    def __init__(self, session: Session, store: AnnotationStore, path: Path, heading: str) -> None:
        """Read with `session` what is on the document at `path`, which people call `heading`.

        It is kept in `store`.
        """
        self._session = session
        self._store = store
        self._home = Home(session.document_id, heading, path, session.document.kind)

    def by_document(self) -> Iterator[list[Noted]]:
        """Yield the annotations of the one document."""
        yield self.of(self._home.document)

    def of(self, document: str) -> list[Noted]:
        """Return its annotations; none of another document."""
        if document != self._home.document:
            return []
        session = self._session
        return noted(self._home, session.annotations(), session.rivalries())

    def session(self, document: str) -> Session:  # noqa: ARG002 - there is one document
        """Return the session that is open."""
        return self._session

    def stamps(self) -> Mapping[str, object]:
        """Return the value of its annotations."""
        return self._store.stamps(self._home.document)
