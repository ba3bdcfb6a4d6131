"""Whatever a file holds, opening it ends in a sound document or in a message.

The suite tries a few hundred damaged files. ``READER_FUZZ=20000 pytest -s -n 0`` on this file
tries that many, and prints what took most work and memory.
"""

import io
import lzma
import os
import resource
import zipfile
from collections import Counter
from importlib import import_module
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from reader.core.errors import ReaderError
from reader.core.members import may_hold_many, member
from reader.formats.child import convert_in_child
from reader.formats.detect import detect
from reader.formats.registry import Registry
from reader.formats.source import Source
from tests.formats.document_dump import DATA
from tests.formats.make_ole import make_msg

EXAMPLES = int(os.environ.get("READER_FUZZ", "0"))
FILES = {
    path.name: path.read_bytes() for path in sorted(DATA.iterdir()) if path.suffix != ".golden"
}
FILES["message.msg"] = make_msg("Über", "Said:\r\n> so.", to=["Ada"], attached=[("a.csv", b"1")])
FILES["everything.md.xz"] = lzma.compress(FILES["everything.md"])
IN_A_CHILD = {"pdf"}  # PDFium may crash, which a fuzz run in one process would not survive
TOKENS = [
    b"\0", b"\xff\xfe", b"\xef\xbb\xbf", b"\xed\xa0\x80", b"\x1b$B", b"\r", b"99999999999999999999",
    b"-1", b"%1%9", b"\\u-10179 ?", b"\\bin9999999", b"{" * 200, b"}" * 200, b"<div>" * 200,
    b"<table><tr><td>" * 50, b"</p>", b"<!--", b"]]>", b"&#xD800;", b"&#0;", b'"\\ud800"',
    b"[" * 500, b"-->", b"00:00:01,000 --> 99:99:99,999", b"From x\n", b"=?utf-8?q?=ff?=",
    b"charset=utf-7", b"Content-Type: multipart/mixed; boundary=b\n\n--b\n", b"endobj",
    b"<a href='http://[' id='x'>", b"<ol start='99999999999'>", b"colspan='-5'", b"|-|-|\n",
    b"\\cell\\row", b"\\footnote", b"[^1]", b".. include:: /etc/passwd\n", b'w:val="-9"',
    b"[fn:1]", b"#+begin_src\n", b"*/_=",
    b"<w:ilvl w:val='8'/>", b"\xe2\x80\xae",
]  # fmt: skip

place = st.floats(0, 1, exclude_max=True)
changes = st.lists(
    st.one_of(
        st.tuples(st.just("cut"), place),
        st.tuples(st.just("byte"), place, st.integers(0, 255)),
        st.tuples(st.just("drop"), place, st.integers(1, 400)),
        st.tuples(st.just("repeat"), place, st.integers(1, 400), st.integers(2, 40)),
        st.tuples(st.just("insert"), place, st.sampled_from(TOKENS)),
        st.tuples(st.just("move"), place, place, st.integers(1, 400)),
    ),
    min_size=1,
    max_size=6,
)


def changed(data, steps):
    for step in steps:
        at = int(step[1] * len(data))
        match step:
            case "cut", _:
                data = data[:at]
            case "byte", _, byte:
                data = data[:at] + bytes([byte]) + data[at + 1 :]
            case "drop", _, length:
                data = data[:at] + data[at + length :]
            case "repeat", _, length, times:
                data = data[:at] + data[at : at + length] * times + data[at + length :]
            case "insert", _, token:
                data = data[:at] + token + data[at:]
            case "move", _, to, length:
                piece, rest = data[at : at + length], data[:at] + data[at + length :]
                data = rest[: int(to * len(rest))] + piece + rest[int(to * len(rest)) :]
    return data


def changed_inside(data, steps, entry_place):
    """Change one entry of a zip file, so that the change gets past its checksums."""
    with zipfile.ZipFile(io.BytesIO(data)) as old:
        entries = {info.filename: old.read(info) for info in old.infolist()}
    names = [name for name in entries if name.endswith((".xml", ".xhtml", ".opf", ".rels", ".ncx"))]
    name = names[int(entry_place * len(names))]
    entries[name] = changed(entries[name], steps)
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as new:
        for entry, content in entries.items():
            new.writestr(entry, content)
    return buffer.getvalue()


@pytest.fixture(scope="module")
def tally():
    counts, longest = Counter(), Counter()
    yield counts, longest
    if EXAMPLES:
        peaks = (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)
        peak = max(resource.getrusage(who).ru_maxrss for who in peaks) // 1024
        print(f"\n{counts.total():,} inputs, {dict(counts)}")
        print(f"longest, in seconds of work: {longest.most_common(4)}; most memory: {peak} MB")


def converted(source):
    """Convert `source` as the registry does, but in this process where that is safe."""
    format_, source, _ = detect(source)
    if format_.kind in IN_A_CHILD:
        return convert_in_child(format_.module, source)
    return import_module(f"reader.formats.{format_.module}").convert(source)


def require_sound(document):
    text = str(document.text)
    text.encode("utf-8")
    assert "\r" not in text
    end = 0
    for block in document.blocks:
        assert end <= block.start <= block.end <= len(text)
        assert all(block.start <= a <= b <= block.end for a, b in block.cells)
        end = block.end
    assert all(0 <= i.start < i.end <= len(text) for i in document.inlines)
    assert all(0 <= place.start <= len(text) for place in document.locations)


def worked():
    """Return the seconds of the processor that this process and its children took."""
    return sum(os.times()[:4])


def check(name, data, tally):
    check_opening(name, lambda: converted(Source(Path(name), data)), tally)


def check_opening(name, opening, tally):
    counts, longest = tally
    started = worked()
    try:
        require_sound(opening())
        counts["opened"] += 1
    except ReaderError:
        counts["refused"] += 1
    except RecursionError:  # a message in the child process
        counts["too deep"] += 1
    seconds = round(worked() - started, 2)
    longest[name] = max(longest[name], seconds)


def fuzz(examples):
    return settings(
        max_examples=EXAMPLES or examples,
        deadline=None,
        database=None,
        derandomize=not EXAMPLES,
        suppress_health_check=list(HealthCheck),
    )


TEXTS = sorted(name for name in FILES if not name.endswith((".pdf",)))
ZIPS = sorted(name for name in FILES if name.endswith((".epub", ".docx", ".odt")))
CORPORA = sorted(name for name in FILES if may_hold_many(Path(name)))
PDFS = sorted(name for name in FILES if name.endswith(".pdf"))


@given(name=st.sampled_from(TEXTS), steps=changes)
@fuzz(300)
def test_a_damaged_file_is_a_document_or_a_message(tally, name, steps):
    check(name, changed(FILES[name], steps), tally)


@given(name=st.sampled_from(ZIPS), steps=changes, entry=place)
@fuzz(150)
def test_a_damaged_part_of_an_archive_is_a_document_or_a_message(tally, name, steps, entry):
    check(name, changed_inside(FILES[name], steps, entry), tally)


@given(name=st.sampled_from(PDFS), steps=changes)
@settings(fuzz(10), max_examples=EXAMPLES // 10 or 10)
def test_a_damaged_pdf_is_a_document_or_a_message(tally, name, steps):
    check(name, changed(FILES[name], steps), tally)


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    return tmp_path_factory.mktemp("corpora")


@given(name=st.sampled_from(CORPORA), steps=changes)
@fuzz(100)
def test_every_document_of_a_damaged_corpus_is_a_document_or_a_message(folder, tally, name, steps):
    path, registry = folder / name, Registry()
    path.write_bytes(changed(FILES[name], steps))
    for number in range(1, min(registry.members(path), 20) + 1):
        check_opening(name, lambda number=number: registry.open(member(path, number)), tally)


@given(name=st.sampled_from(sorted(FILES)), data=st.binary(max_size=2000))
@fuzz(100)
def test_random_bytes_are_a_document_or_a_message(tally, name, data):
    suffix = Path(name).suffix
    if suffix != ".pdf":
        check(f"random{suffix}", data, tally)
