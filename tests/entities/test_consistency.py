"""A name recognised once is recognised everywhere in the document."""

from reader.entities.consistency import is_acronym


def test_a_surname_is_the_person_whose_full_name_was_read(found):
    names = found("Jens Vossberg arrived in Riga. Nobody met Vossberg there. Then Vossberg left.")
    assert names.count(("Vossberg", "PERSON")) == 2


def test_a_surname_that_a_town_has_too_is_the_person(found):
    names = found(
        "Joshua Abraham Norton, known as Emperor Norton, lived in San Francisco. Later Norton made "
        "a living as a trader, but a bank sued Norton, and Norton's bonds were worth nothing."
    )
    assert {kind for name, kind in names if name == "Norton"} == {"PERSON"}


def test_an_acronym_in_brackets_is_the_organisation_before_it(found):
    names = found(
        "The Institute for Harbour Research (IHR) said so. Later IHR took it back. Was IHR sorry?"
    )
    assert names.count(("IHR", "ORG")) == 3


def test_a_city_in_capitals_or_small_letters_is_the_city_of_the_text(found):
    names = found("KYIV, Ukraine. In Kyiv it rained. She wrote: we love kyiv and its parks.")
    assert ("KYIV", "GPE") in names
    assert ("kyiv", "GPE") in names


def test_the_people_of_a_country_that_is_in_no_list_are_a_group_of_people(found):
    names = found(
        "The army of Meraunia left the capital. In the east of Meraunia, troops fled. "
        "Two Meraunian officers were arrested, and the Meraunians cheered."
    )
    assert ("Meraunian", "NORP") in names
    assert ("Meraunians", "NORP") in names
    assert ("Meraunia", "GPE") in names


def test_a_common_word_at_the_start_of_a_sentence_is_not_taken_for_a_name(found):
    names = found("Will Marsden spoke first. Will it rain? Nobody knew.")
    assert ("Will", "PERSON") not in names


def test_initials_with_and_without_small_words():
    assert is_acronym("ISW", ["Institute", "for", "the", "Study", "of", "War"])
    assert is_acronym("NATO", ["North", "Atlantic", "Treaty", "Organization"])
    assert not is_acronym("UN", ["European", "Union"])
    assert not is_acronym("a", ["a"])
