"""Formats that train and evaluate recognisers, read as their consumers read them."""

from __future__ import annotations

import io
import json
import re
import zipfile
from itertools import pairwise

from reader.core.annotation import Annotation, Target
from reader.core.document import Document
from reader.core.text import Text
from reader.exchange import brat, conll, conllu, prodigy, spacy_docs
from reader.exchange.model import ExportItem

LOSSES_OF_ALL = {
    "1 rejected suggestion left out",
    "1 annotation on the document left out",
    "1 suggested annotation left out",
    "1 disputed annotation left out",
    "1 discontinuous span cut into its parts",
}


def annotated(text: str, *annotations: Annotation) -> ExportItem:
    return ExportItem("d1", "a.txt", Document(Text.of(text), "txt", "txt/1"), annotations)


def span(number: int, text: str, words: str, **fields) -> Annotation:
    start = text.index(words)
    return Annotation(str(number), (Target.of(Text.of(text), start, start + len(words)),), **fields)


# -- spaCy


def test_spacy_gets_all_spans_and_a_layer_without_overlaps(item, codes):
    export = spacy_docs.write([item], codes)
    [doc] = map(json.loads, export.content.decode().splitlines())
    words = [(doc["text"][one["start"] : one["end"]], one["label"]) for one in doc["spans"]["sc"]]
    assert ("Anna Novák", "PERSON") in words
    assert ("Anna Novák 🕵️ met Helios", "war/air defence") in words
    assert ("Baltic\nHoldings", "money flow") in words
    ents = doc["ents"]
    assert all(one["end"] <= two["start"] for one, two in pairwise(ents))
    assert set(export.losses) >= LOSSES_OF_ALL


def test_no_spacy_entity_begins_or_ends_with_a_blank():
    text = "met  Anna  there"
    export = spacy_docs.write([annotated(text, span(1, text, "  Anna  "))], ())
    [doc] = map(json.loads, export.content.decode().splitlines())
    assert [(one["start"], one["end"]) for one in doc["ents"]] == [(5, 9)]
    assert export.losses == ("1 span written without the blanks around it",)


# -- Prodigy


def test_prodigy_spans_lie_on_tokens_that_are_slices_of_the_text(item, codes):
    [task] = map(json.loads, prodigy.write([item], codes).content.decode().splitlines())
    text, tokens = task["text"], task["tokens"]
    assert all(text[one["start"] : one["end"]] == one["text"] for one in tokens)
    assert [one["id"] for one in tokens] == list(range(len(tokens)))
    assert len(task["spans"]) == 7
    for one in task["spans"]:
        assert tokens[one["token_start"]]["start"] == one["start"]
        assert tokens[one["token_end"]]["end"] == one["end"]


# -- CoNLL


def sentences(content: bytes) -> list[list[list[str]]]:
    blocks = content.decode().strip("\n").split("\n\n")
    return [[line.split(" ") for line in block.split("\n")] for block in blocks]


def entities(rows: list[list[str]]) -> list[tuple[str, str]]:
    """Read IOB2 strictly: an I- without its B- is an error."""
    found: list[tuple[str, str]] = []
    for word, *_, tag in rows:
        if tag.startswith("B-"):
            found.append((tag[2:], word))
        elif tag.startswith("I-"):
            label, words = found.pop()
            assert label == tag[2:]
            found.append((label, f"{words} {word}"))
        else:
            found.append(("O", word))
    return [pair for pair in found if pair[0] != "O"]


def test_conll_has_four_columns_and_entities_in_one_sentence(item, codes):
    head, *found = sentences(conll.write([item], codes).content)
    assert head == [["-DOCSTART-", "-X-", "-X-", "O"]]
    assert {len(row) for rows in found for row in rows} == {4}
    assert [pair for rows in found for pair in entities(rows)] == [
        ("PERSON", "Anna Novák"),
        ("money_flow", "Payments"),
        ("money_flow", "Baltic Holdings"),
        ("note", "=SUM ( A1 ) ␛ [ 31mred � | x |".replace("=SUM", "= SUM")),
    ]


def test_conll_reports_the_spans_that_overlap(item, codes):
    losses = conll.write([item], codes).losses
    assert set(losses) >= LOSSES_OF_ALL
    assert "3 overlapping spans left out" in losses
    assert "3 notes left out" in losses


def test_two_entities_side_by_side_stay_two():
    text = "Riga Vilnius"
    item = annotated(
        text, span(1, text, "Riga", entity_type="GPE"), span(2, text, "Vilnius", entity_type="GPE")
    )
    [_, rows] = sentences(conll.write([item], ()).content)
    assert [row[-1] for row in rows] == ["B-GPE", "B-GPE"]


# -- CoNLL-U


def test_conllu_keeps_the_offsets_of_every_word(item, codes):
    text = str(item.document.text)
    for line in conllu.write([item], codes).content.decode().splitlines():
        if line and not line.startswith("#"):
            columns = line.split("\t")
            assert len(columns) == 10
            start, end = map(int, re.search(r"TokenRange=(\d+):(\d+)$", columns[9]).groups())
            if columns[1].isascii():
                assert text[start:end] == columns[1]


def test_conllu_text_is_its_words_and_spaces(item, codes):
    for block in conllu.write([item], codes).content.decode().strip("\n").split("\n\n"):
        lines = block.split("\n")
        rebuilt = "".join(
            columns[1] + ("" if "SpaceAfter=No" in columns[9] else " ")
            for columns in (line.split("\t") for line in lines if not line.startswith("#"))
        )
        [text] = [line for line in lines if line.startswith("# text = ")]
        assert f"# text = {rebuilt.rstrip(' ')}" == text


# -- brat


def unpacked(content: bytes) -> dict[str, str]:
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        return {name: archive.read(name).decode() for name in archive.namelist()}


def ann(files: dict[str, str]) -> list[list[str]]:
    [lines] = [text for name, text in files.items() if name.endswith(".ann")]
    return [line.split("\t") for line in lines.splitlines()]


def test_brat_lines_obey_its_parser(item, codes):
    files = unpacked(brat.write([item], codes).content)
    [text] = [content for name, content in files.items() if name.endswith(".txt")]
    types = files["annotation.conf"].split("[relations]")[0].split("\n")[1:-1]
    for kind, body, *rest in ann(files):
        assert re.fullmatch(r"[TA#]\d+", kind)
        if not kind.startswith("T"):
            continue
        type_, places = body.split(" ", 1)
        assert type_ in types
        fragments = [tuple(map(int, place.split(" "))) for place in places.split(";")]
        assert fragments == sorted(fragments)
        pieces = [text[start:end] for start, end in fragments]
        assert rest == [" ".join(pieces)]
        assert all(piece == piece.strip() and "\n" not in piece for piece in pieces)


def test_brat_cuts_a_span_at_the_line_end_and_keeps_its_parts_together(item, codes):
    lines = ann(unpacked(brat.write([item], codes).content))
    assert ["T4", "money_flow 75 83;106 112;113 121", "Payments Baltic Holdings"] in lines


def test_brat_notes_and_states_point_to_their_span(item, codes):
    lines = ann(unpacked(brat.write([item], codes).content))
    person = next(kind for kind, body, *_ in lines if body.startswith("war_air_defence 19 43"))
    assert ["#1", f"AnnotatorNotes {person}", '=1+1 "two" lines'] in lines
    assert [body for kind, body, *_ in lines if kind.startswith("A")] == [
        "Status T3 suggested",
        "Status T6 disputed",
    ]


def test_brat_draws_the_colours_of_the_codebook(item, codes):
    assert "war\tbgColor:#aa3300" in unpacked(brat.write([item], codes).content)["visual.conf"]
