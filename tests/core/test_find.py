"""Every hit is found once, whatever the chunks, the case and the line breaks."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reader.core.errors import UsageError
from reader.core.find import PatternTooSlowError, find_all, find_iter
from reader.core.hits import Hits
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


@given(
    st.text("ab \n\u2003", max_size=60), st.lists(st.text("ab", min_size=1), min_size=2, max_size=4)
)
def test_a_phrase_is_its_words_with_any_white_space_between(text, phrase):
    pattern = re.compile(r"\s+".join(phrase))
    assert find_all(Text.of(text), " ".join(phrase)) == [
        one.span() for one in pattern.finditer(text)
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


def test_a_capital_that_names_a_class_of_characters_is_no_capital():
    assert quotes("NATO promised", r"nato \S+", regex=True) == ["NATO promised"]
    assert quotes("NATO promised", r"Nato \S+", regex=True) == []


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


@given(st.lists(st.text("aAb \n", max_size=9)), words, st.integers(0, 40))
def test_hits_found_in_slices_are_in_order_and_disjoint_and_begin_with_the_nearest(
    chunks, query, origin
):
    hits = Hits(Text(chunks), query, origin)
    while hits.find_more(0):
        pass
    borders = [border for span in hits.spans for border in span]
    assert borders == sorted(borders)
    after = find_iter(Text(chunks), query, origin)
    assert hits.nearest == next(after, next(iter(hits.spans), None))
    assert bool(hits.spans) == bool(find_all(Text(chunks), query))


def test_hits_found_in_slices_are_those_found_at_once():
    text = Text("some words, more words\n" * 500 for _ in range(20))
    hits = Hits(text, "words", 100_000)
    while hits.find_more(0):
        pass
    assert hits.spans == find_all(text, "words")


def test_hits_of_a_pattern_are_found_in_slices_and_within_a_time_limit(monkeypatch):
    hits = Hits(Text(["one two ", "three two"]), "t(wo|hree)", 5, regex=True)
    while hits.find_more(0):
        pass
    assert hits.spans == [(4, 7), (8, 13), (14, 17)]
    with pytest.raises(UsageError):
        Hits(Text.of("one"), "(", regex=True).find_more(1)
    monkeypatch.setattr("reader.core.hits.PATTERN_SECONDS", 0.02)
    with pytest.raises(PatternTooSlowError):
        Hits(Text.of("a" * 60 + "b"), "(a|aa)+$", regex=True).find_more(1)


def test_a_slice_is_one_chunk_at_least_and_no_more_than_its_time():
    text = Text("some words\n" * 5_000 for _ in range(20))
    hits = Hits(text, "words", 600_000)
    assert hits.find_more(0)
    assert hits.nearest == (600_000, 600_005)
    assert not hits.spans
    assert hits.count < 5_001


def test_a_letter_that_is_everywhere_does_not_fill_the_memory(monkeypatch):
    monkeypatch.setattr("reader.core.hits.MOST", 1_000)
    hits = Hits(Text("a" * 500 for _ in range(20)), "a", 5_000)
    while hits.find_more(1):
        pass
    assert 1_000 <= hits.count < 2_000
    assert hits.nearest == (5_000, 5_001)
    assert hits.has_more
