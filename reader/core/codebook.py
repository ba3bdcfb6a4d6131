"""The codebook: the tags that a person codes with."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator

from reader.core.annotation import Code
from reader.core.errors import ReaderError, RefusedError
from reader.core.ids import new_annotation_id
from reader.core.safetext import safe_line
from reader.core.width import cluster_end, width

KEYS = "123456789"
"""Digits that can apply a code, in the order they are given out."""
SEPARATOR = "/"
"""Between the names of a path through the hierarchy."""


def is_colour(text: str) -> bool:
    """Whether `text` is a colour as ``#rrggbb``."""
    return re.fullmatch(r"#[0-9a-fA-F]{6}", text) is not None


def is_symbol(text: str) -> bool:
    """Whether `text` is one character that can be seen, however many code points it has."""
    if not text.strip() or safe_line(text) != text or unicodedata.combining(text[0]):
        return False
    return cluster_end(text, 0) == len(text) and width(text) > 0


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

    def shown(self, code_id: str) -> str:
        """Return a code's name after its symbol, if it has one."""
        code = self._by_id.get(code_id)
        return f"{code.symbol} {code.name}" if code and code.symbol else self.name(code_id)

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

    def colours(self) -> dict[str, str]:
        """Return by id the colours of the codes that have one, retired ones too."""
        return {code.id: code.colour for code in self._codes if is_colour(code.colour)}

    def above(self, code: Code) -> list[Code]:
        """Return the codes that `code` is below, the nearest first."""
        found: list[Code] = []
        parent = self.get(code.parent)
        while parent and parent not in found and parent != code:
            found.append(parent)
            parent = self.get(parent.parent)
        return found

    def path(self, code: Code) -> str:
        """Return the names from the top of the hierarchy down to the code: ``war/energy``."""
        return SEPARATOR.join(one.name for one in (*reversed(self.above(code)), code))

    def tree(self) -> list[Code]:
        """Return the codes in order of creation, each followed by those below it."""
        below: dict[str, list[Code]] = {}
        for code in self:
            parent = self.get(code.parent)
            below.setdefault(code.parent if parent and not parent.retired else "", []).append(code)
        tree: list[Code] = []
        waiting = below.pop("", [])[::-1]
        while waiting:
            code = waiting.pop()
            tree.append(code)
            waiting += below.pop(code.id, [])[::-1]
        return tree

    def resolve_path(self, path: str, key: str = "") -> tuple[Code, list[Code]]:
        """Return the code for a `path` of names, and the codes that have to be added for it.

        A new code gets the digit `key`, or the next free one. Raises `ReaderError` if there is no
        name in the path, `RefusedError` if the code is there, but below another one.
        """
        present = self.named(path)
        if present:
            return present, []
        names = [" ".join(name.split()) for name in path.split(SEPARATOR) if name.strip()]
        if not names:
            raise ReaderError("a tag needs a name")
        above, added, book = "", [], self
        for name in names:
            code = book.named(name)
            if code is None:
                free = key if key and not book.for_key(key) else book.free_key()
                code = Code(new_annotation_id(), name, above, key=free)
                added.append(code)
                book = Codebook((*book._codes, code))
            elif above and code.parent != above:
                raise RefusedError("there is a tag of this name already", book.path(code))
            above = code.id
        return book._by_id[above], added

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
