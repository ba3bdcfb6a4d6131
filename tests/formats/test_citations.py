"""Citations know where in the source they are: page, chapter, time, row."""

from __future__ import annotations

import pytest

from reader.core.citation import quotation
from reader.formats.registry import Registry
from tests.formats.document_dump import DATA

SAMPLES = DATA.parents[2] / "sample_docs"


@pytest.mark.parametrize(
    ("name", "words", "cited"),
    [
        ("low-water-on-the-ister.pdf", "at 62 centimetres", "p. 1"),
        ("low-water-on-the-ister.pdf", "The Danube Commission", "p. 2"),
        ("the-keeper-of-skarholm.epub", "They were the evenings", "The letter"),
        ("radio-interview-with-a-mapmaker.srt", "Somebody at", "00:00:45"),
        ("letters-to-the-water-office.csv", "gone to lunch", "row 3"),
    ],
)
def test_a_citation_names_the_place_in_the_source(name, words, cited):
    document = Registry().open(SAMPLES / name)
    start = str(document.text).index(words)
    said = quotation(document, [(start, start + len(words))], name=name)
    assert said.startswith(f"“{words}” (")
    assert said.endswith(f", {cited})")


def test_a_quotation_over_two_places_names_both():
    document = Registry().open(SAMPLES / "letters-to-the-water-office.csv")
    text = str(document.text)
    said = quotation(document, [(text.index("gone to lunch"), text.index("Siobhan"))])
    assert said.endswith("row 3 – row 5)")


def test_a_citation_names_who_wrote_what_when():
    document = Registry().open(SAMPLES / "the-keeper-of-skarholm.epub")
    said = quotation(document, [(0, 10)])
    assert "(Ines Halvorsen, The Keeper of Skarholm, 2023-10-02" in said
