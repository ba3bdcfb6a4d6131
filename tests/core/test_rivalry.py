"""Two versions of one annotation: what waits for a decision, and what comes of it."""

from __future__ import annotations

from dataclasses import replace

import pytest

from reader.core.annotation import Annotation, Change, Event, Rival
from reader.core.errors import ConflictError
from reader.core.rivalry import Choice, rivalries
from reader.core.session import Session
from tests.fakes import MemoryStore, TickingClock, document

SHOWN = Annotation("7", note="mine", tags=("1", "2"), revision=3)
OTHER = replace(SHOWN, note="theirs", tags=("2", "3"), revision=5)


@pytest.fixture
def session():
    store = MemoryStore()
    store.commit(Event("e", "2026-11-22T10:00:00Z", "add", (Change("d", None, SHOWN),)))
    store.beside["d"] = {"7": [Rival("phone", OTHER)]}
    return Session("d", document("Some text."), store, TickingClock())


@pytest.mark.parametrize(
    ("choice", "note", "tags"),
    [
        (Choice.SHOWN, "mine", ("1", "2")),
        (Choice.OTHER, "theirs", ("2", "3")),
        (Choice.BOTH, "mine\n\ntheirs", ("1", "2", "3")),
    ],
)
def test_what_is_decided_takes_the_place_of_both_and_is_undone_to_both(session, choice, note, tags):
    (waiting,) = session.rivalries()
    assert waiting == (SHOWN, ("phone", OTHER))
    after = session.decide(waiting, choice)
    assert (after.note, after.tags) == (note, tags)
    assert after.revision > OTHER.revision
    assert session.rivalries() == []
    session.undo()
    (back,) = session.rivalries()
    assert back.shown.note == "mine"
    assert back.rival == waiting.rival
    session.redo()
    assert session.rivalries() == []
    assert session.annotation("7").note == note


def test_a_version_that_says_the_same_needs_no_decision():
    same = replace(SHOWN, revision=9, modified="2027", tags=("2", "1"))
    assert rivalries([SHOWN], {"7": [Rival("phone", same)]}) == []


def test_both_texts_are_not_one_text_twice(session):
    (waiting,) = session.rivalries()
    rival = Rival("phone", replace(OTHER, note="mine"))
    session._store.beside["d"]["7"][:] = [rival]
    assert session.decide(waiting._replace(rival=rival), Choice.BOTH).note == "mine"


def test_a_decision_about_a_text_that_has_changed_since_is_refused(session):
    (waiting,) = session.rivalries()
    session.edit_note("7", "edited meanwhile")
    with pytest.raises(ConflictError):
        session.decide(waiting, Choice.OTHER)
    assert session.annotation("7").note == "edited meanwhile"
