import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reader.core.fold import fold


@pytest.mark.parametrize(
    ("text", "folded"),
    [
        ("one\n\n  two\tthree", "one two three"),
        ("“Hello” — ‘you’…", "\"Hello\" - 'you'..."),
        ("the ﬁrst o\u00adf ma\u200bny", "the first of many"),
        ("naïve re\u0301sume\u0301", "naive resume"),
        ("敖德萨的工程\n师 Ada 说", "敖德萨的工程师Ada说"),
        ("한국어", "한국어"),
        ("हिन्दी ที่นี่", "हिन्दी ที่นี่"),
    ],
)
def test_what_looks_the_same_is_the_same(text, folded):
    assert fold(text).text == folded


def test_hangul_in_parts_is_hangul():
    assert fold(unicodedata.normalize("NFD", "한국어 책")).text == "한국어 책"


def test_a_span_of_folded_text_covers_what_it_was_made_of():
    text = "a ﬁne\n\n  day"
    folded = fold(text)
    assert folded.text == "a fine day"
    assert folded.to_source(3, 4) == (2, 3)  # the i of a ligature
    assert folded.to_source(6, 7) == (5, 9)  # a run of white space
    assert folded.from_source(6, 10) == (6, 8)  # from within the run to the d


@given(st.text())
def test_every_offset_can_be_taken_over_and_back(text):
    folded = fold(text)
    for at in range(len(folded.text)):
        start, end = folded.to_source(at, at + 1)
        assert 0 <= start < end <= len(text)
        first, last = folded.from_source(start, end)
        assert first <= at < last


@given(st.text())
def test_folding_a_normal_form_gives_the_same_words(text):
    decomposed = unicodedata.normalize("NFD", text)
    assert fold(decomposed).text == fold(unicodedata.normalize("NFC", decomposed)).text


@given(st.text(alphabet=st.characters(codec="ascii")))
def test_ascii_folds_as_the_rest_does(text):
    assert fold(text).text == fold(text + "é").text[:-1]
