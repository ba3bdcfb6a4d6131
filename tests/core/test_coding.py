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


# -- the codebook as a person keeps it


def test_a_path_of_names_makes_a_tag_below_another(store):
    session = session_on(store, "d1")
    energy = session.add_code("war/energy")
    book = session.codebook()
    assert [(book.path(code), code.key) for code in book] == [("war", "1"), ("war/energy", "2")]
    assert session.add_code("War/Energy") == energy
    assert len(store.log) == 1


def test_a_path_does_not_give_another_tag_of_the_same_name(store):
    session = session_on(store, "d1")
    session.add_code("oil/energy")
    with pytest.raises(RefusedError, match="of this name"):
        session.add_code("war/energy")


def test_each_tag_is_followed_by_those_below_it(store, coding):
    session = session_on(store, "d1")
    for path in ("war", "oil", "war/energy", "energy/grid", "war/claim"):
        session.add_code(path)
    book = coding.codebook()
    assert [book.path(code) for code in book.tree()] == [
        "war",
        "war/energy",
        "war/energy/grid",
        "war/claim",
        "oil",
    ]


def test_a_digit_is_taken_from_the_tag_that_has_it_as_one_change(store, coding):
    session = session_on(store, "d1")
    session.add_code("war")
    session.add_code("energy")
    coding.bind("energy", "1")
    assert [(code.name, code.key) for code in coding.codebook()] == [("war", ""), ("energy", "1")]
    session.undo()
    assert [code.key for code in coding.codebook()] == ["1", "2"]
    with pytest.raises(ReaderError, match="a digit"):
        coding.bind("energy", "x")


def test_colour_and_description_are_kept_and_undone(store, coding):
    session = session_on(store, "d1")
    coding.add("war")
    coding.paint("war", "#A1B2C3")
    coding.describe("war", "what armies  do")
    (code,) = coding.codebook()
    assert (code.colour, code.description) == ("#a1b2c3", "what armies do")
    with pytest.raises(ReaderError, match="#a1b2c3"):
        coding.paint("war", "red")
    session.undo()
    session.undo()
    (code,) = coding.codebook()
    assert (code.colour, code.description) == ("", "")
    with pytest.raises(RefusedError, match="nothing to undo"):
        session.undo()


def test_a_tag_is_not_put_below_itself(store, coding):
    session_on(store, "d1").add_code("war/energy/grid")
    with pytest.raises(RefusedError, match="below itself"):
        coding.put_below("war", "grid")
    coding.put_below("grid", "")
    assert coding.codebook().path(coding.codebook().named("grid")) == "grid"


def test_a_retired_tag_stays_on_what_has_it_and_is_offered_no_more(store):
    session = session_on(store, "d1")
    coding = session.coding()
    note = session.annotate([(0, 6)], tags=["war"])
    session.add_code("war/energy")
    coding.retire("war")
    assert tags(session) == [["war"]]
    assert [coding.codebook().path(code) for code in coding.codebook().tree()] == ["energy"]
    session.toggle_tag([(0, 6)], "energy")
    assert session.annotation(note.id).tags[0] == note.tags[0]
    session.undo()
    session.undo()
    assert [coding.codebook().path(code) for code in coding.codebook()] == ["war", "war/energy"]


def test_what_is_below_a_merged_tag_moves_up(store, coding):
    session_on(store, "d1").add_code("conflict/war/energy")
    coding.merge(["war"], "energy")
    book = coding.codebook()
    assert [book.path(code) for code in book] == ["conflict", "conflict/energy"]


def test_changes_to_the_codebook_and_to_a_document_are_undone_in_their_order(store, coding):
    clock = TickingClock()
    session = Session("d1", document(TEXT), store, clock)
    session.annotate([(0, 6)], tags=["war"])
    session.coding().rename("war", "war aims")
    session.write_note([(0, 6)], "look")
    titles = [session.undo().title for _ in range(3)]
    assert titles == ["edit a note", "rename a tag", "annotate"]
    assert [session.redo().title for _ in range(3)] == titles[::-1]
    assert tags(session) == [["war aims"]]


# -- splitting, symbols


def keys(session: Session, *notes: str) -> set[tuple[str, str]]:
    return {(session.document_id, one.id) for one in session.annotations() if one.note in notes}


def test_a_split_gives_some_uses_another_tag_in_every_document_and_is_undone_as_one(store, coding):
    one, two = session_on(store, "d1"), session_on(store, "d2")
    one.annotate([(0, 6)], tags=["war", "energy"], note="front")
    one.annotate([(7, 11)], tags=["war"], note="home")
    two.annotate([(0, 6)], tags=["war"], note="front")
    coding.paint("war", "#a1b2c3")
    chosen = keys(one, "front") | keys(two, "front")
    assert coding.split("war", "fighting", chosen) == 2
    assert tags(one) == [["fighting", "energy"], ["war"]]
    assert tags(two) == [["fighting"]]
    assert coding.codebook().named("fighting").colour == "#a1b2c3"
    two.undo()
    assert tags(one) == [["war", "energy"], ["war"]]
    assert tags(two) == [["war"]]
    one.redo()
    assert tags(two) == [["fighting"]]


def test_a_split_puts_the_new_tag_beside_the_old_one(store, coding):
    session = session_on(store, "d1")
    session.add_code("conflict/war")
    session.annotate([(0, 6)], tags=["war"], note="front")
    coding.split("war", "siege", keys(session, "front"))
    book = coding.codebook()
    assert [book.path(code) for code in book.tree()] == [
        "conflict",
        "conflict/war",
        "conflict/siege",
    ]


def test_a_split_into_a_tag_that_an_annotation_has_leaves_it_once(store, coding):
    session = session_on(store, "d1")
    session.annotate([(0, 6)], tags=["siege", "war"], note="front")
    coding.split("war", "siege", keys(session, "front"))
    assert tags(session) == [["siege"]]


def test_a_split_of_nothing_is_refused(store, coding):
    session = session_on(store, "d1")
    session.annotate([(0, 6)], tags=["war"], note="front")
    with pytest.raises(RefusedError, match="no annotation was chosen"):
        coding.split("war", "siege", set())
    with pytest.raises(RefusedError, match="into itself"):
        coding.split("war", "War", keys(session, "front"))
    with pytest.raises(ReaderError, match="needs a name"):
        coding.split("war", " ", keys(session, "front"))
    assert len(store.log) == 1


@pytest.mark.parametrize("symbol", ["★", "?", "é", "e\u0301", "漢"])
def test_a_symbol_stands_before_the_name(coding, symbol):
    code = coding.add("war")
    coding.mark("war", symbol)
    assert coding.codebook().shown(code.id) == f"{symbol} war"
    coding.mark("war", "")
    assert coding.codebook().shown(code.id) == "war"


@pytest.mark.parametrize("symbol", ["ab", " ", "\n", "\x1b", "\u202e", "\u0301"])
def test_a_symbol_is_one_character_that_can_be_seen(coding, symbol):
    coding.add("war")
    with pytest.raises(ReaderError, match="one character"):
        coding.mark("war", symbol)
