"""Which formats there are; each one's module is imported when it is used."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from importlib import import_module
from typing import cast

from reader.core.annotation import Code
from reader.core.errors import ReaderError, RefusedError, UsageError
from reader.core.safetext import safe_text
from reader.exchange.model import Export, ExportItem, Import, ImportedDocument, ReadSpan

Writer = Callable[[Sequence[ExportItem], Sequence[Code]], Export]
Importer = Callable[[bytes], Import]
Merger = Callable[[bytes, bytes], bytes]
SpanReader = Callable[[bytes, Sequence[ExportItem]], Iterable[ReadSpan]]


@dataclass(frozen=True, slots=True)
class Format:
    """An export format; its functions are named, ``module:function``, and loaded when called."""

    name: str
    """On the command line."""
    title: str
    """For people."""
    suffix: str
    """Of the file, with the dot."""
    writer: str
    importer: str = ""
    """Reads a file back as annotations; empty when there is none."""
    code_reader: str = ""
    """Reads a file back that holds a codebook and no annotations."""
    span_reader: str = ""
    """Reads a file back as spans, for formats without an importer."""
    merger: str = ""
    """Brings an earlier export up to date and keeps what the person wrote around it."""

    @property
    def is_importable(self) -> bool:
        """Whether it can be read as annotations, or as a codebook."""
        return bool(self.importer or self.code_reader)

    def write(self, items: Sequence[ExportItem], codes: Sequence[Code]) -> Export:
        """Return the file for `items`, made with the codebook `codes`."""
        return cast("Writer", _load(self.writer))(items, codes)

    def read(self, content: bytes) -> Import:
        """Return the annotations of a file; raises `ReaderError` if it is not of this format."""
        if not self.is_importable:
            names = _names("importer", "code_reader")
            raise UsageError(f"{self.title} cannot be imported", self.name, f"Importable: {names}.")
        return cast("Importer", _load(self.importer or self.code_reader))(content)

    def merge(self, existing: bytes, content: bytes) -> bytes:
        """Return the earlier export `existing` with `content` in the place of what it held.

        Raises `RefusedError` if `existing` is not an export of the same documents.
        """
        return cast("Merger", _load(self.merger))(existing, content)

    def read_spans(self, content: bytes, items: Sequence[ExportItem]) -> Iterable[ReadSpan]:
        """Return the spans of a file that was exported from `items`."""
        if self.span_reader:
            return cast("SpanReader", _load(self.span_reader))(content, items)
        return _spans(self.read(content).documents)


def _load(name: str) -> object:
    module, _, function = name.partition(":")
    return getattr(import_module(f"reader.exchange.{module}"), function)


_ALL = (
    Format("json", "JSON", ".json", "native:write_json", "native:read_json"),
    Format("jsonl", "JSON Lines", ".jsonl", "native:write_jsonl", "native:read_jsonl"),
    Format(
        "markdown",
        "Markdown (Obsidian)",
        ".md",
        "markdown:write",
        span_reader="markdown:read_spans",
        merger="markdown:merge",
    ),
    Format("csv", "CSV (spreadsheet)", ".csv", "tables:write_csv", span_reader="tables:read_csv"),
    Format("tsv", "TSV (raw)", ".tsv", "tables:write_tsv", span_reader="tables:read_tsv"),
    Format("html", "HTML report", ".html", "report:write"),
    Format("w3c", "W3C Web Annotation (JSON-LD)", ".jsonld", "w3c:write", "w3c:read"),
    Format(
        "spacy", "spaCy JSON Lines", ".jsonl", "spacy_docs:write", span_reader="spacy_docs:read"
    ),
    Format("prodigy", "Prodigy JSON Lines", ".jsonl", "prodigy:write", span_reader="prodigy:read"),
    Format("brat", "brat standoff (zip)", ".zip", "brat:write", span_reader="brat:read"),
    Format("conll", "CoNLL-2003 (IOB2)", ".conll", "conll:write"),
    Format("conllu", "CoNLL-U", ".conllu", "conllu:write", span_reader="conllu:read"),
    Format("doccano", "doccano JSON Lines", ".jsonl", "doccano:write", span_reader="doccano:read"),
    Format("doccano-labels", "doccano labels", ".json", "doccano:write_labels"),
    Format(
        "labelstudio",
        "Label Studio tasks",
        ".json",
        "label_studio:write",
        span_reader="label_studio:read",
    ),
    Format(
        "labelstudio-config",
        "Label Studio labelling interface",
        ".xml",
        "label_studio:write_config",
    ),
    Format(
        "hypothesis", "Hypothesis JSON", ".json", "hypothesis:write", span_reader="hypothesis:read"
    ),
    Format("readwise", "Readwise CSV", ".csv", "readwise:write"),
    Format(
        "taguette", "Codebook CSV (Taguette)", ".csv", "taguette:write", code_reader="taguette:read"
    ),
    Format("refi-qda", "REFI-QDA project", ".qdpx", "refi_qda:write", span_reader="refi_qda:read"),
    Format(
        "refi-qda-codebook",
        "REFI-QDA codebook",
        ".qdc",
        "refi_qda:write_codebook",
        code_reader="refi_qda:read_codebook",
    ),
)
FORMATS = {format_.name: format_ for format_ in _ALL}


def format_named(name: str) -> Format:
    """Return the format called `name`; raises `UsageError` with the names there are."""
    try:
        return FORMATS[name]
    except KeyError:
        raise UsageError(
            "there is no such export format", name, f"Formats: {', '.join(FORMATS)}."
        ) from None


def read_any(content: bytes) -> Import:
    """Return what a file holds, in the first format that reads it.

    Raises `ReaderError` if there is none.
    """
    importable = [one for one in FORMATS.values() if one.is_importable]
    for one in importable:
        with suppress(ReaderError):
            return one.read(content)
    names = ", ".join(one.name for one in importable)
    raise ReaderError(f"this is none of the formats that can be imported: {names}")


def render(
    name: str, items: Sequence[ExportItem], codes: Sequence[Code], *, strict: bool = False
) -> Export:
    """Return the export of `items` in the format called `name`.

    Raises `UsageError` for an unknown format, and with `strict` `RefusedError` if the format
    cannot hold everything.
    """
    export = format_named(name).write(items, codes)
    if strict and export.losses:
        raise RefusedError(
            f"the format {name} cannot hold everything: {'; '.join(export.losses)}",
            remedy="Nothing was written. Choose json, or leave out --strict.",
        )
    return export


def verify(name: str, content: bytes, items: Sequence[ExportItem]) -> int:
    """Read an export of `items` back, compare it span by span, and return how many agree.

    Every span in the file must have the words that the text has there; control characters may be
    pictures. A format with an importer must hold every span of the annotations, raw; of the
    others, `Export.losses` says what they left out.
    Raises `ReaderError` at a difference, `UsageError` if the format cannot be read back.
    """
    format_ = format_named(name)
    if not format_.importer and not format_.span_reader:
        names = _names("importer", "span_reader")
        raise UsageError("this format cannot be read back", name, f"Verifiable: {names}.")
    read = Counter(format_.read_spans(content, items))
    wanted = Counter(
        _spans(ImportedDocument(one.document_id, "", "", one.annotations) for one in items)
    )
    if format_.importer:
        strange, missing = (read - wanted).total(), (wanted - read).total()
    else:
        shown = set(map(_shown, wanted))
        others = (span for span in map(_shown, read) if span not in shown)
        strange, missing = sum(not _is_slice(span, items) for span in others), 0
    if strange or missing:
        raise ReaderError(
            f"the export differs from the notes (spans missing: {missing}, wrong: {strange})",
            name,
            "The notes are untouched; please report this as a fault of reader.",
        )
    return read.total()


def _spans(documents: Iterable[ImportedDocument]) -> list[ReadSpan]:
    return [
        ReadSpan(document.document_id, target.start, target.end, target.exact)
        for document in documents
        for annotation in document.annotations
        for target in annotation.targets
    ]


def _is_slice(span: ReadSpan, items: Iterable[ExportItem]) -> bool:
    """Whether the words are those of the document: a format may cut a span into pieces."""
    return any(
        item.document_id == span.document_id
        and safe_text(item.document.text.slice(span.start, span.end)) == span.exact
        for item in items
    )


def _shown(span: ReadSpan) -> ReadSpan:
    return replace(span, exact=safe_text(span.exact))


def _names(*functions: str) -> str:
    return ", ".join(
        one.name for one in _ALL if any(getattr(one, function) for function in functions)
    )
