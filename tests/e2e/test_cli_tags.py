"""``reader tag``."""

from __future__ import annotations


def tags(program) -> list[tuple[str, int]]:
    return [(tag["name"], tag["uses"]) for tag in program.do("tag", "list", "--json").json]


def test_tags_are_added_renamed_merged_and_removed(program):
    program.write("a.txt", "Some words here.\n")
    program.do("tag", "add", "war", "energy", "combat", "--colour", "#a1b2c3")
    program.do("note", "add", "a.txt", "--quote", "words", "--tag", "combat")
    assert tags(program) == [("war", 0), ("energy", 0), ("combat", 1)]

    program.do("tag", "rename", "energy", "power")
    program.do("tag", "merge", "combat", "--into", "war")
    assert tags(program) == [("war", 1), ("power", 0)]

    program.do("tag", "remove", "power")
    refused = program.run("tag", "remove", "war")
    assert refused.status == 3
    assert "a note has this tag" in refused.err
    program.do("tag", "remove", "war", "--force")
    assert tags(program) == []
    assert len(program.do("note", "list", "--json").json) == 1


def test_a_list_for_people_shows_key_name_and_uses(program):
    program.do("tag", "add", "war", "--description", "acts of it")
    assert program.do("tag", "list").lines == ["1  war  0 notes  acts of it"]


def test_tags_that_are_not_there_or_taken_are_told(program):
    program.do("tag", "add", "war", "energy")
    missing = program.run("tag", "rename", "peace", "x")
    assert (missing.status, "peace: there is no such tag" in missing.err) == (1, True)
    taken = program.run("tag", "rename", "war", "Energy")
    assert (taken.status, "of this name" in taken.err) == (3, True)
    colour = program.run("tag", "add", "x", "--colour", "red")
    assert (colour.status, "not a colour" in colour.err) == (2, True)
