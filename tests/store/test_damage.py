"""Damaged, edited and old files: what is read, what is kept, what is said."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tinydb import TinyDB

from reader.core.errors import ReaderError
from reader.store.lines import encode, head, parse
from reader.store.versions import Version


def quarantined(desk) -> list[bytes]:
    folder = desk.state / "quarantine"
    return [path.read_bytes() for path in folder.iterdir()] if folder.exists() else []


def without_journal(desk) -> None:
    for path in (desk.state / "journal").iterdir():
        path.unlink()


def damage(desk, old: str, new: str) -> bytes:
    data = desk.file.read_bytes().replace(old.encode(), new.encode())
    desk.file.write_bytes(data)
    return data


def test_a_damaged_line_costs_itself_alone_and_its_bytes_are_kept(desk):
    for number in (1, 2, 3):
        desk.add(number)
    without_journal(desk)
    data = damage(desk, ',"2":{', ',"2":[')
    other = desk.again()
    assert other.notes().keys() == {"1", "3"}
    assert quarantined(desk) == [data]
    assert json.loads(desk.file.read_bytes())


def test_a_damaged_line_comes_back_from_the_journal(desk):
    desk.add(1)
    desk.add(2, note="precious")
    damage(desk, ',"2":{', ',"2":[')
    assert desk.again().notes() == {"1": "a note", "2": "precious"}


def test_a_damaged_line_comes_back_from_the_newest_backup(desk):
    desk.add(1)
    desk.add(2, note="precious")
    desk.store.backups.make("2026-11-20")
    without_journal(desk)
    damage(desk, ',"2":{', ',"2":[')
    assert desk.again().notes() == {"1": "a note", "2": "precious"}


def test_what_was_repaired_is_told_once(desk):
    desk.add(1)
    desk.add(2)
    damage(desk, ',"2":{', ',"2":[')
    other = desk.again()
    assert other.store.repairs() == ()
    other.notes()
    ((document, what),) = other.store.repairs()
    assert document == desk.document
    assert "damaged in its notes: 1 line" in what
    assert "brought back: 1 note" in what
    assert "quarantine" in what
    other.notes()
    assert other.store.repairs() == ()


def test_notes_that_another_program_took_away_are_told_and_written_again(desk):
    desk.add(1)
    older = desk.file.read_bytes()
    desk.add(2)
    desk.file.write_bytes(older)
    assert desk.notes().keys() == {"1", "2"}
    ((_, what),) = desk.store.repairs()
    assert "brought back: 1 note" in what


def test_what_cannot_be_repaired_is_told_once(desk, monkeypatch):
    desk.add(1)
    damage(desk, '"}\n}}', '"}\n')
    monkeypatch.setattr("reader.store.line_file.replace_file", _refuse)
    other = desk.again()
    for _ in range(3):
        assert other.notes() == {"1": "a note"}
    ((_, what),) = other.store.repairs()
    assert "not repaired: cannot be written (Read-only file system)" in what
    assert not other.store.changed(desk.document)


def test_a_damaged_file_that_cannot_be_repaired_is_kept_once_however_often_it_is_read(
    desk, monkeypatch
):
    desk.add(1)
    data = damage(desk, ',"1":{', ',"1":[')
    monkeypatch.setattr("reader.store.line_file.replace_file", _refuse)
    for _ in range(3):
        desk.again().notes()
    assert quarantined(desk) == [data]


def _refuse(*_):
    raise OSError(30, "Read-only file system")


def test_a_note_edited_by_hand_is_taken_and_the_original_kept(desk):
    desk.add(1)
    data = damage(desk, "a note", "a better note")
    other = desk.again()
    assert other.notes() == {"1": "a better note"}
    assert quarantined(desk) == [data]
    assert other.add(2)
    assert desk.again().notes() == {"1": "a better note", "2": "a note"}


def test_a_file_that_tinydb_has_rewritten_is_read_and_laid_out_again(desk):
    desk.add(1)
    desk.add(2)
    with TinyDB(desk.file) as database:
        table = database.table("annotations")
        table.update({"note": "written by TinyDB"}, doc_ids=[2])
    assert desk.file.read_bytes().count(b"\n") == 0
    assert desk.again().notes() == {"1": "a note", "2": "written by TinyDB"}
    assert desk.file.read_bytes().count(b"\n") == 4


def test_a_file_of_format_0_is_upgraded_and_kept(desk):
    data = (Path(__file__).parent / "data" / "format_0.json").read_bytes()
    desk.file.parent.mkdir(parents=True)
    desk.file.write_bytes(data)
    (one,) = desk.store.annotations(desk.document)
    (target,) = one.targets
    assert (target.start, target.end, target.exact, target.prefix) == (10, 14, "word", "a ")
    assert (one.note, one.tags) == ("ask", ("7",))
    assert quarantined(desk) == [data]
    assert '"other":[1]' in desk.file.read_text()
    assert desk.store.counts(desk.document) == (1, 1)


def test_a_file_of_a_newer_format_is_left_alone(desk):
    desk.add(1)
    data = damage(desk, head("annotations").decode(), head("annotations", 2).decode())
    other = desk.again()
    with pytest.raises(ReaderError, match="newer version"):
        other.notes()
    with pytest.raises(ReaderError, match="newer version"):
        other.add(2)
    assert desk.file.read_bytes() == data


def test_a_flipped_bit_in_the_number_of_the_format_is_damage_and_no_newer_format(desk):
    one = desk.add(1)
    desk.edit(one, note="edited")
    data = damage(desk, '"format":1', '"format":3')
    assert desk.again().notes() == {"1": "edited"}
    assert quarantined(desk) == [data]


def test_one_file_of_a_newer_format_does_not_keep_the_others_from_being_listed(desk):
    desk.add(1)
    desk.add(2, document="other0")
    assert desk.store.counts(desk.document) == (0, 1)
    data = damage(desk, head("annotations").decode(), head("annotations", 2).decode())
    assert desk.store.documents() == (desk.document, "other0")
    copy = desk.file.with_name(f"{desk.document} (1).json")
    desk.file.rename(copy)
    other = desk.again()
    other.add(3)
    assert other.notes() == {"3": "a note"}
    assert copy.read_bytes() == data


def test_a_hostile_line_is_no_error(desk):
    desk.add(1)
    hostile = [
        b',"5":' + b"[" * 100_000 + b"\n",
        b',"5":{"a":NaN,"~":"00000000"}\n',
        b',"05":{"a":1}\n',
        b',"-1":{"a":1}\n',
        b',"99999999999999999999":{"note":"x"}\n',
        b',"6":{"note":{},"tags":"abc","targets":[{"start":"0"}],"rev":[],"anchor":7}\n',
        b'{"annotations":5}\n',
        encode("7", Version({"note": "ok", "vv": 0}, "x", {"x": 1})),
    ]
    lines = desk.file.read_bytes().splitlines(keepends=True)
    desk.file.write_bytes(b"".join((*lines[:-1], *hostile, lines[-1])))
    found = desk.again().notes()
    assert found["1"] == "a note"
    assert found["6"] == ""
    assert found.keys() <= {"1", "6", "7"}
    assert desk.again().notes() == found


def test_a_symbolic_link_in_place_of_a_file_is_not_followed(desk, tmp_path):
    desk.add(1)
    desk.file.rename(tmp_path / "elsewhere.json")
    desk.file.symlink_to(tmp_path / "elsewhere.json")
    with pytest.raises(ReaderError, match="cannot be read"):
        desk.again().notes()


def test_a_note_that_is_too_long_is_refused_and_the_rest_stays(desk):
    desk.add(1)
    with pytest.raises(ReaderError, match="too long"):
        desk.add(2, note="x" * (8 << 20))
    assert desk.again().notes() == {"1": "a note"}


json_values = st.recursive(
    st.none() | st.booleans() | st.integers(-(2**53), 2**53) | st.text(),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(), inner, max_size=3),
    max_leaves=8,
)
fields = st.dictionaries(st.text(max_size=5), json_values, max_size=4).map(
    lambda one: {key: value for key, value in one.items() if key not in ("~", "vv", "by")}
)


@given(st.lists(st.tuples(st.integers(1, 2**62), fields), max_size=5, unique_by=lambda one: one[0]))
def test_what_is_written_is_read(records):
    versions = [(str(key), Version(one, "a", {"a": 1})) for key, one in records]
    lines = b"".join(encode(key, version) for key, version in versions)
    data = head("annotations") + lines + b"}}\n"
    parsed = parse(data, "annotations")
    assert parsed.clean
    assert parsed.versions == [
        (key, version._replace(fields=_without_surrogates(version.fields)))
        for key, version in versions
    ]


def _without_surrogates(value):
    return json.loads(re.sub("[\ud800-\udfff]", "\ufffd", json.dumps(value, ensure_ascii=False)))


@settings(max_examples=300)
@given(st.binary(max_size=300), st.integers(0, 400), st.integers(0, 400))
def test_no_bytes_whatever_raise_or_count_as_clean(noise, start, length):
    line = encode("5", Version({"note": "x"}, "a", {"a": 1}))
    data = head("annotations") + line * 3 + b"}}\n"
    spoiled = data[:start] + noise + data[start + length :]
    parsed = parse(spoiled, "annotations")
    assert not parsed.clean or {key for key, _ in parsed.versions} <= {"5"}
