"""Label Studio tasks, and the labelling interface they belong to.

See https://labelstud.io/guide/tasks and https://labelstud.io/guide/predictions: settled
annotations are one annotation of a task, open suggestions are predictions. A note is a text area
of its region; parts of a discontinuous span are joined by relations. Offsets are code points.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise
from xml.etree.ElementTree import Element, SubElement

from reader.core.annotation import Annotation, Code, Status
from reader.exchange import jsontext
from reader.exchange.model import Export, ExportItem, Losses, ReadSpan
from reader.exchange.records import Record
from reader.exchange.spans import NO_LABEL, drop_status, placed
from reader.exchange.tags import Tags
from reader.exchange.xmltext import xml_bytes, xml_text


def write(items: Sequence[ExportItem], codes: Sequence[Code]) -> Export:
    """Return one task for each document."""
    losses, tags = Losses(), Tags(codes)
    tasks = [_task(item, tags, losses) for item in items]
    return Export(f"{jsontext.dumps(tasks, indent=1)}\n".encode(), losses.sentences())


def _task(item: ExportItem, tags: Tags, losses: Losses) -> dict[str, object]:
    text = losses.safe(str(item.document.text))
    suggested: dict[str, list[Annotation]] = {}
    settled: list[Annotation] = []
    for one in placed(item, losses):
        if one.status is Status.SUGGESTED:
            suggested.setdefault(one.creator.name or "unknown", []).append(one)
        else:
            settled.append(one)
    drop_status(settled, losses)
    return {
        "data": {
            "text": text,
            "doc_id": item.document_id,
            "path": losses.safe(item.path),
        },
        "annotations": [{"result": list(_results(settled, text, tags, losses))}],
        "predictions": [
            {
                "model_version": losses.safe(name),
                **_score(group),
                "result": list(_results(group, text, tags, losses)),
            }
            for name, group in sorted(suggested.items())
        ],
    }


def _score(group: Iterable[Annotation]) -> dict[str, float]:
    """Return the mean confidence, if there is any."""
    scores = [one.confidence for one in group if one.confidence is not None]
    return {"score": sum(scores) / len(scores)} if scores else {}


def _results(
    annotations: Iterable[Annotation], text: str, tags: Tags, losses: Losses
) -> Iterator[dict[str, object]]:
    for one in annotations:
        regions = [f"{one.id}-{part}" for part in range(1, len(one.targets) + 1)]
        for region, target in zip(regions, one.targets, strict=True):
            value = {
                "start": target.start,
                "end": target.end,
                "text": text[target.start : target.end],
            }
            labels = list(tags.tree_labels(one)) or [NO_LABEL]
            score = {} if one.confidence is None else {"score": one.confidence}
            yield _region(region, "label", "labels", {**value, "labels": labels}) | score
            if one.note and region == regions[0]:
                note = [losses.safe(one.note)]
                yield _region(region, "note", "textarea", {**value, "text": note})
        for before, after in pairwise(regions):
            yield {
                "type": "relation",
                "from_id": before,
                "to_id": after,
                "direction": "right",
                "labels": ["same"],
            }


def _region(region: str, control: str, type_: str, value: dict[str, object]) -> dict[str, object]:
    return {
        "id": region,
        "from_name": control,
        "to_name": "text",
        "type": type_,
        "origin": "manual",
        "value": value,
    }


def write_config(items: Sequence[ExportItem], codes: Sequence[Code]) -> Export:
    """Return the labelling interface with the codebook's labels, colours and keys."""
    tags = Tags(codes)
    labels = [*tags.tree(one for item in items for one in item.annotations), NO_LABEL]
    colours = tags.colours(labels)
    view = Element("View")
    control = SubElement(view, "Labels", name="label", toName="text")
    for label in labels:
        attributes = {"value": xml_text(label), "background": colours[label]}
        hotkey = {"hotkey": xml_text(tags.key(label))} if tags.key(label) else {}
        SubElement(control, "Label", attributes | hotkey)
    SubElement(view, "Text", name="text", value="$text", granularity="symbol")
    SubElement(view, "TextArea", name="note", toName="text", perRegion="true", editable="true")
    relations = SubElement(view, "Relations")
    SubElement(relations, "Relation", value="same")
    # Label Studio parses a string, which must not declare an encoding.
    return Export(xml_bytes(view, declaration=False))


def read(content: bytes, _items: Sequence[ExportItem]) -> Iterator[ReadSpan]:
    """Yield the spans of an exported file."""
    for task in Record({"tasks": jsontext.loads(content, "the file")}, "the file").records("tasks"):
        data = task.record("data")
        text = data.text("text")
        for group in (*task.records("annotations"), *task.records("predictions")):
            for result in group.records("result"):
                if result.text("type") == "labels":
                    value = result.record("value")
                    start, end = value.whole("start"), value.whole("end")
                    yield ReadSpan(data.text("doc_id"), start, end, text[start:end])
