from __future__ import annotations

import subprocess
import sys
from dataclasses import replace

import pytest

from reader.core.errors import RefusedError, UsageError
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
