"""Places where words may be broken, by patterns and by lists of exceptions."""

import itertools

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reader.core.hyphens import FEWEST_AFTER, FEWEST_BEFORE, Patterns
from reader.hyphenation import LANGUAGES, patterns


def broken(word, language):
    places = (0, *patterns(language)(word), len(word))
    return "-".join(word[a:b] for a, b in itertools.pairwise(places))


@pytest.mark.parametrize(
    ("language", "words"),
    [
        ("en", "hy-phen-ation al-liance in-ter-cep-tors Com-mu-ni-ca-tion"),
        ("en-GB", "as-so-ciate present ta-ble"),
        ("de-AT", "Sil-ben-tren-nung Ver-ant-wor-tung Brü-cke"),
        ("fr", "ty-po-gra-phie ré-pu-blique"),
        ("es", "ad-mi-nis-tra-ción"),
        ("it", "ti-po-gra-fia"),
    ],
)
def test_words_are_broken_as_in_a_book_of_their_language(language, words):
    assert [broken(word.replace("-", ""), language) for word in words.split()] == words.split()


def test_a_language_without_patterns_has_none():
    assert patterns("ja") is None
    assert patterns("") is None


def test_an_odd_number_allows_a_hyphen_and_a_higher_even_one_forbids_it():
    assert Patterns(["b1c"])("abcdef") == (2,)
    assert Patterns(["b1c", "b2cd"])("abcdef") == ()
    assert Patterns(["b1c", "b2cd", "bc3de"])("abcdef") == (3,)
    assert Patterns([".ab1c"])("abcdef") == (2,)
    assert Patterns(["de1f"])("abcdef") == ()


@given(st.text(), st.sampled_from(LANGUAGES))
def test_any_word_keeps_some_letters_together_at_its_ends(word, language):
    places = patterns(language)(word)
    assert list(places) == sorted(set(places))
    assert all(FEWEST_BEFORE <= place <= len(word) - FEWEST_AFTER for place in places)
