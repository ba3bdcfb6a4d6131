"""Opening files for the program: with passwords, ahead of time, and standard input once."""

from __future__ import annotations

import sys
from collections.abc import Callable, Sequence
from concurrent.futures import Future
from pathlib import Path
from threading import Thread

from reader.core.document import Document
from reader.core.errors import PasswordNeededError, ReaderError
from reader.core.progress import Progress
from reader.formats.cache import DocumentCache
from reader.formats.registry import Registry
from reader.formats.source import MAX_BYTES, Source
from reader.locations import STANDARD_INPUT

AskPassword = Callable[[Path], str]
"""Asks the person for the password of a file; returns an empty one if there is nobody to ask."""

PASSWORD_TRIES = 3


class Opener:
    """Opens files by the formats that are known, and standard input once.

    Passwords are kept for as long as the program runs, and nowhere else.
    """

    def __init__(
        self,
        cache: Path,
        ask_password: AskPassword = lambda _path: "",
        encoding: Callable[[Path], str] = lambda _path: "",
        text_columns: Sequence[str] = (),
        beginnings: Path | None = None,
    ) -> None:
        """Open nothing yet; keep what takes long to convert in the folder `cache`.

        `encoding` returns the one that the person chose for a file; empty if they did not.
        `text_columns` are names of columns that hold the texts of a table. How documents begin
        is kept in the folder `beginnings`, see `reader.formats.beginnings`.
        """
        self._registry = Registry(DocumentCache(cache), text_columns, beginnings)
        self._ask_password = ask_password
        self._encoding = encoding
        self._passwords: dict[Path, str] = {}
        self._begun: dict[Path, _Begun] = {}
        self._standard_input: Document | None = None

    def suffixes(self) -> Sequence[str]:
        """Return the file name suffixes that are worth listing, lower case, with the dot."""
        return tuple(self._registry.suffixes())

    def members(self, path: Path) -> int:
        """Return how many documents the file at `path` holds; 0 if it is one.

        Raises `ReaderError` if it cannot be read.
        """
        return self._registry.members(path) if path != STANDARD_INPUT else 0

    def unlock(self, path: Path, password: str) -> None:
        """Open the encrypted file at `path` with this password from now on."""
        self._passwords[path] = password

    def begin(self, path: Path) -> None:
        """Begin to open the file at `path` in a thread: `open` goes on with that, once.

        What is wrong with the file is told then.
        """

        def opening(progress: Progress) -> Document:
            encoding = self._encoding(path)
            document = self._registry.open(path, encoding=encoding, progress=progress)
            _ = document.text.sha256  # asked for next: it is known by then, also of a long text
            return document

        self._begun[path] = _Begun(opening)

    def open(
        self,
        path: Path,
        *,
        whole_page: bool = False,
        progress: Progress | None = None,
    ) -> Document:
        """Return the document at `path`; raises `ReaderError` if it cannot be opened.

        `whole_page` gives all of a web page, not just its article. `progress` is told how far a
        long conversion is, which ends with an error soon after it is cancelled.
        """
        if path == STANDARD_INPUT:
            return self._opened_standard_input()
        progress = progress or Progress()
        tries = PASSWORD_TRIES
        while True:
            password = self._passwords.get(path, "")
            try:
                begun = self._begun.pop(path, None)
                if begun is not None:
                    return begun.document(progress)
                return self._registry.open(
                    path,
                    password,
                    whole_page=whole_page,
                    encoding=self._encoding(path),
                    progress=progress,
                )
            except PasswordNeededError:
                given = self._ask_password(path) if tries else ""
                if not given:
                    raise
                self.unlock(path, given)
                tries -= 1

    def _opened_standard_input(self) -> Document:
        if self._standard_input is None:
            data = sys.stdin.buffer.read(MAX_BYTES + 1)
            if len(data) > MAX_BYTES:
                raise ReaderError("more is piped in than can be opened", "standard input")
            self._standard_input = self._registry.convert(Source(Path("standard input"), data))
        return self._standard_input


class _Begun:
    """An opening that goes on in a thread; the end of the program does not await it."""

    def __init__(self, opening: Callable[[Progress], Document]) -> None:
        self._progress = Progress()
        self._answer: Future[Document] = Future()
        Thread(target=self._run, args=(opening,), daemon=True).start()

    def _run(self, opening: Callable[[Progress], Document]) -> None:
        try:
            self._answer.set_result(opening(self._progress))
        except BaseException as error:  # noqa: BLE001 - it is raised where the document is asked for
            self._answer.set_exception(error)

    def document(self, progress: Progress) -> Document:
        """Return the document when it is there; `progress` is told how far it is until then."""
        progress.follow(self._progress)
        return self._answer.result()
