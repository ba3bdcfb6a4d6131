"""News stories of our own: real and invented names, cities in several spellings, weapons, sport."""

from reader.entities.evaluate import Scheme, score

_TYPES = ("PERSON", "ORG", "LOC", "NORP", "PRODUCT", "DATE", "NUM")


def tallies(recogniser, stories):
    rows = [
        (text, gold, [mention[:3] for mention in recogniser.annotate(text, "en")])
        for text, gold in stories
    ]
    return score(rows, Scheme(_TYPES))


def test_people_organisations_and_places_of_news_are_recognised(recogniser, news):
    found = tallies(recogniser, news)
    assert found["core"].f1 > 94
    assert found["ORG"].f1 > 92


def test_dates_and_amounts_of_news_are_recognised(recogniser, news):
    found = tallies(recogniser, news)
    assert found["DATE"].f1 > 97
    assert found["NUM"].f1 > 97


def test_what_was_never_looked_at_is_recognised_nearly_as_well(recogniser, held_out):
    found = tallies(recogniser, held_out)
    assert found["core"].f1 > 89
    assert found["ORG"].f1 > 86
    assert found["DATE"].f1 > 85
