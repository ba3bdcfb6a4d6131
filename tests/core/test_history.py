"""What can be undone and redone, from the events alone."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from reader.core.annotation import Event
from reader.core.history import redoable, undoable


def event(name: str, undoes: str = "") -> Event:
    return Event(name, "2026-11-22T18:00:00Z", name, (), undoes=undoes)


def ids(events: list[Event]) -> list[str]:
    return [one.id for one in events]


def test_changes_are_undone_last_first():
    assert ids(undoable([event("a"), event("b")])) == ["a", "b"]


def test_an_undone_change_can_be_redone_and_not_undone_again():
    events = [event("a"), event("b"), event("u", undoes="b")]
    assert ids(undoable(events)) == ["a"]
    assert ids(redoable(events)) == ["u"]


def test_a_redone_change_can_be_undone_again():
    events = [event("a"), event("u", undoes="a"), event("r", undoes="u")]
    assert ids(undoable(events)) == ["r"]
    assert redoable(events) == []


def test_a_new_change_ends_what_could_be_redone():
    events = [event("a"), event("u", undoes="a"), event("b")]
    assert redoable(events) == []
    assert ids(undoable(events)) == ["b"]


def test_an_undone_event_that_is_not_known_here_does_no_harm():
    assert undoable([event("u", undoes="elsewhere")]) == []


@given(st.lists(st.sampled_from(["do", "undo", "redo"]), max_size=40))
def test_undo_and_redo_move_one_change_between_two_stacks(steps):
    events: list[Event] = []
    done, undone = 0, 0
    for number, step in enumerate(steps):
        if step == "do":
            events.append(event(str(number)))
            done, undone = done + 1, 0
        elif step == "undo" and done:
            events.append(event(str(number), undoes=undoable(events)[-1].id))
            done, undone = done - 1, undone + 1
        elif step == "redo" and undone:
            events.append(event(str(number), undoes=redoable(events)[-1].id))
            done, undone = done + 1, undone - 1
        assert (len(undoable(events)), len(redoable(events))) == (done, undone)
