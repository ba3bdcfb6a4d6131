from __future__ import annotations

import json
from dataclasses import fields, replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reader.core.annotation import Annotation, Creator, CreatorKind, Status, Target
from reader.core.document import Document
from reader.core.errors import ReaderError
from reader.core.safetext import is_safe
from reader.core.text import Text
from reader.exchange.model import ExportItem
from reader.exchange.native import read_json, read_jsonl, write_json, write_jsonl
from reader.exchange.registry import verify

anything = st.text(st.characters(), max_size=20)
targets = st.builds(
    lambda start, exact, prefix: Target(start, start + len(exact), exact, prefix),
    st.integers(0, 10**9),
    anything.filter(bool),
    anything,
)
annotations = st.builds(
    Annotation,
    id=st.integers(1, 2**62).map(str),
    targets=st.lists(targets, max_size=3).map(tuple),
    tags=st.lists(anything, max_size=2).map(tuple),
    note=anything,
    status=st.sampled_from(Status),
    creator=st.builds(Creator, st.sampled_from(CreatorKind), anything),
    confidence=st.none() | st.floats(0, 1),
)
WAYS = [(write_json, read_json), (write_jsonl, read_jsonl)]


@pytest.mark.parametrize(("write", "read"), WAYS)
def test_everything_comes_back_as_it_was(write, read, item, codes):
    back = read(write([item], codes).content)
    assert back.codes == codes
    [document] = back.documents
    assert document.annotations == item.in_order
    assert (document.document_id, document.path) == (item.document_id, item.path)
    assert document.sha256 == item.document.text.sha256


@pytest.mark.parametrize(("write", "read"), WAYS)
@given(one=annotations)
def test_any_annotation_comes_back_as_it_was(write, read, one):
    item = ExportItem("d", "\udce9.txt", Document(Text.of("x"), "txt", "txt/1"), (one,))
    [document] = read(write([item], ()).content).documents
    assert document.annotations == (one,)
    assert document.path == item.path


@given(anything)
def test_no_character_that_a_terminal_obeys_is_in_the_file(text):
    document = Document(Text.of(text), "txt", "txt/1")
    item = ExportItem("d", text, document, (Annotation("1", note=text),))
    assert is_safe(write_json([item], ()).content.decode())


def test_tags_stand_there_by_name_for_those_who_script(item, codes):
    whole = json.loads(write_json([item], codes).content)
    [document] = whole["documents"]
    both = next(one for one in document["annotations"] if one["note"] == "two parts")
    assert both["tags"] == ["money flow", "air defence"]
    assert both["codes"] == ["13", "12"]
    assert [target["exact"] for target in both["targets"]] == ["Payments", "Baltic\nHoldings"]


def test_every_line_of_json_lines_is_an_object_that_says_what_it_is(item, codes):
    lines = write_jsonl([item], codes).content.decode().splitlines()
    kinds = [json.loads(line)["record"] for line in lines]
    assert kinds == ["header", *["code"] * 3, "document", *["annotation"] * 8]


def test_the_order_of_the_annotations_does_not_change_the_file(item, codes):
    turned = replace(item, annotations=item.annotations[::-1])
    assert write_json([turned], codes) == write_json([item], codes)


def test_no_field_of_the_model_is_forgotten(item, codes):
    one = json.loads(write_json([item], codes).content)["documents"][0]["annotations"][0]
    assert {field.name for field in fields(Annotation)} - {"tags", "reading"} <= set(one)


@pytest.mark.parametrize("name", ["json", "jsonl"])
def test_a_wrong_span_in_the_file_is_found_by_verify(name, item, codes):
    content = (write_json if name == "json" else write_jsonl)([item], codes).content
    assert verify(name, content, [item]) == 8
    with pytest.raises(ReaderError, match="missing: 1, wrong: 1"):
        verify(name, content.replace(b'"exact": "Riga"', b'"exact": "Rigo"'), [item])


BROKEN = {
    "no JSON": b"{",
    "not UTF-8": b"\xff\xfe\xfd",
    "too deep": b"[" * 100_000,
    "a list": b"[]",
    "another format": b'{"format": "other", "version": 1}',
    "a later version": b'{"format": "reader-annotations", "version": 2}',
    "a wrong type": b'{"format": "reader-annotations", "version": 1, "codes": [{"id": 7}]}',
}


@pytest.mark.parametrize("content", BROKEN.values(), ids=BROKEN)
@pytest.mark.parametrize("read", [read_json, read_jsonl])
def test_a_broken_file_is_one_clear_error(read, content):
    with pytest.raises(ReaderError) as caught:
        read(content)
    assert caught.value.where
