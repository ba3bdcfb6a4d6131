"""A row is painted for every reason at once, and never with what a terminal obeys."""

from hypothesis import given, settings
from hypothesis import strategies as st

from reader.core.annotation import Annotation, Status, Target
from reader.core.document import Block, BlockKind, Document, Inline, InlineKind
from reader.core.entity import Mention
from reader.core.layout import Layout, rows
from reader.core.paint import Layers, Role, Style, has_note, labels, paint
from reader.core.safetext import is_safe
from reader.core.text import Text
from reader.core.width import width as cell_width
from tests.core.tricky import lines

TEXT = "In Odesa the engineers counted hours."


def document(text=TEXT, **fields):
    return Document(Text.of(text), "txt", "txt/1", **fields)


def annotation(start, end, text=TEXT, **fields):
    return Annotation("1", (Target.of(Text.of(text), start, end),), **fields)


def painted(doc, layers, width=60, number=0):
    return paint(doc, list(rows(doc, width))[number], layers)


def look_of(runs, text):
    return next(run.look for run in runs if text in run.text)


def test_a_row_without_layers_is_one_run():
    assert [run.text for run in painted(document(), Layers())] == [TEXT]


def test_a_row_is_cut_where_a_layer_begins_and_ends():
    layers = Layers()
    layers.set_mentions([Mention(3, 8, "GPE")])
    layers.set_annotations([annotation(6, 12, tags=("war",), note="so")])
    runs = painted(document(), layers)
    assert [run.text for run in runs] == ["In ", "Ode", "sa", " the", " engineers counted hours."]
    assert look_of(runs, "sa").entity == "GPE"
    assert look_of(runs, "sa").annotations == 1
    assert look_of(runs, "sa").code == "war"
    assert look_of(runs, " the").entity == ""


def test_overlapping_annotations_are_told_from_one():
    layers = Layers()
    layers.set_annotations([annotation(0, 10), annotation(5, 20), annotation(6, 8)])
    counts = [run.look.annotations for run in painted(document(), layers)]
    assert counts == [1, 2, 2, 2, 1, 0]


def test_a_rejected_annotation_is_not_drawn():
    layers = Layers()
    layers.set_annotations([annotation(0, 10, status=Status.REJECTED, note="no")])
    assert len(painted(document(), layers)) == 1


def test_the_current_hit_is_told_from_the_others():
    layers = Layers()
    layers.set_hits([(0, 2), (3, 8)], current=1)
    runs = painted(document(), layers)
    assert look_of(runs, "In").hit == 1
    assert look_of(runs, "Odesa").hit == 2


def test_a_selection_has_its_caret_and_its_line_end():
    doc = document("one\ntwo\n")
    layers = Layers(selection=(1, 6), caret=5)
    first, second = painted(doc, layers), painted(doc, layers, number=1)
    assert [(run.text, run.look.selected) for run in first] == [
        ("o", False),
        ("ne", True),
        (" ", True),
    ]
    assert [(run.text, run.look.caret) for run in second] == [
        ("t", False),
        ("w", True),
        ("o", False),
    ]


def test_a_caret_behind_the_last_character_is_drawn_as_a_blank():
    runs = painted(document("one\n"), Layers(caret=3))
    assert [(run.text, run.look.caret) for run in runs] == [("one", False), (" ", True)]


def test_inline_styles_add_up():
    layers = Layers()
    layers.set_document(
        doc := document(
            inlines=(Inline(0, 8, InlineKind.EMPHASIS), Inline(3, 8, InlineKind.LINK, "x"))
        )
    )
    runs = painted(doc, layers)
    assert look_of(runs, "In").style == Style.EMPHASIS
    assert look_of(runs, "Odesa").style == Style.EMPHASIS | Style.LINK


def test_the_marker_of_an_item_is_dim_and_its_text_is_not():
    doc = document(blocks=(Block(0, len(TEXT), BlockKind.ITEM, 1, 2, "•"),))
    runs = painted(doc, Layers())
    assert look_of(runs, "•").role is Role.DIM
    assert look_of(runs, "Odesa").role is Role.TEXT


def test_a_marker_is_as_safe_as_the_text():
    doc = document(blocks=(Block(0, len(TEXT), BlockKind.FOOTNOTE, 0, 6, "\x1b]0;x\x07"),))
    assert all(is_safe(run.text) for run in painted(doc, Layers()))


def test_a_row_with_a_note_is_known_and_so_are_its_names():
    layers = Layers()
    layers.set_mentions([Mention(3, 8, "GPE"), Mention(13, 22, "PERSON")])
    layers.set_annotations([annotation(3, 8, note="where")])
    row = next(rows(document(), 60))
    assert has_note(row, layers)
    assert labels(row, layers) == ["GPE", "PERSON"]


def test_a_soft_hyphen_is_seen_where_the_row_breaks():
    doc = document("extra\u00adordinary")
    assert "".join(run.text for run in painted(doc, Layers(), 8)) == "extra-"


spans = st.tuples(st.integers(0, 80), st.integers(1, 20)).map(lambda s: (s[0], s[0] + s[1]))


@given(lines.filter(bool), st.lists(spans, max_size=4), spans, st.integers(8, 40))
@settings(deadline=None)
def test_any_row_with_any_layers_fits_and_is_safe(text, hits, selection, width):
    doc = document(text)
    layers = Layers(selection=selection, caret=selection[1])
    layers.set_hits(hits)
    layers.set_mentions([Mention(a, b, "ORG") for a, b in hits])
    layout = Layout(doc, width)
    for row in rows(doc, layout.width):
        runs = paint(doc, row, layers)
        assert all(is_safe(run.text) and "\n" not in run.text for run in runs)
        assert sum(cell_width(run.text) for run in runs) <= layout.width + 1
        plain = "".join(run.text for run in paint(doc, row, Layers()))
        assert "".join(run.text for run in runs).rstrip() == plain.rstrip()
