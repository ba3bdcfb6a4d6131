"""CoNLL-2003 columns with IOB2 tags: token, part of speech, chunk, entity.

The second and third column are placeholders. A ``B-`` begins every entity; no sentence ends
inside one (https://www.clips.uantwerpen.be/conll2003/ner/).
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence

from reader.core.annotation import Code
from reader.exchange.model import Export, ExportItem, Losses
from reader.exchange.spans import Span, decided, flat, labelled
from reader.exchange.tags import Tags
from reader.exchange.tokens import Token, sentences, tokenise


def write(items: Sequence[ExportItem], codes: Sequence[Code]) -> Export:
    """Return the tokens of all documents; of spans that overlap only one is kept."""
    losses, tags = Losses(), Tags(codes)
    lines = [line for item in items for line in _document(item, tags, losses)]
    return Export("".join(f"{line}\n" for line in lines).encode(), losses.sentences())


def _document(item: ExportItem, tags: Tags, losses: Losses) -> Iterator[str]:
    yield "-DOCSTART- -X- -X- O"
    yield ""
    spans = flat(labelled(decided(item, losses), tags.labels, losses), losses)
    by_start = {span.start: span for span in spans}
    tokens = tokenise(losses.safe(str(item.document.text)), spans)
    for sentence in sentences(tokens, spans):
        words = [token for token in sentence if not token.is_blank]
        for token, tag in zip(words, iob(words, by_start), strict=True):
            yield f"{token.text} -X- _ {tag}"
        if words:
            yield ""


def iob(tokens: Sequence[Token], by_start: Mapping[int, Span]) -> Iterator[str]:
    """Yield the IOB2 tag of each token; `by_start` are spans that do not overlap."""
    current: Span | None = None
    for token in tokens:
        if current and token.start >= current.end:
            current = None
        if begun := by_start.get(token.start):
            current = begun
        part = "B" if begun else "I"
        yield f"{part}-{label_name(current.label)}" if current else "O"


def label_name(label: str) -> str:
    """Return a label without blanks and column marks, as these formats need it."""
    return re.sub(r"[^\w.-]+", "_", label).strip("_") or "_"
