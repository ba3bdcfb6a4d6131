from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from reader.core.citation import citation, quotation
from reader.core.document import Block, BlockKind, Document, Location, Metadata
from reader.core.safetext import is_safe
from reader.core.text import Text

PROSE = "The lines to\nthe north were stable.\n\nNineteen people were dead."
METADATA = Metadata("The grid", ("Anna Novák", "B. Ozols"), "2024-05-03")


def document(text: str = PROSE, **fields) -> Document:
    return Document(Text.of(text), "txt", "txt/1", **fields)


def test_a_quotation_names_authors_title_date_and_page():
    source = document(metadata=METADATA, locations=(Location(0, "p. 1"), Location(37, "p. 2")))
    assert quotation(source, [(0, 9)]) == (
        "“The lines” (Anna Novák, B. Ozols, The grid, 2024-05-03, p. 1)"
    )


def test_a_quotation_over_two_pages_names_both():
    source = document(locations=(Location(0, "p. 1"), Location(37, "p. 2")))
    assert citation(source, 30, 45) == "p. 1 – p. 2"


def test_a_quotation_that_ends_with_the_page_names_only_it():
    source = document(locations=(Location(0, "p. 1"), Location(37, "p. 2")))
    assert citation(source, 30, 37) == "p. 1"


def test_without_pages_the_offset_is_the_place():
    assert citation(document(), 4, 9, name="grid.txt") == "grid.txt, offset 4"


def test_text_before_the_first_page_is_placed_by_its_offset():
    assert citation(document(locations=(Location(9, "p. 1"),)), 4, 9) == "offset 4"


def test_the_file_name_stands_for_a_missing_title_only():
    source = document(metadata=Metadata("The grid"))
    assert citation(source, 0, 3, name="grid.txt") == "The grid, offset 0"


def test_lines_are_joined_but_paragraphs_stay_apart():
    assert quotation(document(), [(0, len(PROSE))]).startswith(
        "“The lines to the north were stable.\n\nNineteen people were dead.” ("
    )


def test_code_keeps_its_lines():
    source = document("if x:\n    y()", blocks=(Block(0, 13, BlockKind.CODE),))
    assert quotation(source, [(0, 13)]) == "“if x:\n    y()” (offset 0)"


def test_parts_are_joined_by_an_ellipsis():
    assert quotation(document(), [(4, 9), (17, 22)]) == "“lines … north” (offset 4)"


@given(st.text(st.characters(), min_size=1), st.text(st.characters()))
def test_nothing_in_a_quotation_is_obeyed_by_a_terminal(text, title):
    source = document(text, metadata=Metadata(title, (title,)), locations=(Location(0, title),))
    assert is_safe(quotation(source, [(0, len(text))], name=title))
