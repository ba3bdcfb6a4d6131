"""How far a long conversion is, and its beginning to be read meanwhile."""

from pathlib import Path

import pytest

from reader.core.errors import ReaderError
from reader.core.progress import Progress
from reader.formats import epub, pdf
from reader.formats.opener import Opener
from reader.formats.registry import Registry
from reader.formats.source import Source
from tests.formats.document_dump import DATA
from tests.formats.make_zip import make_epub

LONG = "<p>The night the grid held was long.</p>" * 1000
BOOK = make_epub((LONG, f'<p>See <a href="a.xhtml">the start</a>.</p>{LONG}'))
ESSAY = DATA / "essay.pdf"


class Record(Progress):
    """Keeps every step that it was told of."""

    def __init__(self):
        super().__init__()
        self.steps = []

    def advance(self, done, total):
        super().advance(done, total)
        self.steps.append(self.share)

    def show(self, part):
        super().show(part)
        self.steps.append("part")


def test_the_beginning_of_a_book_is_the_beginning_of_the_whole():
    record = Record()
    whole = epub.convert(Source(Path("a.epub"), BOOK, progress=record))
    part = record.part
    assert 0 < len(part.text) < len(whole.text)
    assert str(whole.text).startswith(str(part.text))
    assert whole.blocks[: len(part.blocks)] == part.blocks
    assert record.steps == [0.5, "part", 1]


def test_the_first_pages_of_a_pdf_are_shown_before_the_others_are_read(monkeypatch):
    record = Record()
    whole = pdf.convert(Source(ESSAY, ESSAY.read_bytes(), progress=record))
    assert record.steps.index("part") < record.steps.index(1)
    assert record.part.metadata == whole.metadata
    assert str(record.part.text)[:500] == str(whole.text)[:500]


def test_a_short_document_is_shown_as_a_whole_only():
    record = Record()
    epub.convert(Source(Path("a.epub"), make_epub(("One", "Two")), progress=record))
    assert record.part is None


def test_a_converting_process_tells_how_far_it_is_and_hands_the_beginning_over():
    progress = Progress()
    whole = Registry().convert(Source(Path("a.epub"), BOOK, progress=progress))
    assert progress.share == 1
    assert str(whole.text).startswith(str(progress.part.text))


def test_what_was_begun_ahead_of_time_is_what_is_opened(tmp_path):
    opener, progress = Opener(tmp_path / "cache"), Progress()
    opener.begin(ESSAY)
    begun = opener.open(ESSAY, progress=progress)
    assert begun == opener.open(ESSAY)
    assert progress.share == 1


def test_what_is_wrong_with_a_file_that_was_begun_is_told_when_it_is_opened(tmp_path):
    opener = Opener(tmp_path / "cache", lambda _path: "secret")
    missing, encrypted = tmp_path / "gone.txt", DATA / "encrypted.pdf"
    opener.begin(missing)
    opener.begin(encrypted)
    with pytest.raises(ReaderError, match="no such file"):
        opener.open(missing)
    assert "inline note" in str(opener.open(encrypted).text)


def test_cancelling_reaches_what_was_begun_ahead_of_time():
    progress, begun = Progress(), Progress()
    progress.follow(begun)
    progress.cancel()
    assert begun.is_cancelled


def test_only_the_whole_is_kept_in_the_cache(tmp_path):
    path = tmp_path / "a.epub"
    path.write_bytes(BOOK)
    opener = Opener(tmp_path / "cache")
    whole = opener.open(path)
    assert len(list((tmp_path / "cache").iterdir())) == 1
    assert opener.open(path) == whole
