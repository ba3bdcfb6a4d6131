"""Write a trained network as the model file: bytes with one scale a row."""

from __future__ import annotations

import json
from collections.abc import Sequence
from collections.abc import Set as AbstractSet
from importlib.resources import files
from pathlib import Path
from typing import Any

import numpy as np

from reader.entities.network.model import FILE
from reader.entities.training.groups import Groups
from reader.entities.training.network import Network

Array = np.ndarray[Any, np.dtype[Any]]


def write_model(
    network: Network,
    frequent: Sequence[int],
    groups: Groups,
    ordinary: AbstractSet[int],
    path: Path | None = None,
) -> int:
    """Write the file to `path`, the package by default, and return its size.

    `frequent` are the fingerprints of the words with a row of their own, `ordinary` those of
    them that are mostly written in lower case.
    """
    arrays = {
        "frequent": np.array(frequent, "u4"),
        "ordinary": np.packbits([word in ordinary for word in frequent]),
        "shelves": groups.shelves,
        "checks": groups.checks,
        "codes": groups.codes,
        **quantised(network),
    }
    header = [(name, array.dtype.str, array.shape) for name, array in arrays.items()]
    data = b"".join(array.tobytes() for array in arrays.values())
    target = path or Path(str(files("reader.entities").joinpath("data", FILE)))
    return target.write_bytes(json.dumps(header).encode() + b"\n" + data)


def quantised(network: Network) -> dict[str, Array]:
    """Return the arrays of the model file by name."""
    state = {name: value.detach().numpy() for name, value in network.state_dict().items()}
    arrays: dict[str, Array] = {"entries": state["entries.weight"].astype("f4")}
    arrays["embedding"], arrays["embedding.scale"] = _rows(state["embedding.weight"])
    linear = {"mix": "mix", "output": "output"}
    linear |= {f"convolutions.{i}": f"convolution{i}" for i in range(len(network.convolutions))}
    for name, short in linear.items():
        arrays[short], arrays[f"{short}.scale"] = _rows(state[f"{name}.weight"])
        arrays[f"{short}.bias"] = state[f"{name}.bias"].astype("f4")
    return arrays


def _rows(matrix: Array) -> tuple[Array, Array]:
    """Return a matrix as int8 and the scale of each row."""
    scale = (np.abs(matrix).max(1) / 126 + 1e-6).astype("f2").astype("f4")
    return np.round(matrix / scale[:, None]).astype("i1"), scale.astype("f2")
