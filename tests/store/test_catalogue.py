"""Finding a document's id again after it was renamed, moved or edited."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from reader.core.document import Document
from reader.core.ports import Place
from reader.core.text import Text
from reader.store.catalogue import DeviceCatalogue


def document(text: str) -> Document:
    return Document(Text.of(text), "txt", "txt/1")


@pytest.fixture
def catalogue(tmp_path):
    return DeviceCatalogue(tmp_path / "state")


def test_nothing_is_created_by_asking(catalogue, tmp_path):
    assert catalogue.known(tmp_path / "a.txt") is None
    assert catalogue.path("3f") is None
    assert catalogue.place("3f") == Place()
    assert list(tmp_path.iterdir()) == []


def test_a_document_keeps_its_id_when_it_is_edited(catalogue, tmp_path):
    first = catalogue.identify(tmp_path / "a.txt", document("one"))
    assert catalogue.identify(tmp_path / "a.txt", document("two")) == first
    assert catalogue.known(tmp_path / "a.txt") == first


def test_a_document_keeps_its_id_when_it_is_renamed(catalogue, tmp_path):
    first = catalogue.identify(tmp_path / "a.txt", document("one"))
    assert catalogue.identify(tmp_path / "b" / "c.txt", document("one")) == first
    assert catalogue.path(first) == tmp_path / "b" / "c.txt"


def test_a_document_moved_over_another_one_keeps_its_own_id(catalogue, tmp_path):
    (tmp_path / "b.txt").touch()
    moved = catalogue.identify(tmp_path / "a.txt", document("one"))
    over = catalogue.identify(tmp_path / "b.txt", document("two"))
    assert catalogue.identify(tmp_path / "b.txt", document("one")) == moved != over


def test_a_path_keeps_its_id_when_another_document_is_copied_over_it(catalogue, tmp_path):
    for name in ("a.txt", "b.txt"):
        (tmp_path / name).touch()
    catalogue.identify(tmp_path / "a.txt", document("one"))
    second = catalogue.identify(tmp_path / "b.txt", document("two"))
    assert catalogue.identify(tmp_path / "b.txt", document("one")) == second


def test_a_copy_beside_the_original_is_the_same_document_and_is_told_of(catalogue, tmp_path):
    paths = [tmp_path / name for name in ("a.txt", "b.txt", "c.txt")]
    for path in paths:
        path.touch()
    (found,) = {catalogue.identify(path, document("one")) for path in paths}
    catalogue.identify(tmp_path / "other.txt", document("two"))
    assert catalogue.copies(found, paths[1]) == (paths[0], paths[2])
    paths[0].unlink()
    assert catalogue.copies(found, paths[1]) == (paths[2],)
    again = DeviceCatalogue(tmp_path / "state")
    assert again.copies(found, paths[2]) == (paths[1],)
    assert again.copies("unknown", paths[2]) == ()


def test_a_copy_that_was_parted_is_another_document_from_then_on(catalogue, tmp_path):
    paths = [tmp_path / name for name in ("a.txt", "b.txt")]
    for path in paths:
        path.touch()
    (shared,) = {catalogue.identify(path, document("one")) for path in paths}
    catalogue.part(paths[1], shared, "f00d")
    assert catalogue.copies(shared, paths[0]) == ()
    assert catalogue.path(shared) == paths[0]
    assert catalogue.path("f00d") == paths[1]
    assert catalogue.identify(paths[1], document("one")) == "f00d"
    assert catalogue.identify(paths[0], document("one")) == shared
    assert catalogue.copies("f00d", paths[1]) == catalogue.copies(shared, paths[0]) == ()


def test_a_document_that_was_moved_has_no_copy(catalogue, tmp_path):
    found = catalogue.identify(tmp_path / "a.txt", document("one"))
    catalogue.identify(tmp_path / "b.txt", document("one"))
    assert catalogue.copies(found, tmp_path / "b.txt") == ()


def test_different_documents_have_different_ids_also_when_they_are_empty(catalogue, tmp_path):
    ids = {
        catalogue.identify(tmp_path / name, document(text))
        for name, text in (("a", "one"), ("b", "two"), ("c", ""), ("d", ""))
    }
    assert len(ids) == 4


def test_standard_input_is_found_again_by_its_text(catalogue):
    first = catalogue.identify(None, document("piped"))
    assert catalogue.identify(None, document("piped")) == first
    assert catalogue.identify(None, document("other")) != first
    assert catalogue.path(first) is None


def test_a_text_annotated_on_another_device_is_found_by_the_annotations(tmp_path):
    text = document("one")
    catalogue = DeviceCatalogue(tmp_path, {text.text.sha256: "3f9c"}.get)
    assert catalogue.identify(tmp_path / "a.txt", text) == "3f9c"
    assert catalogue.identify(tmp_path / "b.txt", document("two")) != "3f9c"


def test_another_session_sees_what_is_remembered(catalogue, tmp_path):
    other = DeviceCatalogue(tmp_path / "state")
    assert other.known(tmp_path / "a.txt") is None
    first = catalogue.identify(tmp_path / "a.txt", document("one"))
    catalogue.keep_place(first, Place(1200, 0.25))
    assert other.known(tmp_path / "a.txt") == first
    assert other.place(first) == Place(1200, 0.25)


def test_a_name_that_is_not_utf_8_is_kept_byte_by_byte(catalogue, tmp_path):
    path = Path(os.fsdecode(os.fsencode(tmp_path) + b"/caf\xe9"))
    first = catalogue.identify(path, document("one"))
    assert DeviceCatalogue(tmp_path / "state").path(first) == path


def test_a_cut_line_costs_one_fact_and_the_next_one_is_kept(catalogue, tmp_path):
    first = catalogue.identify(tmp_path / "a.txt", document("one"))
    with (tmp_path / "state" / "catalogue.jsonl").open("ab") as file:
        file.write(b'\n["place:3f",[1')
    second = DeviceCatalogue(tmp_path / "state")
    second.keep_place(first, Place(5, 0.5))
    third = DeviceCatalogue(tmp_path / "state")
    assert third.known(tmp_path / "a.txt") == first
    assert third.place(first) == Place(5, 0.5)


def test_how_a_document_is_set_and_its_marks_are_there_after_a_restart(catalogue, tmp_path):
    catalogue.keep_typography("3f", {"measure": 60, "justify": 1})
    catalogue.keep_marks("3f", {"a": 12, "ä": 7})
    again = DeviceCatalogue(tmp_path / "state")
    assert again.typography("3f") == {"measure": 60, "justify": 1}
    assert again.marks("3f") == {"a": 12, "ä": 7}
    assert (again.typography("4a"), again.marks("4a")) == ({}, {})
    again.keep_typography("3f", {})
    assert DeviceCatalogue(tmp_path / "state").typography("3f") == {}


def test_the_file_does_not_grow_with_every_place_for_ever(catalogue, tmp_path):
    for number in range(3000):
        catalogue.keep_place("3f", Place(number, 0.0))
    assert DeviceCatalogue(tmp_path / "state").place("3f") == Place(2999, 0.0)
    assert (tmp_path / "state" / "catalogue.jsonl").read_bytes().count(b"\n[") < 2000


def test_a_state_folder_that_cannot_be_written_costs_only_the_memory(tmp_path):
    catalogue = DeviceCatalogue(Path("/proc/none"))
    first = catalogue.identify(tmp_path / "a.txt", document("one"))
    assert catalogue.identify(tmp_path / "a.txt", document("one")) == first


def test_rows_keep_their_ids_when_another_is_put_before_them(catalogue, tmp_path):
    (tmp_path / "a.csv").touch()
    row = [tmp_path / f"a.csv#{number}" for number in range(4)]
    first = catalogue.identify(row[1], document("one"))
    second = catalogue.identify(row[2], document("two"))
    assert catalogue.known(row[2], document("one").text.sha256) == first
    assert catalogue.identify(row[2], document("one")) == first
    assert catalogue.identify(row[3], document("two")) == second


def test_a_row_is_never_taken_for_the_one_that_stood_there(catalogue, tmp_path):
    (tmp_path / "a.csv").touch()
    first = catalogue.identify(tmp_path / "a.csv#1", document("one"))
    new = document("new")
    assert catalogue.known(tmp_path / "a.csv#1", new.text.sha256) is None
    assert catalogue.identify(tmp_path / "a.csv#1", new) != first
