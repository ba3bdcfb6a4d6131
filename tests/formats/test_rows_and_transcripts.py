"""Tables, corpora, notebooks and subtitles."""

import json
from pathlib import Path

import pytest

from reader.core.document import BlockKind
from reader.core.errors import ReaderError
from reader.formats.registry import Registry
from reader.formats.source import Source


def converted(name, text):
    return Registry().convert(Source(Path(name), text.encode()))


def labels(document):
    return [
        (document.text.slice(place.start, place.start + 4), place.label)
        for place in document.locations
    ]


@pytest.mark.parametrize("delimiter", [",", ";", "\t", "|"])
def test_the_delimiter_is_found(delimiter):
    rows = [["name", "where"], ["Odesa", "south, at the sea" if delimiter != "," else "south"]]
    document = converted("a.csv", "\n".join(map(delimiter.join, rows)))
    assert [[document.text.slice(*cell) for cell in b.cells] for b in document.blocks] == rows


def test_a_column_of_texts_makes_a_corpus():
    document = converted("a.csv", "id,text\n1,One here.\n2,Two here.\n")
    assert str(document.text) == "id: 1\n\nOne here.\n\nid: 2\n\nTwo here."
    assert [place.label for place in document.locations] == ["row 1", "row 2"]


def test_rows_of_different_lengths_do_no_harm():
    assert str(converted("a.csv", "a,b\n1\n1,2,3\n,\n").text) == "a\tb\n1\n1\t2\t3"


def test_a_table_of_nothing_but_its_head_opens():
    assert str(converted("a.csv", "a,b\n").text) == "a\tb"


def test_lines_that_are_no_objects_are_counted_or_taken_as_texts():
    document = converted("a.jsonl", '{"text": "One"}\n{broken\n"Two"\n[' + "[" * 100_000)
    assert "One" in str(document.text)
    assert "Two" in str(document.text)
    assert document.warnings == ("2 lines are no JSON and left out.",)


@pytest.mark.parametrize("content", ["[]", "{}", "null", '{"cells": 7}', "{", "[" * 100_000])
def test_what_is_no_notebook_says_so(content):
    with pytest.raises(ReaderError, match="no notebook"):
        converted("a.ipynb", content)


def test_cells_of_any_shape_do_no_harm():
    cells = [1, {}, {"cell_type": "code", "source": None, "outputs": [3, {"text": {"x": 1}}]}]
    cells.append({"cell_type": "heading", "level": "x", "source": ["Old"]})
    cells.append({"cell_type": "markdown", "source": "[\ud800](http://x.y/\ud800)"})
    notebook = {"cells": cells, "metadata": {"authors": [{"name": 3}, 4], "title": ["T", "\udc00"]}}
    document = converted("a.ipynb", json.dumps(notebook))
    assert str(document.text).startswith("Old")
    repr((document.metadata, document.inlines, str(document.text))).encode()
    assert "\\ud" not in repr((document.metadata, document.inlines, str(document.text)))


def cue(start, end, text):
    return f"00:00:{start:02}.000 --> 00:00:{end:02}.000\n{text}\n\n"


def test_cues_of_a_sentence_are_a_paragraph_and_each_is_a_place():
    document = converted("a.vtt", "WEBVTT\n\n" + cue(1, 2, "The tide") + cue(2, 3, "turns."))
    assert str(document.text) == "The tide turns."
    assert labels(document) == [("The ", "00:00:01"), ("turn", "00:00:02")]


def test_a_pause_or_another_speaker_begins_a_paragraph():
    document = converted(
        "a.vtt",
        cue(1, 2, "<v Ada>One.")
        + cue(2, 3, "<v Bob>Two.")
        + cue(3, 4, "<v Bob>Three.")
        + cue(40, 41, "Four."),
    )
    assert str(document.text) == "Ada: One.\n\nBob: Two. Three.\n\nFour."


def test_tags_that_do_not_fit_do_no_harm():
    document = converted("a.srt", cue(1, 2, "</i><b>a<i>b</b>c <3 {\\an8}d <") + cue(2, 3, "e"))
    assert str(document.text) == "abc <3 d < e"


def test_a_transcript_without_punctuation_has_paragraphs():
    document = converted("a.srt", "".join(cue(1, 1, "words and words") for _ in range(1000)))
    assert max(block.end - block.start for block in document.blocks) < 3000


def test_headers_of_a_table_are_headers():
    assert converted("a.csv", "a,b\n1,2\n").blocks[0].kind is BlockKind.TABLE_ROW
    assert [b.header for b in converted("a.csv", "a,b\n1,2\n").blocks] == [True, False]
