"""Fine types: what the words of a name tell that the model does not."""

import pytest

from reader.entities import bits
from reader.entities.finetypes import fine_type, is_fragment, is_portfolio
from reader.entities.spans import Name


def fine(label: str, name: str) -> str:
    words = tuple(name.split())
    return fine_type(label, words, [0] * len(words), 0, 0.8)


@pytest.mark.parametrize(
    ("name", "label"),
    [
        ("Lomé Peace Accord", "LAW"),
        ("Convention on Cluster Munitions", "LAW"),
        ("Isle of Carrow", "LOC"),
        ("Sumy Oblast", "GPE"),
        ("Kessab Oil Terminal", "FAC"),
        ("Treaty Oak Bank", "ORG"),
    ],
)
def test_an_organisation_whose_words_say_that_it_is_something_else(name, label):
    assert fine("ORG", name) == label


def test_the_part_of_a_text_is_no_name():
    name = Name(0, 2, "ORG", 0.9, "model")
    assert is_fragment(name, ("Annex", "II"))
    assert is_fragment(name, ("Section", "3"))
    assert not is_fragment(name, ("Section", "Nine"))
    assert is_fragment(name._replace(label="WORK_OF_ART"), ("The", "Night", "the"))


def test_an_article_is_one_of_a_law():
    assert fine("PRODUCT", "Article 5") == "LAW"


def test_what_a_minister_is_for_is_no_organisation():
    assert is_portfolio(["Secretary", "of"], 0)
    assert is_portfolio(["Minister", "for"], 0)
    assert not is_portfolio(["Director", "of"], 0)
    assert not is_portfolio(["Minister", "for"], bits.ORG)
