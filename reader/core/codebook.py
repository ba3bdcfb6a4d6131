"""The codebook: the tags that a person codes with."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Iterator

from reader.core.annotation import Code
from reader.core.ids import new_annotation_id

KEYS = "123456789"
"""Digits that can apply a code, in the order they are given out."""


class Codebook:
    """The codes of a store, found by id, by name or by key."""

    def __init__(self, codes: Iterable[Code]) -> None:
        """Take the codes in order of creation."""
        self._codes = tuple(codes)
        self._by_id = {code.id: code for code in self._codes}

    def __iter__(self) -> Iterator[Code]:
        return (code for code in self._codes if not code.retired)

    def __len__(self) -> int:
        return sum(1 for _ in self)

    def get(self, code_id: str) -> Code | None:
        """Return the code with this id, retired or not."""
        return self._by_id.get(code_id)

    def name(self, code_id: str) -> str:
        """Return a code's name, or its id when it is not in this codebook."""
        code = self._by_id.get(code_id)
        return code.name if code else code_id

    def named(self, name: str) -> Code | None:
        """Return the code with this name; case, Unicode form and blanks do not matter."""
        wanted = _fold(name)
        return next((code for code in self if _fold(code.name) == wanted), None)

    def for_key(self, key: str) -> Code | None:
        """Return the code that this digit applies."""
        return next((code for code in self if code.key == key), None)

    def free_key(self) -> str:
        """Return the first digit that no code has; empty when all are taken."""
        taken = {code.key for code in self}
        return next((key for key in KEYS if key not in taken), "")

    def resolve(self, names: Iterable[str]) -> tuple[tuple[str, ...], tuple[Code, ...]]:
        """Return the ids for tag `names`, and the codes that have to be added for it.

        Blank names are ignored, doubled ones counted once; the order stays. A new code gets the
        next free digit.
        """
        ids: dict[str, None] = {}
        book = self
        added: list[Code] = []
        for name in filter(None, (" ".join(name.split()) for name in names)):
            code = book.named(name)
            if code is None:
                code = Code(new_annotation_id(), name, key=book.free_key())
                added.append(code)
                book = Codebook((*book._codes, code))
            ids[code.id] = None
        return tuple(ids), tuple(added)


def _fold(name: str) -> str:
    return unicodedata.normalize("NFC", " ".join(name.split())).casefold()
