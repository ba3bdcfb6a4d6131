from __future__ import annotations

import os
import re
import stat

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reader.core.errors import ReaderError, RefusedError
from reader.exchange.files import Ledger, export_name, write_export
from reader.exchange.model import Export
from reader.exchange.registry import FORMATS

JSON = FORMATS["json"]


@pytest.fixture
def ledger(tmp_path):
    return Ledger(tmp_path / "state" / "exports.json")


def test_a_new_export_is_readable_by_its_owner_only(tmp_path):
    target = tmp_path / "out.json"
    write_export(Export(b"one"), JSON, target)
    assert target.read_bytes() == b"one"
    assert stat.S_IMODE(target.stat().st_mode) == 0o600
    assert [one.name for one in tmp_path.iterdir()] == ["out.json"]


def test_a_file_from_elsewhere_is_not_overwritten(tmp_path, ledger):
    target = tmp_path / "out.json"
    target.write_bytes(b"mine")
    with pytest.raises(RefusedError):
        write_export(Export(b"one"), JSON, target, ledger=ledger)
    assert target.read_bytes() == b"mine"
    assert [one.name for one in tmp_path.iterdir()] == ["out.json"]


def test_a_file_from_elsewhere_is_overwritten_when_asked(tmp_path):
    target = tmp_path / "out.json"
    target.write_bytes(b"mine")
    write_export(Export(b"one"), JSON, target, overwrite=True)
    assert target.read_bytes() == b"one"


def test_an_export_takes_the_place_of_the_last_one(tmp_path, ledger):
    target = tmp_path / "out.json"
    write_export(Export(b"one"), JSON, target, ledger=ledger)
    write_export(Export(b"two"), JSON, target, ledger=ledger)
    assert target.read_bytes() == b"two"


def test_an_export_that_was_edited_since_is_not_overwritten(tmp_path, ledger):
    target = tmp_path / "out.json"
    write_export(Export(b"one"), JSON, target, ledger=ledger)
    target.write_bytes(b"one, edited")
    with pytest.raises(RefusedError):
        write_export(Export(b"two"), JSON, target, ledger=ledger)
    assert target.read_bytes() == b"one, edited"


def test_a_broken_ledger_only_asks_once_more(tmp_path, ledger):
    target = tmp_path / "out.json"
    write_export(Export(b"one"), JSON, target, ledger=ledger)
    (tmp_path / "state" / "exports.json").write_bytes(b"{")
    with pytest.raises(RefusedError):
        write_export(Export(b"two"), JSON, target, ledger=ledger)


def test_a_ledger_that_cannot_be_written_says_that_the_export_is_there(tmp_path):
    (tmp_path / "state").write_bytes(b"a file, not a folder")
    ledger = Ledger(tmp_path / "state" / "exports.json")
    with pytest.raises(ReaderError, match="was written, but could not be remembered"):
        write_export(Export(b"one"), JSON, tmp_path / "out.json", ledger=ledger)
    assert (tmp_path / "out.json").read_bytes() == b"one"


def test_a_link_is_not_followed(tmp_path):
    secret = tmp_path / "secret"
    secret.write_bytes(b"mine")
    (tmp_path / "out.json").symlink_to(secret)
    with pytest.raises(RefusedError):
        write_export(Export(b"one"), JSON, tmp_path / "out.json", overwrite=True)
    assert secret.read_bytes() == b"mine"


def test_a_pipe_is_not_waited_for(tmp_path):
    os.mkfifo(tmp_path / "pipe")
    with pytest.raises(RefusedError):
        write_export(Export(b"one"), JSON, tmp_path / "pipe")


def test_a_missing_folder_is_one_clear_error(tmp_path):
    with pytest.raises(ReaderError) as caught:
        write_export(Export(b"one"), JSON, tmp_path / "no\x1bwhere" / "out.json")
    assert "\x1b" not in str(caught.value)
    assert caught.value.remedy


def test_a_name_tells_the_title():
    name = export_name("The night — the grid held!", "00d0c0ffee000001", ".md")
    assert name == "the-night-the-grid-held-00d0c0ffee000001.md"


@given(st.text(st.characters(), max_size=300), st.text(st.characters(), max_size=40))
def test_no_title_makes_a_bad_name(title, document_id):
    name = export_name(title, document_id, ".md")
    assert re.fullmatch(r"[A-Za-z0-9][A-Za-z0-9._-]*\.md", name)
    assert len(name) <= 120
