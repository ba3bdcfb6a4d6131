"""How a page behaves, without a screen: places stay, selections grow, jumps come back."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from reader.core.annotation import Annotation, Status, Target
from reader.core.document import Block, BlockKind, Document
from reader.core.entity import Mention
from reader.core.page import Page
from reader.core.paint import HINT, paint
from reader.core.selection import Selection
from reader.core.text import Text
from reader.core.textobjects import Unit
from reader.core.width import width as cell_width

SENTENCE = "Before dawn the second wave came in over the estuary near Odesa."
TEXT = "\n\n".join(
    f"Paragraph {n} begins here. {SENTENCE} The engineers counted hours." for n in range(60)
)


def page(text=TEXT, width=30, height=10, offset=0, blocks=()):
    return Page(Document(Text.of(text), "txt", "txt/1", blocks=blocks), width, height, offset)


def selected(view):
    return str(view.document.text)[slice(*view.span)] if view.span else None


def mentions(text=TEXT, name="Odesa"):
    found, start = [], text.find(name)
    while start >= 0:
        found.append(Mention(start, start + len(name), "GPE"))
        start = text.find(name, start + 1)
    return found


def test_the_offset_on_top_stays_through_every_change_of_width():
    view = page(offset=TEXT.index("Paragraph 30"))
    view.viewport.scroll(2)
    anchor = view.viewport.anchor
    for width, height in ((80, 24), (12, 5), (200, 40), (30, 10)):
        view.resize(width, height)
        rows = view.viewport.rows
        assert rows[0].start <= anchor < rows[0].end
    assert view.viewport.top_offset == anchor


@given(st.lists(st.integers(-12, 12), max_size=12))
@settings(deadline=None)
def test_scrolling_there_and_back_shows_the_same_rows(moves):
    view = page(offset=len(TEXT) // 2)
    before = view.viewport.rows
    for move in moves:
        top = view.viewport.top
        view.viewport.scroll(move)
        moved = view.viewport.moved_from(top)
        assert moved == (move if abs(move) < view.viewport.height else None)
    view.viewport.scroll(-sum(moves))
    assert view.viewport.rows == before


def test_the_page_ends_with_the_last_row_at_the_bottom():
    view = page()
    view.go_to_end()
    assert len(view.viewport.rows) == 10
    assert view.viewport.end_offset == len(TEXT)
    assert view.progress == 1.0
    view.viewport.scroll(5)
    assert view.viewport.end_offset == len(TEXT)
    assert view.viewport.top_offset < len(TEXT)


def test_a_short_document_does_not_scroll():
    view = page("one\ntwo\n")
    view.viewport.scroll(3)
    assert view.viewport.top_offset == 0
    assert len(view.viewport.rows) == 2


def test_every_cell_on_screen_leads_to_an_offset_drawn_there():
    view = page(offset=500)
    for y, row in enumerate(view.viewport.rows):
        for x in range(30):
            offset = view.viewport.offset_at(x, y)
            assert row.start <= offset <= row.end
            if row.pieces and x < row.pieces[0].end - row.pieces[0].start:
                assert view.viewport.position_of(offset) == (x, y)


def test_what_is_on_screen_is_revealed_without_moving_the_page():
    view = page()
    view.select(40, 60)
    assert view.viewport.top_offset == 0


@pytest.mark.parametrize("start", [0, 300, 3_000, len(TEXT) - 10])
def test_what_is_selected_is_on_screen(start):
    view = page(offset=1_000)
    view.select(start, start + 5)
    assert view.viewport.shows(start)
    assert view.viewport.shows(start + 4)


def test_a_selection_begins_with_the_sentence_on_top_and_widens():
    view = page()
    view.start_selection()
    assert selected(view) == "Paragraph 0 begins here."
    view.start_selection()
    assert selected(view) == TEXT.split("\n\n")[0]
    view.start_selection()
    assert selected(view) == TEXT.split("\n\n")[0]
    view.narrow_selection()
    assert selected(view) == "Paragraph 0 begins here."
    view.narrow_selection()
    assert selected(view) == "Paragraph"


def test_a_selection_begins_at_the_caret():
    view = page()
    at = TEXT.index("wave")
    view.set_selection(Selection(at, at))
    assert view.span is None
    view.start_selection()
    assert selected(view) == SENTENCE


def test_either_end_of_a_selection_can_be_moved():
    view = page()
    view.select(TEXT.index("second"), TEXT.index("second") + 6)
    view.move_end(Unit.WORD, 2)
    assert selected(view) == "second wave came"
    view.swap_ends()
    view.move_end(Unit.WORD, -1)
    assert selected(view) == "the second wave came"
    view.move_end(Unit.CLUSTER, 1)
    assert selected(view) == "he second wave came"


def test_an_end_moves_by_rows_in_its_column():
    view = page()
    view.select(0, 9)
    view.move_end(Unit.ROW, 1)
    start, end = view.span
    assert start == 0
    assert view.viewport.position_of(end - 1) == (8, 1)


def test_a_selection_that_is_extended_covers_both():
    view = page()
    first, last = TEXT.index("dawn"), TEXT.index("wave")
    view.extend_to(last, last + 4)
    view.extend_to(first, first + 4)
    assert selected(view) == "dawn the second wave"


@given(
    st.lists(
        st.tuples(
            st.sampled_from([Unit.CLUSTER, Unit.WORD, Unit.SENTENCE, Unit.ROW]),
            st.integers(-3, 3),
        ),
        max_size=10,
    )
)
@settings(deadline=None)
def test_the_moving_end_is_always_on_screen(moves):
    view = page(offset=2_000)
    view.start_selection()
    for unit, n in moves:
        view.move_end(unit, n)
        if view.selection is not None:
            assert view.viewport.shows(view.selection.caret)
            assert 0 <= view.selection.span[0] <= view.selection.span[1] <= len(TEXT)


def test_the_next_name_is_selected_and_the_previous_one_again():
    view = page()
    view.layers.set_mentions(found := mentions())
    view.next_mention(1)
    assert view.span == found[0][:2]
    view.next_mention(2)
    assert view.span == found[2][:2]
    view.next_mention(-1)
    assert view.span == found[1][:2]
    view.next_mention(999)
    assert view.span == found[-1][:2]


def test_the_first_name_on_a_page_is_next_when_nothing_is_selected():
    view = page()
    view.layers.set_mentions(found := mentions())
    view.viewport.go_to(found[7].start)
    view.next_mention(1)
    assert view.span == found[7][:2]


def test_a_rejected_annotation_is_jumped_over():
    text = Text.of(TEXT)
    view = page()
    view.layers.set_annotations(
        [
            Annotation("1", (Target.of(text, 10, 20),), status=Status.REJECTED),
            Annotation("2", (Target.of(text, 30, 40), Target.of(text, 60, 70))),
        ]
    )
    view.next_annotation(1)
    assert view.span == (30, 40)
    view.next_annotation(1)
    assert view.span == (60, 70)


def test_a_jump_leads_back_and_forth():
    view = page()
    view.go_to(1_000)
    there = view.viewport.top_offset
    view.go_to_end()
    assert view.jump_back()
    assert view.viewport.top_offset == there
    assert view.jump_back()
    assert view.viewport.top_offset == 0
    assert not view.jump_back()
    assert view.jump_forth()
    assert view.viewport.top_offset == there


def test_a_mark_is_found_again_and_an_unknown_one_is_not():
    view = page(offset=1_000)
    view.set_mark("a")
    there = view.viewport.top_offset
    view.go_to_end()
    assert view.go_to_mark("a")
    assert view.viewport.top_offset == there
    assert not view.go_to_mark("b")


def test_headings_and_paragraphs_are_steps():
    text = "Title\nsome text\nmore text\nSecond\nend\n" + "more\n" * 40
    blocks = (
        Block(0, 5, BlockKind.HEADING, 1),
        Block(6, 15),
        Block(16, 25),
        Block(26, 32, BlockKind.HEADING, 2),
        Block(33, len(text) - 1),
    )
    view = page(text, blocks=blocks)
    view.move_headings(1)
    assert view.viewport.top_offset == 26
    view.move_headings(1)
    assert view.viewport.top_offset == 26
    view.move_paragraphs(-1)
    assert view.viewport.top_offset == 16
    view.move_headings(-1)
    assert view.viewport.top_offset == 0


def test_what_is_under_the_mouse_is_the_shortest_of_what_overlaps():
    view = page()
    name = TEXT.index("Odesa")
    view.layers.set_mentions(mentions())
    view.layers.set_annotations([Annotation("1", (Target.of(Text.of(TEXT), 0, 200),))])
    assert view.marked_at(name) == (name, name + 5)
    assert view.marked_at(name - 3) == (0, 200)
    assert view.unit_at(name + 1, Unit.WORD) == (name, name + 5)


def test_every_word_on_screen_has_a_label_that_leads_to_it():
    view = page()
    labels = view.show_hints()
    shown_words = [
        word.strip(".")
        for row in view.viewport.rows
        for word in TEXT[row.start : row.end].split()
        if len(word) > 1
    ]
    assert [TEXT[a:b] for a, b in labels.values()] == shown_words
    assert all(len(label) == 2 for label in labels)


def test_labels_lie_over_the_words_and_keep_the_width_of_the_row():
    view = page("漢字 and a 👍 word\n")
    row = view.viewport.rows[0]
    before = "".join(run.text for run in paint(view.document, row, view.layers))
    labels = list(view.show_hints())
    runs = paint(view.document, row, view.layers)
    assert [run.text for run in runs if run.look is HINT] == labels
    assert sum(cell_width(run.text) for run in runs) == cell_width(before)
    view.hide_hints()
    assert "".join(run.text for run in paint(view.document, row, view.layers)) == before
