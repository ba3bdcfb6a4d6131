"""CoNLL-U (https://universaldependencies.org/format.html) with entities and offsets in MISC.

``NER`` is the IOB2 tag, ``TokenRange`` the token's code points in the text of the document.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise

from reader.core.annotation import Code
from reader.core.safetext import safe_line, safe_text
from reader.exchange.conll import iob
from reader.exchange.model import Export, ExportItem, Losses, ReadSpan
from reader.exchange.spans import decided, flat, labelled
from reader.exchange.tags import Tags
from reader.exchange.tokens import Token, sentences, tokenise

_ENTITY = re.compile(r"\tNER=(?P<part>[BI])-.*TokenRange=(?P<start>\d+):(?P<end>\d+)$")


def write(items: Sequence[ExportItem], codes: Sequence[Code]) -> Export:
    """Return the sentences of all documents; of spans that overlap only one is kept."""
    losses, tags = Losses(), Tags(codes)
    lines = [line for item in items for line in _document(item, tags, losses)]
    return Export("".join(f"{line}\n" for line in lines).encode(), losses.sentences())


def _document(item: ExportItem, tags: Tags, losses: Losses) -> Iterator[str]:
    spans = flat(labelled(decided(item, losses), tags.labels, losses), losses)
    by_start = {span.start: span for span in spans}
    tokens = tokenise(losses.safe(str(item.document.text)), spans)
    number = 0
    for sentence in sentences(tokens, spans):
        words = [token for token in sentence if not token.is_blank]
        if not words:
            continue
        number += 1
        if number == 1:
            yield f"# newdoc id = {safe_line(item.document_id)}"
        yield f"# sent_id = {safe_line(item.document_id)}-{number}"
        yield f"# text = {_sentence_text(words)}"
        for index, (token, tag) in enumerate(zip(words, iob(words, by_start), strict=True), 1):
            is_last = index == len(words)
            glued = not is_last and token.end == words[index].start
            misc = [f"NER={tag}"] if tag != "O" else []
            misc += ["SpaceAfter=No"] if glued else []
            misc += [f"TokenRange={token.start}:{token.end}"]
            yield "\t".join([str(index), token.text, *"_" * 7, "|".join(misc)])
        yield ""


def _sentence_text(words: Sequence[Token]) -> str:
    """Return the sentence on one line, with one space for any blanks between two words."""
    parts = [words[0].text]
    for before, word in pairwise(words):
        parts += [word.text] if before.end == word.start else [" ", word.text]
    return "".join(parts)


def read(content: bytes, items: Sequence[ExportItem]) -> Iterator[ReadSpan]:
    """Yield the entities of an exported file, with their words in the documents `items`."""
    texts = {item.document_id: safe_text(str(item.document.text)) for item in items}
    for part in content.decode().split("# newdoc id = ")[1:]:
        document, *lines = part.split("\n")
        for start, end in _entities(lines):
            yield ReadSpan(document, start, end, texts.get(document, "")[start:end])


def _entities(lines: Iterable[str]) -> list[tuple[int, int]]:
    """Return the span of each entity."""
    entities: list[tuple[int, int]] = []
    for line in lines:
        found = _ENTITY.search(line)
        if found:
            start, end = int(found["start"]), int(found["end"])
            begun = start if found["part"] == "B" else entities.pop()[0]
            entities.append((begun, end))
    return entities
