"""doccano's JSON Lines for sequence labelling, and its label file (https://doccano.github.io).

Import it into a project that allows overlapping spans. Offsets are code points.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from reader.core.annotation import Code
from reader.exchange import jsontext
from reader.exchange.model import Export, ExportItem, Losses, ReadSpan
from reader.exchange.records import Record
from reader.exchange.spans import NO_LABEL, decided, labelled
from reader.exchange.tags import Tags


def write(items: Sequence[ExportItem], codes: Sequence[Code]) -> Export:
    """Return one example for each document, with the settled annotations."""
    losses, tags = Losses(), Tags(codes)
    return Export(
        jsontext.lines(*(_example(one, tags, losses) for one in items)), losses.sentences()
    )


def _example(item: ExportItem, tags: Tags, losses: Losses) -> dict[str, object]:
    spans = labelled(decided(item, losses), tags.tree_labels, losses)
    return {
        "text": losses.safe(str(item.document.text)),
        "label": [[span.start, span.end, span.label] for span in spans],
        "doc_id": item.document_id,
        "path": losses.safe(item.path),
        "Comments": [],
    }


def write_labels(items: Sequence[ExportItem], codes: Sequence[Code]) -> Export:
    """Return the label set to import before the examples."""
    tags = Tags(codes)
    labels = [*tags.tree(one for item in items for one in item.annotations), NO_LABEL]
    colours = tags.colours(labels)
    types = [
        {
            "text": label,
            "suffixKey": tags.key(label) or None,
            "backgroundColor": colours[label],
            "textColor": _ink(colours[label]),
        }
        for label in labels
    ]
    return Export(f"{jsontext.dumps(types, indent=1)}\n".encode())


def _ink(colour: str) -> str:
    """Return black or white, whichever is easier to read on ``#rrggbb``."""
    red, green, blue = (int(colour[at : at + 2], 16) for at in (1, 3, 5))
    # Luma of ITU-R BT.601.
    return "#000000" if 299 * red + 587 * green + 114 * blue > 128_000 else "#ffffff"


def read(content: bytes, _items: Sequence[ExportItem]) -> Iterator[ReadSpan]:
    """Yield the spans of an exported file."""
    for line in content.splitlines():
        value = jsontext.loads(line, "a line")
        example = Record(value, "a line")
        text, labels = example.text("text"), example.get("label")
        for start, end, _ in labels if isinstance(labels, list) else ():
            yield ReadSpan(example.text("doc_id"), start, end, text[start:end])
