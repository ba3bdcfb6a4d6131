"""The derived index: questions across documents, and being made again."""

from __future__ import annotations

import threading
from dataclasses import replace
from pathlib import Path

import pytest

from reader.core.annotation import Annotation, Target
from reader.store.index import Hit, Index
from reader.store.store import TinyStore


@pytest.fixture
def index(desk, tmp_path):
    index = Index(desk.folder, tmp_path / "cache")
    yield index
    index.close()


def test_an_empty_store_has_no_answers(index):
    assert index.refresh() == 0
    assert index.search("anything") == []
    assert len(index) == 0


def test_notes_and_quotes_are_found_by_their_words(desk, index):
    one = Annotation("11", targets=(Target(0, 9, "Kyjiv énergie"),), note="ask the *bank* about it")
    desk.commit((None, one))
    desk.add(12, document="other0")
    assert index.refresh() == 2
    hit = Hit(desk.document, "11")
    assert index.search("bank kyjiv") == [hit]
    assert index.search("ENERGIE") == [hit]
    assert index.search("ba") == [hit]
    assert index.search("note") == [Hit("other0", "12")]
    assert index.search("bank absent") == []


@pytest.mark.parametrize("words", ['"', "AND", "(", "a*b", "NEAR(", "note:", "^x", '" OR "', "-"])
def test_no_search_is_a_syntax_error(desk, index, words):
    desk.add(1)
    index.refresh()
    assert isinstance(index.search(words), list)


def test_tags_are_counted_and_paged(desk, index):
    for number in range(1, 6):
        desk.commit((None, Annotation(str(number), tags=("7", "8")[: 1 + number % 2])))
    index.refresh()
    assert index.tag_counts() == {"7": 5, "8": 3}
    pages = index.tagged("7", limit=3) + index.tagged("7", limit=3, offset=3)
    assert sorted(hit.annotation for hit in pages) == ["1", "2", "3", "4", "5"]


def test_only_changed_files_are_read_again(desk, index):
    one = desk.add(1, note="first")
    desk.add(2, document="other0")
    index.refresh()
    changed = desk.edit(one, note="second", modified="2026")
    assert index.refresh() == 1
    assert index.search("first") == []
    assert index.search("second") == [Hit(desk.document, "1")]
    assert index.recent(1) == [Hit(desk.document, "1")]
    desk.commit((changed, None))
    index.refresh()
    assert len(index) == 1
    assert index.refresh() == 0


def test_a_file_that_is_gone_is_forgotten(desk, index):
    desk.add(1)
    index.refresh()
    desk.file.unlink()
    assert index.refresh() == 0
    assert len(index) == 0


def check(found, wanted):
    assert found == wanted


def test_a_deleted_or_damaged_index_is_made_again_with_progress(desk, index, tmp_path):
    for number in range(1, 4):
        desk.add(number, document=f"document{number}")
    index.refresh()
    index.close()
    for damage in (Path.unlink, lambda path: path.write_bytes(b"damaged" * 1000)):
        for path in (tmp_path / "cache").iterdir():
            damage(path)
        told = iter([(3, 3)])
        assert index.refresh(lambda *progress, told=told: check(progress, next(told))) == 3
        assert len(index.search("note")) == 3
        index.close()


def test_two_sessions_may_bring_it_up_to_date(desk, index, tmp_path):
    other = Index(desk.folder, tmp_path / "cache")
    for number in range(1, 4):
        desk.add(number, document=f"document{number}")
        index.refresh()
        other.refresh()
    assert len(index) == len(other) == 3
    other.close()


def test_a_cache_that_cannot_be_written_costs_only_time(desk):
    desk.add(1)
    index = Index(desk.folder, Path("/proc/none"))
    assert index.refresh() == 1
    assert index.search("note") == [Hit(desk.document, "1")]
    index.close()


def test_hostile_fields_are_no_error(desk, index):
    one = desk.add(1)
    table = desk.store._file(desk.document).table
    table.update({"tags": [1, {"a": 2}, "ok", "ok"], "targets": [3, {"start": "x"}], "note": 5})
    index.refresh()
    assert index.tag_counts() == {"ok": 1}
    assert replace(one, tags=("ok", "ok"), note="") == desk.store.annotations(desk.document)[0]


def test_uses_of_codes_are_counted_and_an_index_that_is_deleted_comes_back(desk, tmp_path):
    store = TinyStore(desk.folder, desk.state, tmp_path / "cache")
    for number in range(1, 4):
        desk.commit((None, Annotation(str(number), tags=("7",))))
    assert store.uses() == {"7": 3}
    store.close()
    for path in (tmp_path / "cache").iterdir():
        path.unlink()
    progress = []
    assert store.refresh_index(lambda *one: progress.append(one)) == 1
    assert progress == [(1, 1)]
    desk.commit((None, Annotation("9", tags=("7", "8"))))
    assert store.uses() == {"7": 4, "8": 1}
    store.close()


def test_an_index_whose_file_is_deleted_under_it_goes_on_answering(desk, tmp_path):
    store = TinyStore(desk.folder, desk.state, tmp_path / "cache")
    desk.commit((None, Annotation("1", tags=("7",))))
    assert store.uses() == {"7": 1}
    for path in (tmp_path / "cache").iterdir():
        path.unlink()
    desk.commit((None, Annotation("2", tags=("7",))))
    assert store.uses() == {"7": 2}
    store.close()


def test_one_thread_asks_while_another_one_reads_files(desk, index):
    for number in range(1, 40):
        desk.add(number, document=f"document{number}")
    workers = [threading.Thread(target=index.refresh) for _ in range(3)]
    for worker in workers:
        worker.start()
    answers = [len(index.search("note", limit=100)) for _ in range(20)]
    for worker in workers:
        worker.join()
    assert answers == sorted(answers)
    assert len(index.search("note", limit=100)) == 39


def test_closing_does_not_wait_for_a_thread_that_reads_files(desk, index):
    desk.add(1)
    begun, go_on = threading.Event(), threading.Event()

    def wait(_done, _all):
        begun.set()
        assert go_on.wait(10)

    worker = threading.Thread(target=index.refresh, args=(wait,))
    worker.start()
    assert begun.wait(10)
    index.close()
    go_on.set()
    worker.join()
    assert len(index) == 1
