"""What the program says of itself."""

from __future__ import annotations

import pytest

from reader import __version__


def test_settings_and_folders_are_shown(program):
    config = program.write("config.toml", "measure = 60\nhide = []\n[keys]\n'reading.down' = 'J'\n")
    shown = program.do("config", "--json", "--config", str(config)).json
    assert shown["settings"]["measure"] == 60
    assert shown["settings"]["keys"] == {"reading.down": ["J"]}
    assert shown["folders"]["config file"] == str(config)
    assert shown["folders"]["store"].startswith(str(program.home))
    rows = [line.split(maxsplit=1) for line in program.do("config", "--config", str(config)).lines]
    assert ["measure", "60"] in rows
    assert ["mouse", "true"] in rows
    assert ["keys", '{"reading.down" = ["J"]}'] in rows


def test_every_command_is_listed_with_its_keys(program):
    config = program.write("config.toml", "[keys]\n'reading.down' = ['J', 'ctrl+n']\n")
    rows = [line.split("  ") for line in program.do("keys", "--config", str(config)).lines]
    keys = {row[0]: [cell.strip() for cell in row if cell][1] for row in rows}
    assert keys["reading.down"] == "J, ctrl+n"
    assert keys["reading.end"] == "G, end"


def test_themes_are_listed_the_chosen_one_marked_and_broken_ones_told(program):
    listed = program.do("themes").lines
    assert [line for line in listed if line.startswith("*")] == ["*  lamplight  Lamplight"]
    folder = program.home / ".config" / "reader" / "themes"
    folder.mkdir(parents=True)
    (folder / "mine.toml").write_text("[theme\n")
    done = program.run("themes")
    assert (done.status, done.out.splitlines()) == (1, listed)
    assert "mine.toml" in done.err


def test_recognisers_are_listed(program):
    builtin, off, *plugins = program.do("recognisers", "list").lines
    assert builtin.startswith("*  builtin ")
    assert "GPE" in builtin
    assert off.split() == ["off"]
    assert [one.split()[0] for one in plugins] == ["gliner", "spacy"]


def test_a_recogniser_is_checked(program):
    assert "keeps to" in program.do("recognisers", "check", "builtin").out
    failed = program.run("recognisers", "check", "exec:/no/such/command")
    assert failed.status == 1
    assert failed.err


def test_the_version_is_told_for_every_verb(program):
    for arguments in (["--version"], ["list", "--version"], ["note", "add", "--version"]):
        assert program.do(*arguments).out == f"reader {__version__}\n"


@pytest.mark.parametrize("verb", ["note", "tag", "recognisers"])
def test_the_first_word_of_a_verb_has_help_and_asks_for_the_second(program, verb):
    assert f"{verb} list" in program.do(verb, "--help").out
    for arguments in ([verb], [verb, "lst"]):
        done = program.run(*arguments)
        assert (done.status, done.out) == (2, "")
        assert "list" in done.err


def test_the_help_names_every_verb(program):
    out = program.do("--help").out
    for verb in ("list", "note add", "export", "restore", "--store", "READER_STORE", "examples:"):
        assert verb in out
