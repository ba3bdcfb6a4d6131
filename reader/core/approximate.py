"""The part of a text that is most like a pattern.

Gene Myers, "A fast bit-vector algorithm for approximate string matching based on dynamic
programming" (1999): one column of the table of edit distances is kept in two integers, so a
character of the text costs a dozen operations however long the pattern is.
"""

from __future__ import annotations


def closest(pattern: str, text: str) -> tuple[int, int, int]:
    """Return the span of `text` with the lowest edit distance to `pattern`, and that distance.

    It is the one that ends first of several; it is empty if nothing is any better than nothing.
    """
    end, distance = _closest_end(pattern, text)
    length, _ = _closest_end(pattern[::-1], text[:end][::-1])
    return end - length, end, distance


def _closest_end(pattern: str, text: str) -> tuple[int, int]:
    """Return where the first of the closest spans ends, and its edit distance."""
    where: dict[str, int] = {}
    for i, character in enumerate(pattern):
        where[character] = where.get(character, 0) | 1 << i
    ones, last = (1 << len(pattern)) - 1, 1 << len(pattern) - 1
    higher, lower = ones, 0  # bits: the cell is one more, or one less, than the cell above it
    lowest = distance = len(pattern)
    end = 0
    for position, character in enumerate(text):
        equal = where.get(character, 0)
        vertical = equal | lower
        horizontal = ((equal & higher) + higher ^ higher) | equal
        more = lower | ~(horizontal | higher) & ones
        less = higher & horizontal
        distance += bool(more & last) - bool(less & last)
        if distance < lowest:
            lowest, end = distance, position + 1
        more, less = more << 1, less << 1
        higher = (less | ~(vertical | more)) & ones
        lower = more & vertical & ones
    return end, lowest
