"""Every part of the program.

Each is built when it is first asked for, so a command pays only for what it uses.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from reader import __version__
from reader.compose.remembered import Remembered
from reader.compose.settings import read_configuration
from reader.core.annotation import Creator
from reader.core.config import Configuration, Settings
from reader.core.errors import ReaderError
from reader.core.members import member
from reader.core.theme import DEFAULT
from reader.locations import STANDARD_INPUT, Locations, bundled

if TYPE_CHECKING:
    from reader.compose.exchange import Exchange
    from reader.core.document import Document
    from reader.core.entity import Mention
    from reader.core.hyphens import Hyphenate
    from reader.core.noting import Noting
    from reader.core.ports import Catalogue, Clock, Drafts, Snapshots
    from reader.core.progress import Progress
    from reader.core.session import Session
    from reader.entities.recognition import Recognition
    from reader.formats.opener import Opener
    from reader.library.derived import DerivedCache
    from reader.library.library import Library
    from reader.library.notes import AllNotes
    from reader.store.names import NameFile
    from reader.store.store import TinyStore

REMEMBERED = "remembered/1"
"""The converter of a document whose file is gone: its text is a snapshot."""


class SystemClock:
    """The time of this machine."""

    def now(self) -> str:
        """Return the time in UTC, to the millisecond, as ISO 8601 with a final Z."""
        return datetime.now(UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z")


@dataclass(frozen=True)
class Services:
    """Every part of the program, built on first use."""

    locations: Locations
    clock: Clock = field(default_factory=SystemClock)
    ask_password: Callable[[Path], str] = lambda _path: ""

    @cached_property
    def configuration(self) -> Configuration:
        """The settings, and sentences about what could not be used of them."""
        return read_configuration(self.locations)

    @property
    def settings(self) -> Settings:
        """The settings in effect."""
        return self.configuration.settings

    @property
    def creator(self) -> Creator:
        """Who annotates."""
        return Creator(name=self.settings.name)

    @property
    def state_folder(self) -> Path:
        """Where what this device knows of the store is kept."""
        return self.locations.state

    @property
    def theme_folders(self) -> tuple[Path, ...]:
        """Where themes are: the bundled ones, then the person's own, which win."""
        return bundled("themes"), self.locations.config / "themes"

    @cached_property
    def converter(self) -> Opener:
        """Opens files as documents."""
        from reader.formats.opener import Opener

        cache, columns = self.locations.cache / "documents", self.settings.text_columns
        beginnings = self.locations.cache.parent / "beginnings"  # whatever the store is
        return Opener(cache, self.ask_password, self._encoding, columns, beginnings)

    def is_folder(self, path: Path) -> bool:
        """Whether `path` is a folder, or a file that holds many documents."""
        try:
            return path.is_dir() or self.converter.members(path) > 0
        except ReaderError:
            return False  # what is wrong is told when it is opened

    def _encoding(self, path: Path) -> str:
        """Return the encoding that the person chose for a file; empty if they did not."""
        document = self.catalogue.known(path)
        return self.catalogue.encoding(document) if document else ""

    def read_in(self, path: Path, encoding: str) -> None:
        """Read the text at `path`, which was opened before, in this encoding from now on.

        An empty one is found out, as at first.
        """
        document = self.catalogue.known(path)
        if document:
            self.catalogue.keep_encoding(document, encoding)
        self._derived.forget(path)

    @cached_property
    def store(self) -> TinyStore:
        """Keeps annotations and the codebook."""
        from reader.store.store import TinyStore

        return TinyStore(self.locations.store, self.locations.state, self.locations.cache)

    @cached_property
    def catalogue(self) -> Catalogue:
        """Knows which document is where, and how far it was read."""
        from reader.store.catalogue import DeviceCatalogue

        return DeviceCatalogue(self.locations.state, self.store.find)

    @cached_property
    def snapshots(self) -> Snapshots:
        """Keeps the texts that annotations were made on."""
        from reader.store.snapshots import SnapshotFolder

        return SnapshotFolder(self.locations.store / "snapshots")

    @cached_property
    def drafts(self) -> Drafts:
        """Keeps notes that are being written."""
        from reader.store.drafts import DraftFolder

        return DraftFolder(self.locations.state / "drafts")

    @cached_property
    def library(self) -> Library:
        """Lists and searches documents."""
        from reader.library.library import Library

        return Library(
            self.converter, self.store, self.catalogue, self._derived, self._entities, _names
        )

    @cached_property
    def all_notes(self) -> AllNotes:
        """Reads the annotations of all documents."""
        from reader.library.notes import AllNotes

        return AllNotes(self.store, self.catalogue, self.library.look_at, self.session_of)

    @cached_property
    def noting(self) -> Noting:
        """Changes annotations of any documents."""
        from reader.core.noting import Noting

        return Noting(self.store, self.clock, self.creator)

    @cached_property
    def _derived(self) -> DerivedCache:
        from reader.library.derived import DerivedCache

        # Which column holds the texts decides what the documents of a table are.
        version = " ".join((__version__, *self.settings.text_columns))
        return DerivedCache(self.locations.cache, version)

    @cached_property
    def recognition(self) -> Recognition:
        """Finds the named entities of documents."""
        from reader.entities.namelists import NameLists
        from reader.entities.recognition import Recognition

        lists = NameLists((self.locations.config / self.names.path.name, self.names.path))
        return Recognition(self.settings, self._derived, lists, self.learned_file)

    @property
    def learned_file(self) -> Path:
        """Where what ``reader train`` has learned is kept: beside what it was learned from."""
        from reader.entities.learning.installed import FILE

        return self.locations.store / FILE

    def keep_learned(self, layer: bytes) -> None:
        """Let a layer that was learned be in effect; raises `ReaderError` if it is not written."""
        from reader.store.files import replace_file, writing

        with writing(self.learned_file):
            replace_file(self.learned_file, layer)

    @cached_property
    def names(self) -> NameFile:
        """The library's own list of names."""
        from reader.store.names import NameFile

        return NameFile(self.locations.store, self.locations.state)

    def unlock(self, path: Path, password: str) -> None:
        """Open the encrypted file at `path` with this password, as long as the program runs."""
        self.converter.unlock(path, password)

    def hyphenation(self, document: Document) -> Hyphenate | None:
        """Return what breaks the words of `document`; None if its language is not known."""
        from reader.hyphenation import patterns

        return patterns(document.metadata.language)

    def _entities(self, document: Document, path: Path) -> list[Sequence[Mention]]:
        from reader.entities.aliases import group

        mentions = self.recognition.find(document, path).mentions
        return [entity.mentions for entity in group(str(document.text), mentions)]

    def open_session(
        self,
        path: Path,
        *,
        whole_page: bool = False,
        progress: Progress | None = None,
    ) -> Session:
        """Open the document at `path` to work on it; for the options see `Opener.open`.

        Its annotations are shown where their words are now, also if it was changed since;
        nothing is written for that. Raises `ReaderError` if it cannot be opened.
        """
        count = self.converter.members(path)
        if count:
            one = member(path, count).name
            raise ReaderError(f"the file holds {count:,} documents", str(path), f"Name one: {one}")
        document = self.converter.open(path, whole_page=whole_page, progress=progress)
        place = None if path == STANDARD_INPUT else path
        return self._session(self.catalogue.identify(place, document), document)

    def part(self, path: Path) -> Session:
        """Make the file at `path` a document of its own, with a copy of the notes it shares.

        Raises `ReaderError` if it cannot be opened, or nothing can be written.
        """
        from reader.core.ids import new_document_id

        own = new_document_id()
        shared = self.open_session(path)
        shared.copy_to(own)
        self.catalogue.part(path, shared.document_id, own)
        return self._session(own, shared.document)

    def session_of(self, document_id: str) -> Session:
        """Open the document with this id where it was last seen.

        If it is not there any more, its text is as it was annotated last, as far as that is
        kept. Raises `ReaderError` if the store cannot be read.
        """
        path = self.catalogue.path(document_id)
        if path is not None:
            try:
                session = self.open_session(path)
            except ReaderError:  # it was removed, or moved to where nobody has looked yet
                pass
            else:
                if session.document_id == document_id:
                    return session
        return self._session(document_id, self._remembered(document_id))

    def _session(self, document_id: str, document: Document) -> Session:
        from reader.core.session import Session

        return Session(
            document_id,
            document,
            self.store,
            self.clock,
            self.creator,
            self.snapshots,
            lambda: self._derived,
        )

    def _remembered(self, document_id: str) -> Document:
        """Return a document with the text that was annotated last; an empty one if it is lost."""
        from reader.core.document import Document
        from reader.core.text import Text

        annotations = self.store.annotations(document_id)
        for one in sorted(annotations, key=lambda one: one.modified, reverse=True):
            text = self.snapshots.get(one.anchor.sha256)
            if text is not None:
                return Document(text, "", REMEMBERED)
        return Document(Text(()), "", REMEMBERED)

    @cached_property
    def exchange(self) -> Exchange:
        """Writes exports, and reads codebooks."""
        from reader.compose.exchange import Exchange

        ledger = self.locations.state / "exports.json"
        return Exchange(self.open_session, self.store, self.clock, self.creator, ledger)

    def repairs(self) -> Sequence[str]:
        """Return sentences on what was wrong with notes and was repaired, told for the first time.

        It costs next to nothing while there is nothing to tell.
        """
        found = self.store.repairs() if "store" in self.__dict__ else ()
        return [f"{self._name(document)}: {what}." for document, what in found]

    def _name(self, document: str) -> str:
        """Return what a person calls the document with this id; the codebook for an empty one."""
        path = self.catalogue.path(document) if document else None
        return path.name if path else document or "the codebook"

    def daily(self) -> None:
        """Back the notes up if that was not done today; for a thread, after the start.

        Raises `ReaderError` if the backup cannot be written.
        """
        self.store.daily(self.clock.now())

    def close(self) -> None:
        """Tidy up at the end of the program; nothing is lost without it."""
        if "store" in self.__dict__:
            self.store.close()
        if "recognition" in self.__dict__:
            from reader.entities.registry import close_all

            close_all()
        if "_derived" in self.__dict__:
            self._derived.close()

    @cached_property
    def remembered(self) -> Remembered:
        """What was chosen in the program before: the theme and the library."""
        return Remembered(self.locations.state)

    @property
    def theme(self) -> str:
        """The theme to begin with: that of the settings, or else the one chosen last."""
        return self.settings.theme or self.remembered.theme() or DEFAULT

    def roots(self, paths: Sequence[Path]) -> tuple[Path, ...]:
        """Return the files and folders to work on.

        They are `paths` if any are given; or else the folder that the store is beside, the
        library that was open last, or the sample documents, in this order.
        """
        if paths:
            return tuple(paths)
        if self.locations.library:
            return (self.locations.library,)
        return self.remembered.library() or (bundled("sample_docs"),)


def _names(name: str) -> set[str]:
    """Return the names that are known of what has this name, itself among them."""
    from reader.entities.aliases import fold, known_aliases

    main = known_aliases().get(fold(name))
    others = {alias for alias, one in known_aliases().items() if one == main} if main else set()
    return {name, *others}
