"""Pieces of a text found by their beginning."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reader.core.pieces import PieceIndex

TEXT = "the tide fell, the tide rose, and the harbour master wrote it down"


def test_a_piece_is_found_wherever_a_word_begins_with_it():
    index = PieceIndex(TEXT)
    assert index.places("the tide", 9) == [0, 15]
    assert index.places("the tide", 1) == [0]
    assert index.places("he tide ", 9) == []


def test_pieces_of_a_pattern_begin_at_its_words():
    pattern = "and the harbour"
    assert [pattern[at : at + 8] for at in PieceIndex(TEXT).starts(pattern)] == [
        "and the ",
        "the harb",
    ]


@pytest.mark.parametrize("text", ["", "a", "the"])
def test_a_text_that_is_shorter_than_a_piece_has_none(text):
    index = PieceIndex(text)
    assert list(index.starts(text)) == []
    assert index.places("anything", 9) == []


def test_a_text_without_blanks_has_pieces_everywhere():
    index = PieceIndex("潮水退了又涨港务长写下来")
    assert index.places("水退了又", 9) == [1]
    assert len(list(index.starts("退了又涨港"))) == 2


@given(st.text("ab 潮", max_size=200), st.text("ab 潮", max_size=40))
def test_what_is_found_stands_there_and_nothing_is_missed(text, pattern):
    index = PieceIndex(text)
    for at in index.starts(pattern):
        piece = pattern[at : at + index.size]
        places = index.places(piece, len(text) + 1)
        wanted = [at for at in index.starts(text) if text.startswith(piece, at)]
        assert places == wanted
