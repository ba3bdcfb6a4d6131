"""Word documents as Word shows them: what is deleted or hidden is not there."""

from pathlib import Path

import pytest

from reader.core.document import BlockKind, InlineKind
from reader.formats.registry import Registry
from reader.formats.source import Source
from tests.formats.make_zip import make_docx


def converted(body, **parts):
    return Registry().convert(Source(Path("a.docx"), make_docx(body, **parts)))


def paragraph(text, properties=""):
    return f"<w:p><w:pPr>{properties}</w:pPr><w:r><w:t>{text}</w:t></w:r></w:p>"


def item(text, list_id, depth=0):
    place = f'<w:numPr><w:ilvl w:val="{depth}"/><w:numId w:val="{list_id}"/></w:numPr>'
    return paragraph(text, place)


def numbering(*levels, lists='<w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num>'):
    described = "".join(
        f'<w:lvl w:ilvl="{depth}"><w:start w:val="1"/><w:numFmt w:val="{shape}"/>'
        f'<w:lvlText w:val="{pattern}"/></w:lvl>'
        for depth, (shape, pattern) in enumerate(levels)
    )
    return f'<w:abstractNum w:abstractNumId="0">{described}</w:abstractNum>{lists}'


def markers(document):
    return [block.marker for block in document.blocks]


def test_deleted_and_hidden_text_is_left_out_and_inserted_text_is_not():
    document = converted(
        "<w:p><w:del><w:r><w:delText>old</w:delText></w:r></w:del>"
        "<w:ins><w:r><w:t>new</w:t></w:r></w:ins>"
        "<w:r><w:rPr><w:vanish/></w:rPr><w:t>hidden</w:t></w:r>"
        '<w:r><w:rPr><w:vanish w:val="0"/></w:rPr><w:t> shown</w:t></w:r></w:p>'
    )
    assert str(document.text) == "new shown"


def test_lists_are_counted_in_their_own_figures():
    levels = numbering(("upperRoman", "%1."), ("lowerLetter", "%2)"), ("decimal", "%1.%2.%3"))
    items = [item("a", 1), item("b", 1, 1), item("c", 1, 1), item("d", 1, 2), item("e", 1)]
    document = converted("".join(items) + item("f", 1, 1), numbering=levels)
    assert markers(document) == ["I.", "a)", "b)", "I.b.1", "II.", "a)"]


def test_a_list_that_starts_anew_is_counted_anew_once():
    again = '<w:lvlOverride w:ilvl="0"><w:startOverride w:val="5"/></w:lvlOverride>'
    lists = (
        '<w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num>'
        f'<w:num w:numId="2"><w:abstractNumId w:val="0"/>{again}</w:num>'
    )
    body = "".join(item("x", list_id) for list_id in (1, 1, 2, 2, 1))
    document = converted(body, numbering=numbering(("decimal", "%1"), lists=lists))
    assert markers(document) == ["1", "2", "5", "6", "7"]


def test_headings_are_told_by_outline_level_and_by_style_name():
    styles = (
        '<w:style w:styleId="x"><w:name w:val="Kapitel"/>'
        '<w:pPr><w:outlineLvl w:val="1"/></w:pPr></w:style>'
        '<w:style w:styleId="y"><w:name w:val="heading 3"/></w:style>'
        '<w:style w:styleId="z"><w:name w:val="Mine"/><w:basedOn w:val="x"/></w:style>'
    )
    body = "".join(paragraph(name, f'<w:pStyle w:val="{name}"/>') for name in "xyz")
    document = converted(body + paragraph("p", '<w:outlineLvl w:val="9"/>'), styles=styles)
    assert [(block.kind, block.level) for block in document.blocks] == [
        (BlockKind.HEADING, 2),
        (BlockKind.HEADING, 3),
        (BlockKind.HEADING, 2),
        (BlockKind.PARAGRAPH, 0),
    ]


def test_styles_that_are_based_on_each_other_end():
    styles = (
        '<w:style w:styleId="x"><w:basedOn w:val="y"/></w:style>'
        '<w:style w:styleId="y"><w:basedOn w:val="x"/></w:style>'
    )
    body = paragraph("text", '<w:pStyle w:val="x"/>')
    assert str(converted(body, styles=styles).text) == "text"


def test_comments_are_notes_with_their_author():
    comments = (
        '<w:comment w:id="7" w:author="Ada">'
        "<w:p><w:r><w:t>Is it</w:t></w:r></w:p><w:p><w:r><w:t>so?</w:t></w:r></w:p></w:comment>"
    )
    body = '<w:p><w:r><w:t>True.</w:t></w:r><w:r><w:commentReference w:id="7"/></w:r></w:p>'
    document = converted(body, comments=comments)
    assert str(document.text) == "True.[c1]\n\nAda: Is it so?"
    assert document.blocks[-1].marker == "[c1]"
    assert document.inlines[0].data == "c1"


def test_endnotes_and_footnotes_are_counted_together():
    def note(kind, number, text):
        return f'<w:{kind} w:id="{number}"><w:p><w:r><w:t>{text}</w:t></w:r></w:p></w:{kind}>'

    body = (
        "<w:p><w:r><w:t>A</w:t></w:r><w:r><w:endnoteReference w:id='2'/></w:r>"
        "<w:r><w:t>B</w:t></w:r><w:r><w:footnoteReference w:id='2'/></w:r></w:p>"
    )
    document = converted(
        body, endnotes=note("endnote", 2, "end"), footnotes=note("footnote", 2, "foot")
    )
    assert str(document.text) == "A[1]B[2]\n\nend\n\nfoot"


def test_text_boxes_follow_their_paragraph_once():
    box = "<w:txbxContent>" + paragraph("in the box") + "</w:txbxContent>"
    body = (
        "<w:p><w:r><w:t>before</w:t><mc:AlternateContent>"
        f"<mc:Choice><wps:txbx>{box}</wps:txbx></mc:Choice>"
        f"<mc:Fallback>{box}</mc:Fallback></mc:AlternateContent></w:r>"
        "<w:r><w:t> after</w:t></w:r></w:p>"
    )
    assert str(converted(body).text) == "before after\n\nin the box"


def test_neighbouring_runs_of_one_style_are_one():
    bold = "<w:r><w:rPr><w:b/></w:rPr><w:t xml:space='preserve'>{}</w:t></w:r>"
    document = converted("<w:p>" + bold.format("Mo") + bold.format("by") + "</w:p>")
    (inline,) = document.inlines
    assert (inline.kind, inline.start, inline.end) == (InlineKind.STRONG, 0, 4)


def test_cells_that_span_columns_keep_the_others_in_place():
    def cell(text, span=""):
        return f"<w:tc><w:tcPr>{span}</w:tcPr>{paragraph(text)}</w:tc>"

    wide = cell("a", '<w:gridSpan w:val="2"/>')
    body = (
        f"<w:tbl><w:tr><w:trPr><w:tblHeader/></w:trPr>{wide}{cell('b')}</w:tr>"
        f"<w:tr>{cell('c')}{cell('d')}{cell('e')}</w:tr></w:tbl>"
    )
    document = converted(body)
    assert str(document.text) == "a\t\tb\nc\td\te"
    assert [block.header for block in document.blocks] == [True, False]


@pytest.mark.parametrize(
    ("char", "shown"),
    [("2022", "•"), ("F0B7", ""), ("zzzz", ""), ("-001", ""), ("", ""), ("9", "")],
)
def test_symbols_of_fonts_are_shown_where_they_have_a_meaning(char, shown):
    document = converted(f'<w:p><w:r><w:t>a</w:t><w:sym w:char="{char}"/></w:r></w:p>')
    assert str(document.text) == "a" + shown


@pytest.mark.parametrize("value", ["04A0", "zzzz", "", "-1", "9" * 5000])
def test_numbers_that_are_none_do_no_harm(value):
    cell = f'<w:tc><w:tcPr><w:gridSpan w:val="{value}"/></w:tcPr>{paragraph("x")}</w:tc>'
    table = (
        f'<w:tbl><w:tblPr><w:tblLook w:val="{value}"/></w:tblPr><w:tr>{cell}{cell}</w:tr></w:tbl>'
    )
    assert "x" in str(converted(item("y", value, depth=value) + table).text)


def test_places_are_numbers_of_paragraphs_that_hold_text():
    document = converted(paragraph("one") + paragraph("") + paragraph("two"))
    assert [place.label for place in document.locations] == ["¶ 1", "¶ 2"]
