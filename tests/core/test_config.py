"""Settings from a parsed file: what is wrong is told, and never stops the program."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reader.core.config import Configuration, Settings, read_settings

VALUES = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(), inner, max_size=3),
    max_leaves=6,
)


def test_an_empty_file_gives_the_defaults():
    assert read_settings({}).settings == Settings()
    assert read_settings({}).problems == ()


def test_every_setting_can_be_set():
    table = {
        "theme": "daylight",
        "name": "Anna",
        "measure": 60,
        "margin": 4,
        "spacing": 1,
        "justify": True,
        "hyphenate": True,
        "letters": True,
        "recogniser": "off",
        "recognisers": {"de": ["spacy:de", "builtin"], "*.log": "off"},
        "plugins": ["exec:tag"],
        "hide": ["DATE"],
        "mouse": False,
        "hardware_scrolling": False,
        "keys": {"reading.down": ["j", "down"], "reading.up": "k"},
    }
    read = read_settings(table)
    assert read.problems == ()
    assert read.settings == Settings(
        theme="daylight",
        name="Anna",
        measure=60,
        margin=4,
        spacing=1,
        justify=True,
        hyphenate=True,
        letters=True,
        recogniser=("off",),
        recognisers={"de": ("spacy:de", "builtin"), "*.log": ("off",)},
        plugins=("exec:tag",),
        hide=("DATE",),
        mouse=False,
        hardware_scrolling=False,
        keys={"reading.down": ("j", "down"), "reading.up": ("k",)},
    )


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("theme", 3),
        ("measure", 19),
        ("measure", 401),
        ("measure", "76"),
        ("measure", True),
        ("hide", "DATE"),
        ("hide", [1]),
        ("mouse", "yes"),
        ("mouse", 1),
        ("keys", ["j"]),
        ("keys", {"reading.down": [1]}),
    ],
)
def test_a_wrong_value_is_told_and_the_default_used(name, value):
    read = read_settings({name: value, "name": "Anna"})
    assert read.settings == Settings(name="Anna")
    (problem,) = read.problems
    assert name in problem
    assert "default" in problem


def test_an_unknown_setting_is_told_and_ignored():
    read = read_settings({"them": "daylight", "theme": "daylight"})
    assert read.settings.theme == "daylight"
    (problem,) = read.problems
    assert "them" in problem


@given(st.dictionaries(st.sampled_from([*Settings.__slots__, "other"]), VALUES))
def test_no_value_stops_the_program(table):
    read = read_settings(table)
    assert len(read.problems) <= len(table)


OWN = Settings(
    recogniser=("builtin",),
    recognisers={"de": ("spacy:mine",)},
    plugins=("exec:trusted",),
    theme="daylight",
)


def with_library(table):
    return Configuration(OWN, ("told before",)).with_library(table)


def test_a_library_sets_how_entities_are_shown_and_nothing_else():
    both = with_library({"hide": ["DATE"], "theme": "loud", "recogniser": ["exec:trusted", "off"]})
    assert both.settings == OWN._replace(hide=("DATE",), recogniser=("exec:trusted", "off"))
    assert both.problems == ("told before", "setting “theme”: a library cannot set it")


def test_a_library_runs_no_program_that_the_person_has_not_named():
    both = with_library(
        {
            "recogniser": ["builtin", "exec:rm -rf ~"],
            "plugins": ["exec:rm -rf ~"],
            "recognisers": {"*.txt": "exec:evil", "fr": "off", "de": "builtin"},
        }
    )
    assert both.settings.recogniser == OWN.recogniser
    assert both.settings.recognisers == {"fr": ("off",), "de": ("spacy:mine",)}
    assert both.settings.plugins == OWN.plugins
    told = " ".join(both.problems)
    assert "“exec:rm -rf ~”" in told
    assert "“exec:evil”" in told
    assert "“plugins”: a library cannot set it" in told


@pytest.mark.parametrize(
    "value", [3, [], [1], {"": "off"}, {"words here": "off"}, {"de": []}, {"de": 4}]
)
def test_a_wrong_table_of_recognisers_is_told(value):
    (problem,) = read_settings({"recognisers": value}).problems
    assert "recognisers" in problem


@given(st.dictionaries(st.sampled_from([*Settings._fields, "other"]), VALUES))
def test_no_setting_of_a_library_stops_the_program_or_names_one_to_run(table):
    named = with_library(table).settings.named_recognisers
    assert named <= OWN.named_recognisers | {"builtin", "off"}
