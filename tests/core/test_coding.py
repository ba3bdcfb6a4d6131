"""Changes to the codebook, which reach every document."""

from __future__ import annotations

import pytest

from reader.core.coding import Coding
from reader.core.errors import ReaderError, RefusedError
from reader.core.session import Session
from tests.fakes import MemoryStore, TickingClock, document

TEXT = "Before dawn the second wave came in over the estuary."


@pytest.fixture
def store():
    return MemoryStore()


@pytest.fixture
def coding(store):
    return Coding(store, TickingClock())


def session_on(store: MemoryStore, name: str) -> Session:
    return Session(name, document(TEXT), store, TickingClock())


def tags(session: Session) -> list[list[str]]:
    book = session.codebook()
    return [[book.name(code) for code in one.tags] for one in session.annotations()]


def test_a_tag_can_be_added_below_another(coding):
    energy = coding.add("energy", colour="#a1b2c3")
    grid = coding.add("grid", parent="Energy", description="lines and stations")
    assert grid.parent == energy.id
    assert [code.name for code in coding.codebook()] == ["energy", "grid"]


def test_a_tag_that_is_there_is_not_added_again(coding):
    assert coding.add("energy") == coding.add(" ENERGY ", colour="#000000")


def test_a_tag_needs_a_name_and_a_parent_that_exists(coding):
    with pytest.raises(ReaderError, match="needs a name"):
        coding.add("  ")
    with pytest.raises(ReaderError, match="no such tag"):
        coding.add("grid", parent="energy")


def test_uses_are_counted_over_all_documents(store, coding):
    session_on(store, "d1").annotate([(0, 6)], tags=["war", "energy"])
    session_on(store, "d2").annotate([(0, 6)], tags=["war"])
    assert coding.uses()[coding.codebook().named("war").id] == 2


def test_a_new_name_shows_everywhere_without_a_change_to_an_annotation(store, coding):
    session = session_on(store, "d1")
    session.annotate([(0, 6)], tags=["war"])
    coding.rename("WAR", "war  aims")
    assert tags(session) == [["war aims"]]
    assert len(store.events("d1")) == 1


def test_a_name_that_is_taken_is_refused_unless_it_is_its_own(coding):
    coding.add("war")
    coding.add("energy")
    with pytest.raises(RefusedError, match="of this name"):
        coding.rename("war", "Energy")
    assert coding.rename("war", "War").name == "War"


def test_merging_puts_one_tag_in_the_place_of_others_in_every_document(store, coding):
    one, two = session_on(store, "d1"), session_on(store, "d2")
    one.annotate([(0, 6)], tags=["combat", "energy", "war"])
    two.annotate([(0, 6)], tags=["fighting"])
    two.annotate([(7, 11)], tags=["energy"])
    assert coding.merge(["combat", "fighting", "war"], "war") == 2
    assert tags(one) == [["war", "energy"]]
    assert tags(two) == [["war"], ["energy"]]
    assert [code.name for code in coding.codebook()] == ["energy", "war"]


def test_a_merge_can_be_undone_from_any_document_it_touched(store, coding):
    one, two = session_on(store, "d1"), session_on(store, "d2")
    one.annotate([(0, 6)], tags=["combat"])
    two.annotate([(0, 6)], tags=["combat"])
    coding.add("war")
    coding.merge(["combat"], "war")
    one.undo()
    assert tags(one) == tags(two) == [["combat"]]
    assert {code.name for code in coding.codebook()} == {"combat", "war"}
    two.redo()
    assert tags(one) == tags(two) == [["war"]]
    assert [code.name for code in coding.codebook()] == ["war"]


def test_merging_what_is_not_there_changes_nothing(store, coding):
    coding.add("war")
    with pytest.raises(ReaderError, match="no such tag"):
        coding.merge(["combat"], "war")
    assert coding.merge(["war"], "war") == 0
    assert len(store.log) == 1


def test_a_tag_in_use_is_removed_only_by_force(store, coding):
    session = session_on(store, "d1")
    session.annotate([(0, 6)], tags=["war", "energy"])
    with pytest.raises(RefusedError, match="a note has this tag"):
        coding.remove("war")
    assert coding.remove("war", force=True) == 1
    assert tags(session) == [["energy"]]


def test_a_tag_that_nobody_uses_is_removed(coding):
    coding.add("war")
    assert coding.remove("war") == 0
    assert list(coding.codebook()) == []
