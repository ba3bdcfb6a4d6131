"""What ``reader train`` is worth: ``python -m tests.bench.learning DATA_DIR``.

Some of a set's documents are corrected as a person would, a part of the mistakes and nothing
else; the F1 is that on all entities of other documents of the set, before and after. DATA_DIR
holds ``NAME.jsonl.gz`` with ``{"text", "entities": [[start, end, label]]}`` a line.
"""

from __future__ import annotations

import gzip
import json
import random
import sys
import time
from collections.abc import Iterator
from pathlib import Path

from reader.entities.builtin import BuiltinRecogniser
from reader.entities.learning.layer import LABELS, Layer
from reader.entities.learning.learn import Score, fit, score
from reader.entities.learning.taught import Entity, Taught

CORRECTED = 0.6
"""Of the mistakes in the documents that are taught."""
DOCUMENTS = 40
SETS = ("re3dnamed.train", "gum.dev", "uner_ewt.dev", "multiner_en.dev", "crossner_pol.dev")


def main(folder: Path) -> None:
    recogniser = BuiltinRecogniser()
    print("set, corrections, F1 before, after, seconds of CPU, speed with it to speed without")
    for name in SETS:
        texts = list(labelled(folder / f"{name}.jsonl.gz"))
        random.Random(1).shuffle(texts)
        types = {label for _, entities in texts for *_, label in entities}
        half = min(DOCUMENTS, len(texts) // 2)
        begun = time.process_time()
        read = [corrected(recogniser, text, entities, types) for text, entities in texts[:half]]
        layer = fit(read)
        spent = time.process_time() - begun
        before, after, ratio = measured(recogniser, layer, texts[half : half + 200], types)
        count = sum(one.count for one, _ in read)
        print(
            f"{name:16} {count:5} {before.f1:6.1f} {after.f1:6.1f} {spent:6.1f} {ratio:6.2f}",
            flush=True,
        )


def labelled(path: Path) -> Iterator[tuple[str, list[Entity]]]:
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        for row in map(json.loads, lines):
            entities = [(s, e, label) for s, e, label in row["entities"] if label in LABELS]
            if entities:
                yield row["text"], entities


def corrected(recogniser, text, entities, types):
    chance = random.Random(text)
    found = recogniser.annotate(text, "en")
    there, right = {one[:3] for one in found}, set(entities)
    spans = {entity[:2] for entity in right}
    missed = {one for one in right - there if chance.random() < CORRECTED}
    wrong = {
        one
        for one in there - right
        if one[2] in types and one[:2] not in spans and chance.random() < CORRECTED
    }
    return Taught(text, "en", frozenset(missed), frozenset(wrong)), found


def measured(recogniser, layer: Layer, texts, types) -> tuple[Score, Score, float]:
    before, after, plain, both = Score(), Score(), 0.0, 0.0
    for text, entities in texts:
        begun = time.process_time()
        found = recogniser.annotate(text, "en")
        between = time.process_time()
        learned = layer.apply(text, found)
        plain, both = plain + between - begun, both + time.process_time() - begun
        truth = Taught(text, "en", frozenset(entities), complete=frozenset(types))
        before, after = before + score(truth, found), after + score(truth, learned)
    return before, after, plain / both


if __name__ == "__main__":
    main(Path(sys.argv[1]))
