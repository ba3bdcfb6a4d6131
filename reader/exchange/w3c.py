"""W3C Web Annotation JSON-LD: the standard (https://www.w3.org/TR/annotation-model/).

The file is an AnnotationCollection with one page. What the standard has no term for stands under
our own context, so that a JSON-LD processor keeps it: ``x:status``, ``x:confidence``,
``x:revision``, ``x:anchor``, ``x:score``, ``x:sha256``. Positions are code points. The standard
asks that no selection parts a character from its accents: such a span is widened, and
``x:start`` and ``x:end`` keep the stored one.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from urllib.parse import quote, unquote

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
from reader.core.text import Text
from reader.exchange import jsontext
from reader.exchange.graphemes import cluster_end, cluster_start
from reader.exchange.model import Export, ExportItem, Import, ImportedDocument, Losses
from reader.exchange.records import Record
from reader.exchange.tags import Tags

_STANDARD = "http://www.w3.org/ns/anno.jsonld"
_CONTEXT = [_STANDARD, {"x": "urn:x-reader:ns#"}]
_ANNOTATION = "urn:x-reader:annotation:"
_CODE = "urn:x-reader:code:"
_DOCUMENT = "urn:x-reader:document:"
_CREATOR = "urn:x-reader:creator:"


def write(items: Sequence[ExportItem], codes: Sequence[Code]) -> Export:
    """Return all annotations as one collection; the codebook's colours and tree are lost."""
    losses, tags = Losses(), Tags(codes)
    annotations = [row for item in items for row in _annotations_of(item, tags, losses)]
    losses.add("code", "written without parent, looks and description", _described(codes))
    page = {"type": "AnnotationPage", "startIndex": 0, "items": annotations}
    collection = {
        "@context": _CONTEXT,
        "id": "urn:x-reader:collection",
        "type": "AnnotationCollection",
        "total": len(annotations),
        "first": {"id": "urn:x-reader:collection:1", **page},
    }
    return Export(f"{jsontext.dumps(collection, indent=1)}\n".encode(), losses.sentences())


def _described(codes: Sequence[Code]) -> int:
    return sum(1 for code in codes if code.parent or code.colour or code.symbol or code.description)


def _iri(prefix: str, name: str) -> str:
    return prefix + quote(name.encode("utf-8", "surrogatepass"), safe="")


def _annotations_of(item: ExportItem, tags: Tags, losses: Losses) -> Iterator[dict[str, object]]:
    source = {
        "type": "SpecificResource",
        "source": _iri(_DOCUMENT, item.document_id),
        "x:path": item.path,
        "x:sha256": item.document.text.sha256,
    }
    for one in item.in_order:
        selections = [_selectors(target, item.document.text, losses) for target in one.targets]
        # On the document, an IRI alone would do, but Recogito parses only objects with a list.
        targets = [{**source, **selection} for selection in selections or [{"selector": []}]]
        yield {**_annotation(one, tags), "target": targets}


def _annotation(one: Annotation, tags: Tags) -> dict[str, object]:
    bodies = list(_bodies(one, tags))
    motivations = [str(body["purpose"]) for body in bodies] or ["highlighting"]
    optional = {
        "created": one.created,
        "modified": one.modified,
        "body": bodies,
        "x:confidence": one.confidence,
    }
    return {
        "id": _iri(_ANNOTATION, one.id),
        "type": "Annotation",
        "motivation": list(dict.fromkeys(motivations)),
        "creator": _creator(one.creator),
        "x:status": one.status.value,
        "x:revision": one.revision,
        "x:anchor": one.anchor.state.value,
        "x:score": one.anchor.score,
        "x:sha256": one.anchor.sha256,
        **{key: value for key, value in optional.items() if value not in ("", [], None)},
    }


def _creator(creator: Creator) -> dict[str, object]:
    return {
        "id": _iri(_CREATOR, creator.name or "unknown"),
        "type": creator.kind.value,
        "name": creator.name,
    }


def _bodies(one: Annotation, tags: Tags) -> Iterator[dict[str, object]]:
    if one.entity_type:
        yield _body("classifying", one.entity_type, "text/plain")
    for code in one.tags:
        yield {"id": _iri(_CODE, code), **_body("tagging", tags.name(code), "text/plain")}
    if one.note:
        yield _body("commenting", one.note, "text/markdown")


def _body(purpose: str, value: str, format_: str) -> dict[str, object]:
    return {"type": "TextualBody", "purpose": purpose, "value": value, "format": format_}


def _selectors(target: Target, text: Text, losses: Losses) -> dict[str, object]:
    """Return the selectors of a span, between characters as people see them."""
    start, end = target.start, target.end
    prefix, exact, suffix = target.prefix, target.exact, target.suffix
    stored: dict[str, object] = {}
    if text.slice(start, end) == exact:
        start, end = cluster_start(text, start), cluster_end(text, end)
        prefix = text.slice(cluster_end(text, start - len(prefix)), start)
        exact = text.slice(start, end)
        suffix = text.slice(end, cluster_start(text, end + len(suffix)))
    if (start, end) != (target.start, target.end):
        losses.add("span", "widened to whole characters")
        stored = {"x:start": target.start, "x:end": target.end}
    return {
        "selector": [
            {"type": "TextQuoteSelector", "exact": exact, "prefix": prefix, "suffix": suffix},
            {"type": "TextPositionSelector", "start": start, "end": end},
        ],
        **stored,
    }


# -- reading


def read(content: bytes) -> Import:
    """Return the annotations of a collection, a page, a list or a single annotation.

    A tag that has no code of ours gets its name as its id. A target without position or quote is
    marked for review, so that it is anchored by what it has. Raises `ReaderError` if the file is
    not JSON of one of these shapes.
    """
    codes: dict[str, Code] = {}
    losses = Losses()
    documents: dict[str, list[Annotation]] = {}
    digests: dict[str, tuple[str, str]] = {}
    for record in _annotations(jsontext.loads(content, "the file")):
        targets = list(_some(record, "target"))
        source = _source(targets[0]) if targets else ""
        annotation = _read_annotation(record, targets, codes, losses)
        documents.setdefault(source, []).append(annotation)
        if targets and source not in digests:
            digests[source] = (targets[0].text("x:path"), targets[0].text("x:sha256"))
    imported = [
        ImportedDocument(
            _local(_DOCUMENT, source) if source.startswith(_DOCUMENT) else "",
            digests.get(source, ("", ""))[0] or source,
            digests.get(source, ("", ""))[1],
            tuple(annotations),
        )
        for source, annotations in documents.items()
    ]
    return Import(tuple(codes.values()), tuple(imported), losses.sentences())


def _annotations(value: object) -> Iterator[Record]:
    """Yield the annotations of whatever shape the file has."""
    if isinstance(value, list):
        for index, one in enumerate(value):
            yield Record(one, f"annotation {index + 1}")
        return
    whole = Record(value, "the file")
    match whole.get("type"):
        case "AnnotationCollection":
            yield from whole.record("first").records("items")
        case "AnnotationPage":
            yield from whole.records("items")
        case "Annotation":
            yield whole
        case _:
            raise ReaderError("this is not a W3C annotation", whole.where)


def _some(record: Record, key: str) -> Iterator[Record]:
    """Yield the objects of a field that may be one object, an IRI, or a list of these."""
    value = record.get(key)
    values = value if isinstance(value, list) else [] if value is None else [value]
    for one in values:
        wrapped = {"source": one, "value": one} if isinstance(one, str) else one
        yield Record(wrapped, f"{record.where}, {key}")


def _source(target: Record) -> str:
    return target.text("source") or target.text("id")


def _local(prefix: str, iri: str) -> str:
    return unquote(iri.removeprefix(prefix), errors="surrogatepass")


def _read_annotation(
    record: Record, targets: Sequence[Record], codes: dict[str, Code], losses: Losses
) -> Annotation:
    whole = [_read_target(one) for one in targets if one.get("selector")]
    score = record.number("x:score")
    sure = all(target.exact and target.start >= 0 for target in whole)
    tags, note, entity_type = _read_bodies(record, codes, losses)
    creator = next(_some(record, "creator"), Record({}, record.where))
    kind = CreatorKind.SOFTWARE if creator.get("type") == "Software" else CreatorKind.PERSON
    return Annotation(
        id=_local(_ANNOTATION, record.text("id")),
        targets=tuple(whole),
        tags=tags,
        note=note,
        entity_type=entity_type,
        status=record.choice("x:status", Status, Status.ACCEPTED),
        creator=Creator(kind, creator.text("name")),
        confidence=record.number("x:confidence"),
        anchor=Anchor(
            record.choice(
                "x:anchor", AnchorState, AnchorState.EXACT if sure else AnchorState.REVIEW
            ),
            1.0 if score is None else score,
            record.text("x:sha256"),
        ),
        created=record.text("created"),
        modified=record.text("modified"),
        revision=record.whole("x:revision", 1),
    )


def _read_bodies(
    record: Record, codes: dict[str, Code], losses: Losses
) -> tuple[tuple[str, ...], str, str]:
    """Return tags, note and entity type, and add the tags to `codes`."""
    tags: list[str] = []
    notes = [record.text("bodyValue")]
    entity_type = ""
    for body in _some(record, "body"):
        value = body.text("value")
        purpose = body.get("purpose") or record.get("motivation")
        if purpose == "tagging":
            iri = body.text("id")
            code = _local(_CODE, iri) if iri.startswith(_CODE) else value
            codes.setdefault(code, Code(code, value))
            tags.append(code)
        elif purpose == "classifying":
            entity_type = value
        elif value:
            notes.append(value)
        else:
            losses.add("body without text", "left out")
    return tuple(dict.fromkeys(tags)), "\n\n".join(filter(None, notes)), entity_type


def _read_target(target: Record) -> Target:
    """Return a target; -1 and an empty quote stand for what the file does not say."""
    start = end = -1
    exact = prefix = suffix = ""
    for selector in _some(target, "selector"):
        match selector.get("type"):
            case "TextPositionSelector":
                start, end = selector.whole("start"), selector.whole("end")
            case "TextQuoteSelector":
                exact = selector.text("exact")
                prefix, suffix = selector.text("prefix"), selector.text("suffix")
            case _:
                continue
    first, last = target.whole("x:start", start), target.whole("x:end", end)
    if (first, last) != (start, end):
        whole = prefix + exact + suffix
        offset = start - len(prefix)
        prefix, exact, suffix = (
            whole[: first - offset],
            whole[first - offset : last - offset],
            whole[last - offset :],
        )
    return Target(first, last, exact, prefix, suffix)
