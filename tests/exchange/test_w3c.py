from __future__ import annotations

import json
import re
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reader.core.annotation import AnchorState, Annotation, Code, Target
from reader.core.document import Document
from reader.core.errors import ReaderError
from reader.core.text import Text
from reader.exchange.graphemes import cluster_end, cluster_start
from reader.exchange.model import ExportItem
from reader.exchange.registry import verify
from reader.exchange.w3c import read, write

clusters = st.lists(
    st.sampled_from(["a", "e\u0301", "🕵️", "👍🏽", "👩‍👩‍👧", "🇱🇻", "\n"]), max_size=20
)


def written(item, codes=()) -> list[dict]:
    return json.loads(write([item], codes).content)["first"]["items"]


def test_every_annotation_obeys_the_rules_of_the_standard(item, codes):
    collection = json.loads(write([item], codes).content)
    assert collection["@context"][0] == "http://www.w3.org/ns/anno.jsonld"
    assert collection["total"] == len(collection["first"]["items"]) == 8
    for one in collection["first"]["items"]:
        assert one["type"] == "Annotation"
        assert re.fullmatch(r"urn:x-reader:annotation:[0-9]+", one["id"])
        assert "bodyValue" not in one
        assert one["motivation"]
        assert one["target"]
        for target in one["target"]:
            for selector in target.get("selector", ()):
                if selector["type"] == "TextPositionSelector":
                    assert 0 <= selector["start"] < selector["end"]
                else:
                    assert selector["exact"]


def test_tags_notes_and_entity_types_are_bodies_with_a_purpose(item, codes):
    bodies = [[(body["purpose"], body["value"]) for body in one.get("body", ())]
              for one in written(item, codes)]  # fmt: skip
    assert [("tagging", "war"), ("commenting", "On the *whole* document")] in bodies
    assert [("classifying", "PERSON")] in bodies


def test_a_suggestion_is_made_by_software(item, codes):
    one = next(one for one in written(item, codes) if one["x:status"] == "suggested")
    assert one["creator"]["type"] == "Software"
    assert one["x:confidence"] == 0.61


def test_a_note_on_the_document_has_a_target_without_a_selection(item, codes):
    [target] = written(item, codes)[0]["target"]
    assert target["source"] == "urn:x-reader:document:00d0c0ffee000001"
    assert target["selector"] == []


def test_annotations_and_tag_names_come_back_as_they_were(item, codes):
    back = read(write([item], codes).content)
    [document] = back.documents
    assert [replace(one, targets=()) for one in document.annotations] == [
        replace(one, targets=()) for one in item.in_order
    ]
    assert {code.id: code.name for code in back.codes} == {code.id: code.name for code in codes}
    assert (document.document_id, document.path) == (item.document_id, item.path)


def test_every_span_comes_back_as_it_was(item, codes):
    assert verify("w3c", write([item], codes).content, [item]) == 8


@given(clusters, st.data())
def test_no_selection_begins_or_ends_inside_a_character(parts, data):
    text = Text.of("".join(["x", *parts]))
    borders = [0]
    for part in ("x", *parts):
        borders.append(borders[-1] + len(part))
    start = data.draw(st.integers(0, len(text) - 1))
    end = data.draw(st.integers(start + 1, len(text)))
    one = Annotation("1", (Target.of(text, start, end),))
    item = ExportItem("d", "a.txt", Document(text, "txt", "txt/1"), (one,))
    [[quote, position]] = [target["selector"] for target in written(item)[0]["target"]]
    assert quote["exact"] == text.slice(position["start"], position["end"])
    assert {position["start"], position["end"]} <= set(borders)
    assert position["start"] <= start < end <= position["end"]
    [[back]] = [document.annotations for document in read(write([item], ()).content).documents]
    assert (back.targets[0].start, back.targets[0].exact) == (start, one.targets[0].exact)


@pytest.mark.parametrize("cluster", ["e\u0301", "🕵️", "👍🏽", "👩‍👩‍👧", "🇱🇻"])
def test_a_character_is_not_taken_apart(cluster):
    text = Text.of(f"x{cluster}y")
    for offset in range(2, 1 + len(cluster)):
        assert cluster_start(text, offset) == 1
        assert cluster_end(text, offset) == 1 + len(cluster)


def test_two_flags_are_two_characters():
    text = Text.of("🇱🇻🇪🇪")
    assert [cluster_start(text, offset) for offset in range(5)] == [0, 0, 2, 2, 4]


def test_a_widened_span_is_reported():
    text = Text.of("Cafe\u0301")
    one = Annotation("1", (Target.of(text, 0, 4),))
    export = write([ExportItem("d", "a.txt", Document(text, "txt", "txt/1"), (one,))], ())
    assert export.losses == ("1 span widened to whole characters",)


def test_what_other_programs_write_is_read():
    foreign = {
        "@context": "http://www.w3.org/ns/anno.jsonld",
        "id": "urn:uuid:a0000000-0000-4000-8000-000000000007",
        "type": "Annotation",
        "motivation": "tagging",
        "creator": "https://example.org/anna",
        "body": [
            {"type": "TextualBody", "value": "money flow"},
            {"type": "TextualBody", "purpose": "commenting", "value": "a note"},
        ],
        "target": {
            "source": "https://example.org/riga.txt",
            "selector": {"type": "TextQuoteSelector", "exact": "Payments"},
        },
    }
    back = read(json.dumps(foreign).encode())
    [document] = back.documents
    [one] = document.annotations
    assert document.path == "https://example.org/riga.txt"
    assert back.codes == (Code("money flow", "money flow"),)
    assert (one.tags, one.note) == (("money flow",), "a note")
    assert one.targets[0].exact == "Payments"
    assert one.anchor.state is AnchorState.REVIEW


@pytest.mark.parametrize(
    "content",
    [b"{}", b"7", b'{"type": "Annotation", "target": [7]}', b'[{"id": 7}]', b'{"type": [[]]}'],
)
def test_a_broken_file_is_one_clear_error(content):
    with pytest.raises(ReaderError):
        read(content)
