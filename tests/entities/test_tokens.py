"""Where words are cut."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reader.entities.tokens import LONGEST, tokenise


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("Moon Jae-in's", ["Moon", "Jae-in", "'s"]),
        ("Moscow-based", ["Moscow", "-", "based"]),
        ("pro-Russian", ["pro", "-", "Russian"]),
        ("Bashar al-Assad", ["Bashar", "al-Assad"]),
        ("T-72B3 and Su-35S", ["T-72B3", "and", "Su-35S"]),
        ("U.S. Gen. J. K. Smith", ["U.S.", "Gen.", "J.", "K.", "Smith"]),
        ("O’Brien’s Côte d'Ivoire", ["O’Brien", "’s", "Côte", "d'Ivoire"]),
        ("AT&T paid 1,200.50", ["AT&T", "paid", "1,200.50"]),
        ("end.\n\nNext", ["end", ".", "\n\n", "Next"]),
    ],
)
def test_names_stay_whole_and_suffixes_apart(text, words):
    assert tokenise(text).words == words


@given(st.text())
def test_tokens_are_in_order_and_cover_everything_but_blanks(text):
    tokens = tokenise(text)
    at = 0
    for start, end in zip(tokens.starts, tokens.ends, strict=True):
        assert not text[at:start].strip()
        assert start < end
        at = end
    assert not text[at:].strip()


def test_a_token_that_is_too_long_for_a_name_is_not_looked_at():
    assert tokenise("x" * (LONGEST + 1)).words == ["\ufffd"]
