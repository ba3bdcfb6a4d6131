"""The library's list of names on the disk."""

import pytest

from reader.core.errors import ReaderError
from reader.core.names import NEVER, NameRule
from reader.store.names import NameFile


@pytest.fixture
def names(tmp_path):
    return NameFile(tmp_path / "store", tmp_path / "state")


def test_rules_are_written_and_forgotten(names):
    names.set(NameRule("Vilkha", "PRODUCT"))
    names.set(NameRule("May", NEVER))
    names.set(NameRule("Vilkha", "ORG"))
    assert names.path.read_text() == "never\tMay\nORG\tVilkha\n"
    names.forget("May")
    assert names.path.read_text() == "ORG\tVilkha\n"


def test_what_a_person_wrote_stays_byte_for_byte(names):
    names.path.parent.mkdir()
    names.path.write_bytes(b"# caf\xe9\n[ORG]\nAzov\n")
    names.set(NameRule("May", NEVER))
    names.forget("May")
    assert names.path.read_bytes() == b"# caf\xe9\n[ORG]\nAzov\n"


def test_a_list_that_cannot_be_read_is_left_alone(names):
    names.path.mkdir(parents=True)
    with pytest.raises(ReaderError, match=r"names\.txt"):
        names.set(NameRule("May", NEVER))
