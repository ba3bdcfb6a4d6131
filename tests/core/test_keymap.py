"""Keys become commands: sequences, counts, scopes and the person's own keys."""

from __future__ import annotations

import pytest

from reader.core.commands import COMMANDS, Scope, by_id
from reader.core.keymap import Given, Keymap, KeyReader

READING = (Scope.READING, Scope.GLOBAL)
SELECTING = (Scope.SELECTION, Scope.READING, Scope.GLOBAL)


def type_keys(keys: str, scopes=READING, keymap: Keymap | None = None) -> list[Given]:
    reader = KeyReader(keymap or Keymap())
    return [given for key in keys.split() if (given := reader.feed(key, scopes))]


def ids(given: list[Given]) -> list[str]:
    return [one.command.id for one in given]


def test_the_default_keys_have_no_problem():
    assert Keymap().problems == []


def test_every_command_has_a_help_sentence_and_an_id_of_its_own():
    assert all(command.help.endswith(".") for command in COMMANDS)
    assert len({command.id for command in COMMANDS}) == len(COMMANDS)


def test_a_sequence_gives_its_command_at_its_last_key():
    assert ids(type_keys("g g")) == ["reading.start"]
    assert ids(type_keys("] a ] ]")) == ["reading.next-annotation", "reading.next-heading"]


def test_a_count_before_a_command_is_handed_to_it():
    (given,) = type_keys("1 2 j")
    assert (given.command.id, given.count, given.counted) == ("reading.down", 12, True)


def test_a_count_is_bounded():
    (given,) = type_keys("9 9 9 9 9 9 9 9 j")
    assert given.count == 9_999


def test_a_digit_is_a_tag_while_something_is_selected():
    (given,) = type_keys("3", SELECTING)
    assert (given.command.id, given.character) == ("selection.tag-by-key", "3")


def test_a_selection_gives_other_meanings_to_the_same_keys():
    assert ids(type_keys("u")) == ["reading.half-up"]
    assert ids(type_keys("u", SELECTING)) == ["selection.undo"]


def test_a_command_can_take_the_key_after_it():
    (given,) = type_keys("m q")
    assert (given.command.id, given.character) == ("reading.mark", "q")


def test_a_key_that_is_no_character_gives_a_command_up_that_waits_for_one():
    reader = KeyReader(Keymap())
    assert reader.feed("m", READING) is None
    assert reader.pending
    assert reader.feed("escape", READING) is None
    assert not reader.pending
    assert reader.feed("j", READING).command.id == "reading.down"


def test_a_key_without_meaning_forgets_what_was_begun():
    reader = KeyReader(Keymap())
    assert reader.feed("g", READING) is None
    assert reader.pending == "g"
    assert reader.feed("z", READING) is None
    assert reader.pending == ""
    assert reader.feed("g", READING) is None


def test_own_keys_take_the_place_of_the_defaults():
    keymap = Keymap({"reading.start": ["0 0", "ctrl+home"]})
    assert ids(type_keys("0 0", keymap=keymap)) == ["reading.start"]
    assert ids(type_keys("g g", keymap=keymap)) == []
    assert keymap.keys(by_id("reading.start")) == ("0 0", "ctrl+home")


@pytest.mark.parametrize(
    ("own", "problem"),
    [
        ({"reading.fly": ["f"]}, "no command “reading.fly”"),
        ({"reading.start": ["ctrl+shft+x"]}, "no such key"),
        ({"reading.start": [""]}, "no such key"),
        ({"reading.start": ["j"]}, "is taken by"),
        ({"reading.start": ["g"], "reading.end": ["g g"]}, "is taken by"),
    ],
)
def test_a_mistake_in_own_keys_is_told(own, problem):
    (told,) = Keymap(own).problems[:1]
    assert problem in told


def test_a_mistake_in_own_keys_leaves_the_defaults():
    assert ids(type_keys("g g", keymap=Keymap({"reading.start": ["ctrl+shft+x"]}))) == [
        "reading.start"
    ]


def test_a_command_can_be_left_without_a_key():
    assert ids(type_keys("q", keymap=Keymap({"reading.back": []}))) == []
