"""Backups, restoring, and the alarm when notes have vanished."""

from __future__ import annotations

import zipfile
from datetime import date, timedelta

import pytest

from reader.core.annotation import Annotation, Code
from reader.core.errors import ReaderError
from reader.store.restore import preview, restore

DAY = "2026-11-20"
NOW = "2026-11-22T12:00:00Z"


def test_the_first_start_of_a_day_makes_one_backup(desk):
    desk.store.daily(DAY)
    assert desk.store.backups.names() == ()
    desk.add(1)
    desk.store.daily(DAY)
    made = (desk.state / "backups" / f"{DAY}.zip").stat()
    desk.store.daily(DAY)
    assert (desk.state / "backups" / f"{DAY}.zip").stat().st_ino == made.st_ino
    assert made.st_mode & 0o777 == 0o600


def test_what_a_restore_would_change_can_be_seen_before(desk):
    kept, edited, removed = (desk.add(number) for number in (11, 22, 33))
    desk.store.backups.make(DAY)
    now = desk.edit(edited, note="edited since")
    desk.commit((removed, None))
    newer = desk.add(44)
    (difference,) = preview(desk.store, DAY)
    assert difference.gone == (removed,)
    assert difference.changed == ((now, edited),)
    assert difference.newer == (newer,)
    assert kept not in (*difference.gone, *difference.newer)


def test_a_restore_brings_back_what_is_gone_and_leaves_the_rest(desk):
    edited, removed = desk.add(2), desk.add(3)
    desk.commit((None, Code("9", "war")), document="")
    desk.store.backups.make(DAY)
    desk.edit(edited, note="edited since")
    desk.commit((removed, None))
    desk.commit((Code("9", "war"), None), document="")
    desk.add(4, note="newer")
    assert restore(desk.store, DAY, NOW) == 1
    assert desk.notes() == {"2": "edited since", "3": "a note", "4": "newer"}
    assert [code.name for code in desk.store.codes()] == ["war"]


def test_an_exact_restore_makes_it_what_it_was_and_its_event_can_be_undone(desk):
    edited, removed = desk.add(2), desk.add(3)
    desk.store.backups.make(DAY)
    desk.edit(edited, note="edited since")
    desk.commit((removed, None))
    desk.add(4)
    assert restore(desk.store, DAY, NOW, exact=True) == 3
    assert desk.notes() == {"2": "a note", "3": "a note"}
    event = desk.store.events(desk.document)[-1]
    desk.commit(*((change.after, change.before) for change in event.changes if not change.before))
    assert desk.notes() == {"2": "a note"}


def test_a_backup_that_is_not_there_is_told_with_those_that_are(desk):
    desk.add(1)
    desk.store.backups.make(DAY)
    with pytest.raises(ReaderError, match=DAY):
        desk.store.backups.named("2026-01-01")


def test_every_backup_of_a_day_is_kept_and_the_day_stands_for_its_last_one(desk):
    desk.add(1)
    backups = desk.store.backups
    backups.daily(DAY)
    desk.add(2)
    backups.make(f"{DAY}T10:11:12.345Z")
    backups.make(f"{DAY}T10:11:12.345Z")
    names = (DAY, f"{DAY}T101112.345Z", f"{DAY}T101112.345Z-2")
    assert backups.names() == names
    assert backups.named(DAY) == names[-1]
    assert backups.named(f"{DAY}T10:11:12.345Z") == names[1]
    assert backups.named(names[0] + "T101112.345Z-2") == names[2]
    counts = [len(dict(backups.documents(name))[desk.document].shown) for name in names]
    assert counts == [1, 2, 2]
    backups.daily(DAY)
    assert backups.names() == names


def test_of_the_last_days_every_backup_is_kept_and_of_older_days_the_last_one(desk):
    desk.add(1)
    days = [f"2026-10-{number:02}" for number in range(1, 32)]
    for day in days:
        desk.store.backups.make(day)
        desk.store.backups.make(f"{day}T120000Z")
    desk.store.backups.rotate()
    kept = desk.store.backups.names()
    assert kept[-14:] == tuple(f"{day}{time}" for day in days[-7:] for time in ("", "T120000Z"))
    assert all(name.endswith("T120000Z") for name in kept[:-14])
    assert len(kept) <= 14 + 4 + 12


def test_a_damaged_backup_is_found_when_it_is_verified(desk):
    desk.add(1, note="x" * 5000)
    path = desk.store.backups.make(DAY)
    data = bytearray(path.read_bytes())
    with zipfile.ZipFile(path) as archive:
        data[archive.infolist()[-1].header_offset + 90] ^= 1
    path.write_bytes(data)
    with pytest.raises(ReaderError, match="damaged"):
        desk.store.backups.verify(DAY)


def test_a_damaged_note_is_read_although_the_newest_backup_is_damaged_too(desk):
    desk.add(1)
    desk.store.backups.make(DAY).write_bytes(b"damaged")
    desk.file.write_bytes(desk.file.read_bytes() + b"garbage\n")
    assert desk.again().notes() == {"1": "a note"}


def test_old_backups_make_room_but_weeks_and_months_are_kept(desk):
    desk.add(1)
    desk.store.backups.make("2025-01-01")
    first = desk.state / "backups" / "2025-01-01.zip"
    day = date(2025, 1, 1)
    while day < date(2026, 11, 22):
        day += timedelta(days=1)
        (first.parent / f"{day}.zip").hardlink_to(first)
    desk.store.backups.rotate()
    kept = desk.store.backups.names()
    assert kept[-7:] == tuple(f"2026-11-{number}" for number in range(16, 23))
    assert {"2026-11-08", "2026-11-01", "2026-10-31", "2026-01-31"} <= set(kept)
    assert len(kept) <= 7 + 4 + 12


def test_an_older_file_put_in_place_of_a_newer_one_raises_an_alarm(desk):
    for number in range(1, 11):
        desk.add(number)
    older = desk.file.read_bytes()
    for number in range(11, 31):
        desk.add(number)
    assert desk.store.vanished() == ()
    desk.store.backups.make(DAY)
    desk.file.write_bytes(older)
    other = desk.again()
    ((document, before, now),) = other.store.vanished()
    assert (document, before, now) == (desk.document, 30, 10)
    restore(other.store, DAY, NOW)
    assert other.store.vanished() == ()
    assert len(other.notes()) == 30


def test_a_missing_file_raises_an_alarm_until_it_is_accepted(desk):
    desk.add(1)
    assert desk.store.counts(desk.document) == (0, 1)
    desk.file.unlink()
    other = desk.again()
    assert [one.before for one in other.store.vanished()] == [1]
    assert [one.before for one in desk.again().store.vanished()] == [1]
    other.store.accept_loss(desk.document)
    assert other.store.vanished() == ()


def test_removing_notes_is_no_alarm(desk):
    notes = [desk.add(number) for number in range(1, 11)]
    assert desk.store.vanished() == ()
    for one in notes:
        desk.commit((one, None))
    assert desk.store.vanished() == ()
    assert desk.again().store.vanished() == ()


def test_no_backup_is_dropped_while_notes_are_missing(desk):
    desk.add(1)
    for number in range(1, 30):
        desk.store.backups.make(f"2024-11-{number:02}")
    desk.store.vanished()
    desk.file.unlink()
    other = desk.again()
    other.store.daily(DAY)
    assert len(other.store.backups.names()) == 29
    other.store.accept_loss(desk.document)
    other.store.daily(DAY)
    assert len(other.store.backups.names()) < 29


def test_the_journal_is_kept_for_thirty_days(desk):
    desk.commit((None, Annotation("1")))
    desk.store.daily("2026-12-22")
    assert len(desk.store.events(desk.document)) == 1
    desk.store.daily("2026-12-23")
    assert desk.store.events(desk.document) == ()
