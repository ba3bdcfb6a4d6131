"""The paths of documents inside files."""

from pathlib import Path

import pytest

from reader.core.members import file_of, may_hold_many, member, number_of


@pytest.mark.parametrize("name", ["a.csv", "A B.TSV", "x.jsonl", "x.ndjson", "in.mbox", "a#1.csv"])
def test_a_document_in_a_file_is_named_by_file_and_number(name):
    file = Path("docs") / name
    path = member(file, 12)
    assert path == Path("docs") / f"{name}#12"
    assert (file_of(path), number_of(path)) == (file, 12)
    assert may_hold_many(file)


@pytest.mark.parametrize(
    "name", ["a.csv", "a.txt#3", "a.csv#0", "a.csv#-1", "a.csv#", "a.csv#1x", "#1", ".csv#1"]
)
def test_any_other_name_is_that_of_a_file(name):
    assert file_of(Path(name)) == Path(name)
    assert number_of(Path(name)) == 0


def test_a_pdf_is_one_document():
    assert not may_hold_many(Path("a.pdf"))
