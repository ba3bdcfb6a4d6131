import pytest
from hypothesis import given
from hypothesis import strategies as st

from reader.core.errors import ReaderError
from reader.core.quote import find_quote, occurrences
from reader.core.text import Text

POEM = Text.of("The tide turned\nat six. The tide  turned again; the tide turned.\n")


def covered(text, span):
    return text.slice(*span)


def test_a_quote_is_found_where_it_is_first():
    assert find_quote(POEM, "tide") == (4, 8)


def test_a_space_stands_for_any_white_space():
    assert covered(POEM, find_quote(POEM, "turned at six")) == "turned\nat six"


def test_occurrences_are_counted_from_one_in_the_order_of_the_text():
    assert find_quote(POEM, "tide turned", 2) == (28, 40)
    assert find_quote(POEM, "tide turned", 3) == (52, 63)


def test_typography_does_not_count_when_the_quote_is_nowhere_as_typed():
    text = Text.of("He said “naïve” — twice.")
    assert covered(text, find_quote(text, '"naive" - twice')) == "“naïve” — twice"


def test_a_quote_as_typed_goes_before_one_that_only_reads_like_it():
    text = Text.of("résumé, then resume")
    assert find_quote(text, "resume") == (13, 19)


def test_chinese_is_found_across_a_line_feed_where_no_space_is_written():
    text = Text.of("敖德萨的工程\n师数着小时。")
    assert covered(text, find_quote(text, "工程师")) == "工程\n师"


def test_a_border_does_not_cut_a_letter_from_its_accent():
    text = Text.of("un e\u0301te\u0301 chaud")
    assert covered(text, find_quote(text, "un e")) == "un e\u0301"


def test_a_quote_that_is_not_there_is_refused_without_saying_what_it_was():
    with pytest.raises(ReaderError, match=r"notes\.txt: the quote is not in the text") as refusal:
        find_quote(POEM, "moonrise", where="notes.txt")
    assert "moonrise" not in str(refusal.value)


@pytest.mark.parametrize("occurrence", [0, -1, 4])
def test_an_occurrence_that_is_not_there_is_refused_with_how_many_there_are(occurrence):
    with pytest.raises(ReaderError, match="3 times"):
        find_quote(POEM, "tide turned", occurrence)


@pytest.mark.parametrize("nothing", ["", " ", "\n\t"])
def test_a_quote_without_words_is_nowhere(nothing):
    assert occurrences(POEM, nothing) == []


@given(st.text(), st.data())
def test_every_stretch_of_a_text_is_found_in_it(source, data):
    text = Text.of(source)
    start = data.draw(st.integers(0, len(source)))
    end = data.draw(st.integers(start, len(source)))
    quote = source[start:end]
    found = occurrences(text, quote)
    assert bool(found) == bool(quote.split())
    assert all(source[at:to].split() == quote.split() for at, to in found)
