"""What programs suggest, and what comes of it."""

from __future__ import annotations

from dataclasses import replace

import pytest

from reader.core.adoption import adopt
from reader.core.annotation import Annotation, Code, Creator, CreatorKind, Status, Target
from reader.core.decisions import decided
from reader.core.entity import Mention
from reader.core.session import Session
from reader.core.suggesting import after, before, groups, stored, unsure
from reader.core.text import Text
from tests.fakes import MemorySnapshots, MemoryStore, TickingClock, document

STORY = "Before dawn the wave came in. Odesa had power, Lviv had none. Odesa waited for Kyiv."
TOOL = Creator(CreatorKind.SOFTWARE, "tagger 2")


def suggestion(words: str, label: str, score: float | None = None, *, last=False, **fields):
    start = STORY.rindex(words) if last else STORY.index(words)
    target = Target.of(Text.of(STORY), start, start + len(words))
    fields.setdefault("id", str(start + 1))
    return Annotation(
        targets=(target,), entity_type=label, confidence=score, creator=TOOL,
        status=Status.SUGGESTED, **fields,
    )  # fmt: skip


SUGGESTIONS = [
    suggestion("Odesa", "GPE", 0.95),
    suggestion("Lviv", "PERSON", 0.55),
    suggestion("Odesa", "GPE", 0.8, last=True),
    suggestion("Kyiv", "GPE", 0.6),
]


@pytest.fixture
def store():
    return MemoryStore()


@pytest.fixture
def session(store):
    return Session("d1", document(STORY), store, TickingClock(), snapshots=MemorySnapshots())


def bring(store, annotations, codes=()):
    return adopt(store, TickingClock(), Creator(), codes, {"d1": annotations})


def waiting(session):
    return stored(session.annotations(), session.codebook())


def words(suggestions) -> list[str]:
    return [f"{STORY[one.start : one.end]} {one.label}" for one in suggestions]


def test_what_an_import_suggests_waits_in_the_order_of_the_text(store, session):
    bring(store, SUGGESTIONS[::-1])
    assert words(waiting(session)) == ["Odesa GPE", "Lviv PERSON", "Odesa GPE", "Kyiv GPE"]
    assert [one.by for one in waiting(session)] == ["tagger 2"] * 4


def test_a_suggested_tag_is_called_by_its_name(store, session):
    claim = Code("7", "claim")
    bring(store, [suggestion("Lviv", "", tags=("7",))], [claim])
    assert words(waiting(session)) == ["Lviv #claim"]


def test_decisions_on_several_are_one_change(store, session):
    bring(store, SUGGESTIONS)
    chosen = [one.id for one in SUGGESTIONS if one.entity_type == "GPE"]
    assert session.judge(chosen, Status.ACCEPTED, title="accept 3") == 3
    assert words(waiting(session)) == ["Lviv PERSON"]
    session.undo()
    assert len(waiting(session)) == 4


def test_another_label_takes_the_place_of_the_suggested_one(store, session):
    bring(store, SUGGESTIONS)
    lviv = SUGGESTIONS[1].id
    session.judge([lviv], Status.ACCEPTED, title="mark as GPE", label="GPE")
    one = session.annotation(lviv)
    assert (one.entity_type, one.status, one.creator) == ("GPE", Status.ACCEPTED, TOOL)


def test_another_tag_takes_the_place_of_the_suggested_one(store, session):
    bring(store, [suggestion("Lviv", "", tags=("7",), id="1")], [Code("7", "claim")])
    session.judge(["1"], Status.ACCEPTED, title="mark as doubt", label="doubt")
    book = session.codebook()
    assert [book.name(tag) for tag in session.annotation("1").tags] == ["doubt"]


@pytest.mark.parametrize("status", [Status.REJECTED, Status.ACCEPTED])
def test_what_was_decided_does_not_come_back_with_the_next_import(store, session, status):
    bring(store, SUGGESTIONS)
    session.judge([one.id for one in SUGGESTIONS], status, title="decide")
    again = [replace(one, id=f"9{one.id}") for one in SUGGESTIONS]
    assert bring(store, SUGGESTIONS) == (0, 4, 0)
    assert bring(store, again) == (0, 4, 0)
    assert waiting(session) == []


@pytest.mark.parametrize(
    ("label", "fields", "other"), [("GPE", {}, "ORG"), ("", {"tags": ("7",)}, "doubt")]
)
def test_what_got_another_label_does_not_come_back_with_the_next_import(
    store, session, label, fields, other
):
    claim = [Code("7", "claim")]
    bring(store, [suggestion("Lviv", label, id="1", **fields)], claim)
    session.judge(["1"], Status.ACCEPTED, title="mark", label=other)
    assert bring(store, [suggestion("Lviv", label, id="91", **fields)], claim) == (0, 1, 0)
    assert waiting(session) == []


def test_what_was_relabelled_and_undone_comes_back_once_the_import_is_undone_too(store, session):
    claim, one = [Code("7", "claim")], suggestion("Lviv", "", tags=("7",), id="1")
    bring(store, [one], claim)
    session.judge(["1"], Status.ACCEPTED, title="mark", label="doubt")
    session.undo()
    session.undo()
    assert bring(store, [replace(one, id="91")], claim).added == 1


def test_a_suggestion_on_other_words_or_of_another_tag_does_come(store, session):
    bring(store, SUGGESTIONS[:1])
    session.judge([SUGGESTIONS[0].id], Status.REJECTED, title="reject")
    assert bring(store, [suggestion("Odesa", "GPE", last=True)]).added == 1
    tagged = suggestion("Odesa", "", tags=("7",), id="77")
    assert bring(store, [tagged], [Code("7", "claim")]).added == 1


def test_a_rejected_suggestion_hides_the_name_that_a_recogniser_finds_there(store, session):
    bring(store, SUGGESTIONS[:1])
    found = [Mention(30, 35, "GPE", 0.99)]
    (shown,) = decided(found, session.annotations())
    assert (shown.score, shown.source) == (0.95, "tagger 2")
    session.judge([SUGGESTIONS[0].id], Status.REJECTED, title="reject")
    assert decided(found, session.annotations()) == []


def test_a_rejected_tag_says_nothing_of_the_name_on_the_same_words(store, session):
    bring(store, [suggestion("Odesa", "", tags=("7",), id="1")], [Code("7", "claim")])
    session.judge(["1"], Status.REJECTED, title="reject")
    found = [Mention(30, 35, "GPE", 0.99)]
    assert decided(found, session.annotations()) == found


def test_names_that_a_recogniser_is_not_sure_of_are_accepted_with_their_labels(session):
    found = [Mention(30, 35, "GPE", 0.4), Mention(47, 51, "PERSON", 0.6), Mention(62, 67, "GPE", 1)]
    doubtful = unsure(found, session.annotations())
    assert words(doubtful) == ["Odesa GPE", "Lviv PERSON"]
    assert session.accept(found[:2], title="accept 2") == 2
    assert unsure(found, session.annotations()) == []
    assert [one.entity_type for one in session.annotations()] == ["GPE", "PERSON"]
    session.undo()
    assert session.annotations() == ()


def test_what_can_be_decided_together_goes_from_narrow_to_wide(store, session):
    bring(store, SUGGESTIONS)
    every = waiting(session)
    found = {one.title: len(one.members) for one in groups(every, every[0], Text.of(STORY))}
    assert found == {
        "GPE on “Odesa”": 2,
        "all GPE": 3,
        "all at least 90% sure": 1,
        "all less than 70% sure": 2,
        "all less than 90% sure": 3,
        "all": 4,
    }
    assert next(iter(found)) == "GPE on “Odesa”"
    assert list(found)[-1] == "all"


def test_after_the_last_one_comes_the_first_and_before_the_first_the_last(store, session):
    bring(store, SUGGESTIONS)
    every = waiting(session)
    assert after(every, every[1].place) == 2
    assert after(every, every[3].place) == 0
    assert before(every, every[1].place) == 0
    assert before(every, every[0].place) == 3
