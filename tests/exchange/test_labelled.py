"""Texts with labelled spans, as other programs write them."""

import json

import pytest

from reader.core.errors import ReaderError
from reader.exchange.labelled import Labelled, read_labelled

TEXT = "Anna met Bert 👍 in Kyiv."
SPANS = ((0, 4, "PERSON"), (9, 13, "PERSON"), (19, 23, "GPE"))


@pytest.mark.parametrize(
    "fields",
    [
        {"entities": SPANS},
        {"label": [list(span) for span in SPANS]},
        {"ents": [{"start": s, "end": e, "label": kind} for s, e, kind in SPANS]},
        {
            "spans": [
                {"start": s, "end": e, "label": kind, "token_start": 0} for s, e, kind in SPANS
            ]
        },
    ],
)
def test_json_lines_of_several_programs(fields):
    line = json.dumps({"text": TEXT, **fields})
    assert read_labelled(f"{line}\n\n{line}\n".encode()) == [Labelled(TEXT, SPANS)] * 2


def test_of_spans_that_overlap_the_first_stays():
    line = json.dumps({"text": TEXT, "entities": [(0, 8, "ORG"), (0, 4, "PERSON"), (5, 8, "X")]})
    assert read_labelled(line.encode())[0].entities == ((0, 4, "PERSON"), (5, 8, "X"))


CONLL = """\
-DOCSTART- -X- O O

Anna NNP B-NP B-PER
Novak NNP I-NP I-PER
met VBD O O
Bert NNP B-NP I-PER

Kyiv NNP B-NP S-LOC
Odesa NNP B-NP S-LOC

-DOCSTART- -X- O O

NATO NNP B-NP B-ORG
"""


def test_columns_become_a_text_with_a_line_a_sentence():
    one, two = read_labelled(CONLL.encode())
    assert one.text == "Anna Novak met Bert\nKyiv Odesa\n"
    assert [(one.text[s:e], kind) for s, e, kind in one.entities] == [
        ("Anna Novak", "PER"),
        ("Bert", "PER"),
        ("Kyiv", "LOC"),
        ("Odesa", "LOC"),
    ]
    assert two == Labelled("NATO ", ((0, 4, "ORG"),))


def test_columns_without_documents_are_cut_after_some_sentences():
    assert len(read_labelled(b"Anna B-PER\n\n" * 100)) == 3


@pytest.mark.parametrize(
    ("content", "told"),
    [
        (b'{"text": "a"}', "no list of spans"),
        (b'{"text": "a", "entities": [[0, 2, "ORG"]]}', "not inside"),
        (b'{"text": "a", "entities": [["0", 1, "ORG"]]}', "without start"),
        (b'{"text": 3, "entities": []}', "line 1"),
        (b'{"text": "a"', "not JSON"),
        (b'{"record": "header"}', "without their texts"),
        (b"only words\n", "no token"),
        (b"\xff\xfe", "neither"),
    ],
)
def test_what_cannot_be_read_is_told(content, told):
    with pytest.raises(ReaderError) as error:
        read_labelled(content)
    assert told in str(error.value)
