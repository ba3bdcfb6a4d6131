"""Annotations that come from a file."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from reader.core.adoption import adopt
from reader.core.annotation import Annotation, Code, Creator
from reader.core.session import Session
from tests.fakes import MemoryStore, TickingClock, document

ANNA = Creator(name="Anna")


def bring(store, codes, annotations, **options):
    return adopt(store, TickingClock(), ANNA, codes, {"d1": annotations}, **options)


def test_annotations_and_the_tags_they_need_are_added_as_one_event():
    store = MemoryStore()
    done = bring(store, [Code("7", "war")], [Annotation("5", tags=("7",), note="n")])
    assert done == (1, 0, 1)
    (annotation,), (code,) = store.annotations("d1"), store.codes()
    assert (annotation.id, annotation.tags, code.name) == ("5", ("7",), "war")
    assert len(store.log) == 1


def test_importing_a_file_again_adds_nothing():
    store = MemoryStore()
    codes, annotations = [Code("7", "war")], [Annotation("5", tags=("7",))]
    bring(store, codes, annotations)
    assert bring(store, codes, annotations) == (0, 1, 0)
    assert len(store.log) == 1


def test_a_note_that_was_changed_here_stays_as_it_is():
    store = MemoryStore()
    bring(store, [], [Annotation("5", note="theirs")])
    Session("d1", document(""), store, TickingClock()).edit_note("5", "mine")
    bring(store, [], [Annotation("5", note="theirs")])
    assert [one.note for one in store.annotations("d1")] == ["mine"]


def test_a_tag_of_the_same_name_is_the_same_tag():
    store = MemoryStore()
    Session("d1", document(""), store, TickingClock()).annotate([], tags=["war"])
    bring(store, [Code("7", "War")], [Annotation("5", tags=("7",))])
    (code,) = store.codes()
    assert [one.tags for one in store.annotations("d1")] == [(code.id,), (code.id,)]


def test_a_tag_keeps_its_place_in_the_hierarchy_and_takes_nobodys_key():
    store = MemoryStore()
    Session("d1", document(""), store, TickingClock()).add_code("war")
    codes = [Code("urn:a", "energy", key="1"), Code("urn:b", "grid", parent="urn:a", key="2")]
    bring(store, codes, [])
    war, energy, grid = store.codes()
    assert grid.parent == energy.id
    assert energy.id.isdecimal()
    assert [war.key, energy.key, grid.key] == ["1", "", "2"]


def test_ids_of_other_programs_become_ours_always_the_same():
    store = MemoryStore()
    for _ in range(2):
        bring(store, [], [Annotation("urn:uuid:a0", note="n"), Annotation("https://x/1")])
    assert len(store.annotations("d1")) == 2
    assert all(one.id.isdecimal() and len(one.id) <= 19 for one in store.annotations("d1"))


def test_an_annotation_that_a_file_has_twice_is_added_once():
    store = MemoryStore()
    assert bring(store, [], [Annotation("5"), Annotation("5")]).added == 1


def test_a_dry_run_says_what_would_be_added_and_writes_nothing():
    store = MemoryStore()
    done = bring(store, [Code("7", "war")], [Annotation("5", tags=("7",))], dry_run=True)
    assert done == (1, 0, 1)
    assert store.log == []


@given(st.lists(st.text(max_size=8), max_size=8))
def test_any_ids_can_be_imported(ids):
    store = MemoryStore()
    bring(store, [], [Annotation(one) for one in ids])
    bring(store, [], [Annotation(one) for one in ids if one])
    assert len(store.annotations("d1")) == len({one for one in ids if one}) + ids.count("")
