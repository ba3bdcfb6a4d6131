"""Plain text keeps its characters; what is guessed of its structure lies beside them."""

from pathlib import Path
from textwrap import dedent, fill

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reader.core.document import BlockKind
from reader.core.plaintext import MAX_STRUCTURED
from reader.formats.registry import Registry
from reader.formats.source import Source

SENTENCE = "Before dawn the second wave came in over the estuary, and nobody at the desk spoke. "


def converted(text):
    return Registry().convert(Source(Path("notes.txt"), text.encode()))


def pieces(document, kind=BlockKind.PARAGRAPH):
    text = str(document.text)
    return [text[b.start : b.end] for b in document.blocks if b.kind is kind]


def test_the_text_is_that_of_the_file():
    text = "  One\n\n\n\ttwo  \n"
    assert str(converted(text).text) == text


@pytest.mark.parametrize("width", [60, 72, 80])
def test_lines_broken_at_a_width_are_one_paragraph(width):
    paragraphs = [fill(SENTENCE * n, width) for n in (3, 5, 1, 4)]
    assert pieces(converted("Title\n\n" + "\n\n".join(paragraphs))) == paragraphs


def test_a_list_among_wrapped_lines_begins_new_paragraphs():
    items = [fill(f"- {SENTENCE * 2}", 72), fill(f"2. {SENTENCE * 2}", 72)]
    prose = fill(SENTENCE * 4, 72)
    assert pieces(converted("T\n\n" + "\n".join(items) + "\n\n" + prose)) == [*items, prose]


def test_long_lines_are_paragraphs_of_their_own():
    lines = [SENTENCE * 5, SENTENCE * 3]
    assert pieces(converted("\n".join(lines))) == lines


def test_verse_stays_in_lines():
    verse = dedent("""\
        The wind came up the valley in the night
        and took the lamp, and took the open door;
        we heard it in the orchard, counting white
        unlucky blossom down upon the floor.""")
    assert pieces(converted(fill(SENTENCE * 6, 72) + "\n\n" + verse))[-4:] == verse.split("\n")


def test_code_and_quoted_mail_stay_in_lines():
    code = "def f(first_argument, second_argument, third_argument):\n    return first_argument\n"
    mail = "> " + SENTENCE[:68] + "\n> " + SENTENCE[:68]
    text = fill(SENTENCE * 6, 72) + "\n\n" + code + "\n" + mail
    assert pieces(converted(text))[1:] == [*code.splitlines(), *mail.splitlines()]


@pytest.mark.parametrize(
    ("line", "level"),
    [
        ("Chapter IV", 2),
        ("CHAPTER 1. Loomings", 2),
        ("THE SPECIMEN", 2),
        ("2. Methods", 2),
        ("2.1 Where the data is from", 3),
        ("Title\n=====", 1),
        ("Part\n----", 2),
    ],
)
def test_headings_are_seen(line, level):
    document = converted(f"{SENTENCE}\n\n{line}\n\n{SENTENCE}")
    headings = document.outline()
    assert [(str(document.text)[b.start : b.end], b.level) for b in headings] == [
        (line.split("\n")[0], level)
    ]


@pytest.mark.parametrize(
    "line",
    ["He went home.", "1999 was warm", "NATO", "* * *", "Partly, he knew", "UN, 2024", SENTENCE],
)
def test_what_is_no_heading_is_left_alone(line):
    expected = ["NATO"] if line == "NATO" else []
    document = converted(f"{SENTENCE}\n\n{line}\n\n{SENTENCE}")
    assert pieces(document, BlockKind.HEADING) == expected


def test_the_first_line_is_the_title():
    assert converted("\n\n The night the grid held\n\nText.").metadata.title == (
        "The night the grid held"
    )


@pytest.mark.parametrize("text", ["", "\n", "=====\n", "x" * 120])
def test_the_file_name_is_the_title_where_no_line_would_do(text):
    assert converted(text).metadata.title == "notes"


def test_places_are_line_numbers():
    places = converted("Title\n\nOne.\nTwo.\n\n\nThree.").locations
    assert [place.label for place in places] == ["line 1", "line 3", "line 4", "line 7"]


def test_a_long_text_has_no_blocks():
    assert converted("x\n" * (MAX_STRUCTURED // 2 + 1)).blocks == ()


@given(st.text(st.sampled_from("ab. \n\t-=1A>\u00a0\u2028")))
def test_blocks_hold_every_line_that_is_not_blank_once(text):
    document = converted(text)
    canonical = str(document.text)
    covered = [line for b in document.blocks for line in canonical[b.start : b.end].split("\n")]
    assert covered == [line for line in canonical.split("\n") if line.strip()]
