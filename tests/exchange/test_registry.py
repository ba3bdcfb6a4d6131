from __future__ import annotations

import io
import subprocess
import sys
import zipfile
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from reader.core.annotation import Annotation, Code, Status, Target
from reader.core.document import Document, Metadata
from reader.core.errors import RefusedError, UsageError
from reader.core.safetext import is_safe
from reader.core.text import Text
from reader.exchange.model import ExportItem
from reader.exchange.registry import FORMATS, render, verify


@pytest.mark.parametrize("name", FORMATS)
def test_the_same_notes_give_the_same_bytes(name, item, codes):
    turned = replace(item, annotations=item.annotations[::-1])
    assert render(name, [item], codes) == render(name, [turned], codes)


@pytest.mark.parametrize("name", FORMATS)
def test_nothing_to_export_is_no_error(name, item, codes):
    render(name, [], ())
    render(name, [replace(item, annotations=())], codes)


@pytest.mark.parametrize(
    "name", [one.name for one in FORMATS.values() if one.importer or one.span_reader]
)
def test_every_span_of_the_tricky_sample_is_read_back(name, item, codes):
    assert verify(name, render(name, [item], codes).content, [item]) > 0


@st.composite
def items(draw):
    """Draw a document of awkward characters, with spans, tags and notes of the same."""
    awkward = st.text(
        st.sampled_from("a B.\n\t\r \"'=<&]%`é\u0301🕵\ufe0f\x00\x1b\x85\u2028\u202e\ud800\uffff")
    )
    text = Text.of(draw(awkward.filter(bool)))
    annotations = []
    for number in range(draw(st.integers(0, 4))):
        borders = sorted(draw(st.sets(st.integers(0, len(text)), min_size=2, max_size=4)))
        pairs = zip(borders[::2], borders[1::2], strict=False)
        annotations.append(
            Annotation(
                str(number + 1),
                tuple(Target.of(text, *pair) for pair in pairs) if number else (),
                tags=("11", draw(awkward)),
                note=draw(awkward),
                entity_type=draw(st.sampled_from(["", "ORG"])),
                status=draw(st.sampled_from(Status)),
            )
        )
    document = Document(text, "txt", "txt/1", Metadata(draw(awkward)))
    return ExportItem("00d0c0ffee000001", draw(awkward), document, tuple(annotations))


@pytest.mark.parametrize("name", FORMATS)
@given(one=items())
@settings(max_examples=25)
def test_any_document_is_exported_safely_and_read_back(name, one):
    export = render(name, [one], [Code("11", "a\x1b]52;/b=\ud800", colour="red")])
    if not zipfile.is_zipfile(io.BytesIO(export.content)):
        assert is_safe(export.content.decode("utf-8-sig").replace("\r\n", "\n"))
    if FORMATS[name].importer or FORMATS[name].span_reader:
        verify(name, export.content, [one])


def test_an_unknown_format_is_wrong_usage_and_says_which_there_are(item):
    with pytest.raises(UsageError, match="json"):
        render("yaml", [item], ())


@pytest.mark.parametrize("name", FORMATS)
def test_strict_refuses_what_the_format_cannot_hold(name, item, codes):
    if render(name, [item], codes).losses:
        with pytest.raises(RefusedError, match="cannot hold everything"):
            render(name, [item], codes, strict=True)
    else:
        render(name, [item], codes, strict=True)


def test_a_format_is_loaded_only_when_it_is_used():
    program = (
        "import sys, reader.exchange.registry, reader.exchange.files\n"
        "print(sorted(name for name in sys.modules if name.startswith('reader.exchange.')))"
    )
    done = subprocess.run(
        [sys.executable, "-c", program], capture_output=True, check=True, text=True
    )
    expected = ["files", "model", "registry"]
    assert done.stdout.strip() == repr([f"reader.exchange.{name}" for name in expected])
