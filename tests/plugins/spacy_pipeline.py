"""The adapter of spaCy with the real library, on a pipeline that is trained here.

Needs the extra::

    pip install -e '.[dev,spacy]' && python -m pytest -W default tests/plugins/spacy_pipeline.py
"""

from __future__ import annotations

import random

import pytest
import spacy
from spacy.training import Example

from reader.entities import registry
from reader.entities.adapters.spacy import SpacyRecogniser
from tests.entities.test_invariants import check

NAMES = ("Anna Novak", "Bert Meyer", "Ola Berg", "Iryna Bondar", "Jan Kowal", "Mia Larsen")
CITIES = ("Kyiv", "Oslo", "Brno", "Tartu", "Varna", "Lviv")


def sentence(name: str, city: str) -> tuple[str, list[tuple[int, int, str]]]:
    text = f"Then {name} came to {city} by train."
    start, at = text.index(name), text.index(city)
    return text, [(start, start + len(name), "PER"), (at, at + len(city), "GPE")]


@pytest.fixture(scope="module")
def pipeline():
    """A blank pipeline that has learned one kind of sentence."""
    made = spacy.blank("en")
    made.add_pipe("ner")
    examples = [
        Example.from_dict(made.make_doc(text), {"entities": spans})
        for text, spans in (sentence(name, city) for name in NAMES for city in CITIES)
    ]
    made.initialize(lambda: examples)
    shuffled = random.Random(1)
    for _ in range(15):
        shuffled.shuffle(examples)
        made.update(examples)
    return made


def test_entities_have_our_types_and_offsets_of_code_points(pipeline):
    text, spans = sentence("Olga Larsen", "Kyiv")
    found = SpacyRecogniser(pipeline).annotate(f"👍 {text}")
    assert [one[:3] for one in found] == [
        (start + 2, end + 2, "PERSON" if kind == "PER" else kind) for start, end, kind in spans
    ]


def test_a_saved_pipeline_is_loaded_in_a_process_of_its_own(pipeline, tmp_path):
    pipeline.to_disk(tmp_path / "pipeline")
    try:
        made = registry.recogniser(f"spacy:{tmp_path / 'pipeline'}")
        text, _ = sentence("Mia Novak", "Oslo")
        assert {text[one.start : one.end]: one.label for one in made.annotate(text, "en")} == {
            "Mia Novak": "PERSON",
            "Oslo": "GPE",
        }
        hostile = "Then \x1b[31mAnna\u202e Novak 👩‍👩‍👧‍👦 came\x00 to e\u0301 Kyiv\n\n \t" * 2000
        mentions = made.annotate(hostile, "en")
        check(hostile, [one._replace(label="GPE") for one in mentions])
    finally:
        registry.close_all()
