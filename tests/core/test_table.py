"""Tables: which rows belong together, and how wide their columns are."""

from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from reader.core.document import Block, BlockKind, Document
from reader.core.table import COMFORTABLE, GAP, Table, Tables, fit
from reader.core.text import Text

WIDTHS = st.lists(st.tuples(st.integers(1, 60), st.integers(1, 60)), min_size=1, max_size=8)


@given(
    st.lists(st.sampled_from(["head", "row", "row", "row", "gap", "words"]), max_size=30),
    st.randoms(use_true_random=False),
)
def test_rows_are_of_one_table_in_whatever_order_they_are_asked_for(kinds, chance):
    blocks, rows, at, table = [], [], 0, 0
    before = ""
    for kind in kinds:
        if kind == "gap":
            at += 1
        else:
            is_row = kind in {"head", "row"}
            block = Block(
                at,
                at + 3,
                BlockKind.TABLE_ROW if is_row else BlockKind.PARAGRAPH,
                cells=((at, at + 3),) if is_row else (),
                header=kind == "head",
            )
            blocks.append(block)
            at += 4
            goes_on = before == "head" or (before == "row" and kind == "row")
            table += is_row and not goes_on
            rows += [(block, table)] if is_row else []
        before = kind
    tables = Tables(Document(Text.of("abc " * len(kinds)), "md", "md/1", blocks=tuple(blocks)), 40)
    found = {}
    for block, number in chance.sample(rows, len(rows)):
        assert found.setdefault(number, tables.of(block)) is tables.of(block)
    assert len(set(map(id, found.values()))) == len(found)


@given(WIDTHS, st.integers(8, 120))
def test_columns_fit_or_are_as_wide_as_is_comfortable(widths, page):
    natural = [max(pair) for pair in widths]
    least = [min(pair) for pair in widths]
    columns = fit(natural, least, page)
    gaps = GAP * (len(columns) - 1)
    assert all(column <= wide for column, wide in zip(columns, natural, strict=True))
    if sum(natural) + gaps <= page:
        assert columns == tuple(natural)
    elif sum(least) + gaps <= page:
        assert sum(columns) + gaps <= page
        assert all(column >= narrow for column, narrow in zip(columns, least, strict=True))
    else:
        assert all(column <= min(page, COMFORTABLE) for column in columns)


@given(st.lists(st.integers(1, 40), min_size=1, max_size=8), st.integers(8, 60), st.data())
def test_a_table_is_moved_no_further_than_its_ends_and_shows_what_it_is_asked_to(
    columns, page, data
):
    table = Table(tuple(columns), page)
    for count in data.draw(st.lists(st.integers(-3, 3), max_size=6)):
        before = table.shift
        assert table.slide(count) == (table.shift != before)
        assert (table.shift - before) * count >= 0
        assert 0 <= table.shift <= max(0, table.extent - page)
    edges = [0]
    for width in columns[:-1]:
        edges.append(edges[-1] + width + GAP)
    cell = data.draw(st.sampled_from(edges))
    start = cell + data.draw(st.integers(0, columns[edges.index(cell)] - 1))
    end = start + 1
    table.show(cell, start, end)
    assert table.shift <= start < table.shift + page
    assert not table.show(cell, start, end)


def test_a_table_moves_from_column_to_column():
    table = Table((10, 10, 10, 10), 20)
    shifts = []
    while table.slide(1):
        shifts.append(table.shift)
    assert shifts == [13, 26, 29]
    back = []
    while table.slide(-1):
        back.append(table.shift)
    assert back == [26, 13, 0]
    assert all(b > a for a, b in pairwise(shifts))
