"""Which names mean one entity."""

from reader.core.entity import Mention
from reader.entities.aliases import bare, fold, group


def grouped(text, *names):
    """Group `names`, ``(words, label)`` in their order in `text`."""
    mentions = []
    at = 0
    for words, label in names:
        at = text.index(words, at)
        mentions.append(Mention(at, at + len(words), label))
        at += len(words)
    return [(e.name, [text[m.start : m.end] for m in e.mentions]) for e in group(text, mentions)]


def test_an_acronym_and_its_long_form():
    text = "NATO met. the North Atlantic Treaty Organization agreed."
    entities = grouped(text, ("NATO", "ORG"), ("the North Atlantic Treaty Organization", "ORG"))
    assert entities == [
        ("North Atlantic Treaty Organization", ["NATO", "the North Atlantic Treaty Organization"])
    ]


def test_an_acronym_that_no_list_has():
    text = "The Harbour Pilots Union struck. HPU members cheered."
    assert len(grouped(text, ("Harbour Pilots Union", "ORG"), ("HPU", "ORG"))) == 1


def test_spellings_of_a_city():
    text = "Kyiv, once Kiev, is kyiv and KYIV."
    names = [(word, "GPE") for word in ("Kyiv", "Kiev", "kyiv", "KYIV")]
    assert grouped(text, *names) == [("Kyiv", ["Kyiv", "Kiev", "kyiv", "KYIV"])]


def test_a_surname_and_a_title_are_the_person():
    text = "Jens Vossberg spoke. Vossberg's car left. Mr. Vossberg waved."
    names = [("Jens Vossberg", "PERSON"), ("Vossberg's", "PERSON"), ("Mr. Vossberg", "PERSON")]
    assert len(grouped(text, *names)) == 1


def test_a_surname_of_two_people_joins_neither():
    text = "Ann Kerr met Bob Kerr. Kerr laughed."
    names = [("Ann Kerr", "PERSON"), ("Bob Kerr", "PERSON"), ("Kerr", "PERSON")]
    assert len(grouped(text, *names)) == 3


def test_a_person_and_a_city_of_one_name_are_two():
    text = "Paris left Paris."
    assert len(grouped(text, ("Paris", "PERSON"), ("Paris", "GPE"))) == 2


def test_labels_of_a_plug_in_are_grouped_by_spelling():
    text = "BRCA1 and brca1"
    assert len(grouped(text, ("BRCA1", "GENE"), ("brca1", "GENE"))) == 1


def test_what_two_spellings_share():
    assert fold("Zelenskyy’s") == fold("ZELENSKYY's")
    assert fold("U.S.") == fold("US")
    assert fold("São Paulo") == fold("Sao Paulo")
    assert bare("the  European\nUnion's") == "European Union"
