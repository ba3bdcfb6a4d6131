"""What the interface needs of the rest; `reader.compose` hands it over."""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

from reader.core.ports import AnnotationStore, Catalogue, Drafts

if TYPE_CHECKING:  # they take long to load, and are handed over when they are asked for
    from reader.core.adoption import Adopted
    from reader.core.config import Configuration
    from reader.core.document import Document
    from reader.core.hyphens import Hyphenate
    from reader.core.names import NameRule
    from reader.core.noted import Key
    from reader.core.noting import Noting
    from reader.core.progress import Progress
    from reader.core.session import Session
    from reader.entities.recognition import Recognition
    from reader.library.library import Library
    from reader.library.notes import AllNotes


class SharedStore(AnnotationStore, Protocol):
    """A store that other sessions and programs write to as well."""

    def changed(self, document: str) -> bool:
        """Whether somebody else has changed the annotations since last read; costs a stat."""
        ...

    def refresh_index(self, progress: Callable[[int, int], None]) -> int:
        """Bring the index of all notes up to date; `progress` is told how many of how many.

        Returns how many files were read.
        """
        ...

    def vanished(self) -> Sequence[object]:
        """Return what was lost from documents although nobody removed it."""
        ...


class NameKeeper(Protocol):
    """Keeps what words always are, or never, in every document of the library."""

    def set(self, rule: NameRule) -> None:
        """Keep a rule, in the place of what was kept of the same name; durable on return."""
        ...

    def forget(self, name: str) -> None:
        """Keep nothing of a name any more."""
        ...


class Remembering(Protocol):
    """What keeps choices for the next start."""

    def keep_theme(self, name: str) -> None:
        """Remember the theme that was chosen."""
        ...

    def hidden(self, usual: Collection[str]) -> Collection[str]:
        """Return the entity types that are not highlighted: the `usual` ones, some switched."""
        ...

    def keep_hidden(self, hidden: Collection[str], usual: Collection[str]) -> None:
        """Remember in what the types that are `hidden` differ from the `usual` ones."""
        ...


class Exchanging(Protocol):
    """What goes out, and codebooks that come in."""

    def export(
        self,
        paths: Sequence[Path],
        format_name: str,
        target: Path,
        overwrite: bool,
        only: Collection[Key] | None = None,
    ) -> Sequence[str]:
        """Write the annotations of documents to `target`; return what the format cannot hold.

        They are those with the keys in `only`, or all if it is None.
        Raises `RefusedError` if a file is there that `reader` did not write, unless `overwrite`.
        """
        ...

    def import_codebook(self, path: Path) -> Adopted:
        """Add the codes of a file; raises `ReaderError` if it cannot be read, or has none."""
        ...


class Services(Protocol):
    """What screens show and do. Everything that reads or writes may be slow: use a thread."""

    @property
    def configuration(self) -> Configuration:
        """The person's settings, and what could not be used of them."""
        ...

    @property
    def state_folder(self) -> Path:
        """Where what this device knows is kept, a crash report among it."""
        ...

    @property
    def theme_folders(self) -> Sequence[Path]:
        """Where themes are, those that win last."""
        ...

    @property
    def store(self) -> SharedStore:
        """Where annotations are."""
        ...

    @property
    def catalogue(self) -> Catalogue:
        """Where the person is in each document."""
        ...

    @property
    def theme(self) -> str:
        """The name of the theme to begin with."""
        ...

    @property
    def remembered(self) -> Remembering:
        """What was chosen in the program."""
        ...

    @property
    def drafts(self) -> Drafts:
        """Notes that are being written."""
        ...

    @property
    def library(self) -> Library:
        """The documents."""
        ...

    def roots(self, paths: Sequence[Path]) -> Sequence[Path]:
        """Return `paths` if there are any, or else the library that was open last."""
        ...

    @property
    def all_notes(self) -> AllNotes:
        """Every annotation of the store."""
        ...

    @property
    def noting(self) -> Noting:
        """The person's work on annotations of any documents."""
        ...

    def open_session(
        self,
        path: Path,
        *,
        whole_page: bool = False,
        progress: Progress | None = None,
    ) -> Session:
        """Open a document, its annotations brought to its text as it is now.

        `whole_page` gives all of a web page, not just its article. `progress` is told how far a
        long conversion is; it ends with a `ReaderError` soon after that is cancelled.
        """
        ...

    def is_folder(self, path: Path) -> bool:
        """Whether `path` is a folder, or a file that holds many documents."""
        ...

    def read_in(self, path: Path, encoding: str) -> None:
        """Read the text at `path` in this encoding from now on; in the likeliest if it is empty."""
        ...

    def part(self, path: Path) -> Session:
        """Make a copy that shares its notes a document of its own, with the notes as they are."""
        ...

    def unlock(self, path: Path, password: str) -> None:
        """Open an encrypted document with this password, as long as the program runs."""
        ...

    @property
    def recognition(self) -> Recognition:
        """Finds the named entities of documents."""
        ...

    @property
    def names(self) -> NameKeeper:
        """The library's own list of names."""
        ...

    def hyphenation(self, document: Document) -> Hyphenate | None:
        """Return what breaks the words of `document`; None if its language is not known."""
        ...

    @property
    def exchange(self) -> Exchanging:
        """What writes exports, and reads codebooks."""
        ...

    def repairs(self) -> Sequence[str]:
        """Return what was wrong with notes and was repaired, told for the first time; at once."""
        ...

    def daily(self) -> None:
        """Back the notes up if that was not done today."""
        ...
