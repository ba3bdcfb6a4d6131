"""Every annotation of a store, where its words are now."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from pathlib import Path

from reader.core.noted import Home, Noted, noted
from reader.core.ports import AnnotationStore, Catalogue
from reader.core.rivalry import rivalries
from reader.core.session import Session
from reader.library.entry import Entry

_KEPT = 8
"""Changed documents that stay open: what is edited in a list is read again at once."""
_NOWHERE = "a document that is not on this device"


class AllNotes:
    """Reads the annotations of all documents; for any thread, one at a time.

    A document is opened only if its text is not the one that its annotations were made on.
    """

    def __init__(
        self,
        store: AnnotationStore,
        catalogue: Catalogue,
        look_at: Callable[[Path], Entry],
        session_of: Callable[[str], Session],
    ) -> None:
        """Read what is in `store`.

        `look_at` tells what is known of a file, `session_of` opens the document with an id.
        """
        self._store = store
        self._catalogue = catalogue
        self._look_at = look_at
        self._session_of = session_of
        self._sessions: dict[tuple[str, str], Session] = {}

    def by_document(self) -> Iterator[list[Noted]]:
        """Yield the annotations of one document after another.

        Raises `ReaderError` if the store cannot be read.
        """
        return map(self.of, self._store.documents())

    def of(self, document: str) -> list[Noted]:
        """Return the annotations of the document with this id."""
        stored = self._store.annotations(document)
        path = self._catalogue.path(document)
        rivals = rivalries(stored, self._store.rivals(document))
        if path is None:
            return noted(Home(document, _NOWHERE), stored, rivals)
        entry = self._look_at(path)
        home = Home(document, entry.title, path, entry.kind)
        if entry.problem or all(one.anchor.sha256 == entry.sha256 for one in stored):
            return noted(home, stored, rivals)
        return noted(home, self._session(document, entry.sha256).annotations(), rivals)

    def session(self, document: str) -> Session:
        """Open the document with this id; raises `ReaderError` if that cannot be done."""
        return self._session_of(document)

    def stamps(self) -> Mapping[str, object]:
        """Return a value by document, another one once its annotations are written to."""
        return self._store.stamps()

    def _session(self, document: str, sha256: str) -> Session:
        """Return the session on a document whose text has this SHA-256 now."""
        key = document, sha256
        session = self._sessions.pop(key, None) or self._session_of(document)
        self._sessions[key] = session
        for old in list(self._sessions)[:-_KEPT]:
            del self._sessions[old]
        return session
