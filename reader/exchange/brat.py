"""brat standoff (https://brat.nlplab.org/standoff.html): a zip with text, spans and settings.

Unpack it into a folder of brat's data directory. The format is line by line and has no escapes:
a span is cut at line feeds, and the blanks of a note become single spaces.
"""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Iterator, Sequence

from reader.core.annotation import Code, Status, Target
from reader.core.safetext import safe_line
from reader.exchange.archive import zipped
from reader.exchange.conll import label_name
from reader.exchange.files import export_name
from reader.exchange.model import Export, ExportItem, Losses, ReadSpan
from reader.exchange.spans import NO_LABEL, placed, trim
from reader.exchange.tags import Tags

Fragment = tuple[int, int]


def write(items: Sequence[ExportItem], codes: Sequence[Code]) -> Export:
    """Return a zip with ``.txt`` and ``.ann`` for each document, and brat's settings."""
    losses, tags = Losses(), Tags(codes)
    labels: dict[str, str] = {}
    files: dict[str, str] = {}
    for item in items:
        stem = export_name(item.title, item.document_id, "")
        files[f"{stem}.txt"] = losses.safe(str(item.document.text))
        lines = _Annotations(item, tags, losses, labels).lines()
        files[f"{stem}.ann"] = "".join(f"{line}\n" for line in lines)
    return Export(zipped({**_settings(labels, tags), **files}), losses.sentences())


class _Annotations:
    """The lines of one ``.ann`` file."""

    def __init__(
        self, item: ExportItem, tags: Tags, losses: Losses, labels: dict[str, str]
    ) -> None:
        self._item = item
        self._text = losses.safe(str(item.document.text))
        self._tags = tags
        self._losses = losses
        self._labels = labels
        """Type in the file to label; types of all documents are collected here."""
        self._counts = {"T": 0, "A": 0, "#": 0}

    def lines(self) -> Iterator[str]:
        for one in placed(self._item, self._losses):
            fragments = [part for target in one.targets for part in _fragments(target)]
            if not fragments:
                self._losses.add("blank span", "left out")
                continue
            first, *others = self._tags.labels(one) or (NO_LABEL,)
            span = self._next("T")
            yield self._span(span, first, fragments)
            if one.status is not Status.ACCEPTED:
                yield f"{self._next('A')}\tStatus {span} {one.status.value}"
            if one.note:
                yield f"{self._next('#')}\tAnnotatorNotes {span}\t{self._note(one.note)}"
            for label in others:
                yield self._span(self._next("T"), label, fragments)

    def _span(self, span: str, label: str, fragments: Sequence[Fragment]) -> str:
        type_ = label_name(safe_line(label))
        self._labels.setdefault(type_, safe_line(label))
        places = ";".join(f"{start} {end}" for start, end in fragments)
        words = " ".join(self._text[start:end] for start, end in fragments)
        return f"{span}\t{type_} {places}\t{words}"

    def _note(self, note: str) -> str:
        line = " ".join(self._losses.safe(note).split())
        if line != note:
            self._losses.add("note", "written on one line")
        return line

    def _next(self, kind: str) -> str:
        self._counts[kind] += 1
        return f"{kind}{self._counts[kind]}"


def _fragments(target: Target) -> Iterator[Fragment]:
    """Yield the lines of a span without the blanks around them."""
    start = target.start
    for line in target.exact.split("\n"):
        first, end = trim(line, start)
        if first < end:
            yield first, end
        start += len(line) + 1


def _settings(labels: dict[str, str], tags: Tags) -> dict[str, str]:
    """Return brat's own files: which types there are, and how they are drawn."""
    types = sorted(labels)
    colours = tags.colours(labels[type_] for type_ in types)
    annotation = [
        "[entities]",
        *types,
        "[relations]",
        "<OVERLAP> Arg1:<ENTITY>, Arg2:<ENTITY>, <OVL-TYPE>:<ANY>",
        "[events]",
        "[attributes]",
        f"Status Arg:<ENTITY>, Value:{Status.SUGGESTED}|{Status.DISPUTED}",
    ]
    visual = [
        "[labels]",
        *(f"{type_} | {_visible(labels[type_])}" for type_ in types),
        "[drawing]",
        *(f"{type_}\tbgColor:{colours[labels[type_]]}" for type_ in types),
    ]
    return {
        "annotation.conf": "\n".join([*annotation, ""]),
        "visual.conf": "\n".join([*visual, ""]),
    }


def _visible(label: str) -> str:
    """Return a label without what separates columns."""
    return re.sub(r"[|\s]+", " ", label).strip() or "_"


def read(content: bytes, items: Sequence[ExportItem]) -> Iterator[ReadSpan]:
    """Yield the fragments of an exported zip, each with the words that its line gives it."""
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        for item in items:
            name = export_name(item.title, item.document_id, ".ann")
            for line in archive.read(name).decode().split("\n"):
                if line.startswith("T"):
                    yield from _read_span(line, item)


def _read_span(line: str, item: ExportItem) -> Iterator[ReadSpan]:
    _, place, words = line.split("\t", 2)
    at = 0
    for fragment in place.split(" ", 1)[1].split(";"):
        start, end = map(int, fragment.split(" "))
        part = words[at : at + end - start]
        at += len(part) + 1
        yield ReadSpan(item.document_id, start, end, part)
