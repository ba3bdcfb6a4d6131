"""Markdown as it is read: the words in the text, the signs in the blocks."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reader.core.document import BlockKind, InlineKind
from reader.formats import plain
from reader.formats.front_matter import read_front_matter
from reader.formats.registry import Registry
from reader.formats.source import Source


def converted(text):
    return Registry().convert(Source(Path("paper.md"), text.encode()))


def test_no_marker_is_in_the_text():
    text = "# One\n\n- *two*\n- **three**\n\n> four\n\n1. `five`\n"
    assert str(converted(text).text) == "One\n\ntwo\nthree\n\nfour\n\nfive"


def test_items_keep_their_numbers_and_depth():
    blocks = converted("7. a\n8. b\n   - c\n").blocks
    assert [(b.marker, b.level) for b in blocks] == [("7.", 1), ("8.", 1), ("◦", 2)]


def test_tasks_show_their_boxes():
    blocks = converted("- [ ] a\n- [x] b\n- [link] c\n").blocks
    assert [b.marker for b in blocks] == ["☐", "☑", "•"]


def test_a_row_joins_its_cells_with_tabs_and_knows_them():
    document = converted("| a | b |\n|---|---|\n| one *x* |  |\n")
    assert str(document.text) == "a\tb\none x\t"
    head, row = document.blocks
    assert head.header
    assert not row.header
    assert [document.text.slice(*cell) for cell in row.cells] == ["one x", ""]


def test_a_footnote_and_its_reference_share_a_label():
    document = converted("Text.[^note]\n\n[^note]: Said so.\n")
    (reference,) = document.inlines
    note = document.blocks[-1]
    assert reference.kind is InlineKind.FOOTNOTE_REFERENCE
    assert note.kind is BlockKind.FOOTNOTE
    assert f"[{reference.data}]" == note.marker


def test_a_link_to_a_heading_leads_to_its_offset():
    document = converted("[go](#the-end)\n\n# The *end*\n")
    assert document.inlines[0].data == "#4"


def test_repeated_headings_are_told_apart():
    document = converted("[go](#a-1)\n\n# A\n\n# A\n")
    assert document.inlines[0].data == "#7"


def test_raw_html_is_text():
    document = converted("<script>alert(1)</script>\n\na <b onclick=x>c</b>\n")
    assert str(document.text) == "<script>alert(1)</script>\n\na <b onclick=x>c</b>"


def test_a_link_that_would_run_something_is_text():
    assert converted("[x](javascript:alert(1))").inlines == ()


def test_a_hard_break_is_a_line_of_its_own():
    document = converted("Rose\\\n*is a\\\nrose*\n")
    assert str(document.text) == "Rose\nis a\nrose"
    assert len(document.blocks) == 3


def test_soft_breaks_are_spaces():
    assert str(converted("one\ntwo").text) == "one two"


def test_front_matter_is_metadata_and_no_text():
    document = converted(
        "---\ntitle: 'A: paper'\nauthors:\n  - Ada\n  - Bob\ndate: 2024-02-30 # sic\n"
        "lang: de\n---\nHi\n"
    )
    assert str(document.text) == "Hi"
    assert document.metadata.title == "A: paper"
    assert document.metadata.authors == ("Ada", "Bob")
    assert document.metadata.date == "2024-02-30"
    assert document.metadata.language == "de"


def test_yaml_that_would_do_something_stays_text():
    metadata = read_front_matter("title: !!python/object:os.system 'x'\nlang: no\nauthor: *a\n")
    assert metadata.title == "!!python/object:os.system 'x'"
    assert metadata.language == "no"
    assert metadata.authors == ("*a",)


def test_the_first_heading_is_the_title_where_none_is_stated():
    assert converted("Hello\n\n## World\n").metadata.title == "World"


def test_a_file_too_long_to_parse_shows_its_source():
    document = converted("# Title\n\n" + "word " * (plain.MAX_PARSED // 5 + 1))
    assert document.text.slice(0, 7) == "# Title"
    assert "too long" in document.warnings[-1]
    assert document.kind == "md"


@pytest.mark.parametrize(
    "text",
    [">" * 5_000 + "x", "- " * 5_000 + "x", "[" * 5_000, "*a " * 5_000, "`" * 5_001, "|" * 5_000],
    ids=["quotes", "items", "brackets", "stars", "ticks", "bars"],
)
def test_absurd_nesting_neither_fails_nor_recurses(text):
    converted(text)


def test_thirty_levels_of_lists_lose_no_word():
    text = "".join("  " * depth + f"- word{depth}\n" for depth in range(30))
    assert str(converted(text).text).split() == [f"word{depth}" for depth in range(30)]


@given(st.text(st.sampled_from("ab *_`[]()#>-+|\n:^~!<&\\1.\t"), max_size=200))
def test_any_markdown_gives_sound_blocks(text):
    document = converted(text)
    canonical = str(document.text)
    end = 0
    for block in document.blocks:
        assert set(canonical[end : block.start]) <= {"\n"}
        assert end <= block.start <= block.end
        end = block.end
    assert all(0 <= i.start < i.end <= len(canonical) for i in document.inlines)


@pytest.mark.parametrize("mark", ["> ", ">", "- ", "1. "])
def test_what_nests_too_deep_is_shown_as_its_source(mark):
    document = converted(f"{mark * 2000}x\n")
    assert str(document.text).rstrip().endswith("x")
    assert "too deep" in document.warnings[-1]


def test_a_long_rule_of_dashes_is_a_rule():
    assert [block.kind for block in converted("- " * 70 + "\n").blocks] == [BlockKind.RULE]
