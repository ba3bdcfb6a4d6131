"""Learning from corrections: what it gains on unseen documents, and what it leaves."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from reader.core.entity import EntityType, Mention
from reader.core.errors import ReaderError
from reader.entities.learning.candidates import NONE, ROWS, candidates, forms_of
from reader.entities.learning.installed import Learned
from reader.entities.learning.layer import LABELS, Layer, LearnedRecogniser, load, save
from reader.entities.learning.learn import Score, learn, score
from reader.entities.learning.taught import Taught
from tests.entities.test_invariants import check

_PLACES = ("Brno", "Oulu", "Gdynia", "Tartu", "Split", "Narvik", "Bilbao", "Varna")


def report(number, teach=True):
    """A report in which a callsign is an organisation, and "Day" before a number no name."""
    place = _PLACES[number % len(_PLACES)]
    text = f"On Day Two of the march {place} was calm. Callsign Orka{number} reported to {place}."
    callsign = text.index(f"Orka{number}")
    right = {(callsign, callsign + len(f"Orka{number}"), "ORG")} if teach else set()
    return Taught(text, "en", frozenset(right))


def plain(text, _language=""):
    """A recogniser that finds places alone."""
    return sorted(
        Mention(at, at + len(name), "GPE", 0.9, "plain")
        for name in _PLACES
        if (at := text.find(name)) >= 0
    )


def untaught():
    return Layer(np.zeros((ROWS, len(LABELS)), "f4"), frozenset())


def words(text, mentions):
    return {text[one.start : one.end]: one.label for one in mentions}


def test_names_that_were_never_seen_are_found_by_what_stands_before_them():
    lesson = learn([report(number) for number in range(20)], plain)
    assert lesson.has_gained
    assert lesson.before.hits == 0
    assert lesson.after.hits >= 18
    new = "Callsign Lynx reported to Oulu."
    found = words(new, lesson.layer.apply(new, plain(new)))
    assert found == {"Lynx": "ORG", "Oulu": "GPE"}


def test_a_rejected_kind_of_mention_is_left_out_elsewhere():
    def eager(text, language=""):
        at = text.index("Day Two")
        return [Mention(at, at + 7, "EVENT", 0.6, "eager"), *plain(text)]

    lessons = []
    for number in range(12):
        text = report(number).text
        at = text.index("Day Two")
        lessons.append(Taught(text, "en", frozenset(), frozenset({(at, at + 7, "EVENT")})))
    lesson = learn(lessons, eager)
    assert (lesson.before.faults, lesson.after.faults) == (12, 0)
    text = report(30).text
    assert "Day Two" not in words(text, lesson.layer.apply(text, eager(text)))


def test_decisions_that_say_nothing_new_gain_nothing():
    lessons = []
    for number in range(12):
        text = report(number).text
        lessons.append(Taught(text, "en", frozenset(one[:3] for one in plain(text)[:1])))
    assert not learn(lessons, plain).has_gained


def test_the_same_lessons_teach_the_same():
    lessons = [report(number) for number in range(10)]
    assert save(learn(lessons, plain).layer) == save(learn(lessons, plain).layer)


def test_what_is_known_to_be_wrong_is_counted_and_what_nobody_said_is_not():
    taught = Taught("Anna met Bert", "en", frozenset({(0, 4, "PERSON")}))
    right, other, unsaid = (
        Mention(0, 4, "PERSON"),
        Mention(0, 8, "ORG"),
        Mention(9, 13, "PERSON"),
    )
    assert score(taught, [right, unsaid]) == Score(1, 0, 0)
    assert score(taught, [other, unsaid]) == Score(0, 1, 1)
    complete = Taught(taught.text, "en", taught.right, complete=frozenset({"PERSON"}))
    assert score(complete, [right, unsaid]) == Score(1, 0, 1)


def test_a_layer_is_the_same_after_it_was_kept(tmp_path):
    layer = learn([report(number) for number in range(10)], plain).layer
    path = tmp_path / "learned.bin"
    path.write_bytes(save(layer))
    loaded, version = load(path)
    assert save(loaded) == save(layer)
    assert len(version) == 12


@pytest.mark.parametrize(
    "damage",
    [
        lambda data: data[:-1],
        lambda data: b"",
        lambda data: data.replace(b'"format": 1', b'"format": 9'),
        lambda data: data.replace(b'"ORG"', b'"GRO"'),
        lambda data: b'{"format": 1}\n',
        lambda data: b"[" * 100_000,
        lambda data: bytes(17 << 20),
    ],
)
def test_a_file_that_is_no_layer_costs_a_message_and_the_recogniser_stays(
    tmp_path, recogniser, damage
):
    path = tmp_path / "learned.bin"
    path.write_bytes(damage(save(learn([report(n) for n in range(10)], plain).layer)))
    with pytest.raises(ReaderError, match="cannot be read"):
        load(path)
    learned = Learned(path)
    assert learned.over(recogniser) is recogniser
    assert "--forget" in learned.problem


def test_what_is_learned_is_another_version_until_it_is_forgotten(tmp_path, recogniser):
    path = tmp_path / "learned.bin"
    learned = Learned(path)
    assert learned.over(recogniser) is recogniser
    path.write_bytes(save(learn([report(n) for n in range(10)], plain).layer))
    over = learned.over(recogniser)
    assert over.version.startswith(f"{recogniser.version}+")
    assert learned.over(recogniser) is over
    path.unlink()
    assert learned.over(recogniser) is recogniser


@given(st.text(max_size=120), st.lists(st.text(max_size=6), max_size=3))
@settings(deadline=None)
def test_without_lessons_nothing_changes(recogniser, text, names):
    found = recogniser.annotate(text, "en")
    assert untaught().apply(text, found) == found
    forms = forms_of({tuple(name.split()) for name in names if name.split()})
    for one in candidates(text, found, forms):
        assert 0 <= one.start < one.end <= len(text)
        assert one.label in {NONE, *EntityType}


@given(st.text(alphabet="AaBb. \n👍🏽e\u0301", max_size=80), st.integers(0, 2**32))
@settings(deadline=None)
def test_whatever_was_learned_mentions_are_whole_ordered_and_apart(recogniser, text, seed):
    weights = np.random.default_rng(seed).normal(0, 3, (ROWS, len(LABELS))).astype("f4")
    layer = Layer(weights, frozenset({("Aa",), ("Bb", "Aa")}))
    check(text, LearnedRecogniser(recogniser, layer, "1").annotate(text, "en"))
