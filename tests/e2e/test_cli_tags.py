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


def test_a_tag_is_split_by_a_filter(program):
    program.write("a.txt", "Some words here, and others there.\n")
    program.do("note", "add", "a.txt", "--quote", "words", "--tag", "war", "--text", "at the front")
    program.do("note", "add", "a.txt", "--quote", "others", "--tag", "war", "--text", "at home")
    split = program.do("tag", "split", "war", "siege", "--filter", "note:front")
    assert split.lines == ["1 note changed"]
    assert tags(program) == [("war", 1), ("siege", 1)]
    refused = program.run("tag", "split", "war", "peace", "--filter", "note:nowhere")
    assert (refused.status, "no annotation was chosen" in refused.err) == (3, True)


def test_a_codebook_goes_out_and_comes_in_elsewhere(program, tmp_path):
    program.do("tag", "add", "war", "--colour", "#a1b2c3", "--symbol", "★", "--description", "why")
    program.do("tag", "add", "front", "--parent", "war")
    before = program.do("tag", "list", "--json").json
    for name, suffix in (("taguette", "csv"), ("refi-qda-codebook", "qdc")):
        book = tmp_path / f"book.{suffix}"
        program.do("export", "--format", name, "-o", str(book))
        there = ("--store", str(tmp_path / suffix))
        assert "2 tags added" in program.do(*there, "import", str(book)).out
        assert "0 tags added" in program.do(*there, "import", str(book)).out
        after = program.do(*there, "tag", "list", "--json").json
        kept = ["name", "parent", "colour", "description"]
        kept += ["key", "symbol"] if name == "taguette" else []
        assert [[one[key] for key in kept] for one in after] == [
            [one[key] for key in kept] for one in before
        ]


def test_a_codebook_of_others_needs_no_more_than_names(program):
    program.write("book.csv", "Tag,Colour\nwar,red\nwar/front,\n,\n")
    assert "2 tags added" in program.do("import", "book.csv").out
    assert [one["parent"] for one in program.do("tag", "list", "--json").json] == ["", "war"]


def test_a_file_that_is_no_codebook_is_told(program):
    program.write("book.csv", "name,meaning\nwar,fighting\n")
    refused = program.run("import", "book.csv")
    assert (refused.status, "none of the formats" in refused.err) == (1, True)
    codes = '<CodeBook><Codes><Code guid="1" name="&a;"/></Codes></CodeBook>'
    bomb = f'<!DOCTYPE x [<!ENTITY a "b">]>{codes}'
    program.write("book.qdc", bomb)
    refused = program.run("import", "book.qdc", "--format", "refi-qda-codebook")
    assert (refused.status, "declarations of its own" in refused.err) == (1, True)
