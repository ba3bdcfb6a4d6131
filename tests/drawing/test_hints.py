"""Which key hints have room on a line."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from reader.drawing.hints import fitting

HINTS = [("⏎", "note"), ("t", "tag"), ("?", "help")]


def test_all_are_shown_that_fit():
    assert fitting(HINTS, 23) == HINTS


def test_help_is_kept_before_what_stands_in_front_of_it():
    assert fitting(HINTS, 22) == [("⏎", "note"), ("?", "help")]
    assert fitting(HINTS, 8) == [("?", "help")]
    assert fitting(HINTS, 7) == []


def test_there_may_be_none():
    assert fitting([], 80) == []


@given(
    st.lists(st.tuples(st.text("a⏎", max_size=3), st.text("bc", max_size=9))), st.integers(0, 99)
)
def test_what_is_kept_has_room(hints, room):
    kept = fitting(hints, room)
    assert sum(len(key) + len(word) + 3 for key, word in kept) <= room
    assert kept[:-1] == hints[: len(kept[:-1])]
