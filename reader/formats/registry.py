"""Opening files: which format, converted where, named and kept how."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from contextlib import suppress
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING

from reader.core.document import Document, Metadata
from reader.core.errors import ReaderError
from reader.core.members import file_of, may_hold_many, number_of
from reader.core.progress import Progress
from reader.core.text import Text
from reader.formats.beginnings import keep
from reader.formats.detect import FORMATS, Format, detect
from reader.formats.extras import is_installed
from reader.formats.language import SAMPLE, language_of
from reader.formats.source import Source, read_file

if TYPE_CHECKING:
    from reader.formats.cache import DocumentCache
    from reader.formats.corpus import Corpus

_MOST_CORPORA = 8
_LANGUAGE = re.compile(r"[A-Za-z]{2,3}(?:-[A-Za-z0-9]{1,8})*")


class Registry:
    """Opens files of every known format; the `Converter` of the program."""

    def __init__(
        self,
        cache: DocumentCache | None = None,
        text_columns: Sequence[str] = (),
        beginnings: Path | None = None,
    ) -> None:
        """Keep what takes long to convert in `cache`, and how it begins in `beginnings`.

        `text_columns` are names of columns that hold the texts of a table, if it has them.
        """
        self._cache = cache
        self._text_columns = text_columns
        self._beginnings = beginnings
        self._corpora: dict[tuple[Path, int, int], Corpus | None] = {}
        """What was found of files with many documents, by path, time and size."""

    def suffixes(self) -> Iterable[str]:
        """Return the file name suffixes that are worth listing, lower case, with the dot."""
        return tuple(suffix for format_ in FORMATS for suffix in format_.suffixes)

    def open(
        self,
        path: Path,
        password: str = "",
        *,
        whole_page: bool = False,
        encoding: str = "",
        progress: Progress | None = None,
    ) -> Document:
        """Return the document of the file at `path`.

        `whole_page` gives all of a web page, where there is otherwise only its article; a text
        is read in `encoding`, if it is given. `progress` is told how far a long conversion is,
        which ends with an error soon after it is cancelled.

        Raises `ReaderError` if the file cannot be read or is of no known format, and
        `PasswordNeededError` if it is encrypted and `password` does not open it.
        """
        number = number_of(path)
        if number and not path.exists():
            return self._member(path, number)
        data = read_file(path)
        return self.convert(
            Source(path, data, password, whole_page, encoding, progress or Progress())
        )

    def members(self, path: Path) -> int:
        """Return how many documents the file at `path` holds; 0 if it is one.

        They have paths of their own, see `reader.core.members`. Raises `ReaderError` if the file
        cannot be read.
        """
        corpus = self._corpus(path)
        return len(corpus) if corpus else 0

    def _member(self, path: Path, number: int) -> Document:
        """Return a document that is one of many in its file."""
        corpus = self._corpus(file_of(path))
        if corpus is None:
            raise ReaderError("the file is one document, not many", str(path))
        document = corpus.document(number)
        return document._replace(metadata=_settled(document, ""))

    def _corpus(self, path: Path) -> Corpus | None:
        """Return the documents of a file; None if it is one."""
        if not may_hold_many(path):
            return None
        from reader.formats.corpus import corpus_of

        try:
            status = path.stat()
        except OSError:
            return corpus_of(path)  # which says what is wrong
        key = (path, status.st_mtime_ns, status.st_size)
        if key not in self._corpora:
            if len(self._corpora) >= _MOST_CORPORA:
                self._corpora.clear()
            self._corpora[key] = corpus_of(path, self._text_columns)
        return self._corpora[key]

    def convert(self, source: Source) -> Document:
        """Return the document that the bytes of `source` are.

        Raises `ReaderError` if they are of no known format or damaged.
        """
        file = source.path
        format_, source, warnings = detect(source)
        if not source.data:
            document = Document(Text.of(""), format_.kind, format_.converter)
            warnings = ("The file is empty.",)
        elif format_.is_cached:
            document = self._cached(format_, source)
        else:
            document = _fresh(format_, source)
        document = document._replace(
            metadata=_settled(document, source.stem),
            warnings=(*warnings, *document.warnings),
            protected=bool(source.password),
        )
        if format_.is_cached and source.data and not (source.password or source.whole_page):
            self._keep_beginning(file, document)
        return document

    def _keep_beginning(self, path: Path, document: Document) -> None:
        """Keep the beginning of what the file at `path` became, if it is a file."""
        if self._beginnings is not None:
            # Without it the first page comes later; there is nothing to tell.
            with suppress(OSError):
                keep(str(self._beginnings), str(path), document)

    def _cached(self, format_: Format, source: Source) -> Document:
        """Return the document of `source` from the cache, or convert it and keep it there."""
        # What needed a password is not left where it needs none.
        if self._cache is None or source.password:
            return _fresh(format_, source)
        converter = _converter(format_, source)
        key = self._cache.key(source.data, converter)
        document = self._cache.get(key)
        if document is None:
            document = _fresh(format_, source)
            # A converter that stood in for one that is not installed gives its own name.
            if document.converter == converter:
                self._cache.put(key, document)
        return document


def _fresh(format_: Format, source: Source) -> Document:
    """Convert `source`, in a process of its own where the format asks for it."""
    if len(source.data) >= format_.isolated_from:
        from reader.formats.child import convert_in_child

        document = convert_in_child(format_.module, source)
    else:
        document = import_module(f"reader.formats.{format_.module}").convert(source)
    return document._replace(converter=document.converter or _converter(format_, source))


def _settled(document: Document, stem: str) -> Metadata:
    """Return the metadata of `document`, with a title and a language in any case.

    A document without a title has the `stem` of its file for one.
    """
    metadata = document.metadata
    stated = metadata.language.replace("_", "-")
    is_tag = _LANGUAGE.fullmatch(stated)
    return metadata._replace(
        title=metadata.title or stem,
        language=stated if is_tag else language_of(document.text.slice(0, SAMPLE)),
    )


def _converter(format_: Format, source: Source) -> str:
    """Return what decides, beside the bytes of `source`, which text they become."""
    name = f"whole-{format_.converter}" if source.whole_page else format_.converter
    if format_.extra and is_installed(format_.extra):
        name = f"{name}+{format_.extra}"
    return f"{name} {source.encoding}" if source.encoding else name
