"""Every text has a drawing that is safe, and as wide as is said."""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len

from reader.core.safetext import is_safe
from reader.core.width import (
    LONGEST,
    MARKS,
    cluster_end,
    cluster_start,
    is_plain,
    measure,
    stretched,
    width,
)
from tests.core.tricky import LINES, lines


def drawn(line):
    return measure(line).shown(0, len(line))


@pytest.mark.parametrize("line", LINES)
def test_a_tricky_line_is_as_wide_as_the_compositor_finds_it(line):
    assert cell_len(drawn(line)) == width(line)


def test_every_character_of_the_basic_plane_is_as_wide_as_the_compositor_finds_it():
    characters = (chr(code) for code in range(0x20, 0x10000))
    assert [hex(ord(c)) for c in characters if cell_len(drawn(c)) != width(c)] == []


@given(lines)
def test_any_line_is_as_wide_as_the_compositor_finds_it(line):
    assert cell_len(drawn(line)) == width(line)


@given(lines)
def test_what_is_drawn_holds_nothing_that_a_terminal_obeys(line):
    assert is_safe(drawn(line))
    assert "\t" not in drawn(line)
    assert "\n" not in drawn(line)


@given(lines)
def test_clusters_partition_the_line_and_cells_never_go_back(line):
    cells = measure(line)
    assert cells.starts[0] == 0
    assert cells.starts[-1] == len(line)
    assert all(a < b for a, b in pairwise(cells.starts))
    assert all(a <= b for a, b in pairwise(cells.cells))


@given(lines)
def test_pieces_cut_at_clusters_draw_the_whole_line(line):
    cells = measure(line)
    assert "".join(cells.shown(a, b) for a, b in pairwise(cells.starts)) == drawn(line)


@given(lines.filter(bool), st.integers(0, 300))
def test_a_cell_leads_to_a_cluster_that_is_drawn_there(line, cell):
    cells = measure(line)
    index = cells.index(cell)
    assert index in cells.starts
    assert cells.floor(index) == index
    if cell < cells.width:
        following = cells.ceil(index + 1)
        assert cells.cell(index) <= cell < max(cells.cell(following), cells.cell(index) + 1)


@given(lines.filter(bool), st.data())
def test_the_cell_of_an_offset_leads_back_to_its_cluster(line, data):
    cells = measure(line)
    index = data.draw(st.integers(0, len(line) - 1))
    start = cells.floor(index)
    if cells.cell(cells.ceil(start + 1)) > cells.cell(start):
        assert cells.index(cells.cell(index)) == start


@given(lines.filter(bool), st.data())
def test_a_cluster_is_found_from_any_of_its_characters(line, data):
    index = data.draw(st.integers(0, len(line) - 1))
    start = cluster_start(line, index)
    assert start <= index < cluster_end(line, start)


@pytest.mark.parametrize(
    ("cluster", "shown"),
    [
        ("👨‍👩‍👧‍👦", "👨"),
        ("👍🏽", "👍"),
        ("❤️", "❤"),
        ("🇺🇦", "UA"),
        ("\x1b", "␛"),
        ("\x9b", "\ufffd"),
        ("\u202e", "\ufffd"),
        ("co\u00adop", "coop"),
        ("\u1112\u1161\u11ab", "한"),
        ("\u0301", "\u25cc\u0301"),
        ("\t", "    "),
    ],
)
def test_a_cluster_is_drawn_as_terminals_agree_on(cluster, shown):
    assert drawn(cluster) == shown


def test_a_flood_of_marks_is_cut_to_what_fits_on_a_character():
    line = "e" + "\u0301" * (LONGEST - 1)
    assert len(drawn(line)) == 1 + MARKS
    assert list(measure(line).starts) == [0, LONGEST]


def test_a_cluster_has_an_end_however_many_marks_follow():
    line = "e" + "\u0301" * 500
    assert max(b - a for a, b in pairwise(measure(line).starts)) == LONGEST


@given(lines)
def test_a_plain_line_is_drawn_as_it_is(line):
    if is_plain(line):
        assert drawn(line) == line
        assert width(line) == len(line)


@given(lines, st.integers(0, 40))
def test_a_justified_line_is_wider_by_what_was_given_and_keeps_its_words(line, extra):
    cells = measure(line)
    wider = stretched(cells, line, extra)
    indent = len(line) - len(line.lstrip(" "))
    gaps = any(line[start] == " " for start in list(cells.starts)[:-1] if start >= indent)
    assert wider.width == cells.width + (extra if gaps else 0)
    assert wider.shown(0, len(line)).replace(" ", "") == drawn(line).replace(" ", "")
    assert cell_len(wider.shown(0, len(line))) == wider.width


def test_the_blanks_of_a_justified_line_are_widened_evenly_and_its_indent_is_not():
    line = "  a b c d e"
    assert stretched(measure(line), line, 2).shown(0, len(line)) == "  a b  c d  e"
    assert stretched(measure(line), line, 4).shown(0, len(line)) == "  a  b  c  d  e"
