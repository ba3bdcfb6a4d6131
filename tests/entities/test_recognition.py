"""Which recognisers a document gets, and what is left when one fails."""

from __future__ import annotations

import shlex
import sys
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from reader.core.config import Settings
from reader.core.document import Document, Metadata
from reader.core.entity import Mention
from reader.core.errors import ReaderError, UsageError
from reader.core.names import NEVER, NameRule
from reader.core.text import Text
from reader.entities import registry
from reader.entities.borders import settle
from reader.entities.decisions import Decisions
from reader.entities.namelists import NameLists
from reader.entities.recognition import Recognised, Recognition, phrase
from reader.entities.stack import stacked
from tests.entities.test_invariants import check

TEXT = "Anna Novák met Jens Stoltenberg in Kyiv.\n"
_TAGGER = """
import json, re, sys
print(json.dumps({"id": "t", "version": "1", "labels": ["ORG"]}), flush=True)
for line in sys.stdin:
    question = json.loads(line)
    spans = [[m.start(), m.end(), "ORG", 0.9] for m in re.finditer("met|Kyiv", question["text"])]
    print(json.dumps({"id": question["id"], "spans": spans}), flush=True)
"""
TAGGER = f"exec:{shlex.quote(sys.executable)} -c {shlex.quote(_TAGGER)}"
BROKEN = "exec:/no/such/command"


class Remembered:
    """A cache of mentions in memory."""

    def __init__(self):
        self.kept = {}
        self.names = {}

    def keep_names(self, sha256, counts):
        self.names[sha256] = dict(counts)

    def count_names(self, names):
        found = [one for one in self.names.values() if set(names) & set(one)]
        return sum(one.get(name, 0) for one in found for name in names), len(found)

    def mentions(self, sha256, recogniser):
        return self.kept.get((sha256, recogniser))

    def keep_mentions(self, sha256, recogniser, mentions):
        self.kept[sha256, recogniser] = list(mentions)


@pytest.fixture
def recognition():
    def make(names=("builtin",), table=None, lists=(), cache=None):
        chosen = Settings(recogniser=tuple(names), recognisers=table or {})
        return Recognition(chosen, cache or Remembered(), NameLists(lists))

    yield make
    registry.close_all()


def document(text=TEXT, language="en"):
    return Document(Text.of(text), "txt", "txt/1", Metadata(language=language))


def words(found, text=TEXT):
    return {text[one.start : one.end]: one.label for one in found.mentions}


def test_the_path_chooses_before_the_language_and_that_before_the_rest(recognition):
    made = recognition(table={"de": ("off",), "reports/*.txt": ("x:1",), "uk": ("y:1", "builtin")})
    assert made.chosen(document(), Path("/home/a.txt")) == ("builtin",)
    assert made.chosen(document(language="de"), Path("/a.txt")) == ("off",)
    assert made.chosen(document(language="de-CH")) == ("off",)
    assert made.chosen(document("Він сказав, що це було у місті і на річці.", "")) == (
        "y:1",
        "builtin",
    )
    assert made.chosen(document(language="de"), Path("/home/reports/a.txt")) == ("x:1",)


def test_recognisers_are_stacked_and_each_mention_keeps_its_source(recognition):
    found = recognition(names=("builtin", TAGGER)).find(document())
    assert words(found)["met"] == "ORG"
    assert words(found)["Kyiv"] == "GPE"
    assert {one.source for one in found.mentions} >= {"model", TAGGER}
    other = recognition(names=(TAGGER, "builtin")).find(document())
    assert words(other)["Kyiv"] == "ORG"


def test_a_plug_in_that_fails_costs_a_message_and_the_built_in_one_stands_in(recognition):
    found = recognition(names=(BROKEN,)).find(document())
    assert words(found)["Kyiv"] == "GPE"
    (problem,) = found.problems
    assert "cannot be started" in problem
    beside = recognition(names=(TAGGER, BROKEN)).find(document())
    assert words(beside) == {"met": "ORG", "Kyiv": "ORG"}
    assert len(beside.problems) == 1


def test_after_three_failures_it_is_not_started_again(recognition):
    made = recognition(names=(BROKEN,))
    told = [made.find(document(f"{TEXT}{n}")).problems[0] for n in range(4)]
    assert "not started again" not in told[2]
    assert "not started again" in told[3]


def test_a_recogniser_that_is_asked_for_by_name_fails_loudly(recognition):
    with pytest.raises(UsageError, match="There are"):
        recognition().find(document(), only="nothing:here")
    with pytest.raises(ReaderError, match="cannot be started"):
        recognition().find(document(), only=BROKEN)


def test_what_the_built_in_one_finds_is_there_while_a_plug_in_is_at_work(recognition):
    told = []
    found = recognition(names=(TAGGER, "builtin")).find(
        document(), on_found=lambda mentions: told.append(Recognised(mentions))
    )
    (first,) = told
    assert words(first)["Kyiv"] == "GPE"
    assert "met" not in words(first)
    assert words(found)["Kyiv"] == "ORG"


def test_what_is_turned_off_while_reading_is_found_for_those_who_ask(recognition):
    made = recognition(names=("off",))
    assert made.is_off(document())
    assert words(made.find(document()))["Kyiv"] == "GPE"


def test_a_search_that_nobody_waits_for_ends_and_is_not_remembered(recognition):
    cache = Remembered()
    made = recognition(cache=cache)
    text = "Jens Stoltenberg came to Kyiv. He left.\n\n" * 50_000
    shares = []
    made.find(document(text), is_cancelled=lambda: bool(shares), on_progress=shares.append)
    assert len(shares) == 1
    assert shares[0] < 0.5
    assert cache.kept == {}


def test_a_plug_in_at_work_is_ended_when_nobody_waits(recognition):
    sleeper = _TAGGER.replace("question =", "__import__('threading').Event().wait(); question =")
    name = f"exec:{shlex.quote(sys.executable)} -c {shlex.quote(sleeper)}"
    looks = []

    def is_cancelled():
        looks.append(1)
        return len(looks) > 5

    found = recognition(names=(name,)).find(document(), is_cancelled=is_cancelled)
    assert found.mentions == []


def test_the_part_on_screen_is_found_alone_where_it_is(recognition):
    text = "Nothing is named in here.\n" * 3000 + TEXT + "And so on.\n" * 3000
    start = text.index("Kyiv")
    found = recognition().near(document(text), None, start)
    assert Mention(start, start + 4, "GPE") in [
        one._replace(score=1.0, source="") for one in found if one.label == "GPE"
    ]


def test_a_recogniser_that_lies_is_told(recognition):
    liar = _TAGGER.replace("m.start(), m.end()", "m.start() - 999, m.end()")
    name = f"exec:{shlex.quote(sys.executable)} -c {shlex.quote(liar)}"
    found = recognition(names=(name,)).find(document())
    assert not found.mentions
    (problem,) = found.problems
    assert "left out" in problem


def test_lists_of_names_are_laid_over_everything_the_later_one_over_the_first(
    recognition, tmp_path
):
    own, library = tmp_path / "own.txt", tmp_path / "library.txt"
    own.write_text("never\tKyiv\nPRODUCT\tmet\n[bad]\n")
    library.write_text("LOC\tKyiv\n")
    made = recognition(lists=(own, library))
    found = made.find(document())
    assert words(found)["Kyiv"] == "LOC"
    assert words(found)["met"] == "PRODUCT"
    assert [one.split(": ")[1] for one in found.problems] == ["line 3"]
    library.write_text("never\tmet\n")
    assert {"met", "Kyiv"}.isdisjoint(words(made.find(document())))


def test_a_list_that_is_no_text_or_endless_is_told_and_reading_goes_on(recognition, tmp_path):
    path = tmp_path / "names.txt"
    path.write_bytes(bytes(range(256)) * 100)
    assert words(recognition(lists=(path,)).find(document()))["Kyiv"] == "GPE"
    with path.open("wb") as file:
        file.truncate(17 << 20)
    assert "longer" in recognition(lists=(path,)).find(document()).problems[0]


def test_an_entity_is_counted_in_the_library_under_all_its_names(recognition):
    made = recognition()
    for text in ("He came to Kyiv in 2014. Kyiv was calm.", "She left Kiev.", "They saw Oulu."):
        made.find(document(text))
    assert made.in_library({"KYIV"}) == (3, 2)
    assert made.in_library({"2014"}) == (0, 0)


def test_the_person_is_told_what_finds_entities(recognition):
    assert "model" in recognition().layers(document())
    assert phrase("model") == "the English model"
    german = recognition().layers(document("Das ist nicht die Stadt, und er war auch da.", "de"))
    assert german[0] == "no model"
    assert recognition(names=("off",)).layers(document()) == []
    assert recognition(names=("builtin", TAGGER)).layers(document())[-1] == TAGGER


_SPANS = st.lists(
    st.tuples(
        st.integers(-5, 60),
        st.integers(-5, 60),
        st.sampled_from(["ORG", "GPE"]),
        st.floats(0, 1),
    ),
    max_size=12,
)


@given(st.text(max_size=50), st.lists(_SPANS, max_size=3), st.text("aB 👍🏽e\u0301", max_size=4))
@settings(deadline=None)
def test_whatever_plug_ins_say_a_stack_of_them_is_whole_ordered_and_apart(text, answers, name):
    layers = []
    for number, spans in enumerate(answers):
        given_ = [Mention(*span, f"plug-in {number}") for span in spans]
        layers.append(settle(text, given_))
    mentions = Decisions.of([NameRule(name, "ORG"), NameRule("a", NEVER)]).apply(
        text, stacked(layers)
    )
    check(text, mentions)
