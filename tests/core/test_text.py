"""A text gives back what it was made of, in any slice, and does not grow for an emoji."""

import sys

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reader.core import text as text_module
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
    held = sum(sys.getsizeof(getattr(chunk, "data", chunk)) for chunk in text._chunks)
    assert held < 1.1 * len(text)


@given(st.text(st.characters(exclude_categories=["Cs"])), st.integers(4, 12), st.integers(0, 80))
def test_a_text_held_as_it_came_is_the_same_text(words, chunk, long):
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(text_module, "CHUNK", chunk)
        patch.setattr(text_module, "LONG", long)
        held = Text.of_utf8(words.encode())
    whole = words.replace("\r\n", "\n").replace("\r", "\n")
    assert str(held) == whole
    assert len(held) == len(whole)
    assert held.sha256 == Text.of(whole).sha256
    assert "".join(held.slice(at, at + 1) for at in range(len(whole))) == whole


@pytest.mark.parametrize("long", [0, 100])
def test_what_is_no_utf_8_is_no_text(long, monkeypatch):
    monkeypatch.setattr(text_module, "LONG", long)
    for data in (b"\xff", b"abc\xc3", b"\xed\xa0\x80", b"\x80" * 9):
        with pytest.raises(UnicodeDecodeError):
            Text.of_utf8(data)


def test_a_long_text_takes_its_bytes_and_no_more():
    data = ("a line of the text\n" * 99 + "🌍 “quoted”\n").encode() * 2_400
    held = Text.of_utf8(data)
    assert all(chunk.data.obj is data for chunk in held._chunks)
