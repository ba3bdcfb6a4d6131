"""Prodigy's JSON Lines for ``spans_manual`` (https://prodi.gy/docs/api-interfaces).

Every token is the slice of the text that it names, and spans begin and end with one; the token
indices of a span are both inclusive. Offsets are code points.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from reader.core.annotation import Code
from reader.exchange import jsontext
from reader.exchange.model import Export, ExportItem, Losses, ReadSpan
from reader.exchange.records import Record
from reader.exchange.spans import decided, labelled
from reader.exchange.tags import Tags
from reader.exchange.tokens import tokenise


def write(items: Sequence[ExportItem], codes: Sequence[Code]) -> Export:
    """Return one task for each document, accepted, with the settled annotations."""
    losses, tags = Losses(), Tags(codes)
    return Export(jsontext.lines(*(_task(one, tags, losses) for one in items)), losses.sentences())


def _task(item: ExportItem, tags: Tags, losses: Losses) -> dict[str, object]:
    text = losses.safe(str(item.document.text))
    spans = list(labelled(decided(item, losses), tags.labels, losses))
    tokens = tokenise(text, spans)
    starts = {token.start: index for index, token in enumerate(tokens)}
    ends = {token.end: index for index, token in enumerate(tokens)}
    return {
        "text": text,
        "meta": {"doc_id": item.document_id, "source": item.path},
        "tokens": [
            {
                "text": token.text,
                "start": token.start,
                "end": token.end,
                "id": index,
                "ws": token.space_after,
            }
            for index, token in enumerate(tokens)
        ],
        "spans": [
            {
                "start": span.start,
                "end": span.end,
                "token_start": starts[span.start],
                "token_end": ends[span.end],
                "label": span.label,
            }
            for span in spans
        ],
        "answer": "accept",
        "_view_id": "spans_manual",
    }


def read(content: bytes, _items: Sequence[ExportItem]) -> Iterator[ReadSpan]:
    """Yield the spans of an exported file."""
    for line in content.splitlines():
        task = Record(jsontext.loads(line, "a line"), "a line")
        text, document = task.text("text"), task.record("meta").text("doc_id")
        for span in task.records("spans"):
            start, end = span.whole("start"), span.whole("end")
            yield ReadSpan(document, start, end, text[start:end])
