"""TinyDB's own interface over a line file, and the traps of TinyDB that it closes."""

from __future__ import annotations

import os

import pytest
from tinydb import TinyDB, where
from tinydb.table import Document

from reader.store.line_file import LineFile, Site
from reader.store.lock import StoreLock
from reader.store.tables import LineDatabase


@pytest.fixture
def open_table(tmp_path):
    def opened(name="a"):
        lock = StoreLock(tmp_path / ".lock")
        site = Site(
            lock, lambda: name, tmp_path / "q", lambda _: (), print, lock.kept_open(os.O_RDWR)
        )
        return LineDatabase(LineFile(tmp_path / "file.json", "annotations", site)).table(
            "annotations"
        )

    return opened


def test_everything_that_tinydb_does_is_seen_by_another_session(open_table):
    mine, theirs = open_table(), open_table("b")
    one, two = mine.insert_multiple([{"n": 1}, {"n": 2}])
    theirs.update({"n": 10}, where("n") == 1)
    assert mine.get(doc_id=one) == {"n": 10}
    assert mine.upsert({"n": 2, "new": True}, where("n") == 2) == [two]
    theirs.remove(where("n") == 10)
    assert mine.all() == [{"n": 2, "new": True}]
    mine.truncate()
    assert len(theirs) == 0


def test_an_id_is_not_used_again_after_a_removal(open_table):
    table = open_table()
    first = table.insert({"n": 1})
    table.remove(doc_ids=[first])
    assert open_table().insert({"n": 2}) != first


def test_what_is_handed_out_is_a_private_copy(open_table):
    table = open_table()
    number = table.insert({"tags": ["a"]})
    table.get(doc_id=number)["tags"].append("b")
    table.search(where("tags").exists())[0]["tags"].append("c")
    assert table.get(doc_id=number) == {"tags": ["a"]}


def test_what_is_handed_in_stays_the_callers(open_table):
    table, mine = open_table(), {"tags": ["a"], "pair": (1, 2)}
    number = table.insert(mine)
    mine["tags"].append("b")
    assert table.get(doc_id=number) == open_table().get(doc_id=number)
    assert table.get(doc_id=number) == {"tags": ["a"], "pair": [1, 2]}


def test_an_update_that_fails_changes_nothing(open_table):
    table = open_table()
    table.insert_multiple([{"n": 1}, {"n": 2}])

    def fail(fields):
        fields["n"] += 1
        if fields["n"] == 3:
            raise RuntimeError

    with pytest.raises(RuntimeError):
        table.update(fail)
    assert [one["n"] for one in table] == [1, 2]
    assert [one["n"] for one in open_table()] == [1, 2]


@pytest.mark.parametrize("value", [float("nan"), float("inf"), {1}, object()])
def test_what_json_cannot_hold_is_refused_and_the_table_stays(open_table, tmp_path, value):
    table = open_table()
    table.insert({"n": 1})
    before = (tmp_path / "file.json").read_bytes()
    with pytest.raises((ValueError, TypeError)):
        table.insert({"n": value})
    assert (tmp_path / "file.json").read_bytes() == before
    assert table.all() == [{"n": 1}]


def test_a_search_sees_what_another_session_has_written_since(open_table):
    table = open_table()
    table.insert({"n": 1})
    assert table.count(where("n") == 1) == 1
    open_table("b").insert({"n": 1})
    assert table.count(where("n") == 1) == 2


def test_an_unchanged_record_is_not_written_again(open_table, tmp_path):
    table = open_table()
    table.insert({"n": 1})
    before = (tmp_path / "file.json").read_bytes()
    table.update({"n": 1})
    assert (tmp_path / "file.json").read_bytes() == before


def test_a_file_holds_one_table(open_table):
    database = LineDatabase(open_table().file)
    with pytest.raises(ValueError, match="one table"):
        database.table("another")
    database.insert(Document({"n": 1}, doc_id=5))
    assert database.tables() == {"annotations"}
    database.drop_tables()
    assert database.tables() == set()


def test_a_file_of_many_changes_stays_small_after_compaction(open_table, tmp_path):
    table = open_table()
    number = table.insert({"n": 0})
    for _ in range(50):
        table.update(lambda fields: fields.update(n=fields["n"] + 1))
    with table.file.held():
        table.file.compact()
    assert table.file.lines == 1
    assert (tmp_path / "file.json").stat().st_size < 200
    with TinyDB(tmp_path / "file.json") as database:
        assert database.table("annotations").get(doc_id=number)["n"] == 50
