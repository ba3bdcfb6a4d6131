"""How training text is made and brought to one convention; the network itself needs torch."""

import gzip
import json
import random
from importlib.resources import files

import numpy as np
import pytest

from reader.entities import training
from reader.entities.gazetteer import load_gazetteer, pack
from reader.entities.lexicon import Lexicon
from reader.entities.network.model import TAGS
from reader.entities.network.vocabulary import Vocabulary, fingerprint
from reader.entities.training.augment import Augmenter
from reader.entities.training.compile_gazetteer import LISTS
from reader.entities.training.corpus import ANY, OUTSIDE, SOURCES, Row, mask_of, read_file
from reader.entities.training.groups import group
from reader.entities.training.names import invent
from reader.entities.training.news import read_news
from reader.entities.training.stories import Stories
from reader.entities.training.vectors import Vectors


def rows_of(tmp_path, name, text, *spans):
    path = tmp_path / f"{name}.train.jsonl.gz"
    entities = [
        [text.index(words), text.index(words) + len(words), label] for words, label in spans
    ]
    with gzip.open(path, "wt", encoding="utf-8") as out:
        out.write(json.dumps({"text": text, "entities": entities}) + "\n")
    return read_file(path, name, Lexicon(load_gazetteer()))


def labelled(row):
    return [(" ".join(row.words[first:end]), label) for first, end, label in row.names]


def test_the_same_seed_tells_the_same_stories():
    assert Stories(7).rows(20) == Stories(7).rows(20)
    assert Stories(7).rows(20) != Stories(8).rows(20)


def test_every_slot_of_a_story_is_filled_and_every_clear_name_has_a_label():
    for row in Stories(1).rows(500):
        assert len(row.words) == len(row.masks)
        assert not {"{", "}", "<", ">", "["} & set(row.words)
        assert all(not label or f"B-{label}" in TAGS for _, _, label in row.names)


def test_an_acronym_in_a_story_is_that_of_its_organisation():
    (row,) = (r for r in [Stories(3)._tell("{ORG1} ({ACRONYM1})")])
    long_name, short = (words for words, _ in labelled(row))
    assert short == "".join(c for c in long_name.title() if c.isupper())


def test_a_varied_row_keeps_its_labels():
    augmenter = Augmenter(1)
    for row in Stories(2).rows(300):
        varied = augmenter.vary(row)
        assert varied.masks == row.masks
        assert len(varied.words) == len(row.words)


def test_people_with_two_last_names_lose_one_at_times():
    words = ["Jean-Luc", "Trivedi-Desai", "left", "Port-Louis"]
    row = Row(words, [OUTSIDE] * 4, [(0, 2, "PERSON"), (3, 4, "")], "news")
    varied = {tuple(Augmenter(seed).vary(row).words) for seed in range(20)}
    assert ("Jean-Luc", "Trivedi", "left", "Port-Louis") in varied
    assert tuple(words) in varied


def test_new_names_of_places_are_double_at_times():
    row = Row(["Kyiv"], [OUTSIDE], [(0, 1, "GPE")], "news")
    names = [Augmenter(seed).vary(row).words[0] for seed in range(200)]
    assert 1 <= sum("-" in name for name in names) < 20


def test_articles_titles_and_possessives_are_cut(tmp_path):
    (row,) = rows_of(
        tmp_path,
        "re3dnamed",
        "The Government's FCO Minister Tobias Ellwood, Foreign Office Minister",
        ("The Government's", "ORG"),
        ("FCO Minister Tobias Ellwood, Foreign Office Minister", "PERSON"),
    )
    assert labelled(row) == [("Government", "ORG"), ("Tobias Ellwood", "PERSON")]


def test_pronouns_and_values_are_no_names(tmp_path):
    (row,) = rows_of(tmp_path, "re3dnamed", "We left in 2015", ("We", "ORG"), ("2015", "DATE"))
    assert row.names == []


def test_a_type_that_a_set_does_not_annotate_stays_open_for_capitalised_words_only(tmp_path):
    (row,) = rows_of(tmp_path, "uner_ewt", "the Brexit vote")
    silent = {tag for tag in TAGS if tag[2:] not in SOURCES["uner_ewt"].annotates}
    assert row.masks == [OUTSIDE, mask_of(silent), OUTSIDE]


def test_a_nationality_called_miscellaneous_is_a_group_of_people(tmp_path):
    (row,) = rows_of(tmp_path, "wikigold", "a French film", ("French", "MISC"))
    assert labelled(row) == [("French", "NORP")]


def test_a_label_that_does_not_end_with_a_token_says_nothing(tmp_path):
    (row,) = rows_of(tmp_path, "wikigold", "in Parisian style", ("Paris", "LOC"))
    assert row.masks[1] == ANY


def test_the_gazetteer_is_packed_the_same_way_every_time():
    table = {"kyiv": 4, "new york": 4, "new": 1}
    assert pack(table) == pack(dict(reversed(table.items())))


@pytest.mark.parametrize("stem", LISTS)
def test_a_list_of_ours_says_what_it_is_and_has_each_name_once(stem):
    head, *lines = files(training).joinpath("lists", f"{stem}.txt").read_text("utf-8").splitlines()
    assert head.startswith("# ")
    assert all(line and line == line.strip() for line in lines)
    assert len(lines) == len(set(lines))


def test_an_invented_name_has_the_beginning_of_one_name_and_the_end_of_another():
    pool = ("Torokhtiy", "Vennegoor")
    made = {invent(random.Random(seed), pool) for seed in range(50)}
    assert made - set(pool)
    assert all(name[:2] in {"To", "Ve"} and name[-2:] in {"iy", "or"} for name in made)
    assert all(name.istitle() for name in made)


def test_words_of_like_use_are_in_the_same_groups():
    chance = np.random.default_rng(5)
    centres = chance.normal(size=(3, 8))
    words = [f"{kind}{number}" for kind in "abc" for number in range(400)]
    table = np.repeat(centres, 400, 0) + chance.normal(scale=0.01, size=(1200, 8))
    groups = group(Vectors([*words, "7.5"], np.vstack((table, centres[:1])).astype("f4")))
    vocabulary = Vocabulary(
        [], groups.shelves.tolist(), groups.checks.tobytes(), groups.codes.tobytes()
    )
    found = {kind: set() for kind in "abc"}
    for word in words:
        found[word[0]].add(vocabulary.groups(fingerprint(word))[0])
    assert not found["a"] & found["b"]
    assert not found["a"] & found["c"]
    assert not found["b"] & found["c"]
    assert len(groups.codes) <= len(words), "what is no word has no group"


def test_the_paragraphs_of_our_news_are_rows_with_their_names():
    rows = read_news()
    assert all(len(row.words) == len(row.masks) for row in rows)
    assert not {"[", "]", "%%"} & {word for row in rows for word in row.words}
    unclear = sum(not label for row in rows for _, _, label in row.names)
    assert unclear < sum(len(row.names) for row in rows) / 20
