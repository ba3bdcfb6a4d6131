"""The statistical layer: which words it looks at, and that how it works changes no result."""

from pathlib import Path

import pytest

from reader.entities import bits
from reader.entities.builtin import BuiltinRecogniser
from reader.entities.network import tagger, wordvectors
from reader.entities.network.capitals import candidates

_KINDS = {
    "C": bits.CAPITAL | bits.LETTERS,
    "k": bits.CITY | bits.LETTERS,
    "w": bits.COMMON | bits.CITY | bits.LETTERS,
    "-": bits.LETTERS,
    "#": 0,
}
"""A capital, a known name, a common word that is a name too, another word, a figure."""


@pytest.mark.parametrize(
    ("kinds", "looked_at"),
    [
        ("--C--", "  C  "),
        ("--k-C", "  k-C"),
        ("C-w--", "C    "),
        ("C-C--", "C-C  "),
        ("C--C-", "C--C "),
        ("C---C", "C   C"),
        ("--#C-", "  #C "),
        ("#-C#-", "  C  "),
        ("-k#w-", "-k w-"),
        ("----#", "---- "),
    ],
    ids=[
        "a word with a capital",
        "a known name in small letters, and what stands between",
        "a common word is no name",
        "one word between two names",
        "two words between two names",
        "but not three",
        "a figure before a name",
        "not one after it",
        "all words where none has a capital",
        "but no figures and marks",
    ],
)
def test_words_that_may_be_in_a_name_are_looked_at(kinds, looked_at):
    found = candidates([_KINDS[kind] for kind in kinds])

    assert found == [index for index, kind in enumerate(looked_at) if kind != " "]


@pytest.fixture(scope="module")
def text():
    folder = Path(__file__).parents[1] / "data" / "news"
    return "\n\n".join(path.read_text("utf-8") for path in sorted(folder.glob("*.txt")))


@pytest.fixture(scope="module")
def names(text):
    return spans(text)


def spans(text):
    return [mention[:3] for mention in BuiltinRecogniser().annotate(text, "en")]


def test_it_does_not_matter_how_many_words_are_remembered(text, names, monkeypatch):
    monkeypatch.setattr(wordvectors, "_REMEMBERED", 100)
    monkeypatch.setattr(tagger, "_STRETCH", 10)

    assert spans(text) == names


def test_it_does_not_matter_how_many_words_are_looked_at_together(text, names, monkeypatch):
    monkeypatch.setattr(tagger, "_STRETCH", 5)

    assert spans(text) == names


def test_a_word_that_was_seen_before_is_read_as_at_first(text, names):
    recogniser = BuiltinRecogniser()
    recogniser.annotate(text[::-1], "en")

    assert [mention[:3] for mention in recogniser.annotate(text, "en")] == names
