"""What a person does to a document, and that every bit of it can be undone."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from reader.core.annotation import AnchorState, Annotation, ReadingStatus, Status
from reader.core.errors import ConflictError, ReaderError, RefusedError
from reader.core.session import Session
from tests.fakes import MemorySnapshots, MemoryStore, TickingClock, document

TEXT = "Before dawn the second wave came in over the estuary. In Odesa people counted hours."


def session_on(text: str = TEXT, store: MemoryStore | None = None, **parts) -> Session:
    return Session("d1", document(text), store or MemoryStore(), TickingClock(), **parts)


def names(session: Session, annotation: Annotation) -> list[str]:
    return [session.codebook().name(code) for code in annotation.tags]


# -- annotating


def test_an_annotation_holds_its_words_and_what_stands_around_them():
    session = session_on()
    (target,) = session.annotate([(7, 11)]).targets
    assert (target.exact, target.prefix, target.suffix[:5]) == ("dawn", "Before ", " the ")


def test_an_annotation_without_spans_is_on_the_document():
    session = session_on()
    added = session.annotate([], note="read again")
    assert added.targets == ()
    assert session.document_annotation() == added


def test_parts_of_a_discontinuous_span_are_put_in_order():
    session = session_on()
    added = session.annotate([(57, 62), (7, 11)])
    assert added.quote == "dawn … Odesa"


@pytest.mark.parametrize("span", [(3, 3), (5, 4), (-1, 4), (0, len(TEXT) + 1)])
def test_a_span_that_is_not_in_the_text_is_refused_and_nothing_is_stored(span):
    session = session_on()
    with pytest.raises(ValueError, match="not inside"):
        session.annotate([span])
    assert session.annotations() == ()


def test_annotations_are_shown_by_position_those_on_the_document_first():
    session = session_on()
    late, early = session.annotate([(57, 62)]), session.annotate([(0, 6)])
    whole = session.annotate([], note="n")
    assert session.annotations() == (whole, early, late)


def test_a_new_tag_comes_into_the_codebook_with_the_annotation_in_one_event():
    store = MemoryStore()
    session = session_on(store=store)
    added = session.annotate([(0, 6)], tags=["energy", "Energy ", ""])
    assert names(session, added) == ["energy"]
    assert [code.key for code in session.codebook()] == ["1"]
    assert len(store.log) == 1


def test_only_an_annotation_on_just_that_span_is_found_there():
    session = session_on()
    added = session.annotate([(7, 11)])
    session.annotate([(7, 11), (57, 62)])
    assert session.at((7, 11)) == added
    assert session.at((7, 12)) is None


def test_a_tag_given_twice_is_taken_away_and_the_empty_annotation_with_it():
    session = session_on()
    session.toggle_tag([(7, 11)], "energy")
    session.toggle_tag([(7, 11)], "war")
    after = session.toggle_tag([(7, 11)], "energy")
    assert after is not None
    assert names(session, after) == ["war"]
    assert session.toggle_tag([(7, 11)], "war") is None
    assert session.annotations() == ()


def test_an_annotation_with_a_note_stays_when_its_last_tag_is_taken_away():
    session = session_on()
    session.annotate([(7, 11)], tags=["war"], note="when?")
    after = session.toggle_tag([(7, 11)], "war")
    assert after is not None
    assert (after.tags, after.note) == ((), "when?")


def test_every_edit_is_a_revision_with_its_time():
    session = session_on()
    first = session.annotate([(7, 11)])
    second = session.edit_note(first.id, "when?")
    third = session.set_status(first.id, Status.DISPUTED)
    assert [one.revision for one in (first, second, third)] == [1, 2, 3]
    assert first.modified < second.modified < third.modified


def test_an_edit_that_changes_nothing_is_no_change():
    store = MemoryStore()
    session = session_on(store=store)
    first = session.annotate([(7, 11)], note="when?")
    assert session.edit_note(first.id, "when?") == first
    assert len(store.log) == 1


def test_moved_borders_take_the_new_words():
    session = session_on()
    first = session.annotate([(7, 11)])
    assert session.move(first.id, [(0, 11)]).quote == "Before dawn"


def test_what_is_not_there_cannot_be_edited_or_removed():
    session = session_on()
    with pytest.raises(ReaderError, match="no note 7"):
        session.edit_note("7", "x")
    with pytest.raises(ReaderError, match="no note 7"):
        session.remove("7")


# -- undo and redo


def test_with_nothing_done_there_is_nothing_to_undo_or_redo():
    session = session_on()
    with pytest.raises(RefusedError, match="nothing to undo"):
        session.undo()
    with pytest.raises(RefusedError, match="nothing to redo"):
        session.redo()


def test_undo_says_what_it_took_back():
    session = session_on()
    session.annotate([(7, 11)], title="tag war")
    assert session.undo().title == "tag war"


def test_undo_works_in_a_session_begun_later():
    store = MemoryStore()
    session_on(store=store).annotate([(7, 11)])
    session_on(store=store).undo()
    assert store.annotations("d1") == ()


def test_a_tag_stays_in_the_codebook_when_its_first_use_is_undone():
    session = session_on()
    session.annotate([(7, 11)], tags=["war"])
    session.undo()
    assert [code.name for code in session.codebook()] == ["war"]


def test_undo_does_not_overwrite_what_another_session_wrote_since():
    store = MemoryStore()
    mine, other = session_on(store=store), session_on(store=store)
    note = mine.annotate([(7, 11)], note="mine")
    other.edit_note(note.id, "other")
    # The other session's change is undone first, by whoever undoes: it was the last one.
    mine.undo()
    assert mine.annotation(note.id).note == "mine"
    (stored,) = store.annotations("d1")
    store.records["d1"][note.id] = replace(stored, note="from a merge", revision=9)
    with pytest.raises(ConflictError, match="another session"):
        mine.undo()
    assert mine.annotation(note.id).note == "from a merge"


SPANS = st.tuples(st.integers(0, 40), st.integers(1, 20)).map(lambda one: (one[0], sum(one)))
TAGS = st.sampled_from(["war", "energy", "claim"])
CHOICE = st.integers(0, 9)

OPERATIONS = st.one_of(
    st.tuples(st.just("annotate"), st.lists(SPANS, max_size=2, unique=True), TAGS),
    st.tuples(st.just("toggle"), SPANS, TAGS),
    st.tuples(st.just("note"), CHOICE, st.text(max_size=3)),
    st.tuples(st.just("tags"), CHOICE, st.lists(TAGS, max_size=2)),
    st.tuples(st.just("status"), CHOICE, st.sampled_from(Status)),
    st.tuples(st.just("move"), CHOICE, SPANS),
    st.tuples(st.just("remove"), CHOICE),
    st.tuples(st.just("undo")),
    st.tuples(st.just("redo")),
)


def do(session: Session, operation: tuple) -> None:
    """Do one operation; on an annotation, the one that its number chooses."""
    name, *arguments = operation
    if name == "annotate":
        session.annotate(arguments[0], tags=[arguments[1]])
    elif name == "toggle":
        session.toggle_tag([arguments[0]], arguments[1])
    elif name in {"undo", "redo"}:
        try:
            getattr(session, name)()
        except RefusedError:
            return
    elif there := session.annotations():
        chosen = there[arguments[0] % len(there)].id
        {
            "note": session.edit_note,
            "tags": session.set_tags,
            "status": session.set_status,
            "move": lambda one, span: session.move(one, [span]),
            "remove": session.remove,
        }[name](chosen, *arguments[1:])


def content(session: Session) -> dict[str, Annotation]:
    """Return what the annotations say; a revision counts undoing too."""
    return {one.id: replace(one, revision=0) for one in session.annotations()}


def undo_all(session: Session) -> int:
    for steps in range(1_000):
        try:
            session.undo()
        except RefusedError:
            return steps
    raise AssertionError("undo never ends")


@settings(max_examples=150, deadline=None)
@given(st.lists(OPERATIONS, max_size=12), st.lists(OPERATIONS, max_size=12))
def test_any_operations_then_undoing_all_gives_the_first_state(before, operations):
    store = MemoryStore()
    session = session_on(store=store)
    for operation in before:
        do(session, operation)
    # What was there before is history that cannot be undone: like a store that was copied here.
    store.log.clear()
    first = content(session)
    for operation in operations:
        do(session, operation)
    undo_all(session)
    assert content(session) == first


@settings(max_examples=100, deadline=None)
@given(st.lists(OPERATIONS, max_size=12))
def test_redoing_all_that_was_undone_gives_the_last_state(operations):
    session = session_on()
    for operation in operations:
        do(session, operation)
    last = content(session)
    for _ in range(undo_all(session)):
        session.redo()
    assert content(session) == last


# -- how far it was read


def test_how_far_a_document_was_read_is_no_annotation_and_can_be_undone():
    session = session_on()
    whole = session.annotate([], note="read again")
    assert session.reading() is None
    session.set_reading(ReadingStatus.READ)
    assert session.reading() is ReadingStatus.READ
    assert session.annotations() == (whole,)
    session.set_reading(ReadingStatus.UNREAD)
    assert session.undo().title == "mark as unread"
    assert session.reading() is ReadingStatus.READ
    session.undo()
    assert session.reading() is None


def test_saying_twice_that_a_document_is_read_changes_nothing():
    store = MemoryStore()
    session = session_on(store=store)
    session.set_reading(ReadingStatus.READ)
    session.set_reading(ReadingStatus.READ)
    assert len(store.log) == 1


# -- a document that was changed


def changed(store: MemoryStore, snapshots: MemorySnapshots, text: str) -> Session:
    return session_on(text, store, snapshots=snapshots)


def test_annotations_are_shown_on_their_words_after_a_change_and_nothing_is_written():
    store, snapshots = MemoryStore(), MemorySnapshots()
    changed(store, snapshots, TEXT).annotate([(57, 62)], note="when?")
    stored = store.annotations("d1")
    later = changed(store, snapshots, "A line before it all.\n\n" + TEXT)
    (shown,) = later.annotations()
    assert later.document.text.slice(shown.start, shown.end) == "Odesa"
    assert shown.anchor.sha256 == later.document.text.sha256
    assert store.annotations("d1") == stored
    assert len(store.log) == 1


def test_words_that_are_gone_leave_an_orphan_that_keeps_its_quote():
    store, snapshots = MemoryStore(), MemorySnapshots()
    changed(store, snapshots, TEXT).annotate([(57, 62)])
    (shown,) = changed(store, snapshots, "Something else was written here instead.").annotations()
    assert (shown.anchor.state, shown.quote) == (AnchorState.ORPHAN, "Odesa")


def test_an_edit_after_a_change_shows_the_words_where_they_are():
    store, snapshots = MemoryStore(), MemorySnapshots()
    note = changed(store, snapshots, TEXT).annotate([(57, 62)])
    later = changed(store, snapshots, "New. " + TEXT)
    assert later.edit_note(note.id, "where?").start == 62
    assert [one.note for one in later.annotations()] == ["where?"]


def test_undo_goes_on_across_a_change_of_the_document():
    store, snapshots = MemoryStore(), MemorySnapshots()
    session = changed(store, snapshots, TEXT)
    note = session.annotate([(57, 62)])
    session.edit_note(note.id, "when?")
    later = changed(store, snapshots, "New. " + TEXT)
    later.undo()
    assert [one.note for one in later.annotations()] == [""]
    later.undo()
    assert later.annotations() == ()


def test_settling_stores_the_new_places_as_one_change_that_can_be_undone():
    store, snapshots = MemoryStore(), MemorySnapshots()
    first = changed(store, snapshots, TEXT)
    first.annotate([(57, 62)])
    first.annotate([(7, 11)])
    stored = {one.id: replace(one, revision=0) for one in store.annotations("d1")}
    later = changed(store, snapshots, "New. " + TEXT)
    shown = content(later)
    later.settle()
    assert {one.id: replace(one, revision=0) for one in store.annotations("d1")} == shown
    assert len(store.log) == 3
    later.settle()
    assert len(store.log) == 3
    later.undo()
    assert {one.id: replace(one, revision=0) for one in store.annotations("d1")} == stored


def test_the_text_is_kept_when_it_is_first_annotated_and_not_before():
    snapshots = MemorySnapshots()
    session = session_on(snapshots=snapshots)
    session.annotations()
    assert snapshots.texts == {}
    session.annotate([(7, 11)])
    assert set(snapshots.texts) == {session.document.text.sha256}


# -- borders, parts and history


def test_a_part_is_added_and_taken_back():
    session = session_on()
    note = session.annotate([(57, 62)])
    assert session.add_part(note.id, (7, 11)).quote == "dawn … Odesa"
    with pytest.raises(RefusedError, match="already"):
        session.add_part(note.id, (8, 20))
    session.undo()
    assert session.annotation(note.id).quote == "Odesa"


def test_the_part_that_shares_words_moves_and_the_others_stay():
    session = session_on()
    note = session.annotate([(7, 11), (57, 62)])
    assert session.move_part(note.id, (0, 11)).quote == "Before dawn … Odesa"
    assert session.move_part(note.id, (63, 69)).quote == "people"


def test_the_last_annotation_is_the_one_last_changed_and_still_there():
    session = session_on()
    assert session.last() is None
    first, second = session.annotate([(7, 11)]), session.annotate([(57, 62)])
    session.edit_note(first.id, "when?")
    assert session.last().id == first.id
    session.remove(first.id)
    assert session.last().id == second.id


def test_the_history_of_an_annotation_tells_of_it_alone_and_of_undoing():
    session = session_on()
    note = session.annotate([(7, 11)], title="tag war")
    session.annotate([(57, 62)])
    session.edit_note(note.id, "when?")
    session.undo()
    told = [(event.title, bool(event.undoes)) for event, _ in session.history(note.id)]
    assert told == [("tag war", False), ("edit a note", False), ("edit a note", True)]
