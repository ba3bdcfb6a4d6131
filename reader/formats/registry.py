"""Opening files: which format, converted where, named and kept how."""

from __future__ import annotations

import re
from collections.abc import Iterable
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING

from reader.core.document import Document, Metadata
from reader.core.progress import Progress
from reader.core.text import Text
from reader.formats.detect import FORMATS, Format, detect
from reader.formats.extras import is_installed
from reader.formats.language import SAMPLE, language_of
from reader.formats.source import Source, read_file

if TYPE_CHECKING:
    from reader.formats.cache import DocumentCache

_LANGUAGE = re.compile(r"[A-Za-z]{2,3}(?:-[A-Za-z0-9]{1,8})*")


class Registry:
    """Opens files of every known format; the `Converter` of the program."""

    def __init__(self, cache: DocumentCache | None = None) -> None:
        """Keep what takes long to convert in `cache`."""
        self._cache = cache

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
        data = read_file(path)
        return self.convert(
            Source(path, data, password, whole_page, encoding, progress or Progress())
        )

    def convert(self, source: Source) -> Document:
        """Return the document that the bytes of `source` are.

        Raises `ReaderError` if they are of no known format or damaged.
        """
        format_, source, warnings = detect(source)
        if not source.data:
            document = Document(Text.of(""), format_.kind, format_.converter)
            warnings = ("The file is empty.",)
        elif format_.is_cached:
            document = self._cached(format_, source)
        else:
            document = _fresh(format_, source)
        return document._replace(
            metadata=_settled(document, source),
            warnings=(*warnings, *document.warnings),
            protected=bool(source.password),
        )

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


def _settled(document: Document, source: Source) -> Metadata:
    """Return the metadata of `document`, with a title and a language in any case."""
    metadata = document.metadata
    stated = metadata.language.replace("_", "-")
    is_tag = _LANGUAGE.fullmatch(stated)
    return metadata._replace(
        title=metadata.title or source.stem,
        language=stated if is_tag else language_of(document.text.slice(0, SAMPLE)),
    )


def _converter(format_: Format, source: Source) -> str:
    """Return what decides, beside the bytes of `source`, which text they become."""
    name = f"whole-{format_.converter}" if source.whole_page else format_.converter
    if format_.extra and is_installed(format_.extra):
        name = f"{name}+{format_.extra}"
    return f"{name} {source.encoding}" if source.encoding else name
