"""spaCy's blank English pipeline with an NER model trained on the same sets, for comparison.

Not a dependency: `pip install spacy` to have it. It gets the rows, the labels and the conventions
of our training text, without the made-up part.
"""

import random
import time
from importlib.util import find_spec
from pathlib import Path

from reader.entities.evaluate import evaluate
from reader.entities.gazetteer import load_gazetteer
from reader.entities.lexicon import Lexicon
from reader.entities.training.corpus import read_corpus
from reader.entities.training.news import read_news

_HELD_OUT = Path(__file__).parents[1] / "data" / "held_out.txt"
_BATCH = 1500
"""Words in a step."""


def installed():
    """Whether the comparison can be made."""
    return find_spec("spacy") is not None


def train(folder, epochs):
    """Return a pipeline trained for some passes over the sets in `folder`, and its CPU seconds."""
    import spacy
    from spacy.training import Example

    spacy.util.fix_random_seed(1)
    pipeline = spacy.blank("en")
    recogniser = pipeline.add_pipe("ner")
    rows = read_corpus(folder, Lexicon(load_gazetteer())) + read_news()
    for label in sorted({label for row in rows for _, _, label in row.names if label}):
        recogniser.add_label(label)
    start = time.process_time()
    pipeline.initialize()
    examples = [_example(pipeline, row, Example) for row in rows]
    chance = random.Random(1)
    for _ in range(epochs):
        chance.shuffle(examples)
        for batch in _batches(examples):
            pipeline.update(batch, drop=0.2)
    return pipeline, time.process_time() - start


def _example(pipeline, row, kind):
    """Return a row as spaCy wants it: words, and spans with labels."""
    from spacy.tokens import Doc, Span

    plain = Doc(pipeline.vocab, words=row.words)
    labelled = Doc(pipeline.vocab, words=row.words)
    labelled.set_ents([Span(labelled, a, b, label) for a, b, label in row.names if label])
    return kind(plain, labelled)


def _batches(examples):
    batch, size = [], 0
    for example in examples:
        batch.append(example)
        size += len(example.predicted)
        if size >= _BATCH:
            yield batch
            batch, size = [], 0
    if batch:
        yield batch


def compare(folder, texts, annotate, epochs):
    """Print speed, size and F1 of spaCy, and F1 of `annotate` beside it, for each set."""
    pipeline, spent = train(folder, epochs)
    print(f"spaCy: {epochs} passes over the same sets in {spent:.0f} s CPU")
    words = sum(len(text.split()) for text in texts)
    start = time.process_time()
    for text in texts:
        pipeline(text)
    print(f"spaCy                 {words / (time.process_time() - start):8.0f} words/s")
    print(f"spaCy's model         {len(pipeline.to_bytes()) / 1e6:8.2f} MB without the package")

    def theirs(text):
        return [(e.start_char, e.end_char, e.label_) for e in pipeline(text).ents]

    for path in (*sorted(folder.glob("*.dev.jsonl.gz")), _HELD_OUT):
        if "_zh" not in path.name:
            ours, other = evaluate(path, annotate)["core"], evaluate(path, theirs)["core"]
            name = path.name.split(".")[0]
            print(f"{name:20s}  core F1: ours {ours.f1:5.1f}  spaCy {other.f1:5.1f}")
