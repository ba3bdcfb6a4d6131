"""What the person decides holds, whatever a recogniser says."""

from hypothesis import given
from hypothesis import strategies as st

from reader.core.entity import Mention
from reader.core.names import NEVER, NameRule
from reader.entities.decisions import Decisions, words_of

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


def test_rules_become_decisions_the_last_on_a_name_holds():
    rules = [NameRule("Vilkha", "ORG"), NameRule("May", NEVER), NameRule("Vilkha", "PRODUCT")]
    assert Decisions.of(rules) == Decisions({("Vilkha",): "PRODUCT"}, frozenset({("May",)}))


@given(st.text(alphabet="aB c\n.-'", max_size=60), st.text(alphabet="aB", min_size=1, max_size=3))
def test_marks_are_ordered_and_apart(text, name):
    mentions = Decisions({words_of(name): "ORG"}).apply(text, [])
    assert all(text[m.start : m.end] == name for m in mentions)
    assert mentions == sorted(mentions)
