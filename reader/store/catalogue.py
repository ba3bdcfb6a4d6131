"""What this device knows of documents: where they are, which is which, where one was reading.

How a person sets a document and the places they mark are kept here as well.
"""

from __future__ import annotations

import base64
import os
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

from reader.core.document import Document
from reader.core.ids import new_document_id
from reader.core.members import file_of, number_of
from reader.core.ports import Place
from reader.store.facts import Facts

_START = Place()


class DeviceCatalogue:
    """Implements `reader.core.ports.Catalogue` with a log of facts in the state folder."""

    def __init__(
        self, state: Path, find: Callable[[str], str | None] = lambda _sha256: None
    ) -> None:
        """Keep the facts in `state`; nothing is read or created until it is needed.

        `find` is asked for a text that this device has never seen: it returns the id of the
        document that has annotations on the text with this SHA-256, made on another device.
        """
        self._facts = Facts(state / "catalogue.jsonl")
        self._find = find

    def identify(self, path: Path | None, document: Document) -> str:
        """Return the id of the document, by path or else by the hash of its text.

        One of many documents in a file is known by its text alone. Another path with a changed
        text keeps its id, unless the text is that of a document whose own
        file is gone: then that one was moved here. A copy is the same document, see `copies`.
        """
        sha256 = document.text.sha256
        by_text = self._by_text(sha256) if len(document.text) else None
        if path is None:
            found = by_text or new_document_id()
            self._facts.put({f"text:{sha256}": found})
            return found
        name = _name(path)
        known = self._facts.get(f"path:{name}")
        is_moved = by_text is not None and self._gone(by_text, path)
        # A row moves when another is put before it: one of many in a file is known by its text.
        is_row = number_of(path) and len(document.text)
        by_path = None if is_moved or is_row else known
        found = by_path or by_text or new_document_id()
        paths = list(dict.fromkeys((*self._names(found), name)))
        self._facts.put(
            {
                f"path:{name}": found,
                f"text:{sha256}": found,
                f"document:{found}": name,
                f"paths:{found}": paths,
            }
        )
        return str(found)

    def known(self, path: Path, sha256: str = "") -> str | None:
        """Return the id last given to `path`, without opening the file; None if it is new.

        With the `sha256` of its text, a document that was renamed or moved is known too.
        """
        by_path: str | None = self._facts.get(f"path:{_name(path)}")
        by_text: str | None = self._facts.get(f"text:{sha256}") if sha256 else None
        return by_text if number_of(path) and sha256 else by_path or by_text

    def path(self, document: str) -> Path | None:
        """Return where the document was last seen."""
        name = self._facts.get(f"document:{document}")
        return _path(name) if name else None

    def copies(self, document: str, path: Path) -> tuple[Path, ...]:
        """Return the other files that are the document at `path`: its notes are theirs, too.

        They had its text when they were opened, and they are still there.
        """
        own = _name(path)
        others = (
            _path(name)
            for name in self._names(document)
            if name != own and self._facts.get(f"path:{name}") == document
        )
        return tuple(other for other in others if other.exists())

    def part(self, path: Path, document: str, own: str) -> None:
        """Let the file at `path`, a copy of `document`, be the document `own` from now on."""
        name = _name(path)
        facts = {f"path:{name}": own, f"paths:{own}": [name], f"document:{own}": name}
        others = [one for one in self._names(document) if one != name]
        if others:
            facts |= {f"paths:{document}": others, f"document:{document}": others[-1]}
        self._facts.put(facts)

    def place(self, document: str) -> Place:
        """Return where the person was in the document; its beginning at first."""
        kept: list[Any] | None = self._facts.get(f"place:{document}")
        return Place(int(kept[0]), float(kept[1])) if kept else _START

    def keep_place(self, document: str, place: Place) -> None:
        """Remember where the person is."""
        self._facts.put({f"place:{document}": [place.offset, place.progress]})

    def typography(self, document: str) -> Mapping[str, object]:
        """Return how the person set the document, where that is not the default."""
        kept = self._facts.get(f"typography:{document}")
        return kept if isinstance(kept, dict) else {}

    def keep_typography(self, document: str, changes: Mapping[str, int]) -> None:
        """Remember how the person set the document."""
        self._facts.put({f"typography:{document}": dict(changes) or None})

    def marks(self, document: str) -> Mapping[str, int]:
        """Return the places that the person has marked, by letter."""
        kept = self._facts.get(f"marks:{document}")
        return kept if isinstance(kept, dict) else {}

    def keep_marks(self, document: str, marks: Mapping[str, int]) -> None:
        """Remember the places that the person has marked."""
        self._facts.put({f"marks:{document}": dict(marks) or None})

    def encoding(self, document: str) -> str:
        """Return the encoding that the person chose for the document; empty if they did not."""
        return str(self._facts.get(f"encoding:{document}") or "")

    def keep_encoding(self, document: str, encoding: str) -> None:
        """Remember the encoding that the person chose; an empty one takes the choice back."""
        self._facts.put({f"encoding:{document}": encoding or None})

    def _names(self, document: str) -> list[str]:
        """Return the paths at which the document was ever seen."""
        names: list[str] = self._facts.get(f"paths:{document}") or []
        if not names:  # kept before there was a list
            names = list(filter(None, [self._facts.get(f"document:{document}")]))
        return names

    def _by_text(self, sha256: str) -> str | None:
        """Return the id of the document that has, or last had, this text."""
        found: str | None = self._facts.get(f"text:{sha256}") or self._find(sha256)
        return found

    def _gone(self, document: str, path: Path) -> bool:
        """Whether the document was seen at another path than `path`, and is not there now."""
        last = self.path(document)
        return last is not None and _name(last) != _name(path) and not file_of(last).exists()


def _name(path: Path) -> str:
    """Return the absolute path as text, also when its bytes are none in UTF-8."""
    name = os.path.abspath(path)  # noqa: PTH100 - symbolic links stay as the person named them
    try:
        name.encode()
    except UnicodeEncodeError:
        return "base64:" + base64.b64encode(os.fsencode(name)).decode("ascii")
    return name


def _path(name: str) -> Path:
    encoded = name.removeprefix("base64:")
    return Path(os.fsdecode(base64.b64decode(encoded)) if encoded != name else name)
