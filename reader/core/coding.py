"""Use cases on the codebook as a whole: what they change, they change in every document."""

from __future__ import annotations

import secrets
from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import replace
from itertools import chain

from reader.core.annotation import Annotation, Change, Code, Creator, Event
from reader.core.codebook import KEYS, Codebook, is_colour, is_symbol
from reader.core.errors import ReaderError, RefusedError
from reader.core.ports import AnnotationStore, Clock

Key = tuple[str, str]
"""Id of a document and id of an annotation on it."""


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
        return Counter(self._store.uses())

    def add(
        self,
        name: str,
        *,
        colour: str = "",
        description: str = "",
        parent: str = "",
        symbol: str = "",
    ) -> Code:
        """Add a code below the code `parent`; one that is there already stays as it is.

        Raises `ReaderError` if the name is blank, there is no such parent, or the symbol is none.
        """
        if symbol and not is_symbol(symbol):
            raise ReaderError("a symbol is one character", symbol, "Nothing was added.")
        above = self._named(parent).id if parent else ""
        ids, added = self.codebook().resolve([name])
        if not ids:
            raise ReaderError("a tag needs a name")
        if not added:
            return self._named(name)
        code = replace(
            added[0], colour=colour, description=description, parent=above, symbol=symbol
        )
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

    def describe(self, name: str, description: str) -> Code:
        """Say when to use a code."""
        code = self._named(name)
        told = " ".join(description.split())
        return self._edit("describe a tag", code, replace(code, description=told))

    def paint(self, name: str, colour: str) -> Code:
        """Give a code a colour as ``#rrggbb``, or none of its own if it is empty.

        Raises `ReaderError` if it is no such colour.
        """
        if colour and not is_colour(colour):
            raise ReaderError("a colour is written like #a1b2c3", remedy="Nothing was changed.")
        code = self._named(name)
        return self._edit("colour a tag", code, replace(code, colour=colour.lower()))

    def mark(self, name: str, symbol: str) -> Code:
        """Give a code a symbol of one character, or none if it is empty.

        Raises `ReaderError` if it is more than one, or none that can be seen.
        """
        if symbol and not is_symbol(symbol):
            raise ReaderError("a symbol is one character", remedy="Nothing was changed.")
        code = self._named(name)
        return self._edit("give a tag a symbol", code, replace(code, symbol=symbol))

    def bind(self, name: str, key: str) -> Code:
        """Let a digit apply the code, which takes it from the code that has it; none if empty.

        Raises `ReaderError` if it is no digit from 1 to 9.
        """
        if key and (len(key) != 1 or key not in KEYS):
            raise ReaderError("a tag's key is a digit from 1 to 9", remedy="Nothing was changed.")
        code = self._named(name)
        holder = self.codebook().for_key(key) if key else None
        also = [_edited(holder, replace(holder, key=""))] if holder and holder != code else []
        return self._edit("give a tag a digit", code, replace(code, key=key), also)

    def put_below(self, name: str, parent: str) -> Code:
        """Put a code below another one, or at the top if `parent` is empty.

        Raises `RefusedError` if that one is itself below it.
        """
        code = self._named(name)
        above = self._named(parent) if parent else None
        if above and (code == above or code in self.codebook().above(above)):
            raise RefusedError("a tag cannot be below itself", parent)
        return self._edit("move a tag", code, replace(code, parent=above.id if above else ""))

    def retire(self, name: str) -> Code:
        """Offer a code no longer; what has it keeps it, and what is below it moves up."""
        code = self._named(name)
        gone = replace(code, retired=True, key="")
        return self._edit("retire a tag", code, gone, self._moved_up([code]))

    def _edit(self, title: str, code: Code, after: Code, also: Sequence[Change] = ()) -> Code:
        """Change a code, and `also` what else changes by that."""
        if after == code:
            return code
        after = replace(after, revision=code.revision + 1)
        self._commit(title, [*also, Change("", code, after)])
        return after

    def _moved_up(self, gone: Sequence[Code]) -> list[Change]:
        """Return the changes that put what is below codes that go in their place."""
        book, ids = self.codebook(), {code.id for code in gone}
        changes = []
        for code in book:
            if code.parent in ids and code.id not in ids:
                left = (one.id for one in book.above(code) if one.id not in ids)
                changes.append(_edited(code, replace(code, parent=next(left, ""))))
        return changes

    def merge(self, names: Iterable[str], into: str) -> int:
        """Put the code `into` in the place of others; return how many annotations changed.

        Raises `ReaderError` if there is no such code.
        """
        kept = self._named(into)
        merged = [code for code in map(self._named, names) if code.id != kept.id]
        return self._retire("merge tags", merged, (kept.id,))

    def users(self, name: str) -> list[tuple[str, Annotation]]:
        """Return the annotations that have a code, each with the id of its document."""
        code = self._named(name)
        return [(document, one) for document, one in self._annotations() if code.id in one.tags]

    def split(self, name: str, new: str, chosen: Collection[Key]) -> int:
        """Put the code `new` in the place of a code on the annotations `chosen`.

        They are named by the ids of document and annotation. A new name is added beside the code
        and looks like it. Returns how many annotations changed. Raises `ReaderError` if there is
        no such code, or the new name is blank; `RefusedError` if the two are one, or none of
        those chosen has the code.
        """
        code = self._named(name)
        ids, created = self.codebook().resolve([new])
        if not ids:
            raise ReaderError("a tag needs a name")
        if ids == (code.id,):
            raise RefusedError("a tag cannot be split into itself", name)
        added = [replace(one, parent=code.parent, colour=code.colour) for one in created]
        changes, now = [], self._clock.now()
        for document, before in self.users(name):
            if (document, before.id) in chosen:
                tags = (ids[0] if tag == code.id else tag for tag in before.tags)
                after = replace(before, tags=tuple(dict.fromkeys(tags)), modified=now)
                after = replace(after, revision=before.revision + 1)
                changes.append(Change(document, before, after))
        if not changes:
            raise RefusedError("no annotation was chosen that has this tag", name)
        self._commit("split a tag", [*(Change("", None, one) for one in added), *changes])
        return len(changes)

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
        changes += self._moved_up(codes)
        of_codes = len(changes)
        now = self._clock.now()
        for document, before in self._annotations():
            tags = chain.from_iterable(retired.get(code, (code,)) for code in before.tags)
            after = replace(before, tags=tuple(dict.fromkeys(tags)))
            if after != before:
                after = replace(after, modified=now, revision=before.revision + 1)
                changes.append(Change(document, before, after))
        if changes:
            self._commit(title, changes)
        return len(changes) - of_codes

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


def _edited(code: Code, after: Code) -> Change:
    """Return the change of a code to `after`, as its next revision."""
    return Change("", code, replace(after, revision=code.revision + 1))
