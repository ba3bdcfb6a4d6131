"""Spans over a stretch of text are found as if every one had been looked at."""

from hypothesis import given
from hypothesis import strategies as st

from reader.core.spans import DisjointSpans, SpanIndex, flatten

spans = st.lists(
    st.tuples(st.integers(0, 60), st.integers(0, 60)).map(sorted).map(tuple), max_size=20
).map(lambda found: [(a, b, number) for number, (a, b) in enumerate(found) if a < b])


@given(spans, st.integers(0, 60), st.integers(1, 60))
def test_overlapping_spans_are_those_that_share_a_character(found, start, length):
    end = start + length
    overlapping = [number for *_, number in SpanIndex(found).overlapping(start, end)]
    assert sorted(overlapping) == [n for a, b, n in found if a < end and b > start]


@given(spans, st.integers(0, 60))
def test_the_span_at_an_offset_is_the_shortest_over_it(found, offset):
    lengths = [b - a for a, b, _ in found if a <= offset < b]
    at = SpanIndex(found).at(offset)
    assert (at is None) == (not lengths)
    assert at is None or at[1] - at[0] == min(lengths)


@given(spans, st.integers(-1, 65), st.integers(1, 5))
def test_steps_go_to_the_next_starts_and_stop_at_the_last(found, offset, count):
    starts = sorted(a for a, _, _ in found)
    after = [start for start in starts if start > offset]
    before = [start for start in starts if start < offset]
    index = SpanIndex(found)
    forward, backward = index.step(offset, count), index.step(offset, -count)
    assert (forward and forward[0]) == (after[min(count, len(after)) - 1] if after else None)
    assert (backward and backward[0]) == (before[-min(count, len(before))] if before else None)


@given(spans, st.integers(0, 60), st.integers(0, 60))
def test_flat_runs_partition_the_stretch_and_carry_what_lies_over_them(found, start, length):
    end = start + length
    runs = list(flatten(start, end, found))
    assert [offset for a, b, _ in runs for offset in range(a, b)] == list(range(start, end))
    for a, b, values in runs:
        for offset in range(a, b):
            assert sorted(values) == sorted(n for x, y, n in found if x <= offset < y)


@given(st.lists(st.integers(1, 9), max_size=20), st.integers(0, 60), st.integers(1, 60))
def test_disjoint_spans_are_found_as_any_others(lengths, start, length):
    borders = [sum(lengths[:n]) for n in range(len(lengths) + 1)]
    disjoint = list(zip(borders[::2], borders[1::2], strict=False))
    found = list(DisjointSpans(disjoint).overlapping(start, start + length))
    assert found == [
        (a, b, n) for n, (a, b) in enumerate(disjoint) if a < start + length and b > start
    ]
