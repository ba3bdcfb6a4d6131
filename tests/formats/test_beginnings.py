"""Of a converted document the beginning is kept, and comes back as long as its file is the same."""

import shutil
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reader.core.document import Block, BlockKind, Document, Metadata
from reader.core.text import Text
from reader.formats.beginnings import KEPT, LEAST, MOST, keep, kept
from reader.formats.registry import Registry
from tests.formats.document_dump import DATA

PARAGRAPH = "Words of a paragraph. " * 20


@pytest.fixture
def folder(tmp_path):
    return str(tmp_path / "beginnings")


@pytest.fixture
def path(tmp_path):
    file = tmp_path / "a.epub"
    file.write_bytes(b"a book")
    return str(file)


def document(*paragraphs, kind=BlockKind.PARAGRAPH):
    blocks, start = [], 0
    for paragraph in paragraphs:
        blocks.append(Block(start, start + len(paragraph), kind))
        start += len(paragraph) + 1
    text = Text.of("\n".join(paragraphs))
    return Document(text, "epub", "epub/1", Metadata("A book"), tuple(blocks))


@pytest.mark.parametrize("name", ["everything.md", "pandoc.epub", "libreoffice.docx"])
def test_a_short_document_comes_back_with_its_text_blocks_and_styles(name, folder, path):
    whole = Registry().open(DATA / name)
    keep(folder, path, whole)
    found, length = kept(folder, path)
    assert (str(found.text), found.blocks) == (str(whole.text), whole.blocks)
    assert [one[:3] for one in found.inlines] == [one[:3] for one in whole.inlines]
    assert found.metadata.title == whole.metadata.title
    assert length == len(whole.text)


def test_a_long_document_is_cut_after_a_block(folder, path):
    whole = document(*[PARAGRAPH] * 2_000)
    keep(folder, path, whole)
    found, length = kept(folder, path)
    assert length == len(whole.text)
    assert LEAST <= len(found.text) < LEAST + len(PARAGRAPH)
    assert found.blocks == whole.blocks[: len(found.blocks)]
    assert found.blocks[-1].end == len(found.text)


def test_a_table_is_not_cut_where_its_columns_would_change(folder, path):
    keep(folder, path, document(*[PARAGRAPH] * 100, kind=BlockKind.TABLE_ROW))
    with pytest.raises(FileNotFoundError):
        kept(folder, path)


def test_what_cannot_be_cut_takes_the_place_of_what_was_kept_before(folder, path):
    keep(folder, path, document(PARAGRAPH))
    keep(folder, path, document("x" * (MOST + 1)))
    assert list(Path(folder).iterdir()) == []


def test_a_file_that_was_written_again_has_no_beginning(folder, path):
    keep(folder, path, document(PARAGRAPH))
    Path(path).write_bytes(b"another book")
    assert kept(folder, path) is None


def test_another_text_of_the_same_file_takes_the_place_of_the_first(folder, path):
    for words in ("one", "two"):
        keep(folder, path, document(words))
    assert str(kept(folder, path).document.text) == "two"


@given(cut=st.integers(0, 400), junk=st.binary(max_size=20))
def test_a_damaged_beginning_is_an_error_that_is_told(cut, junk, tmp_path_factory):
    home = tmp_path_factory.mktemp("home")
    path, folder = home / "a.epub", str(home / "beginnings")
    path.write_bytes(b"a book")
    keep(folder, str(path), document("one", "two"))
    (name,) = Path(folder).iterdir()
    content = name.read_bytes()
    name.write_bytes(content[: len(content) - cut] + junk)
    try:
        kept(folder, str(path))
    except (OSError, ValueError):
        return


def test_a_beginning_can_be_read_by_its_owner_only(folder, path):
    keep(folder, path, document(PARAGRAPH))
    (name,) = Path(folder).iterdir()
    assert name.stat().st_mode & 0o077 == 0
    assert Path(folder).stat().st_mode & 0o077 == 0


def test_only_the_latest_are_kept(folder, tmp_path):
    for number in range(KEPT + 5):
        path = tmp_path / f"{number}.epub"
        path.write_bytes(b"a book")
        keep(folder, str(path), document(PARAGRAPH))
    assert len(list(Path(folder).iterdir())) == KEPT


@pytest.mark.parametrize(
    ("name", "options", "is_kept"),
    [
        ("pandoc.epub", {}, True),
        ("pandoc.html", {"whole_page": True}, False),
        ("encrypted.pdf", {"password": "secret"}, False),
        ("wrapped.txt", {}, False),
    ],
)
def test_opening_keeps_it_but_not_of_what_opens_otherwise_the_next_time(
    name, options, is_kept, tmp_path
):
    path, folder = Path(shutil.copy(DATA / name, tmp_path)), tmp_path / "beginnings"
    Registry(beginnings=folder).open(path, **options)
    assert folder.exists() == is_kept
