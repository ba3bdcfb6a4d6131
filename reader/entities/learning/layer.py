"""The learned layer: weighs again what the recogniser found, and what it passed over.

A logistic regression over `candidates`, with what the recogniser says as its prior: where
nothing was learned, nothing changes. It is kept in one small file.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np

from reader.core.entity import EntityType, Mention
from reader.core.errors import ReaderError
from reader.core.ports import IsCancelled, PortionedRecogniser
from reader.entities.borders import settle
from reader.entities.learning.candidates import NONE, ROWS, Candidate, Words, candidates, forms_of

Array = np.ndarray[Any, np.dtype[Any]]

SOURCE = "learned"
LABELS = (NONE, *EntityType)
_COLUMNS = {str(label): place for place, label in enumerate(LABELS)}
PRIOR = 3.0
"""How much the recogniser's own word counts, as a difference of logits."""
_FORMAT = 1
_LARGEST = 16 << 20
"""Bytes of a file."""


@dataclass(frozen=True, slots=True)
class Layer:
    """What was learned."""

    weights: Array
    """A row a feature, a column a label."""
    names: frozenset[Words]
    """Names that were taught."""

    def apply(self, text: str, mentions: Sequence[Mention]) -> list[Mention]:
        """Return the `mentions` of `text` corrected: in order, none overlapping."""
        decided = []
        for one in candidates(text, mentions, forms_of(self.names)):
            chances = self.chances(one)
            best = int(chances.argmax())
            if LABELS[best] == one.label and one.found is not None:
                decided.append((float(chances[best]), one.found))
            elif best:
                score = round(float(chances[best]), 3)
                mention = Mention(one.start, one.end, str(LABELS[best]), score, SOURCE)
                decided.append((score, mention))
        return settle(text, _apart(decided))

    def chances(self, candidate: Candidate) -> Array:
        """Return how likely each label is."""
        logits = self.weights[list(candidate.features)].sum(0)
        logits[column(candidate.label)] += PRIOR
        logits = np.exp(logits - logits.max())
        chances: Array = logits / logits.sum()
        return chances


def column(label: str) -> int:
    """Return the column of the weights that stands for a type; that of none for a strange one."""
    return _COLUMNS.get(label, 0)


class LearnedRecogniser:
    """The built-in recogniser with a learned layer over it."""

    def __init__(self, base: PortionedRecogniser, layer: Layer, version: str) -> None:
        """Correct what `base` finds; the `version` is that of the layer."""
        self._base = base
        self._layer = layer
        self.id = base.id
        self.version = f"{base.version}+{version}"
        self.labels = base.labels

    def annotate(self, text: str, language: str = "") -> list[Mention]:
        """Return the mentions of `text` in order, none overlapping."""
        portions = self.portions(text, language, lambda: False)
        return [mention for _, mentions in portions for mention in mentions]

    @property
    def dropped(self) -> int:
        """How many spans of the recogniser below were left out."""
        return self._base.dropped

    def portions(
        self, text: str, language: str, is_cancelled: IsCancelled
    ) -> Iterator[tuple[int, list[Mention]]]:
        """Yield the mentions portion by portion, see `PortionedRecogniser`."""
        start = 0
        for end, found in self._base.portions(text, language, is_cancelled):
            local = [one._replace(start=one.start - start, end=one.end - start) for one in found]
            corrected = self._layer.apply(text[start:end], local)
            yield (
                end,
                [one._replace(start=one.start + start, end=one.end + start) for one in corrected],
            )
            start = end


def save(layer: Layer) -> bytes:
    """Return the layer as the bytes of a file: a line of JSON, then rows and weights."""
    rows = np.flatnonzero(np.abs(layer.weights).max(1) > 1e-3).astype("<u4")
    header = {
        "format": _FORMAT,
        "labels": [str(label) for label in LABELS],
        "rows": len(rows),
        "names": sorted(layer.names),
    }
    weights = layer.weights[rows].astype("<f2")
    return b"".join((json.dumps(header).encode(), b"\n", rows.tobytes(), weights.tobytes()))


def load(path: Path) -> tuple[Layer, str]:
    """Return the layer in a file, and its version; raises `ReaderError` if it is none."""
    try:
        with path.open("rb") as file:
            data = file.read(_LARGEST + 1)
        return _layer(data), hashlib.sha256(data).hexdigest()[:12]
    except (OSError, ValueError, KeyError, TypeError, RecursionError) as error:
        remedy = "Learn again with “reader train”, or forget it with “reader train --forget”"
        raise ReaderError("what was learned cannot be read", str(path), remedy) from error


def _layer(data: bytes) -> Layer:
    if len(data) > _LARGEST:
        raise ValueError("too long")
    line, _, rest = data.partition(b"\n")
    header = json.loads(line)
    if header["format"] != _FORMAT or header["labels"] != [str(label) for label in LABELS]:
        raise ValueError("of another version")
    count = int(header["rows"])
    rows = np.frombuffer(rest, "<u4", count)
    values = np.frombuffer(rest, "<f2", count * len(LABELS), rows.nbytes).astype("f4")
    if not np.isfinite(values).all():
        raise ValueError("not numbers")
    weights = np.zeros((ROWS, len(LABELS)), "f4")
    weights[rows] = values.reshape(count, len(LABELS))
    names = (tuple(map(str, name)) for name in header["names"])
    return Layer(weights, frozenset(name for name in names if name))


def _apart(decided: Sequence[tuple[float, Mention]]) -> Iterator[Mention]:
    """Yield the likeliest mentions of those that overlap."""
    taken: set[int] = set()
    for _, mention in sorted(decided, key=lambda one: (-one[0], one[1])):
        places = range(mention.start, mention.end)
        if taken.isdisjoint(places):
            taken.update(places)
            yield mention
