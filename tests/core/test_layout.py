"""A document set to a width: rows partition the text, wherever the portions are cut."""

from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from reader.core import layout as layout_module
from reader.core.document import Block, BlockKind, Document
from reader.core.layout import Layout, Place, rows
from reader.core.text import Text
from reader.core.typography import STANDARD, Typography
from reader.core.viewport import cell_in, offset_in
from reader.core.width import width as cell_width
from reader.hyphenation import patterns
from tests.core.tricky import LINES, lines


def plain(text):
    return Document(Text.of(text), "txt", "txt/1")


def structured(*parts):
    """Make a document of ``(kind, text, fields)``, a blank line between two blocks."""
    text, blocks = "", []
    for kind, content, fields in parts:
        text += "\n\n" if text else ""
        blocks.append(Block(len(text), len(text) + len(content), kind, **fields))
        text += content
    return Document(Text.of(text), "md", "md/1", blocks=tuple(blocks))


def table(*records, header=True):
    """Make a document of table rows with tabs between their cells."""
    text, blocks = "", []
    for number, record in enumerate(records):
        start, cells = len(text), []
        for cell in record:
            cells.append((len(text), len(text) + len(cell)))
            text += cell + "\t"
        blocks.append(
            Block(
                start,
                len(text) - 1,
                BlockKind.TABLE_ROW,
                cells=tuple(cells),
                header=header and number == 0,
            )
        )
        text = text[:-1] + "\n"
    return Document(Text.of(text), "md", "md/1", blocks=tuple(blocks))


def drawn(document, row):
    """Return the text of a row as it stands on the page, markers and bars included."""
    line = row.prefix
    for piece in row.pieces:
        line += " " * (piece.x - cell_width(line))
        line += str(document.text)[piece.start : piece.end]
    return line


def page(document, width, choices=STANDARD):
    return [drawn(document, row) for row in rows(document, width, choices)]


@pytest.fixture
def small_portions(monkeypatch):
    monkeypatch.setattr(layout_module, "GRID", 64)


@given(st.lists(lines).map("\n".join), st.integers(8, 60), st.sampled_from([16, 64, 32_768]))
@settings(deadline=None)
def test_rows_partition_any_text_and_fit(text, width, grid):
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(layout_module, "GRID", grid)
        found = list(rows(plain(text), width))
    assert found[0].start == 0
    assert found[-1].end == len(text)
    assert all(a.end == b.start for a, b in pairwise(found))
    for row in found:
        for piece in row.pieces:
            assert cell_width(text[piece.start : piece.end]) <= width


@given(st.integers(0, 5_000), st.integers(8, 60))
@settings(deadline=None)
def test_the_row_of_an_offset_holds_it(offset, width):
    text = "\n".join(line for line in LINES if line)
    document = plain(text)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(layout_module, "GRID", 256)
        row = (layout := Layout(document, width)).row(layout.find(offset))
    assert row.start <= min(offset, len(text) - 1) < row.end


@pytest.mark.usefixtures("small_portions")
def test_steps_cross_portions_as_rows_are_listed():
    document = plain("\n".join(f"line {n} of the text" for n in range(60)))
    layout = Layout(document, 12)
    listed = list(rows(document, 12))
    place = Place(0, 0)
    for row in listed:
        assert layout.row(place) == row
        assert layout.find(row.start) == place
        place = layout.step(place, 1)
    assert place == layout.last
    assert layout.step(place, -len(listed)) == Place(0, 0)
    assert layout.step(Place(0, 0), 37) == layout.find(listed[37].start)
    assert layout.distance(Place(0, 0), layout.last, 1_000) == len(listed) - 1
    assert layout.distance(Place(0, 0), layout.last, 9) == 9


@pytest.mark.usefixtures("small_portions")
def test_a_line_longer_than_a_portion_is_cut_between_words():
    document = plain("several words " * 100)
    assert {word for line in page(document, 14) for word in line.split()} == {"several", "words"}


def test_only_the_portions_that_are_looked_at_are_laid_out(monkeypatch):
    made = []
    original = layout_module.Layout._lay_out
    monkeypatch.setattr(
        layout_module.Layout,
        "_lay_out",
        lambda self, start, end: made.append(start) or original(self, start, end),
    )
    layout = Layout(plain("a line of the text\n" * 60_000), 40)
    layout.rows(layout.find(500_000), 40)
    layout.rows(layout.last, 1)
    assert len(made) <= 4


def test_blank_lines_are_blank_rows():
    assert page(plain("one\n\n\ntwo\n"), 20) == ["one", "", "", "two"]


def test_an_empty_document_has_one_empty_row():
    assert page(plain(""), 20) == [""]


def test_a_marker_hangs_in_the_indent_of_its_item():
    document = structured(
        (BlockKind.ITEM, "an item that takes two rows", {"level": 1, "indent": 2, "marker": "•"}),
        (BlockKind.ITEM, "ten", {"level": 2, "indent": 6, "marker": "10."}),
    )
    assert page(document, 18) == ["• an item that", "  takes two rows", "", "  10. ten"]


def test_a_quote_has_its_bar_on_every_row():
    document = structured((BlockKind.QUOTE, "said by somebody else", {"level": 1}))
    assert page(document, 14) == ["│ said by", "│ somebody", "│ else"]


def test_a_rule_is_as_wide_as_the_page():
    document = structured((BlockKind.PARAGRAPH, "a", {}), (BlockKind.RULE, "", {}))
    assert page(document, 10) == ["a", "", "─" * 10]


def test_an_indent_leaves_room_for_the_text():
    document = structured((BlockKind.ITEM, "deep " * 9, {"indent": 70, "marker": "•"}))
    assert all(cell_width(line) <= 20 for line in page(document, 20))


def test_the_lines_of_code_keep_their_own_spaces():
    document = structured((BlockKind.CODE, "if x:\n    y = 1", {}))
    assert page(document, 30) == ["if x:", "    y = 1"]


def test_table_columns_stand_below_each_other():
    document = table(("name", "count"), ("Odesa", "7"), ("Kharkiv", "31"))
    assert page(document, 40) == [
        "name      count",
        "───────────────",
        "Odesa     7",
        "Kharkiv   31",
    ]


def test_a_wide_table_is_shrunk_and_its_cells_wrap():
    document = table(("place", "what was seen there"), ("Odesa", "engineers counted the hours"))
    assert page(document, 24) == [
        "place   what was seen",
        "        there",
        "─" * 24,
        "Odesa   engineers",
        "        counted the",
        "        hours",
    ]


def test_a_table_that_cannot_fit_is_printed_cell_below_cell():
    document = table(("a long heading", "another heading", "a third heading"), ("1", "2", "3"))
    assert page(document, 16) == [
        "a long heading", "another heading", "a third heading", "1", "2", "3",
    ]  # fmt: skip


WIDE = (("a long heading", "another heading", "a third heading"), ("one", "two", "three"))


def on_page(layout):
    document = layout.document
    return [drawn(document, row) for row in layout.rows(Place(0, 0), 9)]


def test_a_table_that_cannot_fit_keeps_its_columns_and_is_moved_sideways():
    layout = Layout(table(*WIDE), 16)
    block = layout.row(Place(0, 0)).block
    assert on_page(layout) == ["a long heading", "─" * 16, "one"]
    assert layout.row(Place(0, 0)).beyond == (False, True)
    assert layout.slide(block, 1)
    assert on_page(layout) == ["another heading", "─" * 16, "two"]
    assert layout.row(Place(0, 0)).beyond == (True, True)
    assert layout.slide(block, 9)
    assert on_page(layout) == [" a third heading", "─" * 16, " three"]
    assert layout.row(Place(0, 0)).beyond == (True, False)
    assert not layout.slide(block, 1)
    assert layout.slide(block, -1)
    assert on_page(layout)[0] == "another heading"
    assert layout.slide(block, -9)
    assert not layout.slide(block, -1)


def test_what_is_selected_in_a_table_is_moved_onto_the_page():
    layout = Layout(table(*WIDE), 16)
    text = str(layout.document.text)
    assert layout.uncover(text.index("three"))
    assert "three" in on_page(layout)[2]
    assert not layout.uncover(text.index("three"))
    assert layout.uncover(text.index("one"))
    assert on_page(layout)[2] == "one"


def test_two_tables_one_below_the_other_have_columns_of_their_own():
    first, second = table(("a", "b"), ("c", "d")), table(("longer", "words"), ("e", "f"))
    shift = len(first.text)
    moved = [
        block._replace(
            start=block.start + shift,
            end=block.end + shift,
            cells=tuple((start + shift, end + shift) for start, end in block.cells),
        )
        for block in second.blocks
    ]
    both = Document(
        Text.of(f"{first.text}{second.text}"), "md", "md/1", blocks=(*first.blocks, *moved)
    )
    assert page(both, 30) == [
        "a   b", "─────", "c   d", "longer   words", "──────────────", "e        f",
    ]  # fmt: skip


def test_words_of_a_table_are_folded_only_if_they_are_very_long():
    document = table(("interceptors", "communications"), ("a b c d e f g h i j k", "m n o"))
    assert on_page(Layout(document, 24))[0] == "interceptors"
    assert on_page(Layout(document, 29))[0] == "interceptors   communications"


@given(
    st.lists(st.lists(lines, min_size=3, max_size=3), min_size=1, max_size=4),
    st.integers(8, 60),
    st.integers(-2, 4),
)
@settings(deadline=None)
def test_cells_of_any_table_are_drawn_on_the_page_and_lead_back_to_their_offsets(
    records, width, columns
):
    # A tab or a line feed stands between two cells and is in none.
    document = table(*([cell.replace("\t", " ") for cell in record] for record in records))
    layout = Layout(document, width)
    layout.slide(document.blocks[0], columns)
    for row in layout.rows(Place(0, 0), 999):
        end = 0
        for piece in row.pieces:
            cells = row.cells(document.text, piece)
            assert end <= piece.x
            end = piece.x + cells.width
            assert end <= width
            for start, x in zip(cells.starts, cells.cells, strict=True):
                if x < cells.width:
                    shown = offset_in(layout, row, piece.x + x) - piece.start
                    assert cells.cell(shown) == x
                    assert cell_in(layout, row, piece.start + start) == piece.x + x
    for offset in range(0, len(document.text), 7):
        layout.uncover(offset)
        row = layout.row(layout.find(offset))
        x = cell_in(layout, row, offset)
        assert 0 <= x <= width


def test_an_offset_in_a_table_leads_to_the_row_that_shows_it():
    document = table(("place", "what was seen there"), ("Odesa", "engineers counted the hours"))
    layout = Layout(document, 24)
    for word in ("place", "seen", "there", "Odesa", "engineers", "counted", "hours"):
        row = layout.row(layout.find(str(document.text).index(word)))
        assert word in drawn(document, row)


@pytest.mark.usefixtures("small_portions")
def test_a_block_longer_than_a_portion_has_its_marker_once():
    document = structured(
        (BlockKind.PARAGRAPH, "before", {}),
        (BlockKind.ITEM, "word " * 60, {"indent": 2, "marker": "•"}),
        (BlockKind.PARAGRAPH, "after", {}),
    )
    lines = page(document, 20)
    assert sum(line.startswith("•") for line in lines) == 1
    assert sum(line.count("word") for line in lines) == 60
    assert (lines[0], lines[-1]) == ("before", "after")


@given(
    st.lists(
        st.tuples(
            st.sampled_from([kind for kind in BlockKind if kind is not BlockKind.TABLE_ROW]),
            st.lists(lines, min_size=1, max_size=3).map("\n".join),
            st.fixed_dictionaries({"level": st.integers(0, 3), "indent": st.integers(0, 90)}),
        ),
        min_size=1,
        max_size=6,
    ),
    st.integers(8, 60),
    st.sampled_from([16, 64, 32_768]),
)
@settings(deadline=None)
def test_rows_partition_any_structured_text(parts, width, grid):
    document = structured(*parts)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(layout_module, "GRID", grid)
        found = list(rows(document, width))
    assert found[0].start == 0
    assert found[-1].end == len(document.text)
    assert all(a.end == b.start for a, b in pairwise(found))


def test_spacing_puts_blank_rows_between_rows_of_text_and_loses_nothing():
    document = plain("one two three four\nfive\n\nsix\n")
    assert page(document, 10, Typography(spacing=1)) == [
        "one two", "", "three four", "", "five", "", "", "six",
    ]  # fmt: skip
    layout = Layout(document, 10, Typography(spacing=1))
    assert drawn(document, layout.row(layout.find(9))) == "three four"


def test_code_headings_and_rules_are_not_spaced():
    document = structured(
        (BlockKind.HEADING, "one two three four", {"level": 1}),
        (BlockKind.CODE, "if x:\n    y = 1", {}),
    )
    assert page(document, 10, Typography(spacing=3)) == page(document, 10)


def test_the_space_before_a_row_settles_on_a_row_of_text():
    layout = Layout(plain("one two three four"), 10, Typography(spacing=2))
    listed = layout.rows(Place(0, 0), 99)
    texts = [number for number, row in enumerate(listed) if row.pieces]
    assert layout.settled(Place(0, 0)) == Place(0, texts[0])
    assert layout.settled(Place(0, texts[0] + 1)) == Place(0, texts[1])
    assert layout.settled(Place(0, texts[1] - 1), forward=False) == Place(0, texts[0])
    assert layout.settled(Place(0, 0), forward=False) == Place(0, texts[0])


def test_justified_rows_end_at_the_margin_but_for_the_last_and_for_code():
    document = structured(
        (BlockKind.PARAGRAPH, "one two three four five six", {}),
        (BlockKind.CODE, "one two three four five six", {}),
    )
    layout = Layout(document, 15, Typography(justify=True))
    prose, last, _, code, _ = layout.rows(Place(0, 0), 99)
    assert prose.cells(document.text, prose.pieces[0]).width == 15
    assert (last.stretch, code.stretch) == (0, 0)


def test_a_row_with_few_words_or_with_tabs_is_not_torn_apart():
    for text in ("a bb incomprehensibilities and more", "a bb\tccccccccccccccccccccc dddddd"):
        layout = Layout(plain(text), 31, Typography(justify=True))
        assert layout.row(Place(0, 0)).stretch <= 31 // 4
    layout = Layout(plain("a b incomprehensibilities"), 24, Typography(justify=True))
    assert layout.row(Place(0, 0)).stretch == 0


def test_a_row_that_ends_with_a_hyphen_is_justified_with_it():
    document = plain("the extra\u00adordinary extra\u00adordinary words")
    layout = Layout(document, 12, Typography(justify=True))
    row = layout.row(Place(0, 0))
    assert row.hyphen
    assert row.cells(document.text, row.pieces[0]).width + 1 == 12


def test_words_are_broken_where_the_language_lets_them_be():
    document = plain("He saw the interceptors fly.")
    broken = [
        drawn(document, row) + "-" * row.hyphen
        for row in rows(document, 16, Typography(hyphenate=True), patterns("en"))
    ]
    assert broken == ["He saw the in-", "terceptors fly."]
    assert not any(row.hyphen for row in rows(document, 16, Typography(), patterns("en")))


@given(
    st.lists(lines).map("\n".join),
    st.integers(8, 60),
    st.builds(
        Typography,
        spacing=st.integers(0, 2),
        justify=st.booleans(),
        hyphenate=st.booleans(),
    ),
)
@settings(deadline=None)
def test_however_text_is_set_rows_partition_it_fit_and_lead_back_to_their_offsets(
    text, width, choices
):
    document = plain(text)
    layout = Layout(document, width, choices, patterns("en"))
    found = list(rows(document, width, choices, patterns("en")))
    assert found[0].start == 0
    assert found[-1].end == len(text)
    assert all(a.end == b.start for a, b in pairwise(found))
    for row in found:
        for piece in row.pieces:
            cells = row.cells(document.text, piece)
            assert piece.x + cells.width + row.hyphen <= width
            for offset in list(cells.starts)[:-1]:
                x = cell_in(layout, row, piece.start + offset)
                shown = cells.cells[list(cells.starts).index(offset) + 1] > x - piece.x
                assert offset_in(layout, row, x) == piece.start + offset or not shown
