"""Several recognisers on one text: the first one's mentions stay, later ones fill what is left."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from reader.core.entity import Mention
from reader.core.spans import SpanIndex


def stacked(layers: Iterable[Sequence[Mention]]) -> list[Mention]:
    """Return the mentions of all `layers` in order, none overlapping, each with its source.

    Those of one layer do not overlap; of two in different layers that do, the earlier layer's
    stays.
    """
    kept: list[Mention] = []
    for layer in layers:
        if not kept:
            kept = list(layer)
            continue
        taken = SpanIndex((one.start, one.end, None) for one in kept)
        kept = sorted(
            [*kept, *(one for one in layer if not any(taken.overlapping(one.start, one.end)))]
        )
    return kept
