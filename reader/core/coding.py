"""Use cases on the codebook as a whole: what they change, they change in every document."""

from __future__ import annotations

import secrets
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from itertools import chain

from reader.core.annotation import Annotation, Change, Code, Creator, Event
from reader.core.codebook import Codebook
from reader.core.errors import ReaderError, RefusedError
from reader.core.ports import AnnotationStore, Clock


class Coding:
    """One person's work on the codebook of a store."""

    def __init__(
        self, store: AnnotationStore, clock: Clock, creator: Creator | None = None
    ) -> None:
        """Work on the codebook of `store`."""
        self._store = store
        self._clock = clock
        self._creator = creator or Creator()

    def codebook(self) -> Codebook:
        """Return the codebook as it is now."""
        return Codebook(self._store.codes())

    def uses(self) -> Counter[str]:
        """Return how many annotations have each code, by its id."""
        return Counter(code for _, one in self._annotations() for code in one.tags)

    def add(self, name: str, *, colour: str = "", description: str = "", parent: str = "") -> Code:
        """Add a code below the code `parent`; one that is there already stays as it is.

        Raises `ReaderError` if the name is blank, or there is no such parent.
        """
        above = self._named(parent).id if parent else ""
        ids, added = self.codebook().resolve([name])
        if not ids:
            raise ReaderError("a tag needs a name")
        if not added:
            return self._named(name)
        code = replace(added[0], colour=colour, description=description, parent=above)
        self._commit("add a tag", [Change("", None, code)])
        return code

    def rename(self, name: str, new: str) -> Code:
        """Give a code another name, which every annotation that has it shows from then on.

        Raises `ReaderError` if there is no such code, `RefusedError` if the new name is taken.
        """
        before = self._named(name)
        taken = self.codebook().named(new)
        if taken and taken.id != before.id:
            raise RefusedError("there is a tag of this name", new, "Merge the two instead")
        after = replace(before, name=" ".join(new.split()), revision=before.revision + 1)
        self._commit("rename a tag", [Change("", before, after)])
        return after

    def merge(self, names: Iterable[str], into: str) -> int:
        """Put the code `into` in the place of others; return how many annotations changed.

        Raises `ReaderError` if there is no such code.
        """
        kept = self._named(into)
        merged = [code for code in map(self._named, names) if code.id != kept.id]
        return self._retire("merge tags", merged, (kept.id,))

    def remove(self, name: str, *, force: bool = False) -> int:
        """Remove a code from the codebook; return how many annotations had it.

        Raises `RefusedError` if annotations have it, unless `force` takes it away from them.
        """
        code = self._named(name)
        uses = self.uses()[code.id]
        if uses and not force:
            raise RefusedError(
                f"{uses} notes have this tag" if uses > 1 else "a note has this tag",
                name,
                "Merge it into another one, or use --force to take it away from them",
            )
        return self._retire("remove a tag", [code], ())

    def _retire(self, title: str, codes: Sequence[Code], instead: tuple[str, ...]) -> int:
        """Retire `codes` and give `instead` to the annotations that have them, as one event."""
        retired = {code.id: instead for code in codes}
        changes = [
            Change("", code, replace(code, retired=True, key="", revision=code.revision + 1))
            for code in codes
        ]
        now = self._clock.now()
        for document, before in self._annotations():
            tags = chain.from_iterable(retired.get(code, (code,)) for code in before.tags)
            after = replace(before, tags=tuple(dict.fromkeys(tags)))
            if after != before:
                after = replace(after, modified=now, revision=before.revision + 1)
                changes.append(Change(document, before, after))
        if changes:
            self._commit(title, changes)
        return len(changes) - len(codes)

    def _named(self, name: str) -> Code:
        code = self.codebook().named(name)
        if code is None:
            raise ReaderError("there is no such tag", name, "See “reader tag list”")
        return code

    def _annotations(self) -> Iterator[tuple[str, Annotation]]:
        """Yield every annotation with the id of its document."""
        for document in self._store.documents():
            for annotation in self._store.annotations(document):
                yield document, annotation

    def _commit(self, title: str, changes: Sequence[Change]) -> None:
        event = Event(secrets.token_hex(8), self._clock.now(), title, tuple(changes), self._creator)
        self._store.commit(event)
