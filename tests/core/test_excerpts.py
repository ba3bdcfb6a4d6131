"""Words in their sentences, as lists show them."""

from hypothesis import given
from hypothesis import strategies as st

from reader.core.document import Document
from reader.core.excerpts import AFTER, BEFORE, LONGEST, in_sentences
from reader.core.text import Text
from tests.core.tricky import lines


def excerpt(text, words):
    start = text.index(words)
    document = Document(Text.of(text), "txt", "txt/1")
    return in_sentences(document, [(start, start + len(words))])[0]


def test_words_are_shown_in_their_sentence_alone():
    text = "One is here. Two is  here\nas well. Three."
    assert excerpt(text, "Two") == ("", "Two", " is here as well.")
    assert excerpt(text, "here\nas") == ("Two is ", "here as", " well.")


def test_a_long_sentence_is_cut_before_the_words():
    text = "a word " * 20 + "here it is."
    before, words, after = excerpt(text, "here")
    assert before.startswith(("…a word", "…word"))
    assert len(before) <= BEFORE + 1
    assert (words, after) == ("here", " it is.")


def test_part_of_a_word_stays_joined_to_the_rest_of_it():
    assert "".join(excerpt("The interceptors.", "cept")) == "The interceptors."


@given(st.lists(lines, min_size=1).map("\n".join), st.data())
def test_any_excerpt_is_one_short_line(text, data):
    start = data.draw(st.integers(0, len(text)))
    end = data.draw(st.integers(start, len(text)))
    found = in_sentences(Document(Text.of(text), "txt", "txt/1"), [(start, end)])[0]
    assert "\n" not in "".join(found)
    assert len("".join(found)) <= BEFORE + LONGEST + AFTER + 3
