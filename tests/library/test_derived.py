"""The cache of what was learned: it saves time and can do no harm."""

from __future__ import annotations

import sqlite3
from pathlib import Path

import pytest

from reader.core.annotation import AnchorState
from reader.core.entity import Mention
from reader.core.findings import Finding
from reader.library.derived import DerivedCache, Facts, FileVersion, Known

FACTS = Facts("A title", "md", "en", 12, 80, "ab" * 32)
FILE = FileVersion(Path("/docs/a.md"), 100, 5)
KNOWN = Known(FILE, FACTS, "the folded text")
MENTIONS = [Mention(0, 5, "GPE", 0.5, "rules"), Mention(9, 12, "ORG")]


@pytest.fixture
def folder(tmp_path):
    return tmp_path / "cache"


def filled(folder: Path) -> DerivedCache:
    cache = DerivedCache(folder, "1.0")
    cache.keep([KNOWN])
    cache.keep_mentions("ab", "builtin/1", MENTIONS)
    return cache


def test_what_is_kept_is_there_the_next_time(folder):
    filled(folder).close()
    cache = DerivedCache(folder, "1.0")
    assert cache.facts(FILE) == FACTS
    assert cache.folded(FILE) == "the folded text"
    assert cache.mentions("ab", "builtin/1") == MENTIONS


def test_how_many_documents_a_file_holds_is_kept_until_it_changes(folder):
    cache = filled(folder)
    cache.keep_members(FILE, 7)
    assert cache.members(FILE) == 7
    assert cache.members(FileVersion(FILE.path, 101, 5)) is None
    assert DerivedCache(folder, "2.0").members(FILE) is None


def test_a_file_that_is_to_be_read_anew_is_forgotten_and_no_other(folder):
    cache = filled(folder)
    other = FileVersion(Path("/docs/b.md"), 100, 5)
    cache.keep([Known(other, FACTS, None)])
    cache.forget(FILE.path)
    assert cache.facts(FILE) is None
    assert cache.facts(other) == FACTS


@pytest.mark.parametrize(
    "other",
    [
        FileVersion(Path("/docs/b.md"), 100, 5),
        FileVersion(FILE.path, 101, 5),
        FileVersion(FILE.path, 100, 6),
    ],
)
def test_another_version_of_a_file_is_not_known(folder, other):
    cache = filled(folder)
    assert cache.facts(other) is None
    assert cache.folded(other) is None


def test_what_another_version_of_the_program_wrote_is_old(folder):
    filled(folder).close()
    assert DerivedCache(folder, "1.1").facts(FILE) is None


def test_a_text_in_which_nothing_was_found_is_told_from_one_that_was_not_looked_at(folder):
    cache = filled(folder)
    cache.keep_mentions("cd", "builtin/1", [])
    assert cache.mentions("cd", "builtin/1") == []
    assert cache.mentions("cd", "builtin/2") is None
    assert cache.mentions("ef", "builtin/1") is None


def test_the_newest_facts_take_the_place_of_older_ones(folder):
    cache = filled(folder)
    newer = FileVersion(FILE.path, 200, 6)
    cache.keep([Known(newer, FACTS, None)])
    assert cache.facts(newer) == FACTS
    assert cache.facts(FILE) is None
    assert cache.folded(newer) is None


def test_files_that_are_gone_are_forgotten_with_their_text(folder):
    cache = filled(folder)
    others = [FileVersion(Path(name), 1, 1) for name in ("/docs/b.md", "/docs2/c.md", "/docs0")]
    cache.keep([Known(one, FACTS, "text") for one in others])
    cache.forget_others(Path("/docs"), [Path("/docs/b.md")])
    assert cache.facts(FILE) is None
    assert [cache.folded(one) for one in others] == ["text"] * 3


def test_titles_that_sqlite_cannot_hold_are_kept(folder):
    facts = Facts("a\0b\udce9", "md", "", 1, 1, "ab")
    cache = filled(folder)
    cache.keep([Known(FILE, facts, facts.title)])
    assert cache.folded(FILE) == facts.title
    assert cache.facts(FILE) == facts


def test_a_damaged_cache_is_made_anew(folder):
    filled(folder).close()
    (database,) = folder.glob("*.sqlite")
    database.write_bytes(b"this is no database, and long enough to be looked at" * 100)
    cache = DerivedCache(folder, "1.0")
    assert cache.facts(FILE) is None
    cache.keep([KNOWN])
    cache.close()
    assert DerivedCache(folder, "1.0").facts(FILE) == FACTS


def test_damage_inside_the_file_costs_facts_and_nothing_else(folder):
    filled(folder).close()
    (database,) = folder.glob("*.sqlite")
    data = bytearray(database.read_bytes())
    data[4096:] = bytes(len(data) - 4096)
    database.write_bytes(data)
    cache = DerivedCache(folder, "1.0")
    assert cache.facts(FILE) is None
    cache.keep([KNOWN])
    assert cache.mentions("ab", "builtin/1") is None


def test_without_a_place_to_write_the_cache_lives_in_memory(tmp_path):
    (tmp_path / "file").write_text("in the way")
    cache = filled(tmp_path / "file" / "cache")
    assert cache.facts(FILE) == FACTS


def test_a_cache_that_another_program_holds_is_left_alone(folder, monkeypatch):
    filled(folder).close()
    connect = sqlite3.connect
    monkeypatch.setattr(
        sqlite3, "connect", lambda name, **options: connect(name, timeout=0, **options)
    )
    (database,) = folder.glob("*.sqlite")
    holder = connect(database)
    holder.execute("BEGIN EXCLUSIVE")
    cache = DerivedCache(folder, "1.0")
    cache.keep([KNOWN])
    assert cache.facts(FILE) == FACTS
    holder.rollback()
    holder.close()
    assert DerivedCache(folder, "1.0").mentions("ab", "builtin/1") == MENTIONS


def test_two_sessions_share_the_cache(folder):
    one, other = filled(folder), DerivedCache(folder, "1.0")
    other.keep_mentions("cd", "builtin/1", MENTIONS)
    assert one.mentions("cd", "builtin/1") == MENTIONS
    assert other.facts(FILE) == FACTS


def test_the_folder_is_for_its_owner_alone(folder):
    filled(folder)
    for path in (folder, *folder.iterdir()):
        assert path.stat().st_mode & 0o077 == 0


def test_names_are_counted_in_the_texts_of_files_that_are_known(folder):
    cache = filled(folder)
    cache.keep_names(FACTS.sha256, {"odesa": 2, "kyiv": 1, "\ud800": 1})
    cache.keep_names("of a text that was edited since", {"odesa": 7})
    assert cache.count_names({"odesa", "kyiv"}) == (3, 1)
    cache.keep_names(FACTS.sha256, {"kyiv": 5})
    assert cache.count_names({"odesa"}) == (0, 0)
    cache.close()
    assert cache.count_names({"kyiv"}) == (0, 0)


FINDINGS = {
    "a1": Finding(AnchorState.MOVED, 0.93, ((3, 9), (12, 20))),
    "b2": Finding(AnchorState.ORPHAN, 0.0, ()),
}


def test_where_words_were_found_is_kept_for_the_two_texts(folder):
    cache = DerivedCache(folder, "1.0")
    cache.keep_findings("old", "new", FINDINGS)
    cache.close()
    cache = DerivedCache(folder, "1.0")
    assert cache.findings("old", "new") == FINDINGS
    assert cache.findings("old", "newer") == cache.findings("older", "new") == {}


def test_so_many_places_that_they_take_several_lines_are_all_there(folder):
    cache = DerivedCache(folder, "1.0")
    many = {str(one): Finding(AnchorState.EXACT, 1.0, ((one, one + 1),)) for one in range(5_000)}
    cache.keep_findings("old", "new", many)
    assert cache.findings("old", "new") == many


def test_places_are_kept_for_the_versions_of_a_text_that_were_seen_last(folder):
    cache = DerivedCache(folder, "1.0")
    cache.keep_findings("other", "1", FINDINGS)
    for version in "12341567":
        cache.keep_findings("old", version, FINDINGS)
    known = [version for version in "1234567" if cache.findings("old", version)]
    assert known == ["1", "5", "6", "7"]
    assert cache.findings("other", "1") == FINDINGS


@pytest.mark.parametrize(
    "rows", [b"[1]", b'{"a": 1}', b'[["a", "sure", 1, []]]', b'[["a", "exact", 1, [7]]]', b"\xff"]
)
def test_damaged_places_are_not_there(folder, rows):
    DerivedCache(folder, "1.0").close()
    (file,) = folder.glob("*.sqlite")
    with sqlite3.connect(file) as connection:
        connection.execute("INSERT INTO findings VALUES ('old', 'new', ?)", (rows,))
    connection.close()
    assert DerivedCache(folder, "1.0").findings("old", "new") == {}
