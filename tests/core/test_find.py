"""Every hit is found once, whatever the chunks, the case and the line breaks."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reader.core.errors import UsageError
from reader.core.find import PatternTooSlowError, find_all, find_iter
from reader.core.text import Text

words = st.text("abAB \n", min_size=1, max_size=3).filter(str.strip)


def quotes(text, query, **options):
    return [text[a:b] for a, b in find_all(Text.of(text), query, **options)]


@given(st.lists(st.text("aAbB \n", max_size=12)), words)
def test_hits_are_the_same_however_the_text_is_cut(chunks, query):
    text = "".join(chunks)
    flags = re.NOFLAG if query != query.lower() else re.IGNORECASE
    pattern = re.compile(r"\s+".join(re.escape(word) for word in query.split()), flags)
    expected = [match.span() for match in pattern.finditer(text)]
    assert find_all(Text(chunks), query) == expected


@given(st.text("aAbB \n", max_size=40), words, st.integers(0, 40))
def test_a_search_from_an_offset_finds_nothing_before_it(text, query, start):
    assert all(first >= start for first, _ in find_iter(Text.of(text), query, start))


def test_lower_case_finds_any_case_and_a_capital_finds_itself():
    text = "Odesa, ODESA, odesa"
    assert quotes(text, "odesa") == ["Odesa", "ODESA", "odesa"]
    assert quotes(text, "Odesa") == ["Odesa"]


def test_a_phrase_is_found_across_a_line_break():
    assert quotes("the air\ndefence and air  defence", "air defence") == [
        "air\ndefence",
        "air  defence",
    ]


def test_offsets_stay_where_lowering_would_change_the_length():
    assert quotes("İstanbul and İZMİR, then Odesa", "odesa") == ["Odesa"]
    assert quotes("ΟΔΟΣ οδος", "οδος") == ["ΟΔΟΣ", "οδος"]


def test_white_space_alone_finds_nothing():
    assert quotes("a b", "  ") == []


def test_a_regular_expression_finds_lines_and_looks_around():
    assert quotes("abc\nabd xab", "^ab.", regex=True) == ["abc", "abd"]
    assert quotes("abc ABD", "AB.", regex=True) == ["ABD"]


def test_a_line_start_is_not_seen_where_a_chunk_begins():
    assert find_all(Text(["one ", "one"]), "^one", regex=True) == [(0, 3)]


def test_an_empty_match_is_no_hit():
    assert quotes("abc", "x*", regex=True) == []


def test_what_is_no_regular_expression_is_refused():
    with pytest.raises(UsageError):
        find_all(Text.of("a"), "(", regex=True)


def test_a_pattern_that_never_ends_is_given_up():
    with pytest.raises(PatternTooSlowError):
        find_all(Text.of("a" * 60 + "b"), "(a+)+$", regex=True)


def test_hits_come_before_the_whole_text_is_searched():
    class Watched(Text):
        seen = 0

        def chunks(self):
            for chunk in super().chunks():
                Watched.seen += 1
                yield chunk

    text = Watched("some words\n" * 5_000 for _ in range(20))
    assert next(find_iter(text, "words")) == (5, 10)
    assert Watched.seen == 1
