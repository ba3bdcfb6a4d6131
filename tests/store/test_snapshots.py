"""Texts that were annotated, kept by their digest."""

from __future__ import annotations

import zlib

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from reader.core.errors import ReaderError
from reader.core.text import Text
from reader.store.snapshots import SnapshotFolder


@settings(max_examples=50, deadline=None)
@given(text=st.text(st.characters()))
def test_a_text_comes_back_as_it_was(tmp_path_factory, text):
    snapshots = SnapshotFolder(tmp_path_factory.mktemp("snapshots"))
    kept = Text.of(text)
    snapshots.keep(kept)
    snapshots.keep(kept)
    assert snapshots.get(kept.sha256) == kept


def test_what_was_not_kept_is_not_there(tmp_path):
    snapshots = SnapshotFolder(tmp_path / "none")
    assert snapshots.get("ab" * 32) is None
    assert snapshots.get("") is None
    assert snapshots.get("../../etc/passwd") is None
    assert not (tmp_path / "none").exists()


@pytest.mark.parametrize("damage", [b"", b"no zlib", zlib.compress(b"another text")])
def test_a_damaged_snapshot_is_as_good_as_none(tmp_path, damage):
    snapshots = SnapshotFolder(tmp_path)
    text = Text.of("words " * 100)
    snapshots.keep(text)
    (file,) = tmp_path.rglob("*.zz")
    file.write_bytes(damage)
    assert snapshots.get(text.sha256) is None


def test_a_text_without_a_place_to_keep_it_is_told(tmp_path):
    (tmp_path / "file").write_text("in the way")
    with pytest.raises(ReaderError):
        SnapshotFolder(tmp_path / "file" / "snapshots").keep(Text.of("words"))


def test_snapshots_are_for_their_owner_alone(tmp_path):
    SnapshotFolder(tmp_path / "snapshots").keep(Text.of("words"))
    for path in (tmp_path / "snapshots").rglob("*"):
        assert path.stat().st_mode & 0o077 == 0
