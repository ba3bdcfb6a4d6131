"""All places where the same words stand."""

from __future__ import annotations

from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from reader.core.occurrences import occurrences
from reader.core.text import Text


def found(text: str, words: str) -> list[str]:
    at = text.index(words)
    spans = occurrences(Text.of(text), (at, at + len(words)))
    return [text[start:end] for start, end in spans]


def test_only_whole_words_are_found():
    assert found("The grid, the gridlock, a grid; grids", "grid") == ["grid", "grid"]


def test_words_in_lower_case_are_found_in_any_case_names_in_their_own():
    assert found("wave, Wave", "wave") == ["wave", "Wave"]
    assert found("May went in may. May.", "May") == ["May", "May"]


def test_a_phrase_is_found_across_a_line_break():
    assert found("Azov Brigade met Azov\nBrigade", "Azov Brigade") == [
        "Azov Brigade",
        "Azov\nBrigade",
    ]


def test_words_of_a_script_without_blanks_are_found():
    assert found("東京は大きい。東京へ行く。", "東京") == ["東京", "東京"]


@given(st.text(alphabet="ab \n", min_size=1, max_size=40), st.data())
def test_what_was_selected_is_always_among_them_and_none_overlap(text, data):
    start = data.draw(st.integers(0, len(text) - 1))
    end = data.draw(st.integers(start + 1, len(text)))
    spans = occurrences(Text.of(text), (start, end))
    assert (start, end) in spans
    assert all(one[1] <= other[0] for one, other in pairwise(spans))
