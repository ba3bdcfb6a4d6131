"""What the person decides holds, whatever a recogniser says."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reader.core.entity import Mention
from reader.core.errors import ReaderError
from reader.entities.decisions import Decisions, read_decisions, words_of

TEXT = "The Vilkha flew. Vilkha-M too, said Azov\nBrigade. May came."


def applied(decisions, *mentions):
    return [(TEXT[m.start : m.end], m.label) for m in decisions.apply(TEXT, mentions)]


def test_always_marks_every_occurrence_also_across_a_line_break():
    decisions = Decisions({("Vilkha",): "PRODUCT", ("Azov", "Brigade"): "ORG"})
    assert applied(decisions) == [("Vilkha", "PRODUCT"), ("Azov\nBrigade", "ORG")]


def test_always_wins_over_what_was_recognised_there():
    start = TEXT.index("Azov")
    decisions = Decisions({("Azov", "Brigade"): "ORG"})
    assert applied(decisions, Mention(start, start + 4, "LOC")) == [("Azov\nBrigade", "ORG")]


def test_never_removes_every_mention_of_those_words():
    start = TEXT.index("May")
    decisions = Decisions(never=frozenset({("May",)}))
    assert applied(decisions, Mention(0, 10, "PRODUCT"), Mention(start, start + 3, "DATE")) == [
        ("The Vilkha", "PRODUCT")
    ]


def test_of_two_lists_the_later_holds():
    first = Decisions({("May",): "PERSON"}, frozenset({("Vilkha",)}))
    second = Decisions({("Vilkha",): "PRODUCT"}, frozenset({("May",)}))
    assert first | second == second


def test_a_file_of_names(tmp_path):
    path = tmp_path / "names.txt"
    path.write_text("# our own\nPRODUCT Vilkha\nORG Azov Brigade  # a unit\n\nnever May\n", "utf-8")
    assert read_decisions(path) == Decisions(
        {("Vilkha",): "PRODUCT", ("Azov", "Brigade"): "ORG"}, frozenset({("May",)})
    )


@pytest.mark.parametrize("line", ["Vilkha", "WEAPON Vilkha", "never"])
def test_a_wrong_line_is_said_with_its_place(tmp_path, line):
    path = tmp_path / "names.txt"
    path.write_text(f"PRODUCT Vilkha\n{line}\n", "utf-8")
    with pytest.raises(ReaderError, match=r"names\.txt:2"):
        read_decisions(path)


def test_a_missing_or_binary_file_is_one_clear_error(tmp_path):
    path = tmp_path / "names.txt"
    with pytest.raises(ReaderError):
        read_decisions(path)
    path.write_bytes(b"\xff\xfe\x00")
    with pytest.raises(ReaderError):
        read_decisions(path)


@given(st.text(alphabet="aB c\n.-'", max_size=60), st.text(alphabet="aB", min_size=1, max_size=3))
def test_marks_are_ordered_and_apart(text, name):
    mentions = Decisions({words_of(name): "ORG"}).apply(text, [])
    assert all(text[m.start : m.end] == name for m in mentions)
    assert mentions == sorted(mentions)
