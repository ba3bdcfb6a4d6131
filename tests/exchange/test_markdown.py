from __future__ import annotations

import json
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from reader.core.annotation import Annotation, Code, Target
from reader.core.document import Document
from reader.core.errors import ReaderError, RefusedError
from reader.core.safetext import safe_text
from reader.core.text import Text
from reader.exchange.files import write_export
from reader.exchange.markdown import BEGIN, END, merge, obsidian_tag, write
from reader.exchange.model import ExportItem
from reader.exchange.registry import FORMATS, verify

awkward = st.text(st.sampled_from("a \n\t#>-+*_`~[](){}<>!|^=%$&;:\\.1)éx\x1b'\""), min_size=1)


def page(item, codes=()) -> str:
    return write([item], codes).content.decode()


def tokens(markdown: str):
    """Parse as CommonMark with HTML allowed, as the strictest of the readers would."""
    for token in MarkdownIt("commonmark", {"html": True}).parse(markdown):
        yield token
        yield from token.children or ()


def paragraphs(markdown: str) -> list[str]:
    return [
        "".join(child.content or "\n" for child in token.children)
        for token in MarkdownIt("commonmark").parse(markdown)
        if token.type == "inline"
    ]


def one_annotation(quote: str = "word", note: str = "") -> ExportItem:
    text = Text.of(quote)
    one = Annotation("7", (Target.of(text, 0, len(text)),), note=note)
    return ExportItem("00d0c0ffee000001", "a.txt", Document(text, "txt", "txt/1"), (one,))


def test_front_matter_names_document_source_version_and_tags(item, codes):
    head = page(item, codes).split("---\n")[1]
    properties = dict(line.split(": ", 1) for line in head.splitlines())
    assert json.loads(properties["doc_id"]) == item.document_id
    assert json.loads(properties["source"]) == item.path
    assert json.loads(properties["sha256"]) == item.document.text.sha256
    assert "war/air-defence" in json.loads(properties["tags"])


def test_every_annotation_is_a_callout_with_a_block_id(item, codes):
    found = list(tokens(page(item, codes)))
    assert sum(token.type == "blockquote_open" for token in found) == 7
    ids = [token.content for token in found if token.content.startswith("^a-")]
    assert len(set(ids)) == len(ids) / 2 == 7


def test_nothing_of_document_or_note_becomes_html(item, codes):
    assert not [token for token in tokens(page(item, codes)) if "html" in token.type]


def test_a_note_keeps_its_markdown(item, codes):
    assert "> On the *whole* document" in page(item, codes)


def test_tags_are_nested_tags(item, codes):
    assert "> [!quote] #money-flow #war/air-defence\n" in page(item, codes)


def test_a_suggestion_says_what_it_is_and_a_rejected_one_is_reported(item, codes):
    export = write([item], codes)
    assert "— p. 1 · suggested by rules/1" in export.content.decode()
    assert "1 rejected suggestion left out" in export.losses


@given(awkward)
def test_a_quotation_shows_the_words_letter_by_letter(quote):
    shown = "\n".join(paragraphs(page(one_annotation(quote))))
    words = " ".join(safe_text(quote).split())
    assert f"[!quote] {words} — offset 0 ^a-7".replace("  ", " ") in " ".join(shown.split())


@given(awkward)
def test_no_note_breaks_out_of_its_callout(note):
    markdown = page(one_annotation(note=note))
    assert not [token for token in tokens(markdown) if "html" in token.type]
    assert markdown.count(END) == 1
    assert paragraphs(markdown)[-2:] == ["^a-7", END]


@pytest.mark.parametrize(
    "note", ["```\nopen fence", "<div>\n", "> quote", "- item", "    code", "<!--", "$$"]
)
def test_a_note_that_is_left_open_ends_with_its_callout(note):
    assert paragraphs(page(one_annotation(note=note)))[-2:] == ["^a-7", END]


@pytest.mark.parametrize(
    ("label", "tag"),
    [
        ("air defence", "air-defence"),
        ("war/air defence", "war/air-defence"),
        ("2024", "_2024"),
        ("#1: €!", "_1"),
        ("Cafe\u0301", "Café"),
        ("a//b", "a/b"),
        ("!", "_"),
    ],
)
def test_a_tag_is_one_that_obsidian_knows(label, tag):
    assert obsidian_tag(label) == tag


def test_exporting_again_changes_nothing(item, codes):
    content = write([item], codes).content
    assert merge(content, content) == content


def test_what_the_person_wrote_around_the_markers_survives(item, codes):
    old = page(item, codes)
    edited = old.replace("# The night", "# My night").replace("tags: [", "rating: 5\ntags: [1, ")
    edited = f"{edited}\n## My thoughts\nKeep these.\n"
    newer = replace(item, annotations=item.annotations[:1])
    merged = merge(edited.encode(), write([newer], codes).content).decode()
    assert merged.split(BEGIN)[0] == edited.split(BEGIN)[0]
    assert merged.split(END)[1] == edited.split(END)[1]
    assert merged.count("[!") == 1


def test_a_new_version_of_the_document_is_named_in_the_front_matter(item, codes):
    edited = replace(item, document=item.document._replace(text=Text.of("new")), annotations=())
    merged = merge(write([item], codes).content, write([edited], codes).content).decode()
    assert Text.of("new").sha256 in merged
    assert item.document.text.sha256 not in merged


def test_windows_line_ends_around_the_markers_survive(item, codes):
    content = write([item], codes).content
    edited = content.replace(b"\n", b"\r\n") + b"mine\r\n"
    merged = merge(edited, content)
    assert merged.endswith(b"\r\nmine\r\n")
    assert merged.count(b"[!") == content.count(b"[!")
    assert merge(merged, content) == merged


def test_a_page_without_markers_is_not_touched(item, codes):
    with pytest.raises(RefusedError):
        merge(b"# mine\n", write([item], codes).content)


def test_a_page_on_another_document_is_not_touched(item, codes):
    other = replace(item, document_id="00d0c0ffee000002")
    with pytest.raises(RefusedError):
        merge(write([item], codes).content, write([other], codes).content)


def test_an_export_on_disk_is_brought_up_to_date_in_place(item, codes, tmp_path):
    target = tmp_path / "riga.md"
    write_export(write([replace(item, annotations=())], codes), FORMATS["markdown"], target)
    with target.open("a") as file:
        file.write("mine\n")
    write_export(write([item], codes), FORMATS["markdown"], target)
    assert target.read_text().count("[!") == 7
    assert target.read_text().endswith("mine\n")


def test_asking_to_overwrite_still_keeps_what_stands_around_the_markers(item, codes, tmp_path):
    target = tmp_path / "riga.md"
    content = write([item], codes)
    target.write_bytes(content.content.replace(b"Payments", b"Paid") + b"mine\n")
    write_export(content, FORMATS["markdown"], target, overwrite=True)
    assert target.read_bytes() == content.content + b"mine\n"


def test_a_page_without_markers_is_replaced_only_when_asked(item, codes, tmp_path):
    target = tmp_path / "riga.md"
    target.write_text("mine\n")
    with pytest.raises(RefusedError) as caught:
        write_export(write([item], codes), FORMATS["markdown"], target)
    assert caught.value.where == str(target)
    write_export(write([item], codes), FORMATS["markdown"], target, overwrite=True)
    assert BEGIN in target.read_text()


@pytest.mark.parametrize("line", ["doc_id: 00d0c0ffee000001", "doc_id: '00d0c0ffee000001'", "x: 1"])
def test_front_matter_that_an_editor_wrote_anew_is_understood(line, item, codes):
    content = write([item], codes).content
    edited = content.replace(b'doc_id: "00d0c0ffee000001"', line.encode())
    assert merge(edited, content).count(b"[!") == content.count(b"[!")


def test_several_documents_share_a_page(item, codes):
    other = replace(item, document_id="00d0c0ffee000002", annotations=item.annotations[:1])
    content = write([item, other], codes).content
    shown = content.decode()
    assert shown.count("\n## The night") == 2
    assert json.loads(shown.split("doc_id: ")[1].splitlines()[0]) == [
        item.document_id,
        other.document_id,
    ]
    assert merge(content, content) == content


def test_changed_words_are_found_by_verify(item, codes):
    content = write([item], codes).content
    assert verify("markdown", content, [item]) == 7
    with pytest.raises(ReaderError):
        verify("markdown", content.replace(b"Payments", b"Payment"), [item])


def test_a_code_with_a_hostile_name_stays_a_tag(item):
    code = Code("11", "x]] <img src=x> %% \x1b[2J\n# head")
    shown = write([item], [code]).content.decode()
    assert "#x-img-src-x-2J-head\n" in shown
    assert not [token for token in tokens(shown) if "html" in token.type]
