"""Web pages as they are read: the article, its structure, its links."""

import sys
from pathlib import Path
from types import SimpleNamespace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from reader.core.document import BlockKind, InlineKind
from reader.formats import webpage
from reader.formats.source import Source


@pytest.fixture(autouse=True, scope="module")
def without_extra():
    """Find articles without the extra, whether it is installed here or not."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(webpage, "is_installed", lambda _extra: False)
        yield


@pytest.fixture
def extraction(monkeypatch):
    """Let the library of the extra find what is put here."""
    found = SimpleNamespace(html="")
    library = SimpleNamespace(extract=lambda _text, **_options: found.html)
    monkeypatch.setattr(webpage, "is_installed", {"web"}.__contains__)
    monkeypatch.setitem(sys.modules, "trafilatura", library)
    return found


def converted(text, **options):
    return webpage.convert(Source(Path("page.html"), text.encode(), **options))


def body(text):
    return str(converted(text).text)


STORY = "<p>" + "The lights in the control room sank to amber. " * 5 + "</p>"


def test_the_article_is_taken_and_what_is_around_it_is_not():
    page = f"<nav>Menu</nav><main><article><h1>News</h1>{STORY}</article></main><footer>Ad</footer>"
    document = converted(page)
    assert str(document.text).startswith("News\n\nThe lights")
    assert "Ad" not in str(document.text)
    assert "Only the article" in document.warnings[0]
    assert "Menu" in str(converted(page, whole_page=True).text)


def test_a_page_that_is_all_form_is_shown_whole():
    document = converted(f"<form><div>{STORY}</div></form>")
    assert "control room" in str(document.text)
    assert document.warnings == ()


def test_with_the_extra_its_library_says_what_the_article_is(extraction):
    extraction.html = f"<html><body><h1>News</h1>{STORY}</body></html>"
    page = f"<title>T</title><div>Menu</div><div><h1>News</h1>{STORY}</div><div>Related</div>"
    document = converted(page)
    assert str(document.text).startswith("News\n\nThe lights")
    assert "Related" not in str(document.text)
    assert document.metadata.title == "T"
    assert "Related" in str(converted(page, whole_page=True).text)


@pytest.mark.parametrize("html", [None, "", "<html><body><p>Too little</p></body></html>"])
def test_an_article_that_is_next_to_nothing_is_not_believed(extraction, html):
    extraction.html = html
    assert "The lights" in body(f"<main>{STORY}</main>")


def test_scripts_do_not_count_for_what_the_article_is():
    page = f"<script>{'x = 1;' * 5000}</script><nav>Menu</nav><article>{STORY}</article>"
    assert "Menu" not in body(page)


def test_a_page_with_nothing_around_its_article_says_nothing():
    assert converted(f"<html>\n<body>\n<article>\n{STORY}</article>\n").warnings == ()


def test_scripts_styles_and_hidden_elements_are_no_text():
    page = (
        "<script>x</script><style>x</style><p hidden>x<p style='display: none'>x"
        "<template>x</template><p onclick='x'>seen"
    )
    assert body(page) == "seen"


def test_white_space_is_settled_and_soft_hyphens_go():
    assert (
        body("<p>  one\n two <b> three </b>&shy;four&nbsp;five </p>")
        == "one two three four\u00a0five"
    )


def test_code_keeps_its_lines():
    assert body("<pre>\na\n  b<br>c</pre>") == "a\n  b\nc"


def test_line_breaks_are_lines_of_their_own():
    assert body("<p>Rose<br>is <i>a<br>rose</i></p>") == "Rose\nis a\nrose"


def test_a_table_for_layout_is_no_table():
    page = "<table><tr><td><h1>Title</h1><p>Text</p></td><td><ul><li>a</li></ul></td></tr></table>"
    document = converted(page)
    assert str(document.text) == "Title\n\nText\n\na"
    assert BlockKind.TABLE_ROW not in {block.kind for block in document.blocks}


def test_a_data_table_in_a_layout_table_is_a_table():
    inner = "<table><tr><th>a</th><th>b</th></tr><tr><td>1</td><td>2</td></tr></table>"
    document = converted(f"<table><tr><td>{inner}</td></tr></table>")
    assert str(document.text) == "a\tb\n1\t2"
    assert document.blocks[0].header


def test_links_inside_lead_to_offsets_and_links_outside_to_addresses():
    document = converted(
        "<p><a href='#there'>in</a> <a href='https://x.org/?a=1'>out</a> "
        "<a href='javascript:x()'>bad</a> <a href='other.html'>lost</a></p><h2 id=there>There</h2>"
    )
    assert [(i.kind, i.data) for i in document.inlines] == [
        (InlineKind.LINK, "#17"),
        (InlineKind.LINK, "https://x.org/?a=1"),
    ]
    assert document.text.slice(17, 22) == "There"


def test_raised_numbers_that_link_are_references_to_notes():
    document = converted(
        "<p>Said.<sup><a href='#n1'>1</a></sup></p><ol><li id=n1>A note. "
        "<a class=footnote-back href='#r'>↩</a></li></ol>"
    )
    assert str(document.text) == "Said.[1]\n\nA note."
    assert document.blocks[-1].kind is BlockKind.FOOTNOTE


@pytest.mark.parametrize("kind", ["sdfootnote", "sdendnote"])
def test_notes_of_libreoffice_are_notes(kind):
    document = converted(
        f"<p>Said.<a class={kind}anc name={kind}1anc href='#{kind}1sym'><sup>i</sup></a></p>"
        f"<div id={kind}1><p><a class={kind}sym name={kind}1sym href='#{kind}1anc'>i</a>"
        " A note.</p>"
    )
    assert str(document.text) == "Said.[1]\n\nA note."
    assert document.blocks[-1].kind is BlockKind.FOOTNOTE


def test_printed_pages_are_places():
    document = converted("<p>One</p><span role=doc-pagebreak aria-label='12'></span><p>Two</p>")
    assert [(place.start, place.label) for place in document.locations] == [(5, "p. 12")]


def test_metadata_is_taken_from_the_head():
    page = (
        "<html lang=de><head><title>Site</title><meta property='og:title' content='Die Nacht'>"
        "<meta name=author content='Ada'>"
        "<meta property='article:published_time' content='2025-01-11'></head><body><p>x"
    )
    metadata = converted(page).metadata
    assert (metadata.title, metadata.authors) == ("Die Nacht", ("Ada",))
    assert (metadata.date, metadata.language) == ("2025-01-11", "de")


def test_the_stated_encoding_is_used():
    page = '<meta charset="iso-8859-2"><p>Łódź'.encode("iso8859-2")
    assert str(webpage.convert(Source(Path("a.html"), page)).text) == "Łódź"


def test_elements_that_xhtml_closes_in_one_tag_hold_nothing():
    page = '<?xml version="1.0"?><html><body><p><a id="x"/>One</p><script/><p>Two</p></body></html>'
    assert body(page) == "One\n\nTwo"


TAGS = [
    "<p>", "</p>", "<b>", "</b>", "<ul>", "<li>", "</ul>", "<table>", "<tr>", "<td>", "</table>",
    "<h2>", "</h2>", "<br>", "<pre>", "</pre>", "<blockquote>", "</blockquote>", "</a>", "<hr>",
    "<a href='#x' id='x'>", "<dd>", "<td colspan=3>", "word", "&nbsp;", " ", "\n",
]  # fmt: skip


@settings(max_examples=100)
@given(st.lists(st.sampled_from(TAGS), max_size=40))
def test_any_heap_of_tags_gives_sound_blocks(tags):
    document = converted("".join(tags))
    text = str(document.text)
    assert text.count("word") == tags.count("word")
    end = 0
    for block in document.blocks:
        assert set(text[end : block.start]) <= {"\n"}
        assert end <= block.start <= block.end
        end = block.end
    assert all(0 <= i.start < i.end <= len(text) for i in document.inlines)
