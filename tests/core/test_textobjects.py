"""Words, sentences and paragraphs are those a person would name."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reader.core.document import Block, BlockKind, Document
from reader.core.text import Text
from reader.core.textobjects import TextObjects, Unit, sentences, words
from tests.core.tricky import lines

PROSE = (
    "Before dawn the second wave came in. N. Rutte had promised interceptors "
    '"within weeks." In Odesa the engineers\ncounted hours instead!\n\n'
    "By six the operator reported, e.g. from the U.N. mission, that 3.5 of 4 lines held. "
    "Nineteen were dead.\n"
)


def objects(text, *blocks):
    return TextObjects(Document(Text.of(text), "txt", "txt/1", blocks=blocks))


def quotes(text, spans):
    return [text[a:b] for a, b in spans]


def test_sentences_end_at_marks_and_not_at_abbreviations():
    first, second = PROSE.strip().split("\n\n")
    assert quotes(first, sentences(first)) == [
        "Before dawn the second wave came in.",
        'N. Rutte had promised interceptors "within weeks."',
        "In Odesa the engineers\ncounted hours instead!",
    ]
    assert quotes(second, sentences(second)) == [
        "By six the operator reported, e.g. from the U.N. mission, that 3.5 of 4 lines held.",
        "Nineteen were dead.",
    ]


def test_east_asian_sentences_end_without_a_space():
    text = "今日は晴れ。明日は雨！「はい。」"
    assert quotes(text, sentences(text)) == ["今日は晴れ。", "明日は雨！", "「はい。」"]


def test_a_line_break_that_was_meant_ends_a_sentence():
    text = "A heading\nand then prose that is wrapped by hand at some\nforty cells or more."
    assert quotes(text, sentences(text))[0] == "A heading"
    assert len(sentences(text)) == 2


def test_words_keep_their_apostrophes_and_hyphens():
    text = "don't — well-known, U.N. (3.5) L’été 漢字かな"
    assert quotes(text, words(text)) == [
        "don't", "well-known", "U.N", "3.5", "L’été", "漢", "字", "か", "な",
    ]  # fmt: skip


@given(st.lists(lines, max_size=4).map("\n".join))
def test_sentences_and_words_are_in_order_and_inside_the_text(text):
    for found in (sentences(text), words(text)):
        borders = [border for span in found for border in span]
        assert borders == sorted(borders)
        assert all(text[a:b].strip() for a, b in found)
        assert not borders or (borders[0] >= 0 and borders[-1] <= len(text))


@pytest.mark.parametrize(
    ("unit", "at", "expected"),
    [
        (Unit.WORD, "second", "second"),
        (Unit.SENTENCE, "second", "Before dawn the second wave came in."),
        (Unit.SENTENCE, "counted", "In Odesa the engineers\ncounted hours instead!"),
        (Unit.CLUSTER, "second", "s"),
    ],
)
def test_the_object_around_an_offset(unit, at, expected):
    start, end = objects(PROSE).around(unit, PROSE.index(at))
    assert PROSE[start:end] == expected


def test_between_two_words_the_next_one_is_meant():
    start, end = objects(PROSE).around(Unit.WORD, PROSE.index(" dawn"))
    assert PROSE[start:end] == "dawn"


def test_a_paragraph_of_plain_text_ends_at_a_blank_line():
    start, end = objects(PROSE).paragraph(PROSE.index("Nineteen"))
    assert PROSE[start:end] == PROSE.strip().split("\n\n")[1]


def test_a_paragraph_of_a_structured_text_is_its_block():
    text = "Title\none two\nthree"
    blocks = (Block(0, 5, BlockKind.HEADING, 1), Block(6, 13), Block(14, 19))
    found = objects(text, *blocks)
    assert found.paragraph(8) == (6, 13)
    assert found.next_paragraph(8, 1) == 14
    assert found.next_paragraph(8, -1) == 6
    assert found.next_paragraph(6, -1) == 0
    assert found.next_heading(8, -1) == 0
    assert found.next_heading(8, 1) is None


def test_paragraphs_of_plain_text_are_walked_in_both_directions():
    text = "one\n\n\ntwo\nstill two\n\nthree\n"
    found = objects(text)
    assert found.next_paragraph(0, 1) == text.index("two")
    assert found.next_paragraph(0, 2) == text.index("three")
    assert found.next_paragraph(text.index("three"), -1) == text.index("two")
    assert found.next_paragraph(text.index("still"), -1) == text.index("two")
    assert found.next_paragraph(text.index("three"), 5) == text.index("three")


def test_an_end_stops_after_words_ahead_of_its_anchor_and_before_them_behind_it():
    text = "one two three four"
    found = objects(text)
    assert found.move(Unit.WORD, 3, 1, anchor=0) == 7
    assert found.move(Unit.WORD, 7, -1, anchor=0) == 3
    assert found.move(Unit.WORD, 13, -1, anchor=13) == 8
    assert found.move(Unit.WORD, 8, -1, anchor=13) == 4
    assert found.move(Unit.WORD, 4, 1, anchor=13) == 8


def test_an_end_steps_over_whole_clusters():
    text = "a👨‍👩‍👧‍👦e\u0301"
    found = objects(text)
    assert found.move(Unit.CLUSTER, 1, 1, anchor=0) == len(text) - 2
    assert found.move(Unit.CLUSTER, len(text), -1, anchor=0) == len(text) - 2
    assert found.move(Unit.CLUSTER, len(text), 3, anchor=0) == len(text)


@given(
    st.lists(lines, max_size=4).map("\n".join),
    st.sampled_from([Unit.CLUSTER, Unit.WORD, Unit.SENTENCE, Unit.PARAGRAPH]),
    st.integers(0, 200),
    st.integers(0, 200),
    st.integers(-3, 3),
)
def test_an_end_never_leaves_the_text_or_moves_the_wrong_way(text, unit, at, anchor, count):
    at, anchor = min(at, len(text)), min(anchor, len(text))
    moved = objects(text).move(unit, at, count, anchor)
    assert 0 <= moved <= len(text)
    assert (moved - at) * count >= 0
