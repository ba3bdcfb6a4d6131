"""A place of one text, found in another."""

from __future__ import annotations

import pytest

from reader.core.following import followed
from reader.core.text import Text

BEFORE = Text.of("The first words.\n\nThe grid held in Odesa.\n\nThe last words.")


@pytest.mark.parametrize("front", ["", "Home and contact.\n\n"])
def test_the_words_are_found_where_they_are_now(front):
    place = str(BEFORE).index("The grid")
    after = Text.of(front + str(BEFORE))
    assert followed(place, BEFORE, after) == place + len(front)


@pytest.mark.parametrize("offset", [0, 16, 17, 30])
def test_a_place_in_a_beginning_is_the_same_place_in_the_whole(offset):
    whole = Text.of(f"{BEFORE}\n\n{BEFORE}")
    assert followed(offset, BEFORE, whole) == offset


def test_words_that_are_gone_lead_to_the_beginning():
    after = Text.of("Nothing of it.")
    assert followed(20, BEFORE, after) == 0


def test_the_end_of_a_text_is_no_words():
    assert followed(len(BEFORE), BEFORE, BEFORE) == 0
    assert followed(0, Text.of(""), BEFORE) == 0
