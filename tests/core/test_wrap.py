"""Rows partition their line, fit their width, and break where a reader expects."""

from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from reader.core.width import measure
from reader.core.width import width as cell_width
from reader.core.wrap import LADDER, wrap, wrap_hyphenated
from reader.hyphenation import patterns
from tests.core.tricky import LINES, lines

WIDTHS = (2, 5, 10, 23, 40, 80)


def rows(line, width):
    return [line[a:b] for a, b in pairwise([*wrap(line, width), len(line)])]


@pytest.mark.parametrize("width", WIDTHS)
@pytest.mark.parametrize("line", LINES)
def test_rows_of_tricky_lines_partition_them_and_fit(line, width):
    starts = wrap(line, width)
    assert starts[0] == 0
    assert all(a < b for a, b in pairwise(starts))
    for row in rows(line, width):
        alone = len(measure(row.rstrip()).starts) <= 2
        assert cell_width(row.rstrip()) <= width or alone


@given(lines, st.integers(2, 60))
def test_rows_of_any_line_partition_it_and_fit(line, width):
    assert "".join(rows(line, width)) == line
    assert all(cell_width(row.rstrip()) <= max(width, 4) for row in rows(line, width))


@settings(max_examples=500)
@given(st.text("ab -", max_size=120), st.integers(2, 20))
def test_plain_and_measured_lines_break_alike(line, width):
    # An invisible joiner at its end sends the same line through the general path.
    assert wrap(line + "x", width) == wrap(line + "x\u2060", width)


def test_a_row_breaks_after_a_space_which_stays_behind():
    assert rows("the quick brown fox", 10) == ["the quick ", "brown fox"]


def test_spaces_hang_over_the_edge():
    assert rows("ten cells.      more", 10) == ["ten cells.      ", "more"]


def test_a_hyphen_between_letters_is_a_place_to_break():
    assert rows("a well-known case", 8) == ["a well-", "known ", "case"]


def test_a_minus_and_an_option_are_not_torn_from_their_sign():
    assert rows("is now -5 or --all", 9) == ["is now -5 ", "or --all"]
    assert rows("it is now -5 again", 11) == ["it is now ", "-5 again"]


def test_a_dash_between_words_is_a_place_to_break():
    assert rows("the night—dark and long", 11) == ["the night—", "dark and ", "long"]


def test_a_long_word_is_folded():
    assert rows("a" * 25, 10) == ["a" * 10, "a" * 10, "a" * 5]


def test_an_indent_is_not_left_alone_on_its_row():
    assert rows("    " + "a" * 20, 10) == ["    aaaaaa", "a" * 10, "a" * 4]
    assert wrap("     x", 2) == wrap("     x\u2060", 2) == [0, 2, 4]


def test_no_closing_mark_begins_a_row_and_no_opening_bracket_ends_one():
    assert rows("漢字漢字。漢字", 8) == ["漢字漢", "字。漢字"]
    assert rows("漢字「漢字」", 6) == ["漢字", "「漢", "字」"]


def test_a_soft_hyphen_is_a_place_to_break_with_room_for_its_hyphen():
    assert rows("extra\u00adordinary", 6) == ["extra\u00ad", "ordina", "ry"]


def hyphenated(line, width):
    starts, hyphens = wrap_hyphenated(line, width, patterns("en"))
    return [line[a:b] + "-" * (b in hyphens) for a, b in pairwise([*starts, len(line)])]


def test_a_word_is_broken_if_the_row_would_be_short_without_it():
    assert hyphenated("He saw the interceptors fly.", 19) == ["He saw the inter-", "ceptors fly."]
    assert hyphenated("He had seen the alliance fly.", 18) == ["He had seen the ", "alliance fly."]


@pytest.mark.parametrize(
    "word", ["https://interceptors/communication", "well-communication", "snake_communication"]
)
def test_addresses_names_of_code_and_words_with_hyphens_are_left_whole(word):
    assert not any(row.endswith("-") for row in hyphenated(f"at {word}", 26)[:1])


@settings(max_examples=300)
@given(
    st.lists(st.sampled_from(["interceptors", "a", "communication-lines", "x/y", " ", "the"])),
    st.integers(8, 30),
)
def test_plain_and_measured_lines_are_hyphenated_alike(words, width):
    line = " ".join(words) + " x"
    plain = wrap_hyphenated(line, width, patterns("en"))
    assert plain == wrap_hyphenated(line + "\u2060", width, patterns("en"))


def test_few_rows_below_each_other_end_with_a_hyphen():
    ends = [row.endswith("-") for row in hyphenated("interceptors communication " * 20, 10)]
    assert not any(all(ends[n : n + LADDER + 1]) for n in range(len(ends) - LADDER))


@given(lines, st.integers(8, 60))
def test_hyphenated_rows_of_any_line_partition_it_and_fit(line, width):
    starts, hyphens = wrap_hyphenated(line, width, patterns("en"))
    assert starts[0] == 0
    assert set(hyphens) <= set(starts)
    for a, b in pairwise([*starts, len(line)]):
        assert a < b or not line
        assert cell_width(line[a:b].rstrip()) + (b in hyphens) <= width
