"""Documents made to harm end in a clear message, or in what can be read of them."""

import bz2
import gzip
import io
import lzma
import tarfile
import zipfile
from pathlib import Path

import pytest

from reader.core.errors import PasswordNeededError, ReaderError
from reader.core.progress import Progress
from reader.formats import archive, child
from reader.formats.registry import Registry
from reader.formats.source import Source
from tests.formats.document_dump import DATA
from tests.formats.make_zip import (
    make_docx,
    make_epub,
    make_zip,
    with_lying_sizes,
    with_overlapping_entries,
)

ZEROS = b"\0" * (70 * 1024 * 1024)


def opened(name, data, **options):
    return Registry().convert(Source(Path(name), data, **options))


def refusal(name, data):
    with pytest.raises(ReaderError) as caught:
        opened(name, data)
    assert caught.value.where == name
    return caught.value.what


# Archives


def test_an_entry_that_unpacks_to_an_absurd_size_is_refused():
    assert "attack" in refusal("a.epub", make_epub(("", ""), **{"OPS/a.xhtml": ZEROS}))


def test_what_the_directory_says_of_sizes_is_not_believed():
    data = with_lying_sizes(make_epub(("", ""), **{"OPS/a.xhtml": ZEROS[: 4 * 1024**2]}))
    what = refusal("a.epub", data)
    assert "attack" in what or "no list of its contents" in what


def test_too_many_entries_are_refused():
    entries = {f"word/document{number}": "" for number in range(archive.MAX_ENTRIES + 1)}
    assert "more than 10,000 parts" in refusal("a.docx", make_zip(entries))


def test_overlapping_entries_are_refused():
    assert "overlap" in refusal("a.epub", with_overlapping_entries(make_epub(("One", "Two"))))


def test_archives_in_archives_are_not_unpacked():
    inner = make_zip({"zeros": ZEROS[: 1024**2]})
    book = opened("a.epub", make_epub(("One", "Two"), **{"OPS/c.zip": inner}))
    assert str(book.text) == "One\n\nTwo"


def test_names_that_lead_outside_are_only_names(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    evil = {"../evil": "x", "/tmp/evil": "x", "C:\\evil": "x", "a\nb": "x", "~/evil": "x"}
    assert str(opened("a.epub", make_epub(("One", "Two"), **evil)).text) == "One\n\nTwo"
    assert list(tmp_path.iterdir()) == []


def test_an_archive_that_is_no_document_says_what_to_do():
    assert "not a document" in refusal("a.zip", make_zip({"xl/workbook.xml": ""}))


def test_a_damaged_page_is_left_out_and_counted():
    data = make_epub(("One", "Two"))
    with zipfile.ZipFile(io.BytesIO(data)) as book:
        entry = book.getinfo("OPS/a.xhtml")
    start = entry.header_offset + 30 + len(entry.filename)
    data = data[:start] + b"\xff" * entry.compress_size + data[start + entry.compress_size :]
    book = opened("a.epub", data)
    assert str(book.text) == "Two"
    assert book.warnings == ("1 of 2 parts are damaged and left out.",)


# XML and HTML


@pytest.mark.parametrize(
    "declaration",
    [
        '<!DOCTYPE a [<!ENTITY a "' + "x" * 100 + '"><!ENTITY b "' + "&a;" * 100 + '">]>',
        '<!DOCTYPE a [<!ENTITY a SYSTEM "file:///etc/passwd">]>',
    ],
    ids=["billion laughs", "external"],
)
def test_entities_are_refused(declaration):
    entries = {
        "[Content_Types].xml": "<Types/>",
        "word/document.xml": declaration + "<a>&a;</a>",
    }
    assert "damaged" in refusal("a.docx", make_zip(entries))


def test_xml_nested_without_end_is_refused():
    what = refusal("a.docx", make_docx("<w:x>" * 200_000 + "</w:x>" * 200_000))
    assert "too deep" in what or "attack" in what


def test_html_nested_without_end_takes_no_longer_than_the_limit(monkeypatch):
    monkeypatch.setattr(child, "BASE_SECONDS", 1)
    assert "stopped after" in refusal("a.html", b"<html>" + b"<div>" * 200_000)


def test_html_nested_deep_is_read():
    assert str(opened("a.html", b"<html>" + b"<div>" * 5_000 + b"x").text) == "x"


def test_quotations_nested_deep_stay_on_the_page():
    (block,) = opened("a.html", b"<html>" + b"<blockquote>" * 500 + b"x").blocks
    assert block.indent <= 40


@pytest.mark.parametrize("suffix", [".html", ".eml", ".ipynb", ".srt", ".csv", ".jsonl", ".rst"])
def test_every_byte_there_is_is_no_text(suffix):
    assert "not a text" in refusal(f"a{suffix}", bytes(range(256)) * 20)


# PDF


def test_an_encrypted_pdf_asks_for_its_password():
    data = (DATA / "encrypted.pdf").read_bytes()
    with pytest.raises(PasswordNeededError) as caught:
        opened("a.pdf", data)
    assert caught.value.where == "a.pdf"
    with pytest.raises(PasswordNeededError):
        opened("a.pdf", data, password="wrong")
    assert "inline note" in str(opened("a.pdf", data, password="secret").text)


@pytest.mark.parametrize("name", ["essay.pdf", "pandoc.docx", "pandoc.epub", "pandoc.odt"])
def test_a_file_that_is_cut_off_says_so(name):
    data = (DATA / name).read_bytes()
    assert "cut off" in refusal(name, data[: len(data) // 2])


def test_an_office_file_that_is_encrypted_or_old_says_so():
    assert "encrypted" in refusal("a.docx", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(512))


def test_a_book_with_a_lock_says_so():
    lock = (
        '<encryption><EncryptedData><EncryptionMethod Algorithm="http://www.w3.org/2001/04/'
        'xmlenc#aes128-cbc"/></EncryptedData></encryption>'
    )
    data = make_epub(("One", "Two"), **{"META-INF/encryption.xml": lock})
    assert "locked" in refusal("a.epub", data)


# Names that lie


def test_a_pdf_by_another_name_is_opened_as_what_it_is():
    document = opened("notes.txt", (DATA / "libreoffice.pdf").read_bytes())
    assert document.kind == "pdf"
    assert document.warnings[0] == (
        "The name ends in .txt, but the content is pdf; opened as that."
    )


def test_a_text_that_is_called_a_pdf_is_opened_as_text():
    document = opened("notes.pdf", b"Just a note.")
    assert document.kind == "txt"
    assert ".pdf" in document.warnings[0]


def test_a_text_about_pdf_is_a_text():
    assert opened("notes.txt", b"A file begins with %PDF-1.7 or so.").kind == "txt"


def test_a_pdf_with_something_before_its_beginning_is_a_pdf():
    data = b"junk\n" + (DATA / "libreoffice.pdf").read_bytes()
    assert opened("a.pdf", data).kind == "pdf"


def test_a_web_page_that_is_called_doc_is_opened_as_a_page():
    assert opened("report.doc", b"<html><body><p>Hi").kind == "html"


def test_a_picture_that_is_called_a_pdf_is_refused():
    assert "no pdf file" in refusal("a.pdf", b"\x89PNG\r\n\x1a\n" + bytes(100))


# Packed files

PACKERS = pytest.mark.parametrize(
    ("suffix", "pack"), [("gz", gzip.compress), ("bz2", bz2.compress), ("xz", lzma.compress)]
)


@PACKERS
def test_a_packed_file_is_opened_as_what_is_in_it(suffix, pack):
    document = opened(f"notes.md.{suffix}", pack(b"# Hello"))
    assert document.kind == "md"
    assert document.metadata.title == "Hello"


@PACKERS
def test_a_file_of_several_packed_parts_is_one_text(suffix, pack):
    packed = b"".join(map(pack, (b"one ", b"two ", b"three")))
    assert str(opened(f"a.txt.{suffix}", packed).text) == "one two three"


@PACKERS
def test_a_packed_bomb_is_refused(suffix, pack):
    assert "attack" in refusal(f"a.txt.{suffix}", pack(b"x" * (40 * 1024**2)))


@PACKERS
def test_a_packed_file_that_is_cut_off_says_so(suffix, pack):
    assert "cut off" in refusal(f"a.txt.{suffix}", pack(bytes(range(33, 99)) * 99)[:-9])


@PACKERS
def test_a_packed_file_with_a_fault_says_so(suffix, pack):
    packed = bytearray(pack(bytes(range(33, 99)) * 99))
    packed[20:40] = b"\xff" * 20
    assert "damaged" in refusal(f"a.txt.{suffix}", bytes(packed))


def test_a_packed_archive_is_refused():
    buffer = io.BytesIO()
    with tarfile.open(fileobj=buffer, mode="w:gz") as file:
        file.addfile(tarfile.TarInfo("a"), io.BytesIO())
    with pytest.raises(ReaderError, match="not a text"):
        opened("a.tar.gz", buffer.getvalue())


# Long lines, and children


def test_a_line_of_fifty_megabytes_opens():
    assert len(opened("a.txt", b"word " * (10 * 1024**2)).text) == 50 * 1024**2


def test_a_child_that_crashes_is_a_message(monkeypatch):
    monkeypatch.setattr(child.sys, "executable", "/bin/false")
    assert "damaged" in refusal("a.html", b"<html>x")


def test_what_a_child_says_is_not_trusted(tmp_path, monkeypatch):
    liar = tmp_path / "liar"
    liar.write_text("#!/bin/sh\ncat >/dev/null\nprintf 'D{\"text\":1}'\n")
    liar.chmod(0o755)
    monkeypatch.setattr(child.sys, "executable", str(liar))
    assert "damaged" in refusal("a.html", b"<html>x")


def test_a_conversion_can_be_cancelled(monkeypatch, tmp_path):
    slow = tmp_path / "slow"
    slow.write_text("#!/bin/sh\nexec sleep 60\n")
    slow.chmod(0o755)
    monkeypatch.setattr(child.sys, "executable", str(slow))
    cancelled = Progress()
    cancelled.cancel()
    with pytest.raises(ReaderError, match="cancelled"):
        Registry().convert(Source(Path("a.html"), b"<html>x", progress=cancelled))
