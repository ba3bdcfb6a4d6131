"""Every kept file still becomes the document that its golden file describes."""

import pytest

from reader.formats.registry import Registry
from tests.formats.document_dump import DATA, dump, golden

FILES = sorted(path for path in DATA.iterdir() if golden(path).exists())


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.name)
def test_a_file_becomes_the_document_of_its_golden_file(path):
    assert dump(Registry().open(path)) == golden(path).read_text(encoding="utf-8")


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.name)
def test_blocks_are_whole_lines_in_order_and_the_rest_is_blank(path):
    document = Registry().open(path)
    text = str(document.text)
    end = 0
    for block in document.blocks:
        assert not text[end : block.start].strip()
        assert block.start == 0 or text[block.start - 1] == "\n"
        assert block.end == len(text) or text[block.end] == "\n"
        assert all(block.start <= a <= b <= block.end for a, b in block.cells)
        end = block.end
    assert not text[end:].strip()


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.name)
def test_every_inline_lies_in_one_block(path):
    document = Registry().open(path)
    for inline in document.inlines:
        assert any(b.start <= inline.start < inline.end <= b.end for b in document.blocks)
