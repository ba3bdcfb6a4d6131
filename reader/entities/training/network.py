"""The network of `reader.entities.network.model` in torch, for training."""

from __future__ import annotations

import torch
from torch import Tensor, nn
from torch.nn import functional

from reader.entities.network.features import ENTRY_ROWS, GROUP_BASE, ROWS
from reader.entities.network.model import DILATIONS, TAGS

EMBEDDING = 64
WIDTH = 128
DROPOUT = 0.4
"""High, because the labelled text is little."""


class Network(nn.Module):  # type: ignore[misc] # torch need not be installed
    """Words to scores of tags; see `reader.entities.network.model` for what it computes."""

    def __init__(self, centres: Tensor) -> None:
        """Begin with groups of words as far apart as their `centres` are."""
        super().__init__()
        self.embedding = nn.EmbeddingBag(ROWS, EMBEDDING, mode="sum")
        nn.init.normal_(self.embedding.weight, std=0.05)
        with torch.no_grad():
            turned = torch.randn(centres.shape[1], EMBEDDING) * 0.02
            self.embedding.weight[GROUP_BASE:] = centres @ turned
        self.mix = nn.Linear(EMBEDDING, 2 * WIDTH)
        nn.init.normal_(self.mix.weight, std=0.3)
        self.entries = nn.Embedding(ENTRY_ROWS, WIDTH, padding_idx=0)
        nn.init.zeros_(self.entries.weight)
        self.convolutions = nn.ModuleList(nn.Linear(3 * WIDTH, 2 * WIDTH) for _ in DILATIONS)
        self.output = nn.Linear(WIDTH, len(TAGS))
        self.dropout = nn.Dropout(DROPOUT)

    def forward(self, rows: Tensor, offsets: Tensor, types: Tensor, entries: Tensor) -> Tensor:
        """Return the scores of consecutive tokens.

        `rows` and `offsets` are the features of distinct words, `types` says which of them each
        token is, `entries` its place in a gazetteer entry.
        """
        words = _maxout(self.mix(self.embedding(rows, offsets)))
        words = words * torch.rsqrt((words * words).mean(1, keepdim=True) + 1e-6)
        hidden = self.dropout(words[types] + self.entries(entries))
        for convolution, step in zip(self.convolutions, DILATIONS, strict=True):
            before = functional.pad(hidden[:-step], (0, 0, step, 0))
            after = functional.pad(hidden[step:], (0, 0, 0, step))
            wide = torch.cat((before, hidden, after), 1)
            hidden = hidden + self.dropout(_maxout(convolution(wide)))
        scores: Tensor = self.output(hidden)
        return scores


def _maxout(values: Tensor) -> Tensor:
    first, second = values.chunk(2, dim=-1)
    return torch.maximum(first, second)
