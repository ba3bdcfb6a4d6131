"""What holds for any text."""

import unicodedata

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from reader.core.entity import EntityType

_PIECES = st.sampled_from(
    [
        "Joe Biden",
        "NATO",
        "Kyiv",
        "e\u0301",
        "👩‍👩‍👧‍👦",
        "👍🏽",
        "1️⃣",
        "🇺🇦",
        "नमस्ते",
        "북한",
        "習近平",
        "Zelenskyy\u0301",
        "2022",
        "$5",
        "May",
        "\u200d",
        "\u202e",
        "\r\n",
        "\n\n",
        " ",
        "-",
        ".",
        "'s",
        "\x00",
        "\x1b[31m",
        "\ud800",
        "The ",
        "of ",
    ]
)


def check(text, mentions):
    at = 0
    for mention in mentions:
        assert at <= mention.start < mention.end <= len(text)
        words = text[mention.start : mention.end]
        assert words == words.strip()
        assert not _joins(text, mention.start)
        assert not _joins(text, mention.end)
        assert mention.label in EntityType.__members__
        assert 0 <= mention.score <= 1
        assert mention.source
        at = mention.end


def _joins(text, border):
    """Whether the characters on both sides of `border` are drawn as one."""
    if not 0 < border < len(text):
        return False
    after = text[border]
    if unicodedata.category(after) in {"Mn", "Me", "Mc"} or after == "\u200d":
        return True
    if text[border - 1] != "\u200d" or unicodedata.category(after) != "So":
        return False
    # A joiner binds pictures alone, whatever marks stand between: rule GB11 of UAX 29.
    bases = (one for one in reversed(text[: border - 1]) if unicodedata.category(one)[0] != "M")
    return unicodedata.category(next(bases, "\0")) == "So"


@given(st.lists(_PIECES, max_size=30).map("".join))
@settings(deadline=None)
def test_mentions_are_whole_ordered_and_apart(recogniser, text):
    check(text, recogniser.annotate(text, "en"))


@given(st.text(max_size=200), st.sampled_from(["", "en", "fr-CH", "de", "uk", "zh", "xx", "en_US"]))
@settings(deadline=None)
def test_any_text_in_any_language(recogniser, text, language):
    check(text, recogniser.annotate(text, language))


@pytest.mark.parametrize(
    "piece", ["a", "A", "1", ".", " ", "\n", "👩‍👩‍👧‍👦", "漢", "Я ", "Ab ", "e\u0301", "$1 "]
)
def test_a_long_run_of_one_thing(recogniser, piece):
    text = piece * (150_000 // len(piece))
    check(text, recogniser.annotate(text, "en"))


def test_a_name_across_the_border_of_two_blocks_stays_in_the_text(recogniser):
    text = "Joe Biden spoke. " * 6000
    mentions = recogniser.annotate(text, "en")
    check(text, mentions)
    assert sum(m.label == "PERSON" for m in mentions) > 5990


def test_nothing_in_nothing(recogniser):
    assert recogniser.annotate("", "en") == []
    assert recogniser.annotate(" \n\t ", "") == []
