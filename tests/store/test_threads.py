"""Locks and threads: who waits for whom, and for how long."""

from __future__ import annotations

import fcntl
import os
import threading
from dataclasses import replace
from pathlib import Path

import pytest

from reader.core.annotation import Change, Event
from reader.store import line_file
from reader.store.files import CannotWriteError, flush
from reader.store.lock import StoreLock
from tests.torture.common import child, finish


def test_reading_does_not_wait_for_a_write_that_is_under_way(desk, monkeypatch):
    desk.add(1)
    begun, go_on = threading.Event(), threading.Event()

    def slow_flush(fd):
        begun.set()
        assert go_on.wait(10)
        flush(fd)

    monkeypatch.setattr(line_file, "flush", slow_flush)
    worker = threading.Thread(target=desk.add, args=(2,))
    worker.start()
    try:
        assert begun.wait(10)
        assert "1" in desk.notes()
        assert desk.store.codes() == ()
    finally:
        go_on.set()
        worker.join()
    assert desk.notes().keys() == {"1", "2"}


def test_a_write_under_way_is_not_taken_for_that_of_another_session(desk, monkeypatch):
    desk.add(1)
    assert desk.notes().keys() == {"1"}
    begun, go_on = threading.Event(), threading.Event()

    def slow_flush(fd):
        begun.set()
        assert go_on.wait(10)
        flush(fd)

    monkeypatch.setattr(line_file, "flush", slow_flush)
    worker = threading.Thread(target=desk.add, args=(2,))
    worker.start()
    try:
        assert begun.wait(10)
        assert not desk.store.changed(desk.document)
    finally:
        go_on.set()
        worker.join()
    assert not desk.store.changed(desk.document)


def test_threads_that_write_at_once_lose_nothing(desk):
    def work(first):
        for number in range(first, first + 15):
            desk.add(number)

    workers = [threading.Thread(target=work, args=(100 * n,)) for n in range(1, 5)]
    for worker in workers:
        worker.start()
    for _ in range(50):
        desk.notes()
    for worker in workers:
        worker.join()
    assert len(desk.again().notes()) == 60
    assert len(desk.store.events(desk.document)) == 60


def test_a_session_that_holds_the_lock_makes_the_others_say_so(tmp_path):
    lock = StoreLock(tmp_path / ".lock")
    with (tmp_path / ".lock").open("w") as file:
        fcntl.flock(file, fcntl.LOCK_EX)
        with pytest.raises(CannotWriteError, match="another session is busy"), lock.hold(0.02):
            raise AssertionError
    with lock.hold(), lock.hold():
        assert not StoreLock(tmp_path / ".lock")._held


def test_a_lock_file_that_was_deleted_is_made_again(tmp_path):
    lock = StoreLock(tmp_path / "store" / ".lock")
    with lock.hold():
        (tmp_path / "store" / ".lock").unlink()
    with lock.hold(), pytest.raises(CannotWriteError), StoreLock(lock._path).hold(0.02):
        raise AssertionError


def test_a_failed_write_leaves_file_and_records_as_they_were(desk, monkeypatch):
    one = desk.add(1)
    desk.notes()
    before = desk.file.read_bytes()

    failures = [OSError(28, "No space left on device")]

    def fail_once(fd):
        if failures:
            raise failures.pop()
        flush(fd)

    monkeypatch.setattr(line_file, "flush", fail_once)
    with pytest.raises(CannotWriteError, match="No space"):
        desk.edit(one, note="lost")
    assert not desk.store.changed(desk.document)  # by somebody else
    assert desk.notes() == {"1": "a note"}
    assert desk.file.read_bytes() == before
    desk.edit(one, note="saved")
    assert desk.again().notes() == {"1": "saved"}


def test_a_journal_that_cannot_be_written_takes_the_note_back(desk):
    one = desk.add(1)
    before = desk.file.read_bytes()
    (day,) = (desk.state / "journal").iterdir()
    day.unlink()
    day.mkdir()
    with pytest.raises(CannotWriteError, match="cannot be written"):
        desk.edit(one, note="not saved")
    assert desk.file.read_bytes() == before
    assert desk.notes() == {"1": "a note"}
    with pytest.raises(CannotWriteError):
        desk.add(9, document="other0")
    assert desk.store.annotations("other0") == ()
    assert desk.store.documents() == (desk.document,)


def test_an_event_is_kept_after_another_session_has_replaced_the_journal(desk):
    desk.add(1)
    other = desk.again()
    other.add(2)
    other.store.journal.forget(desk.document, {"2"})
    desk.add(3)
    kept = [
        change.after.id for event in other.store.events(desk.document) for change in event.changes
    ]
    assert kept == ["1", "3"]


def test_a_forked_child_does_not_share_the_lock(tmp_path):
    lock = StoreLock(tmp_path / ".lock")
    with lock.hold():
        pass
    ready, release = os.pipe(), os.pipe()

    def hold_until_released(_acknowledge):
        with lock.hold():
            os.write(ready[1], b"x")
            os.read(release[0], 1)

    pid, pipe = child(hold_until_released)
    os.read(ready[0], 1)
    with pytest.raises(CannotWriteError), lock.hold(0.02):
        pass
    os.write(release[1], b"x")
    finish(pid, pipe)
    with lock.hold(0.02):
        pass
    for fd in (*ready, *release):
        os.close(fd)


def test_closing_a_store_takes_nothing_from_a_commit_in_another_thread(desk):
    desk.add(60)
    done = threading.Event()

    def close_all_the_time():
        while not done.is_set():
            desk.store.close()

    closer = threading.Thread(target=close_all_the_time)
    closer.start()
    try:
        for number in range(1, 60):
            desk.add(number)
    finally:
        done.set()
        closer.join()
    assert len(desk.again().notes()) == 60


def test_a_closed_store_lets_go_of_its_folders_and_can_be_used_again(desk):
    def held():
        files = [one.readlink() for one in Path("/proc/self/fd").iterdir() if one.exists()]
        return [one for one in files if desk.home in one.parents]

    desk.add(1)
    desk.store.documents()
    assert held()
    desk.store.close()
    assert not held()
    desk.add(2)
    assert len(desk.again().notes()) == 2


def test_a_disk_that_fails_only_at_the_end_leaves_file_and_records_as_they_were(desk, monkeypatch):
    one = desk.add(1)
    two = desk.add(2, document="other0")
    before = desk.file.read_bytes()
    failures = [OSError(5, "Input/output error"), None]

    def fail_at_the_second(fd):
        failure = failures.pop() if failures else None
        if failure:
            raise failure
        flush(fd)

    event = Event(
        "e",
        "2026-11-22T11:00:00Z",
        "test",
        (
            Change(desk.document, one, replace(one, note="new", revision=2)),
            Change("other0", two, replace(two, note="new", revision=2)),
        ),
    )
    monkeypatch.setattr(line_file, "flush", fail_at_the_second)
    with pytest.raises(CannotWriteError, match="Input/output"):
        desk.store.commit(event)
    monkeypatch.undo()
    assert desk.file.read_bytes() == before
    assert desk.notes() == {"1": "a note"}
    assert desk.store.annotations("other0") == (two,)
    assert len(desk.store.events(desk.document)) == 1
