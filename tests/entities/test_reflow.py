"""What line breaks mean."""

from hypothesis import given
from hypothesis import strategies as st

from reader.entities.reflow import BLOCK, blocks, reflow


@given(st.text())
def test_the_length_never_changes(text):
    assert len(reflow(text)) == len(text)


@given(st.text(alphabet="ab \n.", max_size=300))
def test_blocks_are_the_whole_text_in_order(text):
    pieces = list(blocks(text))
    assert [offset for offset, _ in pieces] == sorted({offset for offset, _ in pieces})
    assert sum(len(piece) for _, piece in pieces) == len(text)


def test_a_break_inside_a_wrapped_paragraph_is_a_space():
    assert reflow("President Joe\nBiden went home") == "President Joe Biden went home"


def test_a_blank_line_a_bullet_and_a_full_stop_keep_the_break():
    assert reflow("Joe\n\nBiden") == "Joe\n\nBiden"
    assert reflow("- Joe\n- Biden") == "- Joe\n- Biden"
    assert reflow("It is Joe.\nBiden said so") == "It is Joe.\nBiden said so"


def test_lines_that_nobody_wrapped_stand_alone():
    title, body = "A title", "word " * 40
    assert reflow(f"{title}\n{body}") == f"{title}\n{body}"


def test_a_text_without_any_space_is_cut_into_blocks():
    pieces = list(blocks("a" * (3 * BLOCK + 1)))
    assert max(len(piece) for _, piece in pieces) <= BLOCK
    assert sum(len(piece) for _, piece in pieces) == 3 * BLOCK + 1


def test_a_block_ends_at_a_paragraph_where_there_is_one():
    text = ("word " * 100 + "\n\n") * 200
    assert all(piece.endswith("\n\n") for _, piece in blocks(text))
