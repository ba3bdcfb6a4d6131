"""REFI-QDA: projects and codebooks for qualitative analysis (https://www.qdasoftware.org).

A project (``.qdpx``) is a zip with ``project.qde`` and the texts. Positions are code points into
texts with LF line ends, where all programs agree how to count. Ids are derived from ours, so that
a second export has the same. Each part of a discontinuous span is a selection.
"""

from __future__ import annotations

import io
import re
import uuid
import zipfile
from collections.abc import Iterable, Iterator, Sequence
from xml.etree.ElementTree import Element, ParseError, SubElement, fromstring

from reader.core.annotation import Annotation, Code
from reader.core.codebook import is_colour
from reader.core.errors import ReaderError
from reader.exchange.archive import zipped
from reader.exchange.model import Export, ExportItem, Import, Losses, ReadSpan
from reader.exchange.spans import drop_status, with_words
from reader.exchange.tags import ENTITY, Tags
from reader.exchange.xmltext import xml_bytes, xml_text

_PROJECT = "urn:QDA-XML:project:1.0"
_CODEBOOK = "urn:QDA-XML:codebook:1.0"
_ORIGIN = "reader"
_IDS = uuid.UUID("5a3c1f0e-6f0b-4c2e-9d55-7a1d0f2b8c41")
_COLOUR = re.compile(r"#[0-9a-fA-F]{6}")
_TIME = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?Z", re.ASCII)
_NAME_LIMIT = 60
_ZIP = b"PK"
_LONGEST = 10_000_000
"""Bytes of XML that can be a codebook."""


def write(items: Sequence[ExportItem], codes: Sequence[Code]) -> Export:
    """Return a project with texts, codes and codings."""
    losses = Losses()
    root = Element("Project", xmlns=_PROJECT, name="reader", origin=_ORIGIN)
    _users(root, items)
    _codebook(SubElement(root, "CodeBook"), items, codes)
    sources = SubElement(root, "Sources") if items else root
    for item in items:
        _source(sources, item, losses)
    texts = {
        f"Sources/{_id('document', item.document_id)}.txt": losses.safe(str(item.document.text))
        for item in items
    }
    project = xml_bytes(root).decode()
    return Export(zipped({"project.qde": project, **texts}), losses.sentences())


def write_codebook(items: Sequence[ExportItem], codes: Sequence[Code]) -> Export:
    """Return the codebook alone; annotations are not part of it."""
    losses = Losses()
    losses.add("annotation", "left out", sum(len(item.annotations) for item in items))
    root = Element("CodeBook", xmlns=_CODEBOOK, origin=_ORIGIN)
    _codebook(root, items, codes)
    return Export(xml_bytes(root), losses.sentences())


def _id(kind: str, name: str) -> str:
    """Return the GUID of one of our records."""
    return str(uuid.uuid5(_IDS, xml_text(f"{kind}:{name}")))


def _users(root: Element, items: Iterable[ExportItem]) -> None:
    names = sorted({one.creator.name for item in items for one in item.annotations})
    if names:
        users = SubElement(root, "Users")
        for name in names:
            SubElement(users, "User", guid=_id("user", name), name=xml_text(name) or "unknown")


# -- codes


def _codebook(parent: Element, items: Sequence[ExportItem], codes: Sequence[Code]) -> None:
    """Add the codes as a tree, and the entity types under a code that cannot be applied."""
    annotations = [one for item in items for one in item.annotations]
    types = sorted({one.entity_type for one in annotations if one.entity_type})
    book = Tags(codes)
    known = {code.id for code in codes}
    stray = sorted({tag for one in annotations for tag in one.tags} - known)
    every = [*(code for code in codes if not code.retired or _is_used(code, annotations)),
             *(Code(tag, tag) for tag in stray)]  # fmt: skip
    root = SubElement(parent, "Codes")
    elements: dict[str, Element] = {}
    for code in sorted(every, key=lambda one: book.path(one.id).count("/")):
        _code(elements.get(code.parent, root), code, elements)
    # The schema wants at least one code, if only the one above the entity types.
    if types or not every:
        entity = SubElement(root, "Code", guid=_id("type", ""), name=ENTITY, isCodable="false")
        for type_ in types:
            SubElement(
                entity, "Code", guid=_id("type", type_), name=xml_text(type_), isCodable="true"
            )


def _is_used(code: Code, annotations: Iterable[Annotation]) -> bool:
    return any(code.id in one.tags for one in annotations)


def _code(parent: Element, code: Code, elements: dict[str, Element]) -> None:
    attributes = {"guid": _id("code", code.id), "name": xml_text(code.name), "isCodable": "true"}
    if _COLOUR.fullmatch(code.colour):
        attributes["color"] = code.colour
    element = elements[code.id] = SubElement(parent, "Code", attributes)
    _description(element, code.description)


def _description(parent: Element, text: str) -> None:
    if text:
        SubElement(parent, "Description").text = xml_text(text)


# -- sources


def _source(sources: Element, item: ExportItem, losses: Losses) -> None:
    guid = _id("document", item.document_id)
    source = SubElement(
        sources,
        "TextSource",
        guid=guid,
        name=xml_text(item.title),
        plainTextPath=f"internal://{guid}.txt",
    )
    annotations = item.not_rejected(losses)
    drop_status(annotations, losses)
    on_document = [one for one in annotations if not one.targets]
    _description(source, "\n\n".join(one.note for one in on_document if one.note))
    for one in with_words([one for one in annotations if one.targets], item, losses):
        _selections(source, one)
    for one in on_document:
        _codings(source, one, "document")


def _selections(source: Element, one: Annotation) -> None:
    for number, target in enumerate(one.targets, 1):
        attributes = {
            "guid": _id("selection", f"{one.id}-{number}"),
            "name": xml_text(" ".join(target.exact.split()))[:_NAME_LIMIT],
            "startPosition": str(target.start),
            "endPosition": str(target.end),
        }
        selection = SubElement(source, "PlainTextSelection", attributes | _made(one))
        _description(selection, one.note if number == 1 else "")
        _codings(selection, one, str(number))


def _codings(parent: Element, one: Annotation, part: str) -> None:
    types = [("type", one.entity_type)] if one.entity_type else []
    for kind, name in (*types, *(("code", tag) for tag in one.tags)):
        guid = _id("coding", f"{one.id}-{part}-{kind}-{name}")
        coding = SubElement(parent, "Coding", {"guid": guid} | _made(one))
        SubElement(coding, "CodeRef", targetGUID=_id(kind, name))


def _made(one: Annotation) -> dict[str, str]:
    """Return who made it and when."""
    created = {"creationDateTime": one.created} if _TIME.fullmatch(one.created) else {}
    return {"creatingUser": _id("user", one.creator.name), **created}


# -- reading


def read_codebook(content: bytes) -> Import:
    """Return the codes of a codebook (``.qdc``) or of the codebook of a project (``.qdpx``).

    Raises `ReaderError` if it is none.
    """
    try:
        if content.startswith(_ZIP):
            with zipfile.ZipFile(io.BytesIO(content)) as archive:
                content = archive.open("project.qde").read(_LONGEST)
        root = _parsed(content[:_LONGEST])
    except (ValueError, KeyError, OSError, ParseError, zipfile.BadZipFile) as error:
        raise ReaderError("this is no REFI-QDA codebook", "the file") from error
    codes = next((one for one in root.iter() if _local(one) == "Codes"), None)
    if codes is None:
        raise ReaderError("this is no REFI-QDA codebook: it has no codes", "the file")
    return Import(tuple(_read_codes(codes, "")))


def _parsed(content: bytes) -> Element:
    """Parse XML; raises `ReaderError` if it declares entities, which can grow without bounds."""
    if b"<!" in content.replace(b"<!--", b"").replace(b"<![CDATA[", b""):
        raise ReaderError("a codebook with declarations of its own is not read", "the file")
    return fromstring(content)  # noqa: S314 - what it warns of is refused above


def _read_codes(parent: Element, above: str) -> Iterator[Code]:
    """Yield the codes below an element, each before those below it."""
    waiting = [(parent, above)]
    while waiting:
        element, above = waiting.pop(0)
        for child in element:
            guid, name = child.get("guid", ""), " ".join(child.get("name", "").split())
            if _local(child) == "Code" and guid and name:
                colour = child.get("color", "").lower()
                told = next((one.text or "" for one in child if _local(one) == "Description"), "")
                yield Code(
                    guid,
                    name,
                    above,
                    colour if is_colour(colour) else "",
                    description=" ".join(told.split()),
                )
                waiting.append((child, guid))


def _local(element: Element) -> str:
    """Return the name of an element without its namespace."""
    return str(element.tag).rpartition("}")[2]


def read(content: bytes, items: Sequence[ExportItem]) -> Iterator[ReadSpan]:
    """Yield the selections of an exported project, with their words in its texts."""
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        root = fromstring(archive.read("project.qde"))  # noqa: S314 - our own export
        for item in items:
            guid = _id("document", item.document_id)
            text = archive.read(f"Sources/{guid}.txt").decode()
            path = f".//{{{_PROJECT}}}TextSource[@guid='{guid}']/{{{_PROJECT}}}PlainTextSelection"
            for selection in root.iterfind(path):
                start = int(selection.attrib["startPosition"])
                end = int(selection.attrib["endPosition"])
                yield ReadSpan(item.document_id, start, end, text[start:end])
