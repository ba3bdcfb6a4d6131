"""spaCy documents as JSON Lines, for ``Doc.from_json`` (https://spacy.io/api/doc#from_json).

``ents`` holds the spans that do not overlap, ``spans["sc"]`` all of them. Offsets are code
points. To train with them::

    DocBin(docs=[Doc(nlp.vocab).from_json(json.loads(line)) for line in open(path)])
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from reader.core.annotation import Code
from reader.exchange import jsontext
from reader.exchange.model import Export, ExportItem, Losses, ReadSpan
from reader.exchange.records import Record
from reader.exchange.spans import Span, decided, flat, labelled
from reader.exchange.tags import Tags
from reader.exchange.tokens import sentences, tokenise


def write(items: Sequence[ExportItem], codes: Sequence[Code]) -> Export:
    """Return one line for each document, with the settled annotations."""
    losses, tags = Losses(), Tags(codes)
    return Export(jsontext.lines(*(_doc(one, tags, losses) for one in items)), losses.sentences())


def _doc(item: ExportItem, tags: Tags, losses: Losses) -> dict[str, object]:
    text = losses.safe(str(item.document.text))
    spans = list(labelled(decided(item, losses), tags.labels, losses))
    # Nothing is lost here: what overlaps is in the span group.
    ents = flat(spans, Losses())
    tokens = tokenise(text, spans)
    return {
        "text": text,
        "ents": [_span(span) for span in ents],
        "spans": {"sc": [{**_span(span), "kb_id": ""} for span in spans]},
        "sents": [
            {"start": sentence[0].start, "end": sentence[-1].end}
            for sentence in sentences(tokens, ents)
        ],
        "tokens": [
            {"id": index, "start": token.start, "end": token.end}
            for index, token in enumerate(tokens)
        ],
        # Not under "_": spaCy refuses attributes that the program has not registered.
        "doc_id": item.document_id,
        "path": item.path,
    }


def _span(span: Span) -> dict[str, object]:
    return {"start": span.start, "end": span.end, "label": span.label}


def read(content: bytes, _items: Sequence[ExportItem]) -> Iterator[ReadSpan]:
    """Yield the spans of an exported file."""
    for line in content.splitlines():
        doc = Record(jsontext.loads(line, "a line"), "a line")
        text, document = doc.text("text"), doc.text("doc_id")
        for span in doc.record("spans").records("sc"):
            start, end = span.whole("start"), span.whole("end")
            yield ReadSpan(document, start, end, text[start:end])
