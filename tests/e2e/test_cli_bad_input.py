"""What cannot be read or written: one clear message each, and nothing is lost."""

from __future__ import annotations

import os

import pytest

REPORT = "The grid held in Odesa.\n"
HOSTILE = b"new\nline\x1b]0;title\x07\x9b2J\xff.txt"


def told(done, status: int = 1) -> str:
    """Return the message of a failure: one line, without a traceback, and safe to print."""
    assert done.status == status
    assert done.err.startswith("reader: ")
    assert done.err.count("\n") == 1
    assert done.err[:-1].isprintable()
    return done.err


@pytest.mark.parametrize(
    ("name", "content", "message"),
    [
        ("missing.txt", None, "missing.txt: there is no such file"),
        ("binary.txt", bytes(range(256)) * 8, "binary.txt: this is not a text"),
    ],
)
@pytest.mark.parametrize(
    "verb",
    [["list"], ["show"], ["entities"], ["search", "x"], ["note", "add", "--text", "x"]],
    ids=" ".join,
)
def test_a_document_that_cannot_be_opened_is_told(program, name, content, message, verb):
    if content is not None:
        program.write(name, content)
    assert message in told(program.run(*verb, name))


def test_the_documents_beside_one_that_cannot_be_opened_are_listed(program):
    program.write("a.txt", REPORT)
    (program.docs / "b.txt").symlink_to("nowhere")
    program.write("c.txt", bytes(2000))
    for verb in (["list", "."], ["search", "grid", "."], ["entities", "."]):
        done = program.run(*verb, "--json" if verb[0] != "entities" else "--format=json")
        assert done.status == 1
        assert [one["path"] for one in done.json] == ["a.txt"]
        assert done.err.count("\n") == 2


def test_a_folder_without_documents_is_told_with_what_would_be_one(program):
    program.write("sub/a.exe", "x")
    message = told(program.run("list", "sub"))
    assert "sub: there is no document here" in message
    assert ".md" in message


def test_a_folder_is_not_shown_as_a_document(program):
    assert ".: this is a folder" in told(program.run("show", "."))


def test_a_pipe_or_a_device_does_not_block(program):
    os.mkfifo(program.docs / "pipe.txt")
    assert "pipe.txt: this is a device, pipe" in told(program.run("show", "pipe.txt"))
    assert "/dev/zero: this is a device" in told(program.run("list", "/dev/zero"))


def test_standard_input_without_an_end_is_told(program, monkeypatch):
    monkeypatch.setattr("reader.formats.opener.MAX_BYTES", 1_000)
    assert program.do("show", "-", stdin=b"x " * 500).out.split() == ["x"] * 500
    assert "more is piped in" in told(program.run("show", "-", stdin=b"x " * 501))


def test_an_empty_file_is_a_document_without_words(program):
    program.write("empty.txt", "")
    (entry,) = program.do("list", "empty.txt", "--json").json
    assert (entry["title"], entry["words"]) == ("empty", 0)
    done = program.run("show", "empty.txt")
    assert (done.status, done.out.strip()) == (0, "")
    assert "empty.txt: The file is empty." in done.err
    assert program.run("show", "empty.txt", "--quiet").err == ""


def test_bytes_that_are_no_utf8_are_shown_and_told(program):
    program.write("latin.txt", b"caf\xe9 \x80 \xff and so on, for a while, in plain words\n")
    done = program.run("show", "latin.txt")
    assert done.status == 0
    assert "and so on" in done.out
    assert "latin.txt: " in done.err


def test_a_hostile_name_is_printed_harmlessly_and_kept_exactly(program):
    (program.docs / os.fsdecode(HOSTILE)).write_text(REPORT)
    for verb in (["list", "."], ["search", "grid", "."], ["entities", "."], ["note", "list", "."]):
        done = program.do(*verb)
        assert all(line.isprintable() for line in done.lines)
    (entry,) = program.do("list", ".", "--json").json
    assert os.fsencode(entry["path"]) == HOSTILE
    program.do("note", "add", HOSTILE, "--quote", "Odesa", "--text", "\x1b[2J\u202e")
    done = program.do("note", "list", "--json")
    assert done.out.isascii()
    assert "\x1b" not in done.out
    assert done.json[0]["note"] == "\x1b[2J\u202e"
    assert all(line.isprintable() for line in program.do("note", "list").lines)


def test_a_hostile_text_is_shown_as_pictures(program):
    program.write("a.txt", "one \x1b]52;c;eA==\x07 two \x9b2J \u202e three\n")
    out = program.do("show", "a.txt", "--width", "200").out
    assert out == "one ␛]52;c;eA==␇ two \ufffd2J \ufffd three\n"


def test_a_message_about_a_hostile_argument_is_harmless(program):
    assert "␛[2J" in told(program.run("show", "\x1b[2J\n.txt"))
    told(program.run("list", "--filter", "status:\x1b[2J"), 2)
    told(program.run("entities", ".", "--format", "\x1b[2J"), 2)
    told(program.run("tag", "rename", "\x1b[2J\n", "x"))
    told(program.run("show", b"caf\xe9.txt"))


def test_a_path_that_can_be_none_is_wrong_usage(program):
    told(program.run("show", ""), 2)
    told(program.run("show", "a\0b"), 2)


def test_a_file_that_is_called_like_a_verb_is_reached_by_its_path(program):
    program.write("list", REPORT)
    assert program.do("show", "./list").out == REPORT
    assert [entry["path"] for entry in program.do("list", "list", "--json").json] == ["list"]


def test_a_store_that_cannot_be_written_keeps_nothing_and_says_so(program):
    program.write("a.txt", REPORT)
    in_the_way = program.write("file", "")
    done = program.run("note", "add", "a.txt", "--text", "x", "--store", str(in_the_way / "store"))
    assert done.out == ""
    assert "store" in told(done)
    assert [entry["notes"] for entry in program.do("list", "a.txt", "--json").json] == [0]


def test_folders_of_the_device_that_cannot_be_written_cost_no_reading(program):
    program.write("a.txt", REPORT)
    (program.home / ".local").write_text("in the way")
    (program.home / ".cache").write_text("in the way")
    assert program.do("show", "a.txt").out == REPORT
    assert len(program.do("entities", "a.txt", "--format", "jsonl").lines) == 1


def test_a_broken_configuration_is_told_and_the_defaults_are_used(program):
    program.write("a.txt", REPORT)
    config = program.home / ".config" / "reader" / "config.toml"
    config.parent.mkdir(parents=True)
    config.write_text("theme = [\n")
    done = program.run("list", "a.txt", "--json")
    assert (done.status, len(done.json)) == (0, 1)
    assert "config.toml: the settings cannot be read" in done.err
    assert "the defaults are used" in done.err
    config.write_text('measure = "wide"\nthem = 1\n')
    done = program.run("list", "a.txt")
    assert done.status == 0
    assert done.err.count("\n") == 2
    assert program.run("list", "a.txt", "--quiet").err == ""


def test_a_configuration_that_was_named_has_to_be_there(program):
    assert "missing.toml: there is no such file" in told(
        program.run("list", "--config", "missing.toml")
    )


def test_the_app_asks_for_a_terminal_and_says_what_to_do_without(program):
    program.write("a.txt", REPORT)
    assert "reader show FILE" in told(program.run("a.txt"))
    assert "missing.txt: there is no such file" in told(program.run("missing.txt"))


@pytest.mark.parametrize(
    "arguments",
    [["list", "--foo"], ["--foo"], ["show"], ["show", "a", "b"], ["show", "a", "--width", "wide"]],
)
def test_wrong_usage_is_told_with_where_to_look(program, arguments):
    assert "--help" in told(program.run(*arguments), 2)


def test_a_mistake_in_a_filter_is_told_with_its_place(program):
    program.write("a.txt", REPORT)
    message = told(program.run("list", "a.txt", "--filter", "grid tags:x"), 2)
    assert "character 6" in message
