"""`reader`'s own JSON and JSON Lines: annotations as the model holds them, for scripts and backup.

The schema of version 1. ``json`` is one object::

    {"format": "reader-annotations", "version": 1,
     "codes": [CODE…],
     "documents": [{…DOCUMENT, "annotations": [ANNOTATION…]}…]}

``jsonl`` has the same records one a line, told apart by ``record``: first
``{"record": "header", "format": …, "version": 1}``, then every CODE (``"record": "code"``), then
each DOCUMENT (``"record": "document"``) followed by its ANNOTATIONs (``"record": "annotation"``,
with ``"document"``, the id of the document).

CODE
    ``id  name  parent  colour  key  description  retired  revision
    symbol``; ``parent`` is a code's id.
DOCUMENT
    ``id  path  title  authors  date  language  kind  converter  length  sha256``; ``length`` in
    code points and ``sha256`` are those of the canonical text that offsets point into.
ANNOTATION
    ``id``, ``targets`` (``start end exact prefix suffix``; none: on the document as a whole),
    ``tags`` (names, for people), ``codes`` (ids, in the same order), ``note`` (Markdown),
    ``entity_type``, ``status``, ``creator`` (``kind name``), ``confidence`` (0 to 1, or null),
    ``anchor`` (``state score sha256``), ``created``, ``modified``, ``revision``.

How far a person has read a document is not exported: it says nothing of the document.

Offsets are code points, half-open. Texts are as they are stored; control characters are escaped.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from reader.core.annotation import (
    Anchor,
    AnchorState,
    Annotation,
    Code,
    Creator,
    CreatorKind,
    Status,
    Target,
)
from reader.core.errors import ReaderError
from reader.exchange import jsontext
from reader.exchange.model import Export, ExportItem, Import, ImportedDocument
from reader.exchange.records import Record
from reader.exchange.tags import Tags

FORMAT = "reader-annotations"
VERSION = 1
_HEADER = {"format": FORMAT, "version": VERSION}
_LINE_LIMIT = 8 << 20


def write_json(items: Sequence[ExportItem], codes: Sequence[Code]) -> Export:
    """Return one JSON object with the codebook and all documents; nothing is lost."""
    tags = Tags(codes)
    documents = [
        {**_document(item), "annotations": [_annotation(one, tags) for one in item.in_order]}
        for item in items
    ]
    whole = {**_HEADER, "codes": [_code(code) for code in codes], "documents": documents}
    return Export(f"{jsontext.dumps(whole, indent=1)}\n".encode())


def write_jsonl(items: Sequence[ExportItem], codes: Sequence[Code]) -> Export:
    """Return the records of the JSON form one a line; nothing is lost."""
    return Export(jsontext.lines(*_lines(items, codes)))


def _lines(items: Sequence[ExportItem], codes: Sequence[Code]) -> Iterator[dict[str, object]]:
    tags = Tags(codes)
    yield {"record": "header", **_HEADER}
    for code in codes:
        yield {"record": "code", **_code(code)}
    for item in items:
        yield {"record": "document", **_document(item)}
        for one in item.in_order:
            yield {"record": "annotation", "document": item.document_id, **_annotation(one, tags)}


def _code(code: Code) -> dict[str, object]:
    return {
        "id": code.id,
        "name": code.name,
        "parent": code.parent,
        "colour": code.colour,
        "key": code.key,
        "description": code.description,
        "retired": code.retired,
        "revision": code.revision,
        "symbol": code.symbol,
    }


def _document(item: ExportItem) -> dict[str, object]:
    document, metadata = item.document, item.document.metadata
    return {
        "id": item.document_id,
        "path": item.path,
        "title": metadata.title,
        "authors": list(metadata.authors),
        "date": metadata.date,
        "language": metadata.language,
        "kind": document.kind,
        "converter": document.converter,
        "length": len(document.text),
        "sha256": document.text.sha256,
    }


def _annotation(annotation: Annotation, tags: Tags) -> dict[str, object]:
    anchor, creator = annotation.anchor, annotation.creator
    return {
        "id": annotation.id,
        "targets": [
            {
                "start": target.start,
                "end": target.end,
                "exact": target.exact,
                "prefix": target.prefix,
                "suffix": target.suffix,
            }
            for target in annotation.targets
        ],
        "tags": list(tags.names(annotation)),
        "codes": list(annotation.tags),
        "note": annotation.note,
        "entity_type": annotation.entity_type,
        "status": annotation.status.value,
        "creator": {"kind": creator.kind.value, "name": creator.name},
        "confidence": annotation.confidence,
        "anchor": {"state": anchor.state.value, "score": anchor.score, "sha256": anchor.sha256},
        "created": annotation.created,
        "modified": annotation.modified,
        "revision": annotation.revision,
    }


def read_json(content: bytes) -> Import:
    """Return what a file of `write_json` holds.

    Raises `ReaderError` if it is not one, or of a later version.
    """
    whole = Record(jsontext.loads(content, "the file"), "the file")
    _check_header(whole)
    return Import(
        tuple(map(_read_code, whole.records("codes"))),
        tuple(
            _read_document(one, map(_read_annotation, one.records("annotations")))
            for one in whole.records("documents")
        ),
    )


def read_jsonl(content: bytes) -> Import:
    """Return what a file of `write_jsonl` holds.

    Raises `ReaderError` if it is not one, or of a later version.
    """
    codes: list[Code] = []
    documents: dict[str, Record] = {}
    annotations: dict[str, list[Annotation]] = {}
    header, *records = _read_lines(content) or [Record({}, "line 1")]
    _check_header(header)
    if header.text("record") != "header":
        raise ReaderError("the first line is not a header", header.where)
    for record in records:
        match record.text("record"):
            case "code":
                codes.append(_read_code(record))
            case "document":
                documents[record.text("id")] = record
                annotations[record.text("id")] = []
            case "annotation" if record.text("document") in documents:
                annotations[record.text("document")].append(_read_annotation(record))
            case _:
                raise ReaderError("this record was not expected", record.where)
    return Import(
        tuple(codes),
        tuple(_read_document(one, annotations[key]) for key, one in documents.items()),
    )


def _read_lines(content: bytes) -> list[Record]:
    """Return the records of JSON lines; blank lines are passed over."""
    records = []
    for number, line in enumerate(content.split(b"\n"), 1):
        if len(line) > _LINE_LIMIT:
            raise ReaderError("the line is longer than 8 MB", f"line {number}")
        if line.strip():
            records.append(Record(jsontext.loads(line, f"line {number}"), f"line {number}"))
    return records


def _check_header(header: Record) -> None:
    if header.get("format") != FORMAT:
        raise ReaderError(f"this is not a {FORMAT} file", header.where)
    if header.whole("version") > VERSION:
        raise ReaderError(
            "it was written by a later version", header.where, "Update reader to import it."
        )


def _read_code(record: Record) -> Code:
    return Code(
        id=record.text("id"),
        name=record.text("name"),
        parent=record.text("parent"),
        colour=record.text("colour"),
        key=record.text("key"),
        description=record.text("description"),
        retired=record.flag("retired"),
        revision=record.whole("revision", 1),
        symbol=record.text("symbol"),
    )


def _read_document(record: Record, annotations: Iterable[Annotation]) -> ImportedDocument:
    return ImportedDocument(
        record.text("id"), record.text("path"), record.text("sha256"), tuple(annotations)
    )


def _read_annotation(record: Record) -> Annotation:
    creator, anchor = record.record("creator"), record.record("anchor")
    score = anchor.number("score")
    return Annotation(
        id=record.text("id"),
        targets=tuple(map(_read_target, record.records("targets"))),
        tags=record.texts("codes"),
        note=record.text("note"),
        entity_type=record.text("entity_type"),
        status=record.choice("status", Status, Status.ACCEPTED),
        creator=Creator(
            creator.choice("kind", CreatorKind, CreatorKind.PERSON), creator.text("name")
        ),
        confidence=record.number("confidence"),
        anchor=Anchor(
            anchor.choice("state", AnchorState, AnchorState.EXACT),
            1.0 if score is None else score,
            anchor.text("sha256"),
        ),
        created=record.text("created"),
        modified=record.text("modified"),
        revision=record.whole("revision", 1),
    )


def _read_target(record: Record) -> Target:
    start, end = record.whole("start"), record.whole("end")
    if not 0 <= start < end:
        raise ReaderError("the span is empty or reversed", record.where)
    return Target(start, end, record.text("exact"), record.text("prefix"), record.text("suffix"))
