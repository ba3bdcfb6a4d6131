"""Formats of annotation and note-taking tools, read as those tools read them."""

from __future__ import annotations

import csv
import io
import json
import re
import zipfile
from dataclasses import replace
from xml.etree import ElementTree as ET

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reader.core.annotation import Annotation, Code, Target
from reader.core.text import Text
from reader.exchange import doccano, hypothesis, label_studio, readwise, refi_qda, taguette
from reader.exchange.registry import render

QDA = "{urn:QDA-XML:project:1.0}"
GUID = re.compile(r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}")


# -- doccano


def test_doccano_labels_are_slices_of_the_text(item, codes):
    [example] = map(json.loads, doccano.write([item], codes).content.decode().splitlines())
    assert [19, 29, "entity/PERSON"] in example["label"]
    assert all(start < end for start, end, _ in example["label"])
    assert example["text"][75:83] == "Payments"
    assert example["doc_id"] == item.document_id


def test_doccano_label_file_has_every_label_with_its_colour(item, codes):
    labels = json.loads(doccano.write_labels([item], codes).content)
    [example] = map(json.loads, doccano.write([item], codes).content.decode().splitlines())
    assert {label for *_, label in example["label"]} <= {one["text"] for one in labels}
    war = next(one for one in labels if one["text"] == "war")
    assert war == {
        "text": "war",
        "suffixKey": "1",
        "backgroundColor": "#aa3300",
        "textColor": "#ffffff",
    }


# -- Label Studio


def test_label_studio_keeps_suggestions_apart_from_decisions(item, codes):
    [task] = json.loads(label_studio.write([item], codes).content)
    [annotation], [prediction] = task["annotations"], task["predictions"]
    assert prediction["model_version"] == "rules/1"
    assert prediction["score"] == 0.61
    assert [one["value"]["text"] for one in prediction["result"]] == ["Helios Consulting"]
    labels = [one for one in annotation["result"] if one["type"] == "labels"]
    assert all(
        task["data"]["text"][one["value"]["start"] : one["value"]["end"]] == one["value"]["text"]
        for one in labels
    )


def test_label_studio_notes_and_parts_belong_to_their_region(item, codes):
    [task] = json.loads(label_studio.write([item], codes).content)
    results = task["annotations"][0]["result"]
    regions = {one["id"] for one in results if one.get("type") == "labels"}
    notes = {one["id"]: one["value"]["text"] for one in results if one["type"] == "textarea"}
    [relation] = [one for one in results if one["type"] == "relation"]
    assert set(notes) <= regions
    assert notes[relation["from_id"]] == ["two parts"]
    assert {relation["from_id"], relation["to_id"]} <= regions


def test_label_studio_interface_has_the_controls_and_labels_of_the_tasks(item, codes):
    view = ET.fromstring(label_studio.write_config([item], codes).content)
    [task] = json.loads(label_studio.write([item], codes).content)
    names = {one.attrib["name"] for one in view if "name" in one.attrib}
    labels = {one.attrib["value"] for one in view.iter("Label")}
    for one in (*task["annotations"][0]["result"], *task["predictions"][0]["result"]):
        if one["type"] != "relation":
            assert {one["from_name"], one["to_name"]} <= names
        assert set(one.get("value", {}).get("labels", ())) <= labels


# -- Hypothesis


def test_hypothesis_positions_are_utf16_units(item, codes):
    whole = json.loads(hypothesis.write([item], codes).content)
    units = str(item.document.text).encode("utf-16-le")
    positions = 0
    for one in whole["annotations"]:
        for selector in one["target"][0].get("selector", ()):
            if selector["type"] == "TextPositionSelector":
                start, end = selector["start"], selector["end"]
                positions += 1
            else:
                assert units[2 * start : 2 * end].decode("utf-16-le") == selector["exact"]
                assert len(selector["prefix"]) <= 32
    assert positions == 7


def test_hypothesis_has_one_target_and_joins_parts_by_a_tag(item, codes):
    whole = json.loads(hypothesis.write([item], codes).content)
    assert all(len(one["target"]) == 1 for one in whole["annotations"])
    parts = [one for one in whole["annotations"] if one["id"].startswith("4000000000000000004")]
    assert [one["text"] for one in parts] == ["two parts", ""]
    assert len({tuple(one["tags"]) for one in parts}) == 1
    assert len({one["id"] for one in whole["annotations"]}) == len(whole["annotations"])


def test_hypothesis_page_note_has_no_selector(item, codes):
    page_note = json.loads(hypothesis.write([item], codes).content)["annotations"][0]
    assert page_note["text"] == "On the *whole* document"
    assert "selector" not in page_note["target"][0]


# -- Readwise and Taguette


def table(content: bytes) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(content.decode(), newline="")))


def test_readwise_gets_a_highlight_a_row_with_tags_before_the_note(item, codes):
    rows = table(readwise.write([item], codes).content)
    assert tuple(rows[0]) == readwise.COLUMNS
    assert rows[1]["Highlight"] == "Anna Novák 🕵️ met Helios"
    assert rows[1]["Note"] == '.war-air-defence\n=1+1\n"two"\tlines'
    assert rows[1]["Author"] == "Anna Novák, B. Ozols"
    assert rows[-1]["Highlight"].startswith("'=SUM(A1)")
    assert len(rows) == 6


def test_readwise_says_what_it_cuts_off(item):
    text = Text.of("x" * 9000)
    long = replace(
        item,
        document=item.document._replace(text=text),
        annotations=(Annotation("1", (Target.of(text, 0, 9000),)),),
    )
    export = readwise.write([long], ())
    assert export.losses == ("1 text cut to 8191 characters",)
    assert len(table(export.content)[0]["Highlight"]) == 8191


def test_the_codebook_has_every_code_in_use_by_its_path(item, codes):
    rows = table(taguette.write([item], (*codes, Code("14", "old", retired=True))).content)
    assert [(row["tag"], row["parent"], row["key"]) for row in rows] == [
        ("war", "", "1"),
        ("war/air defence", "war", "2"),
        ("money flow", "", ""),
    ]
    assert rows[0]["description"] == 'the "war"\n=1+1'


# -- REFI-QDA


def project(content: bytes) -> tuple[ET.Element, dict[str, str]]:
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        texts = {
            name: archive.read(name).decode()
            for name in archive.namelist()
            if name.startswith("Sources/")
        }
        return ET.fromstring(archive.read("project.qde")), texts


def test_qda_children_stand_in_the_order_of_the_schema(item, codes):
    root, _ = project(refi_qda.write([item], codes).content)
    assert [child.tag.removeprefix(QDA) for child in root] == ["Users", "CodeBook", "Sources"]


def test_qda_ids_are_guids_each_given_once(item, codes):
    root, _ = project(refi_qda.write([item], codes).content)
    guids = [element.attrib["guid"] for element in root.iter() if "guid" in element.attrib]
    assert all(map(GUID.fullmatch, guids))
    assert len(guids) == len(set(guids))


def test_qda_references_lead_somewhere(item, codes):
    root, texts = project(refi_qda.write([item], codes).content)
    known = {element.attrib["guid"] for element in root.iter() if "guid" in element.attrib}
    assert {one.attrib["targetGUID"] for one in root.iter(f"{QDA}CodeRef")} <= known
    assert {one.attrib["creatingUser"] for one in root.iter(f"{QDA}Coding")} <= known
    [source] = root.iter(f"{QDA}TextSource")
    path = source.attrib["plainTextPath"].replace("internal://", "Sources/")
    assert list(texts) == [path]


def test_qda_selections_are_slices_of_the_source(item, codes):
    root, texts = project(refi_qda.write([item], codes).content)
    [text] = texts.values()
    assert "\r" not in text
    selections = list(root.iter(f"{QDA}PlainTextSelection"))
    words = [
        text[int(one.attrib["startPosition"]) : int(one.attrib["endPosition"])]
        for one in selections
    ]
    assert {"Anna Novák", "Payments", "Baltic\nHoldings", "Helios Consulting"} <= set(words)
    assert len(words) == 7


def test_qda_codes_are_a_tree(item, codes):
    root, _ = project(refi_qda.write([item], codes).content)
    names = {
        child.attrib["name"]: parent.attrib.get("name")
        for parent in root.iter()
        for child in parent.findall(f"{QDA}Code")
    }
    assert names["air defence"] == "war"
    assert names["PERSON"] == "entity"


def test_qda_notes_are_descriptions(item, codes):
    root, _ = project(refi_qda.write([item], codes).content)
    notes = [one.text for one in root.iter(f"{QDA}Description")]
    assert "On the *whole* document" in notes
    assert '=1+1\n"two"\tlines' in notes


def test_a_codebook_that_goes_in_a_circle_ends(item):
    circle = (Code("1", "a", parent="2"), Code("2", "b", parent="1"))
    root = ET.fromstring(refi_qda.write_codebook([item], circle).content)
    names = [one.attrib["name"] for one in root.iter("{urn:QDA-XML:codebook:1.0}Code")]
    assert {"a", "b"} <= set(names)


@pytest.mark.parametrize("name", ["refi-qda-codebook", "labelstudio-config", "refi-qda"])
def test_hostile_names_stay_text_in_xml(name, item):
    code = Code("11", '"><evil/>\x00\ufffe\x1b]52;', description="]]>\ud800")
    content = render(name, [item], [code]).content
    root = project(content)[0] if name == "refi-qda" else ET.fromstring(content)
    assert "evil" not in {element.tag for element in root.iter()}


@given(st.lists(st.sampled_from(["a", "é", "🕵️", "👍🏽", "𝔘"])).map("".join))
def test_utf16_units_and_code_points_convert_both_ways(text):
    offsets = hypothesis._Utf16(text)
    for offset in range(len(text) + 1):
        units = len(text[:offset].encode("utf-16-le")) // 2
        assert offsets.units(offset) == units
        assert offsets.code_points(units) == offset
