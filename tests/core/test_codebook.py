"""Tags by id, by name and by key."""

from __future__ import annotations

from reader.core.annotation import Code
from reader.core.codebook import KEYS, Codebook

ENERGY = Code("1", "Énergie", key="1")
WAR = Code("2", "war", key="2")
GONE = Code("3", "claim", key="3", retired=True)
BOOK = Codebook([ENERGY, WAR, GONE])


def test_a_retired_code_keeps_its_name_but_is_not_offered():
    assert list(BOOK) == [ENERGY, WAR]
    assert len(BOOK) == 2
    assert BOOK.name("3") == "claim"
    assert BOOK.named("claim") is None
    assert BOOK.for_key("3") is None


def test_an_id_without_a_code_is_its_own_name():
    assert BOOK.name("99") == "99"
    assert BOOK.get("99") is None


def test_names_are_found_whatever_their_case_and_unicode_form():
    assert BOOK.named("E\u0301NERGIE") == ENERGY


def test_the_first_free_key_is_given_out():
    assert BOOK.free_key() == "3"
    full = Codebook(Code(key, f"tag {key}", key=key) for key in KEYS)
    assert full.free_key() == ""


def test_names_become_ids_and_new_ones_become_codes():
    ids, added = BOOK.resolve(["war", "claim", " air   defence ", "CLAIM", "", "  "])
    assert [code.name for code in added] == ["claim", "air defence"]
    assert [code.key for code in added] == ["3", "4"]
    assert ids == ("2", added[0].id, added[1].id)


def test_names_that_are_there_add_nothing():
    assert BOOK.resolve(["WAR", "énergie", "war"]) == (("2", "1"), ())
