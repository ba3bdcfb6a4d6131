"""Documents that have notes, for the verbs that are about notes."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import NamedTuple

from reader.compose import Services
from reader.core.annotation import Annotation
from reader.core.codebook import Codebook
from reader.core.errors import ReaderError
from reader.core.noted import Home, Noted, matching
from reader.core.query import Query
from reader.core.session import Session
from reader.library.library import OnProblem


class Annotated(NamedTuple):
    """A document with annotations."""

    path: Path | None
    """Where it is, or was last seen; None if this device has never seen it."""
    session: Session

    def noted(self, query: Query, codebook: Codebook) -> list[Annotation]:
        """Return its annotations that pass a filter."""
        session, document = self.session, self.session.document
        home = Home(session.document_id, document.metadata.title, self.path, document.kind)
        every = (Noted(home, one) for one in session.annotations())
        return [one.annotation for one in matching(every, query, codebook)]


def annotated(
    services: Services, paths: Sequence[Path], on_problem: OnProblem
) -> Iterator[Annotated]:
    """Yield the documents in `paths` that have annotations, those of the whole store for none.

    A file that was named is yielded in any case.
    """
    if not paths:
        seen = [(services.catalogue.path(one), one) for one in services.store.documents()]
        for path, document_id in sorted(seen, key=lambda one: (str(one[0] or ""), one[1])):
            yield Annotated(path, services.session_of(document_id))
        return
    for entry in services.library.entries(paths):
        if entry.problem:
            on_problem(entry.path, entry.problem)
        elif entry.annotations or entry.path in paths:
            yield Annotated(entry.path, services.open_session(entry.path))


def session_with(services: Services, annotation_id: str) -> Session:
    """Return a session on the document that has this annotation.

    Raises `ReaderError` if there is no such annotation.
    """
    for document_id in services.store.documents():
        if any(one.id == annotation_id for one in services.store.annotations(document_id)):
            return services.session_of(document_id)
    raise ReaderError("there is no such note", annotation_id, "See “reader note list”")
