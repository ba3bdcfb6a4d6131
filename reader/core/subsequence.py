"""The items that two sequences have in common, in order.

Long sequences are first cut at the items that are unique in both (Bram Cohen's patience diff).
What is left is matched by its longest common subsequence, whose table is kept in the bits of
integers: one row is five operations on numbers as long as the sequence (Heikki Hyyrö,
"Bit-parallel LCS-length computation revisited", 2004).
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence

_TABLE = 64_000_000
"""Cells of the largest table: 8 MB of bits, some 20 ms."""

Pair = tuple[int, int]


def common(old: Sequence[str], new: Sequence[str]) -> list[Pair]:
    """Return pairs of indices of equal items, rising on both sides.

    They are as many as possible where the sequences are short, and fewer where neither items
    unique in both nor a table of bearable size helps.
    """
    pairs: list[Pair] = []
    pending = [(0, len(old), 0, len(new))]
    while pending:
        old_start, old_end, new_start, new_end = pending.pop()
        while old_start < old_end and new_start < new_end and old[old_start] == new[new_start]:
            pairs.append((old_start, new_start))
            old_start, new_start = old_start + 1, new_start + 1
        while old_start < old_end and new_start < new_end and old[old_end - 1] == new[new_end - 1]:
            old_end, new_end = old_end - 1, new_end - 1
            pairs.append((old_end, new_end))
        lines, columns = old[old_start:old_end], new[new_start:new_end]
        if len(lines) * len(columns) <= _TABLE:
            pairs += ((old_start + i, new_start + j) for i, j in _longest(lines, columns))
            continue
        anchors = [(old_start + i, new_start + j) for i, j in _unique(lines, columns)]
        pairs += anchors
        for i, j in anchors:
            pending.append((old_start, i, new_start, j))
            old_start, new_start = i + 1, j + 1
        if anchors:
            pending.append((old_start, old_end, new_start, new_end))
    pairs.sort()
    return pairs


def _longest(old: Sequence[str], new: Sequence[str]) -> list[Pair]:
    """Return the pairs of a longest common subsequence, with few gaps.

    Bit `i` of a row is 0 where one more of the old items makes the subsequence longer.
    """
    if set(old).isdisjoint(new):
        return []
    where: dict[str, int] = {}
    for i, item in enumerate(old):
        where[item] = where.get(item, 0) | 1 << i
    ones = (1 << len(old)) - 1
    row = ones
    rows = [row]
    for item in new:
        if matches := row & where.get(item, 0):
            row = (row + matches | row - matches) & ones
        rows.append(row)
    pairs = []
    i, j = len(old), len(new)
    while i and j:
        if old[i - 1] == new[j - 1]:
            i, j = i - 1, j - 1
            pairs.append((i, j))
        elif rows[j] >> i - 1 & 1:
            i -= 1
        else:
            j -= 1
    return pairs


def _unique(old: Sequence[str], new: Sequence[str]) -> list[Pair]:
    """Return the pairs of items that occur once in each, the longest rising run of them."""
    here, there = _once(old), _once(new)
    shared = [(i, there[item]) for item, i in here.items() if item in there]
    ends: list[int] = []  # of the rising runs of each length, the lowest last index
    last: list[int] = []  # and which pair that is
    before: list[int] = []  # for each pair, the pair before it in its run
    for number, (_, j) in enumerate(shared):
        length = bisect_left(ends, j)
        ends[length : length + 1] = [j]
        last[length : length + 1] = [number]
        before.append(last[length - 1] if length else -1)
    run = []
    number = last[-1] if last else -1
    while number >= 0:
        run.append(shared[number])
        number = before[number]
    return run[::-1]


def _once(items: Sequence[str]) -> dict[str, int]:
    """Return the index of each item that occurs once, in order."""
    where: dict[str, int] = {}
    repeated = set()
    for i, item in enumerate(items):
        if item in where:
            repeated.add(item)
        where.setdefault(item, i)
    return {item: i for item, i in where.items() if item not in repeated}
