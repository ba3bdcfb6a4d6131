"""The documents of some folders, listed without opening them twice, and searched."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from pathlib import Path

from reader.core.codebook import Codebook
from reader.core.document import Document
from reader.core.entity import Mention
from reader.core.errors import ReaderError
from reader.core.find import find_iter
from reader.core.ports import AnnotationStore, Catalogue, Converter
from reader.core.query import Query, Subject
from reader.core.textobjects import TextObjects, Unit
from reader.library.derived import DerivedCache, Facts, FileVersion
from reader.library.entry import Entry, annotated, entry_of, facts_of, refused
from reader.library.finding import Hit, hit, line, naming
from reader.library.scan import Found, scan

_BATCH = 100
"""Documents opened before what was learned of them is written to the cache."""

Recognise = Callable[[Document], Sequence[Mention]]
OnProblem = Callable[[Path, str], None]
"""Is told of a path that was left out, and why in a sentence."""


class Library:
    """Lists and searches documents. Every method may be called from any thread."""

    def __init__(
        self,
        converter: Converter,
        store: AnnotationStore,
        catalogue: Catalogue,
        cache: DerivedCache,
        recognise: Recognise,
    ) -> None:
        """Open documents with `converter`, and remember in `cache` what they are."""
        self._converter = converter
        self._store = store
        self._catalogue = catalogue
        self._cache = cache
        self._recognise = recognise

    def entries(self, roots: Sequence[Path]) -> Iterator[Entry]:
        """Yield an entry for every document of `roots`, files and folders, one by one.

        One that cannot be opened has a `problem`. Raises `ReaderError` if the store cannot be
        read.
        """
        with_notes = frozenset(self._store.documents())
        codebook = Codebook(self._store.codes())
        fresh: list[tuple[FileVersion, Facts]] = []
        try:
            for found in scan(roots, frozenset(self._converter.suffixes())):
                entry = self._opened(found, fresh)
                yield self._with_work(entry, with_notes, codebook)
                if len(fresh) >= _BATCH:
                    self._cache.keep_facts(fresh)
                    fresh.clear()
        finally:
            if fresh:
                self._cache.keep_facts(fresh)

    def entry(self, path: Path) -> Entry:
        """Return the entry of one document as it is now."""
        return next(self.entries([path]))

    def matching(self, roots: Sequence[Path], query: Query) -> Iterator[Entry]:
        """Yield the entries that pass a filter, and all that have a problem."""
        for entry in self.entries(roots):
            try:
                if entry.problem or query.matches(self.subject(entry)):
                    yield entry
            except ReaderError as error:  # it was changed or removed meanwhile
                yield replace(entry, problem=error.sentence)

    def subject(self, entry: Entry) -> Subject:
        """Return what a filter looks at; the file is opened only if its text is asked for."""
        document = entry.document
        annotations = self._store.annotations(document) if document and entry.notes else ()
        return Subject(
            title=f"{entry.title}\n{entry.path.name}",
            text=lambda: str(self._converter.open(entry.path).text),
            tags=entry.tags,
            entities=lambda: self._entities(entry.path),
            types=(entry.kind, *{one.entity_type for one in annotations if one.entity_type}),
            notes=[one.note for one in annotations if one.note],
            statuses=[one.status.value for one in annotations],
            date=entry.modified,
        )

    def documents(
        self, roots: Sequence[Path], on_problem: OnProblem
    ) -> Iterator[tuple[Path, Document]]:
        """Yield path and document of everything in `roots` that can be opened."""
        for found in scan(roots, frozenset(self._converter.suffixes())):
            if found.problem:
                on_problem(found.path, found.problem)
                continue
            try:
                document = self._converter.open(found.path)
            except ReaderError as error:
                on_problem(found.path, error.sentence)
                continue
            yield found.path, document

    def search(self, roots: Sequence[Path], words: str, on_problem: OnProblem) -> Iterator[Hit]:
        """Yield every place where a text reads as `words`, see `reader.core.find`."""
        for path, document in self.documents(roots, on_problem):
            for start, end in find_iter(document.text, words):
                yield hit(path, document.text, start, end, line(document.text, start, end))

    def concordance(self, roots: Sequence[Path], name: str, on_problem: OnProblem) -> Iterator[Hit]:
        """Yield every mention of the entity `name` with its sentence, see `naming`."""
        first, *_ = name.casefold().split() or [""]
        for path, document in self.documents(roots, on_problem):
            # Recognising costs a hundred times what looking for a word does.
            if not any(find_iter(document.text, first)):
                continue
            objects = TextObjects(document)
            for mention in naming(document.text, self._recognise(document), name):
                start, end = mention.start, mention.end
                yield hit(path, document.text, start, end, objects.around(Unit.SENTENCE, start))

    def _opened(self, found: Found, fresh: list[tuple[FileVersion, Facts]]) -> Entry:
        """Return the entry of a file; what had to be opened for it is added to `fresh`."""
        if found.problem:
            return refused(found, found.problem)
        file = FileVersion(found.path, found.size, found.mtime_ns)
        facts = self._cache.facts(file) if found.mtime_ns else None
        if facts is None:
            try:
                facts = facts_of(self._converter.open(found.path))
            except ReaderError as error:
                return refused(found, error.sentence)
            if found.mtime_ns:
                fresh.append((file, facts))
        return entry_of(found, facts)

    def _with_work(self, entry: Entry, with_notes: frozenset[str], codebook: Codebook) -> Entry:
        """Return `entry` with what the person did in the document."""
        document = self._catalogue.known(entry.path, entry.sha256)
        if document is None or entry.problem:
            return entry
        annotations = self._store.annotations(document) if document in with_notes else ()
        return annotated(entry, document, annotations, codebook, self._catalogue.place(document))

    def _entities(self, path: Path) -> set[str]:
        """Return the names that are mentioned in a document."""
        document = self._converter.open(path)
        return {document.text.slice(one.start, one.end) for one in self._recognise(document)}
