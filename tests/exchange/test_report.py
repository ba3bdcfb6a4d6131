from __future__ import annotations

from dataclasses import replace
from html.parser import HTMLParser

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reader.core.annotation import Annotation, Target
from reader.core.document import Document, Metadata
from reader.core.safetext import safe_text
from reader.core.text import Text
from reader.exchange.model import ExportItem
from reader.exchange.report import write

LEGAL = {
    "html", "head", "meta", "title", "style", "body", "article", "h1", "h2", "h3", "p", "br", "ul",
    "ol", "li", "span", "div", "mark", "sup", "a", "blockquote", "pre", "hr", "em", "strong",
    "code",
}  # fmt: skip


class Page(HTMLParser):
    """An independent reader: the elements, and the text of the document and of its marks."""

    def __init__(self, content: bytes) -> None:
        super().__init__()
        self.elements: list[str] = []
        self.attributes: list[tuple[str, str]] = []
        self.shown = ""
        self.marked: list[str] = []
        self._open: list[str] = []
        self._in_text = False
        self.feed(content.decode())

    def handle_starttag(self, tag, attrs):
        self.elements.append(tag)
        self.attributes += attrs
        if tag not in ("meta", "br", "hr"):
            self._open.append(tag)
        if ("class", "text") in attrs:
            self._in_text = True
        if tag == "mark":
            self.marked.append("")

    def handle_endtag(self, tag):
        assert self._open.pop() == tag
        if tag == "div":
            self._in_text = False

    def handle_data(self, data):
        if self._in_text and "sup" not in self._open:
            self.shown += data
            if "mark" in self._open:
                self.marked[-1] += data


def with_notes(text: str, *annotations: Annotation, title: str = "") -> ExportItem:
    document = Document(Text.of(text), "txt", "txt/1", Metadata(title))
    return ExportItem("d1", "a.txt", document, annotations)


def test_the_whole_text_is_on_the_page(item, codes):
    page = Page(write([item], codes).content)
    expected = safe_text(str(item.document.text))
    assert "".join(page.shown.split()) == "".join(expected.split())


def test_spans_are_marked_and_overlapping_ones_share_a_mark(item, codes):
    page = Page(write([item], codes).content)
    assert page.marked[:3] == ["Anna Novák", " 🕵️ met ", "Helios"]
    assert {"Payments", "Baltic\nHoldings"} <= set(page.marked)
    assert ("class", "overlap") in page.attributes


def test_every_number_in_the_text_leads_to_its_note(item, codes):
    page = Page(write([item, replace(item, document_id="d2")], codes).content)
    ids = [value for name, value in page.attributes if name == "id"]
    links = [value[1:] for name, value in page.attributes if name == "href"]
    assert len(ids) == len(set(ids))
    assert len(links) == 12
    assert set(links) <= set(ids)


@given(
    st.text(st.characters()), st.text(st.sampled_from("<>&\"'`[]()!:/ \nxjavascript"), max_size=40)
)
def test_no_text_becomes_an_element(text, note):
    item = with_notes(text, Annotation("1", note=note), title=text)
    page = Page(write([item], ()).content)
    assert set(page.elements) <= LEGAL
    assert "".join(page.shown.split()) == "".join(safe_text(text).split())


@pytest.mark.parametrize(
    "note",
    [
        "<script>alert(1)</script>",
        "<img src=x onerror=alert(1)>",
        "![x](https://example.org/pixel.png)",
        "[x](javascript:alert(1))",
        "[x](JaVaScRiPt:alert(1))",
        "[x](data:text/html;base64,PHNjcmlwdD4=)",
        "[x](file:///etc/passwd)",
        "<javascript:alert(1)>",
        "[x]: vbscript:x\n\n[x]",
    ],
)
def test_a_note_loads_and_runs_nothing(note):
    page = Page(write([with_notes("text", Annotation("1", note=note))], ()).content)
    assert set(page.elements) <= LEGAL
    assert not {"src", "onerror"} & {name for name, _ in page.attributes}
    assert not [value for name, value in page.attributes if name == "href" and ":" in value
                and not value.startswith("https:")]  # fmt: skip


def test_a_note_is_rendered_as_markdown():
    note = "*yes* and [this](https://example.org/)"
    page = Page(write([with_notes("text", Annotation("1", note=note))], ()).content)
    assert "em" in page.elements
    assert ("href", "https://example.org/") in page.attributes


def test_the_page_may_not_load_anything(item, codes):
    content = write([item], codes).content.decode()
    assert "default-src 'none'" in content
    assert item.document.text.sha256 in content


def test_words_that_are_gone_are_listed_and_reported():
    lost = Annotation("1", (Target(1, 5, "gone"),), note="still here")
    export = write([with_notes("text", lost)], ())
    assert export.losses == ("1 span without its words in the text listed, not marked",)
    assert b"gone" in export.content
    assert b"still here" in export.content
