"""``reader list`` and ``reader show``."""

from __future__ import annotations

REPORT = "# The night the grid held\n\nIn *Odesa* the lines held. People counted hours.\n"


def test_a_fresh_home_lists_the_samples_and_changes_nothing_beside_them(program):
    done = program.do("list", "--json")
    assert len(done.json) >= 8
    titles = {entry["title"] for entry in done.json}
    assert "Welcome to reader" in titles
    assert list(program.docs.iterdir()) == []


def test_a_list_tells_what_each_document_is(program):
    program.write("a.md", REPORT)
    program.write("sub/b.txt", "Plain words\n")
    program.do("note", "add", "a.md", "--quote", "Odesa", "--tag", "war", "--text", "where?")
    program.do("note", "add", "a.md", "--tag", "read")
    one, two = program.do("list", ".", "--json").json
    assert set(one) == {"path", "title", "kind", "words", "tags", "notes", "modified", "status"}
    assert one["status"] == "unread"
    assert (one["path"], one["title"], one["kind"]) == ("a.md", "The night the grid held", "md")
    assert (one["tags"], one["notes"]) == (["read", "war"], 2)
    assert one["words"] == 13
    assert one["modified"].endswith("Z")
    assert (two["path"], two["words"], two["notes"], two["tags"]) == ("sub/b.txt", 2, 0, [])


def test_a_list_for_people_has_a_row_for_each_document(program):
    program.write("a.md", REPORT)
    (row,) = program.do("list", "a.md").lines
    assert row.split("  ")[:2] == ["a.md", "The night the grid held"]
    assert "0 notes" in row


def test_a_list_is_narrowed_by_a_filter(program):
    program.write("a.md", REPORT)
    program.write("b.txt", "Plain words\n")
    program.do("note", "add", "b.txt", "--tag", "energy")

    def listed(filter_: str) -> list[str]:
        return [
            entry["path"] for entry in program.do("list", ".", "--json", "--filter", filter_).json
        ]

    assert listed("odesa") == ["a.md"]
    assert listed("tag:energy") == ["b.txt"]
    assert listed("nowhere") == []


def test_a_document_on_standard_input_is_listed(program):
    (entry,) = program.do("list", "-", "--json", stdin=REPORT.encode()).json
    assert (entry["path"], entry["kind"], entry["modified"]) == ("-", "txt", "")


def test_notes_stay_with_a_document_that_is_renamed_moved_or_edited(program):
    path = program.write("a.md", REPORT)
    program.do("note", "add", "a.md", "--quote", "counted hours")
    path = path.rename(program.docs / "b.md")
    assert [entry["notes"] for entry in program.do("list", ".", "--json").json] == [1]
    program.do("note", "list", "b.md")
    path.write_text(REPORT.replace("In *Odesa*", "In the city of *Odesa*"))
    (note,) = program.do("note", "list", "b.md", "--json").json
    assert note["targets"][0]["exact"] == "counted hours"
    shift = len("the city of ")
    assert note["targets"][0]["start"] == REPORT.replace("*", "").index("counted") - 2 + shift


def test_a_page_is_shown_at_the_width_that_is_asked_for(program):
    program.write("a.txt", "Title\n\n" + "word " * 60 + "\n")
    done = program.do("show", "a.txt", "--width", "30")
    assert max(map(len, done.lines)) <= 30
    assert len(done.lines) > 10
    assert done.out.split() == ["Title", *["word"] * 60]


def test_a_page_that_is_not_for_a_terminal_has_no_escape_sequences(program):
    program.write("a.md", REPORT)
    assert "\x1b" not in program.do("show", "a.md").out


def test_a_page_is_set_as_the_options_and_the_settings_say(program):
    text = "He saw the interceptors fly over the estuary at dawn, and the others saw them.\n"
    program.write("a.txt", text)
    program.write("a.md", f"---\nlang: en\n---\n\n{text}")
    shown = program.do("show", "a.md", "--width", "19", "--hyphenate", "--justify").out
    assert shown.startswith("He saw  the  inter-\nceptors")
    spaced = program.do("show", "a.txt", "--width", "40", "--spacing", "1").out
    assert spaced.split("\n")[1::2] == [""] * (len(spaced.split("\n")) // 2)
    assert program.run("show", "a.txt", "--spacing", "9").status == 2


def test_a_page_of_standard_input_is_shown(program):
    assert program.do("show", "-", stdin="Größe\n".encode()).out == "Größe\n"


def test_a_store_beside_the_documents_is_found_from_below(program):
    program.write("project/sub/a.txt", "Some words here.\n")
    program.do("init", "project")
    program.do("note", "add", "project/sub/a.txt", "--quote", "words")
    assert list((program.docs / "project" / ".reader").rglob("annotations/*/*.json"))
    assert not list(program.home.rglob("annotations"))
    assert len(program.do("note", "list", "project", "--json").json) == 1


def test_the_store_can_be_chosen_before_and_after_the_verb_and_by_the_environment(
    program, tmp_path
):
    program.write("a.txt", "Some words here.\n")
    store = str(tmp_path / "store")
    program.do("--store", store, "note", "add", "a.txt", "--text", "one")
    program.do("note", "add", "a.txt", "--text", "two", "--store", store)
    program.do("note", "--store", store, "add", "a.txt", "--text", "three")
    program.do("note", "add", "a.txt", "--text", "four", READER_STORE=store)
    assert len(program.do("note", "list", "--json", "--store", store).json) == 4
    assert program.do("note", "list", "--json").json == []


def test_one_folder_can_hold_everything(program, tmp_path):
    program.write("a.txt", "Some words here.\n")
    home = tmp_path / "all"
    program.do("note", "add", "a.txt", "--text", "one", READER_HOME=str(home))
    assert {path.name for path in home.iterdir()} >= {"data", "state"}
    assert list(program.home.iterdir()) == []


def test_a_copy_shares_its_notes_and_the_list_says_with_which(program):
    original = program.write("a.txt", "Some words here.\n")
    copy = program.write("copy.txt", "Some words here.\n")
    program.write("other.txt", "Other words.\n")
    program.do("note", "add", "a.txt", "--quote", "words", "--text", "mine")
    program.do("note", "list", "copy.txt")
    entries = {one["path"]: one for one in program.do("list", ".", "--json").json}
    assert entries["copy.txt"]["notes"] == 1
    assert entries["copy.txt"]["shares_notes_with"] == [str(original)]
    assert entries["a.txt"]["shares_notes_with"] == [str(copy)]
    assert "shares_notes_with" not in entries["other.txt"]
    (row,) = (row for row in program.do("list", ".").lines if row.startswith("copy.txt"))
    assert row.endswith(f"= {original}")
