"""Org texts: their structure, and what is not text in them."""

from pathlib import Path

from reader.core.document import BlockKind, InlineKind
from reader.formats import org
from reader.formats.source import Source


def converted(text):
    return org.convert(Source(Path("a.org"), text.encode()))


def blocks(text):
    document = converted(text)
    return [(b.kind, document.text.slice(b.start, b.end)) for b in document.blocks]


def inlines(text):
    document = converted(text)
    return [(i.kind, document.text.slice(i.start, i.end), i.data) for i in document.inlines]


def test_lines_of_a_paragraph_are_one_and_blank_lines_end_it():
    assert str(converted("One\ntwo.\n\nThree.").text) == "One two.\n\nThree."


def test_headlines_lose_their_tags_and_keep_their_state():
    document = converted("* TODO Call *Anna* :work:urgent:\n** Later\n")
    assert [(b.level, document.text.slice(b.start, b.end)) for b in document.outline()] == [
        (1, "TODO Call Anna"),
        (2, "Later"),
    ]


def test_keywords_are_metadata_and_drawers_plans_and_comments_are_not_shown():
    document = converted(
        "#+TITLE: Notes\n#+AUTHOR: Ada\n#+DATE: <2024-05-01>\n#+LANGUAGE: en\n# hidden\n"
        "* One\nSCHEDULED: <2024-01-01>\n:PROPERTIES:\n:ID: 7\n:END:\nText.\n"
        "#+BEGIN_COMMENT\nhidden\n#+END_COMMENT\n"
    )
    assert str(document.text) == "One\n\nText."
    assert document.metadata == ("Notes", ("Ada",), "2024-05-01", "en")


def test_lists_nest_by_their_indent_and_show_boxes_and_numbers():
    document = converted("- one\n  - [X] two\n    more\n- three\n\n4. four\n")
    assert [(b.level, b.marker) for b in document.blocks] == [
        (1, "•"), (2, "☑"), (1, "•"), (1, "4."),
    ]  # fmt: skip
    assert "two more" in str(document.text)


def test_a_table_has_rows_of_cells_and_a_head():
    document = converted("| a | b |\n|---+---|\n| 1 | 2 |\n")
    text = str(document.text)
    assert [[text[slice(*cell)] for cell in b.cells] for b in document.blocks] == [
        ["a", "b"],
        ["1", "2"],
    ]
    assert [b.header for b in document.blocks] == [True, False]


def test_blocks_are_code_or_quotations():
    code = "#+begin_src python\nx = 1\n\n  y\n#+end_src\n"
    assert blocks(f"{code}#+BEGIN_QUOTE\nSaid\nso.\n#+END_QUOTE\n") == [
        (BlockKind.CODE, "x = 1\n\n  y"),
        (BlockKind.QUOTE, "Said so."),
    ]  # fmt: skip


def test_a_block_without_an_end_goes_on_to_the_end():
    assert blocks("#+begin_example\nx\n") == [(BlockKind.CODE, "x")]


def test_words_are_styled_where_marks_enclose_them():
    assert inlines("A *b* /i/ =c*d*= +s+ 2*3*4 a_b_c (~v~), *no\n") == [
        (InlineKind.STRONG, "b", ""),
        (InlineKind.EMPHASIS, "i", ""),
        (InlineKind.CODE, "c*d*", ""),
        (InlineKind.STRIKE, "s", ""),
        (InlineKind.CODE, "v", ""),
    ]


def test_links_lead_to_the_web_to_headlines_or_nowhere():
    text = "[[https://a.example][A]] [[*The end]] [[#end][it]] [[file:x.png][file]]\n* The end\n"
    text += ":PROPERTIES:\n:CUSTOM_ID: end\n:END:\nIt ends.\n"
    document = converted(text)
    place = str(document.text).index("The end", 5)
    assert [(i.data, document.text.slice(i.start, i.end)) for i in document.inlines] == [
        ("https://a.example", "A"),
        (f"#{place}", "*The end"),
        (f"#{str(document.text).index('It ends')}", "it"),
    ]


def test_notes_are_referred_to_and_follow_the_text():
    document = converted("Said.[fn:1]\n\n[fn:1] In 1866,\nby Ada.\n\nMore.\n")
    assert [i.data for i in document.links()] == ["1"]
    assert [b.marker for b in document.blocks] == ["", "[1]", ""]
    assert "In 1866, by Ada." in str(document.text)


def test_citations_name_the_line():
    assert [place.label for place in converted("* One\n\nTwo\n").locations] == ["line 1", "line 3"]
