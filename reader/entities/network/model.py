"""The statistical model: a small convolutional network over words, read from one file.

Each word is the sum of the embedding rows of its features, mixed once per distinct word and
remembered; two convolutions over neighbouring words with residual connections follow, then
one score per tag. The weights are bytes with one scale a row; `reader.entities.training` makes
them, `reader.entities.network.tagger` runs them. Tags say where a word stands in a name: begin,
inside, last, unit or outside.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from pathlib import Path
from typing import Any

import numpy as np

from reader.entities.network.vocabulary import Vocabulary
from reader.entities.spans import PLACES

Array = np.ndarray[Any, np.dtype[Any]]

LABELS = ("PERSON", "ORG", *PLACES, "NORP", "EVENT", "PRODUCT", "WORK_OF_ART")
TAGS = ("O", *(f"{place}-{label}" for label in LABELS for place in "BILU"))
FILE = "english.bin"
"""In `reader/entities/data`: a line of JSON with names and shapes, then the arrays."""

DILATIONS = (1, 2)
"""How far away the neighbours are that each convolution looks at."""


@dataclass(frozen=True, slots=True)
class Weights:
    """The parameters of the network."""

    vocabulary: Vocabulary
    ordinary: frozenset[int]
    """Fingerprints of words that are mostly written in lower case."""
    embedding: Array
    """A row of bytes per feature: worked out where needed, as few of them are."""
    scale: Array
    """What each row of the embedding is multiplied by."""
    mix: Array
    mix_bias: Array
    entries: Array
    """A row for the place of a token in a gazetteer entry of several words."""
    convolutions: tuple[tuple[Array, Array], ...]
    """For each layer a matrix, of the word before, the word and the word after, and a bias."""
    output: Array
    output_bias: Array


@cache
def load_weights(path: Path | None = None) -> Weights:
    """Return the weights of a model file, of the shipped one by default."""
    data = (path or files("reader.entities").joinpath("data", FILE)).read_bytes()
    end = data.index(b"\n")
    arrays: dict[str, Array] = {}
    at = end + 1
    for name, kind, shape in json.loads(data[:end]):
        count = int(np.prod(shape))
        arrays[name] = np.frombuffer(data, kind, count, at).reshape(shape)
        at += arrays[name].nbytes
    return weights_of(arrays)


def weights_of(arrays: dict[str, Array]) -> Weights:
    """Return the weights from quantised `arrays`: matrices with a ``NAME.scale`` a column."""

    def matrix(name: str) -> Array:
        scale = arrays[f"{name}.scale"].astype("f4")
        # Row by row in memory: with few words the products are four times as fast so.
        product: Array = np.ascontiguousarray(arrays[name].T * scale)
        return product

    known = arrays["frequent"]
    ordinary = np.unpackbits(arrays["ordinary"], count=len(known)).astype(bool)
    layers = sum(name.startswith("convolution") and name.endswith("bias") for name in arrays)
    return Weights(
        vocabulary=Vocabulary(
            known.tolist(),
            arrays["shelves"].tolist(),
            arrays["checks"].tobytes(),
            arrays["codes"].tobytes(),
        ),
        ordinary=frozenset(known[ordinary].tolist()),
        embedding=arrays["embedding"],
        scale=arrays["embedding.scale"].astype("f4")[:, None],
        mix=matrix("mix"),
        mix_bias=arrays["mix.bias"].astype("f4"),
        entries=arrays["entries"].astype("f4"),
        convolutions=tuple(
            (matrix(f"convolution{i}"), arrays[f"convolution{i}.bias"].astype("f4"))
            for i in range(layers)
        ),
        output=matrix("output"),
        output_bias=arrays["output.bias"].astype("f4"),
    )
