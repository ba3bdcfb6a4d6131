"""Decisions on entities, alone and on many at once."""

from __future__ import annotations

from reader.core.annotation import Status
from reader.core.decisions import decided
from reader.core.entity import Mention
from reader.core.session import Session
from tests.fakes import MemoryStore, TickingClock, document

TEXT = "Odesa held. In Odesa people of Odesa Grid counted hours."
FIRST, SECOND = (0, 5), (15, 20)
FOUND = [Mention(0, 5, "PERSON", 0.5), Mention(15, 20, "PERSON", 0.5), Mention(31, 41, "ORG", 0.9)]


def new_session(store: MemoryStore | None = None) -> Session:
    return Session("d1", document(TEXT), store or MemoryStore(), TickingClock())


def shown(session: Session) -> list[tuple[int, int, str]]:
    return [(one.start, one.end, one.label) for one in decided(FOUND, session.annotations())]


def test_without_a_decision_everything_found_is_shown():
    assert decided(FOUND, ()) == FOUND


def test_another_type_for_many_is_one_change():
    store = MemoryStore()
    session = new_session(store)
    assert session.give([FIRST, SECOND], entity_type="GPE", title="GPE") == 2
    assert shown(session) == [(0, 5, "GPE"), (15, 20, "GPE"), (31, 41, "ORG")]
    assert len(store.log) == 1
    session.undo()
    assert shown(session) == [tuple(one[:3]) for one in FOUND]


def test_a_rejected_mention_is_gone_and_comes_back_when_it_is_accepted():
    session = new_session()
    session.reject(FOUND[:2], title="never")
    assert shown(session) == [(31, 41, "ORG")]
    session.give([FIRST], entity_type="GPE", title="GPE")
    assert shown(session) == [(0, 5, "GPE"), (31, 41, "ORG")]
    assert len(session.annotations()) == 2


def test_a_rejection_leaves_tags_and_notes_on_the_words():
    session = new_session()
    session.give([FIRST], tags=["war"], entity_type="GPE", title="x")
    session.write_note([FIRST], "look")
    session.reject(FOUND[:1], title="never")
    note = session.at(FIRST)
    assert (note.note, len(note.tags), note.entity_type) == ("look", 1, "")
    assert FIRST not in [one[:2] for one in shown(session)]
    session.toggle_tag([FIRST], "energy")
    assert session.at(FIRST).status is Status.ACCEPTED


def test_a_tag_for_many_keeps_what_they_have():
    session = new_session()
    session.write_note([FIRST], "mine")
    assert session.give([FIRST, SECOND], tags=["city"], title="tag") == 2
    assert [one.note for one in session.annotations()] == ["mine", ""]
    assert session.give([FIRST, SECOND], tags=["city"], title="tag") == 0


def test_a_name_that_a_person_set_takes_the_place_of_what_it_overlaps():
    session = new_session()
    session.give([(31, 36)], entity_type="GPE", title="GPE")
    assert shown(session)[2:] == [(31, 36, "GPE")]


def test_a_tag_for_many_does_not_vanish_under_a_rejection():
    session = new_session()
    session.reject(FOUND[:1], title="never")
    session.give([FIRST], tags=["city"], title="tag")
    assert session.at(FIRST).tags
    assert FIRST not in [one[:2] for one in shown(session)]
