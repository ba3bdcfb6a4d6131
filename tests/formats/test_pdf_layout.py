"""Printed lines become the paragraphs that they were."""

import pytest

from reader.core.document import BlockKind, Metadata
from reader.formats.builder import Builder
from reader.formats.pdf_layout import Line, Page, write_pages

LEFT, RIGHT, PITCH, SIZE = 72.0, 522.0, 14.0, 12.0
FULL = "a line that is as wide as the page allows a line to be so that it is full"


def line(text, number, *, left=LEFT, size=SIZE, gap=0.0, is_bold=False):
    width = min(RIGHT - left, len(text) * (RIGHT - LEFT) / len(FULL))
    return Line(text, left, left + width, 720 - number * PITCH - gap, size, is_bold)


def written(*pages, contents=None):
    builder = Builder()
    write_pages(
        [Page(str(number), tuple(lines)) for number, lines in enumerate(pages, 1)],
        contents or {},
        builder,
    )
    return builder.document("pdf", Metadata())


def texts(document):
    return [document.text.slice(block.start, block.end) for block in document.blocks]


def test_full_lines_are_one_paragraph_and_a_short_one_ends_it():
    document = written([line(FULL, 0), line("short end.", 1), line(FULL, 2), line("too.", 3)])
    assert texts(document) == [f"{FULL} short end.", f"{FULL} too."]


def test_a_gap_is_a_new_paragraph():
    lines = [line(FULL, number, gap=10 if number > 2 else 0) for number in range(5)]
    assert len(texts(written(lines))) == 2


def test_an_indent_is_a_new_paragraph():
    document = written([line(FULL, 0), line(FULL, 1), line(FULL, 2, left=90), line(FULL, 3)])
    assert len(texts(document)) == 2


@pytest.mark.parametrize(("ending", "count"), [("so it goes", 1), ("so it goes.", 2)])
def test_a_paragraph_goes_on_to_the_next_page_until_its_sentence_ends(ending, count):
    last = FULL[: -len(ending)] + ending
    document = written([line(FULL, 0), line(last, 1)], [line(FULL, 0), line("end.", 1)])
    assert len(texts(document)) == count


def test_every_page_is_a_place_inside_paragraphs_too():
    document = written([line(FULL, 0)], [line("goes on.", 0)])
    assert [(place.start, place.label) for place in document.locations] == [
        (0, "p. 1"),
        (len(FULL) + 1, "p. 2"),
    ]


def test_running_heads_and_page_numbers_are_no_text():
    pages = [
        [line("The Book", -3), line(f"{word} {FULL}.", 0), line(f"– {number} –", 40)]
        for number, word in enumerate(("One", "Two", "Three", "Four"), 7)
    ]
    text = str(written(*pages).text)
    assert "The Book" not in text
    assert "–" not in text
    assert text.startswith("One")


def test_larger_letters_are_headings_by_rank():
    document = written(
        [line("Title", 0, size=24), line("Part", 3, size=16), line(FULL, 5), line(FULL, 6)]
    )
    assert [(block.kind, block.level) for block in document.blocks] == [
        (BlockKind.HEADING, 1),
        (BlockKind.HEADING, 2),
        (BlockKind.PARAGRAPH, 0),
    ]


def test_the_outline_of_the_file_names_headings():
    document = written([line("Dawn", 0), line(FULL, 1)], contents={(0, "dawn"): 3})
    assert [block.level for block in document.outline()] == [3]


def test_bullets_are_markers():
    document = written([line(FULL, 0), line("• one", 1, left=90), line("• two", 2, left=90)])
    assert texts(document)[1:] == ["one", "two"]
    assert [block.marker for block in document.blocks] == ["", "•", "•"]


@pytest.mark.parametrize(
    ("first", "second", "joined"),
    [
        ("the diplo\x02", "mats met", "the diplomats met"),
        ("Cap Gris\x02", "Nez light", "Cap Gris-Nez light"),
        ("a well-known well\x02", "known man", "a well-known well-known man"),
    ],
)
def test_hyphens_at_the_end_of_a_line_are_settled(first, second, joined):
    full = FULL[: len(FULL) - len(first)] + first
    (text,) = texts(written([line(full, 0), line(second, 1)]))
    assert text.endswith(joined)
