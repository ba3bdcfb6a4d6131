r"""RTF as it is read; everything that holds, holds until its group ends."""

from pathlib import Path

import pytest

from reader.core.document import BlockKind, InlineKind
from reader.formats import rtf
from reader.formats.source import Source


def converted(body):
    data = rb"{\rtf1\ansi\ansicpg1252 " + body + b"}"
    return rtf.convert(Source(Path("a.rtf"), data))


def text(body):
    return str(converted(body).text)


@pytest.mark.parametrize(
    ("body", "shown"),
    [
        (rb"Gr\'fc\'dfe", "Grüße"),
        (rb"\u1050?\u1080?\u1111?\u1074?", "Київ"),
        (rb"\uc2\u8364\'80\'80 5", "€ 5"),
        (rb"\uc0\u8364 5", "€5"),
        (rb"\u-10179?\u-8704?", "😀"),
        (rb"\u-10179? alone", " alone".strip()),
        (rb"{\fonttbl{\f1\fcharset204 A;}}\f1\'ca\'e8\'e5\'e2", "Киев"),
        (rb"{\fonttbl{\f1\fcharset128 A;}}\f1\'93\'fa\'96\'7b", "日本"),
        (rb"a\~b\_c\-d", "a\u00a0b\u2011cd"),
        (rb"\ldblquote No\rdblquote\emdash he said", "“No”—he said"),
        (rb"\{braces\} and \\", "{braces} and \\"),
        (b"new lines\r\nare nothing", "new linesare nothing"),
    ],
)
def test_characters_are_decoded(body, shown):
    assert text(body) == shown


@pytest.mark.parametrize(
    "body",
    [
        rb"{\v hidden}seen",
        rb"{\*\unknown hidden}seen",
        rb"{\pict\pngblip 89504e47}seen",
        rb"{\header hidden\par}seen",
        rb"{\info{\operator hidden}}seen",
        rb"{\object{\*\objdata 00}}seen",
        rb"\bin6 \par{}}seen",
    ],
)
def test_what_is_no_text_is_passed_over(body):
    assert text(body) == "seen"


def test_paragraphs_headings_and_styles():
    document = converted(
        rb"{\stylesheet{\s1\outlinelevel0 heading 1;}{\s2 heading 2;}{\s3 Title;}}"
        rb"\pard\s1 One\par\pard\s2 Two\par\pard Some {\b bold} and {\i\strike both}.\par"
    )
    assert [(b.kind, b.level) for b in document.blocks] == [
        (BlockKind.HEADING, 1),
        (BlockKind.HEADING, 2),
        (BlockKind.PARAGRAPH, 0),
    ]
    assert {(i.kind, document.text.slice(i.start, i.end)) for i in document.inlines} == {
        (InlineKind.STRONG, "bold"),
        (InlineKind.EMPHASIS, "both"),
        (InlineKind.STRIKE, "both"),
    }


def test_a_link_is_a_link_and_its_instruction_no_text():
    document = converted(
        rb'{\field{\*\fldinst HYPERLINK "https://x.org/a"}{\fldrslt here}} and'
        rb'{\field{\*\fldinst HYPERLINK "javascript:x"}{\fldrslt  there}}'
    )
    assert str(document.text) == "here and there"
    assert [(i.kind, i.data) for i in document.inlines] == [(InlineKind.LINK, "https://x.org/a")]


def test_a_footnote_is_a_note():
    document = converted(rb"Said.{\super\chftn}{\footnote\pard\chftn So it was.\par} On.\par")
    assert str(document.text) == "Said.[1] On.\n\nSo it was."
    assert document.blocks[-1].marker == "[1]"


def test_items_have_the_marker_that_stands_in_the_file():
    document = converted(
        rb"\pard{\listtext\'b7\tab}one\par\pard{\listtext 2.\tab}two\par\pard three\par"
    )
    assert [(b.kind, b.marker) for b in document.blocks] == [
        (BlockKind.ITEM, "•"),
        (BlockKind.ITEM, "2."),
        (BlockKind.PARAGRAPH, ""),
    ]


def test_rows_have_their_cells():
    document = converted(
        rb"\trowd\trhdr\pard\intbl a\cell b\cell\row"
        rb"\trowd\pard\intbl 1\par 2\cell\cell\row\pard after\par"
    )
    assert str(document.text) == "a\tb\n1 2\t\n\nafter"
    assert [b.header for b in document.blocks] == [True, False, False]


def test_title_and_authors_are_metadata():
    metadata = converted(rb"{\info{\title The Night}{\author Ada; Bob}}x").metadata
    assert metadata.title == "The Night"
    assert metadata.authors == ("Ada", "Bob")


@pytest.mark.parametrize("body", [b"}" * 500 + b"x", b"{" * 100_000 + b"x", rb"\'", rb"\u", b"\\"])
def test_groups_and_words_that_do_not_fit_do_no_harm(body):
    converted(body)


def test_a_file_that_is_cut_off_says_so():
    assert rtf.convert(Source(Path("a.rtf"), rb"{\rtf1 One\par {\b Two")).warnings
    assert not rtf.convert(Source(Path("a.rtf"), rb"{\rtf1 One\par {\b Two}}")).warnings
