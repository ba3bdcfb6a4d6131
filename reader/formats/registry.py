"""Which format a file is of, by its content and then its suffix, and who converts it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from importlib import import_module
from pathlib import Path

from reader.core.document import Document
from reader.core.errors import ReaderError
from reader.core.text import Text
from reader.formats.encoding import looks_binary
from reader.formats.source import Source, read_source


@dataclass(frozen=True, slots=True)
class Format:
    """A format and the module of this package that converts it."""

    kind: str
    """The format as people name it; the `Document.kind` that its converter gives."""
    module: str
    """Its name in this package. It has ``convert(source: Source) -> Document``."""
    suffixes: tuple[str, ...]


FORMATS = (
    Format("txt", "plain", (".txt", ".text", ".log")),
    Format("md", "markdown", (".md", ".markdown", ".mdown", ".mkd")),
)

_BY_KIND = {format_.kind: format_ for format_ in FORMATS}
_BY_SUFFIX = {suffix: format_ for format_ in FORMATS for suffix in format_.suffixes}


class Registry:
    """Opens files of every known format; the `Converter` of the program."""

    def suffixes(self) -> Iterable[str]:
        """Return the file name suffixes that are worth listing, lower case, with the dot."""
        return tuple(_BY_SUFFIX)

    def open(self, path: Path) -> Document:
        """Return the document of the file at `path`.

        Raises `ReaderError` if the file cannot be read or is of no known format.
        """
        return self.convert(read_source(path))

    def convert(self, source: Source) -> Document:
        """Return the document that the bytes of `source` are.

        Raises `ReaderError` if they are of no known format or damaged.
        """
        format_ = _detect(source)
        if not source.data:
            return Document(Text.of(""), format_.kind, "empty/1", warnings=("The file is empty.",))
        converted: Document = import_module(f"reader.formats.{format_.module}").convert(source)
        return converted


def _detect(source: Source) -> Format:
    """Return the format of `source`; text of no known suffix is plain text."""
    if looks_binary(source.data):
        raise ReaderError(
            "this is not a text, and of no other format that can be opened",
            str(source.path),
            "Export it as text, Markdown or HTML from the program that made it",
        )
    return _BY_SUFFIX.get(source.path.suffix.lower(), _BY_KIND["txt"])
