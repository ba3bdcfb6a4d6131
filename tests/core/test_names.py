"""Lists of names: what is read of a file, and what an edit leaves as it is."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reader.core.errors import RefusedError
from reader.core.names import NEVER, NameRule, one_line, read_names, with_rule, without_name

LIST = """\
\ufeff# our own
[org]
Azov Brigade   # a unit
3rd Assault Brigade
[never]
May

PRODUCT\tVilkha
PERSON\t#MeToo's  founder
"""


def test_names_stand_below_a_heading_or_after_a_type_and_a_tab():
    rules, problems = read_names(LIST)
    assert problems == []
    assert rules == [
        NameRule("Azov Brigade", "ORG"),
        NameRule("3rd Assault Brigade", "ORG"),
        NameRule("May", NEVER),
        NameRule("Vilkha", "PRODUCT"),
        NameRule("#MeToo's founder", "PERSON"),
    ]


@pytest.mark.parametrize(
    ("line", "told"),
    [
        ("Vilkha", "no type"),
        ("WEAPON\tVilkha", "no type"),
        ("[weapons]", "heading"),
        ("ORG\t—", "no name"),
        ("ORG\t" + "a" * 201, "no name"),
        ("ORG\tKy\x1b[31miv", "no name"),
        ("ORG\tabc\u202edef", "no name"),
        ("never\t", "no type"),
    ],
)
def test_what_says_nothing_is_told_with_its_line_and_the_rest_is_used(line, told):
    rules, problems = read_names(f"{line}\nGPE\tKyiv\n")
    assert rules == [NameRule("Kyiv", "GPE")]
    (problem,) = problems
    assert problem.startswith("line 1: ")
    assert told in problem


def test_many_bad_lines_are_counted():
    _, problems = read_names("x\n" * 1000)
    assert len(problems) == 6
    assert problems[-1].startswith("995 more")


def test_a_rule_takes_the_place_of_what_was_said_of_the_name_and_of_nothing_else():
    changed = with_rule(LIST, NameRule("May", "PERSON"))
    assert changed.endswith("PERSON\tMay\n")
    assert read_names(changed)[0] == [
        rule for rule in read_names(LIST)[0] if rule.name != "May"
    ] + [NameRule("May", "PERSON")]
    assert without_name(changed, "May") == LIST.replace("May\n", "")


def test_a_name_that_a_list_cannot_hold_is_refused():
    for name in ("", "A # b", "x" * 300, "—"):
        with pytest.raises(RefusedError):
            with_rule("", NameRule(one_line(name), "ORG"))


@given(st.text(), st.text(min_size=1), st.sampled_from(["ORG", NEVER]))
def test_whatever_stands_in_a_list_a_rule_that_is_added_is_in_effect(text, words, kind):
    rule = NameRule(one_line(words), kind)
    try:
        changed = with_rule(text, rule)
    except RefusedError:
        return
    assert rule in read_names(changed)[0]
    assert rule.name not in {one.name for one in read_names(without_name(changed, rule.name))[0]}
