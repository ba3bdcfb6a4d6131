"""A text gives back what it was made of, in any slice, and does not grow for an emoji."""

import sys

from hypothesis import given
from hypothesis import strategies as st

from reader.core.text import CHUNK, Text

texts = st.lists(
    st.text(st.characters(min_codepoint=0, max_codepoint=0x10FFFF, exclude_categories=[])),
    max_size=6,
)


@given(texts, st.integers(-5, 60), st.integers(-5, 60))
def test_a_slice_is_that_of_the_whole_string(chunks, start, end):
    text, whole = Text(chunks), "".join(chunks)
    assert str(text) == whole
    assert len(text) == len(whole)
    assert text.slice(start, end) == whole[max(0, start) : max(0, end)]


@given(texts)
def test_chunks_follow_each_other_and_do_not_decide_the_identity(chunks):
    text, whole = Text(chunks), "".join(chunks)
    assert all(whole[start : start + len(chunk)] == chunk for start, chunk in text.chunks())
    assert text.sha256 == Text.of(whole).sha256
    assert text == Text.of(whole)


def test_chunks_end_with_a_line():
    text = Text.of("a line of the text\n" * 10_000)
    assert all(chunk.endswith("\n") and len(chunk) <= CHUNK for _, chunk in text.chunks())


def test_an_emoji_does_not_widen_the_text_around_it():
    text = Text.of(("a line of the text\n" * 99 + "🌍\n") * 300)
    held = sum(map(sys.getsizeof, text._chunks))
    assert held < 1.1 * len(text)
