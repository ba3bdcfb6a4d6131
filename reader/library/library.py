"""The documents of some folders, listed without opening them twice, and searched."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from dataclasses import replace
from itertools import chain
from pathlib import Path
from typing import Self

from reader.core.codebook import Codebook
from reader.core.document import Document
from reader.core.entity import Mention
from reader.core.errors import ReaderError
from reader.core.find import find_iter
from reader.core.members import may_hold_many, member
from reader.core.ports import AnnotationStore, Catalogue, Converter
from reader.core.query import Query, Subject, fold, fold_text
from reader.core.textobjects import TextObjects, Unit
from reader.library.derived import DerivedCache, FileVersion, Known
from reader.library.entry import Entry, annotated, entry_of, facts_of, refused
from reader.library.finding import Hit, hit, is_naming, line
from reader.library.scan import Found, scan

_LONGEST = 1 << 22
"""Code points of the longest text that is kept folded; a longer one is opened to look into it."""

Entities = Callable[[Document, Path], Iterable[Sequence[Mention]]]
"""Finds the named entities of the document at a path: the mentions of each, in order."""
Names = Callable[[str], Collection[str]]
"""Returns the names of what has this name, itself among them."""
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
        entities: Entities,
        names: Names,
    ) -> None:
        """Open documents with `converter`, and remember in `cache` what they are."""
        self._converter = converter
        self._store = store
        self._catalogue = catalogue
        self._cache = cache
        self._entities = entities
        self._names = names

    def entries(self, roots: Sequence[Path]) -> Iterator[Entry]:
        """Yield an entry for every document of `roots`, files and folders, one by one.

        One that cannot be opened has a `problem`. Raises `ReaderError` if the store cannot be
        read.
        """
        with_notes = frozenset(self._store.documents())
        codebook = Codebook(self._store.codes())
        there: list[Path] = []
        with _Learning(self._cache) as learning:
            for found in self._scan(roots):
                there.append(found.path)
                yield self._with_work(self._looked_at(found, learning), with_notes, codebook)
        for root in roots:
            self._cache.forget_others(root, there)

    def has_documents(self, roots: Sequence[Path]) -> bool:
        """Whether `entries` would yield anything for `roots`."""
        return next(self._scan(roots), None) is not None

    def entry(self, path: Path) -> Entry:
        """Return the entry of one document as it is now."""
        return self._with_work(self.look_at(path), None, Codebook(self._store.codes()))

    def look_at(self, path: Path) -> Entry:
        """Return the entry of one document without what the person did in it.

        It is opened only if it is not known.
        """
        found = next(scan([path], ()), Found(path))
        with _Learning(self._cache) as learning:
            return self._looked_at(found, learning)

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
        stored = self._store.annotations(document) if document and entry.annotations else ()
        annotations = [one for one in stored if not one.reading]
        return Subject(
            title=f"{entry.title}\n{entry.path.name}",
            text=lambda: self._folded(entry),
            tags=entry.tags,
            entities=lambda: self._mentioned(entry.path),
            types=(entry.kind, *{one.entity_type for one in annotations if one.entity_type}),
            notes=[one.note for one in annotations if one.note],
            statuses=[entry.reading.value, *(one.status.value for one in annotations)],
            creators=[name for one in annotations for name in one.creator.names],
            anchors=[one.anchor.state.value for one in annotations],
            document=f"{entry.title}\n{entry.path}",
            date=entry.modified,
        )

    def documents(
        self, roots: Sequence[Path], on_problem: OnProblem, containing: Collection[str] = ()
    ) -> Iterator[tuple[Path, Document]]:
        """Yield path and document of everything in `roots` that can be opened.

        With words `containing`, documents that have none of them in their text are left out, most
        of them without being opened.
        """
        wanted = [fold(words) for words in containing]
        with _Learning(self._cache) as learning:
            for found in self._scan(roots):
                folded = self._cache.folded(_version(found)) if wanted else ""
                if folded is not None and not _has_any(folded, wanted):
                    continue
                try:
                    document = self._open(found, learning)
                except ReaderError as error:
                    on_problem(found.path, error.sentence)
                    continue
                if folded is not None or _has_any(fold_text(document.text), wanted):
                    yield found.path, document

    def search(self, roots: Sequence[Path], words: str, on_problem: OnProblem) -> Iterator[Hit]:
        """Yield every place where a text reads as `words`, see `reader.core.find`."""
        for path, document in self.documents(roots, on_problem, [words]):
            for start, end in find_iter(document.text, words):
                yield hit(path, document.text, start, end, line(document.text, start, end))

    def concordance(self, roots: Sequence[Path], name: str, on_problem: OnProblem) -> Iterator[Hit]:
        """Yield every mention of the entity `name`, however it is called, with its sentence."""
        names = self._names(name)
        # Recognising costs a hundred times what looking for a word does.
        firsts = {words[0] for words in map(str.split, names) if words}
        for path, document in self.documents(roots, on_problem, firsts) if firsts else ():
            objects = TextObjects(document)
            for start, end, *_ in self._mentions_of(document, path, names):
                yield hit(path, document.text, start, end, objects.around(Unit.SENTENCE, start))

    def _mentions_of(self, document: Document, path: Path, names: Collection[str]) -> list[Mention]:
        """Return the mentions of every entity that a document calls by one of `names`."""
        return sorted(
            mention
            for mentions in self._entities(document, path)
            if any(is_naming(document.text, one, names) for one in mentions)
            for mention in mentions
        )

    def _scan(self, roots: Sequence[Path]) -> Iterator[Found]:
        """Yield the documents of `roots`; of a file with many, each of them."""
        for found in scan(roots, frozenset(self._converter.suffixes())):
            count = self._members(found)
            for number in range(1, count + 1):
                yield replace(found, path=member(found.path, number))
            if not count:
                yield found

    def _members(self, found: Found) -> int:
        """Return how many documents a file holds; 0 if it is one, or cannot be opened."""
        if found.problem or not may_hold_many(found.path):
            return 0
        count = self._cache.members(_version(found))
        if count is None:
            try:
                count = self._converter.members(found.path)
            except ReaderError:
                return 0  # what is wrong is told when it is opened
            self._cache.keep_members(_version(found), count)
        return count

    def _looked_at(self, found: Found, learning: _Learning) -> Entry:
        """Return the entry of a file, which is opened only if it is not known."""
        facts = self._cache.facts(_version(found))
        if facts is None:
            try:
                facts = facts_of(self._open(found, learning))
            except ReaderError as error:
                return refused(found, error.sentence)
        return entry_of(found, facts)

    def _open(self, found: Found, learning: _Learning) -> Document:
        """Return the document of a file, and learn what it is."""
        if found.problem:
            raise ReaderError(found.problem)
        document = self._converter.open(found.path)
        learning.add(_version(found), document)
        return document

    def _folded(self, entry: Entry) -> str:
        """Return the folded text of a document."""
        known = self._cache.folded(FileVersion(entry.path, entry.size, entry.mtime_ns))
        return known if known is not None else fold_text(self._converter.open(entry.path).text)

    def _with_work(
        self, entry: Entry, with_notes: Collection[str] | None, codebook: Codebook
    ) -> Entry:
        """Return `entry` with what the person did in the document.

        `with_notes` are the documents that have annotations, None if that is not known.
        """
        document = self._catalogue.known(entry.path, entry.sha256)
        if document is None or entry.problem:
            return entry
        has_notes = with_notes is None or document in with_notes
        annotations = self._store.annotations(document) if has_notes else ()
        entry = replace(entry, copies=self._catalogue.copies(document, entry.path))
        return annotated(entry, document, annotations, codebook, self._catalogue.place(document))

    def _mentioned(self, path: Path) -> set[str]:
        """Return the names that are mentioned in a document."""
        document = self._converter.open(path)
        mentions = chain.from_iterable(self._entities(document, path))
        return {document.text.slice(one.start, one.end) for one in mentions}


class _Learning:
    """What is learned from documents as they are opened, written to the cache now and then."""

    def __init__(self, cache: DerivedCache) -> None:
        self._cache = cache
        self._known: list[Known] = []
        self._length = 0

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self._cache.keep(self._known)

    def add(self, file: FileVersion, document: Document) -> None:
        """Learn what a document is, unless it is known, protected, or not a regular file."""
        if not file.mtime_ns or document.protected or self._cache.facts(file) is not None:
            return
        folded = fold_text(document.text) if len(document.text) <= _LONGEST else None
        self._known.append(Known(file, facts_of(document), folded))
        self._length += len(document.text)
        if len(self._known) >= 100 or self._length >= _LONGEST:
            self._cache.keep(self._known)
            self._known, self._length = [], 0


def _version(found: Found) -> FileVersion:
    return FileVersion(found.path, found.size, found.mtime_ns)


def _has_any(folded: str, wanted: Collection[str]) -> bool:
    return not wanted or any(words in folded for words in wanted)
