"""Other languages get what rules can honestly give, and it is said."""

import pytest

from reader.entities.language import detect

FRENCH = (
    "Le président a rencontré Anselme Drouhard à Paris le 12 mars 2024. La France et l'Ukraine "
    "sont d'accord avec les autres, selon le ministère de la Défense."
)
GERMAN = "Der Minister traf am Montag in Berlin den Präsidenten der Ukraine, und es war kalt."
UKRAINIAN = "Президент України прибув до Києва 12 березня 2024 року, і це не новина."


def test_the_language_is_found_where_it_is_not_said():
    assert [detect(text) for text in (FRENCH, GERMAN, UKRAINIAN)] == ["fr", "de", "uk"]
    assert detect("The cat sat on the mat.") == "en"
    assert detect("Joe Biden") == "en"
    assert detect("") == "en"
    assert detect("習近平在北京會見") == "zh"


def test_the_model_never_runs_on_another_language(recogniser):
    sources = {mention.source for mention in recogniser.annotate(FRENCH, "fr")}
    assert "model" not in sources
    assert recogniser.layers(FRENCH) == ("figures", "gazetteer", "names")
    assert "model" in recogniser.layers("The cat sat.", "en-GB")


def test_french_has_countries_dates_and_untyped_names(recogniser):
    names = [(FRENCH[m.start : m.end], m.label) for m in recogniser.annotate(FRENCH, "fr")]
    assert ("12 mars 2024", "DATE") in names
    assert ("Anselme Drouhard", "NAME") in names
    assert ("Paris", "GPE") in names


def test_an_article_that_opens_a_sentence_or_a_quotation_is_no_name(recogniser):
    text = "Le maire a dit : « Les ponts sont fermés. » Par Élodie Garance, à Nantes. « Je pars. »"
    found = [text[m.start : m.end] for m in recogniser.annotate(text, "fr")]
    assert {"Le", "Les", "Je"}.isdisjoint(found)
    assert "Par Élodie Garance" not in found
    assert "Élodie Garance" in found


def test_a_date_has_its_day_with_a_point_or_without(recogniser):
    for text, date in (
        ("Er kam am 12. März 2024 in Kiel an.", "12. März 2024"),
        ("Il est venu le 12 mars 2024 à Nantes.", "12 mars 2024"),
    ):
        language = "de" if "Kiel" in text else "fr"
        found = [(text[m.start : m.end], m.label) for m in recogniser.annotate(text, language)]
        assert (date, "DATE") in found


@pytest.mark.parametrize(
    ("text", "date", "country"),
    [
        ("2024年3月12日,中国外交部在北京表示同意。", "2024年3月12日", "中国"),
        ("2024年3月12日、フランスの代表が会談した。", "2024年3月12日", "フランス"),
        ("2024년 3월 12일 일본과 회담했다.", "2024년 3월 12일", "일본"),
    ],
)
def test_dates_and_countries_where_words_stand_together(recogniser, text, date, country):
    found = [(text[m.start : m.end], m.label) for m in recogniser.annotate(text)]
    assert (date, "DATE") in found
    assert (country, "GPE") in found


def test_german_nouns_are_not_names(recogniser):
    names = [(GERMAN[m.start : m.end], m.label) for m in recogniser.annotate(GERMAN, "de")]
    assert ("Montag", "DATE") in names
    assert ("Ukraine", "GPE") in names
    assert not any(label == "NAME" for _, label in names)


def test_without_numpy_the_rules_stand_in_and_say_so(rules):
    assert rules.layers("The cat sat.", "en") == ("values", "rules", "gazetteer", "document")
