"""Where the program keeps what."""

from __future__ import annotations

from pathlib import Path

import pytest

from reader.locations import Locations, bundled, store_beside


@pytest.fixture
def home(tmp_path, monkeypatch):
    monkeypatch.setenv("HOME", str(tmp_path))
    for name in ("XDG_CONFIG_HOME", "XDG_DATA_HOME", "XDG_STATE_HOME", "XDG_CACHE_HOME"):
        monkeypatch.delenv(name, raising=False)
    return tmp_path


def test_the_folders_are_those_of_the_system(home):
    found = Locations.find({}, home / "docs")
    assert found.store == home / ".local/share/reader"
    assert found.config_file == home / ".config/reader/config.toml"
    assert found.state.parent == home / ".local/state/reader"
    assert found.cache.parent == home / ".cache/reader"
    assert found.library is None


def test_one_variable_moves_everything(home):
    found = Locations.find({"READER_HOME": str(home / "r")}, home)
    everything = (found.config, found.store, found.state, found.cache, found.config_file)
    assert all(path.is_relative_to(home / "r") for path in everything)


def test_a_store_that_is_named_wins_over_the_environment_and_that_over_one_beside(home):
    (home / "docs" / ".reader").mkdir(parents=True)
    environment = {"READER_STORE": str(home / "env")}
    docs = home / "docs" / "a.txt"
    named = Locations.find(environment, docs, store=home / "named")
    assert (named.store, named.library) == (home / "named", None)
    assert Locations.find(environment, docs).store == home / "env"
    beside = Locations.find({}, docs)
    assert (beside.store, beside.library) == (home / "docs" / ".reader", home / "docs")


def test_the_nearest_store_above_the_documents_is_theirs(home, monkeypatch):
    (home / ".reader").mkdir()
    (home / "a" / ".reader").mkdir(parents=True)
    (home / "a" / "b").mkdir()
    assert store_beside(home / "a" / "b" / "missing.txt") == home / "a" / ".reader"
    assert store_beside(home / "c") == home / ".reader"
    monkeypatch.chdir(home / "a" / "b")
    assert store_beside(Path("x.txt")) == home / "a" / ".reader"
    (home / "file").mkdir()
    (home / "file" / ".reader").write_text("no store")
    assert store_beside(home / "file" / "x") == home / ".reader"


def test_a_strangers_store_is_passed_over(home, monkeypatch):
    (home / "shared" / ".reader").mkdir(parents=True)
    assert store_beside(home / "shared" / "a.txt") is not None
    monkeypatch.setattr("os.getuid", lambda: (home / "shared").stat().st_uid + 1)
    assert store_beside(home / "shared" / "a.txt") is None


def test_each_store_has_state_and_cache_of_its_own_by_its_real_place(home):
    (home / "one").mkdir()
    (home / "link").symlink_to(home / "one")
    one = Locations.find({}, home, store=home / "one")
    link = Locations.find({}, home, store=home / "link")
    other = Locations.find({}, home, store=home / "other")
    assert (one.state, one.cache) == (link.state, link.cache)
    assert one.state != other.state
    assert one.cache != other.cache


@pytest.mark.parametrize("name", ["themes", "sample_docs"])
def test_what_comes_with_the_program_is_found(name):
    assert any(bundled(name).iterdir())
