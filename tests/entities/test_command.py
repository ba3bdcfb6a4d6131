"""A recogniser in another process: what it may do, and what it cannot harm."""

import io
import json
import shlex
import sys

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from reader.core.errors import ReaderError, UsageError
from reader.entities.borders import settle
from reader.entities.command import CommandRecogniser, mentions_of
from reader.entities.conformance import check
from reader.entities.registry import recogniser
from reader.entities.worker import serve
from tests.entities.test_invariants import check as check_mentions

_HELLO = 'print(json.dumps({"id": "t", "version": "1", "labels": ["ORG"]}), flush=True)'
_SCRIPT = """
import json, re, sys
{hello}
for line in sys.stdin:
    question = json.loads(line)
    {answer}
"""
_SPANS = """
    spans = [[m.start(), m.end(), "ORG", 0.5] for m in re.finditer("[A-Z][a-z]+", question["text"])]
    print(json.dumps({"id": question["id"], "spans": spans}), flush=True)
"""


@pytest.fixture
def plugin():
    made = []

    def make(answer, hello=_HELLO, seconds=20.0):
        script = _SCRIPT.format(hello=hello, answer=answer.strip())
        made.append(CommandRecogniser("exec:t", [sys.executable, "-c", script], seconds))
        return made[-1]

    yield make
    for recogniser_ in made:
        recogniser_.close()


def test_a_command_is_a_recogniser(plugin):
    made = plugin(_SPANS)
    assert made.version == "t/1"
    assert made.labels == ("ORG",)
    assert made.annotate("so Anna met Bert", "en") == [
        (3, 7, "ORG", 0.5, "exec:t"),
        (12, 16, "ORG", 0.5, "exec:t"),
    ]


def test_a_good_command_conforms(plugin):
    assert check(plugin(_SPANS)) == []


def test_bad_spans_are_dropped_and_counted(plugin):
    spans = (
        '[[0, 99, "ORG"], [-1, 2, "ORG"], ["a"], [2, 2, "ORG"], [0, 4, "ORG", 7], [1, 3, "ORG"]]'
    )
    made = plugin(f'print(\'{{"id": "1", "spans": {spans}}}\', flush=True)')
    assert made.annotate("Anna", "") == [(0, 4, "ORG", 1.0, "exec:t")]
    assert made.dropped == 5


@pytest.mark.parametrize(
    ("answer", "what"),
    [
        ("sys.exit(3)", "ended"),
        ('print("no JSON", flush=True)', "JSON"),
        ("print([], flush=True)", "object"),
        ("print({}, flush=True)", "something else"),
        ('print(json.dumps({"id": "7", "spans": []}), flush=True)', "something else"),
        ('print("[" * 100000, flush=True)', "JSON"),
        ('print(json.dumps({"id": "1", "error": "no \\x1b[31mmemory"}), flush=True)', "says: no ␛"),
    ],
)
def test_a_failure_is_one_clear_error_and_the_next_document_gets_a_new_process(
    plugin, answer, what
):
    made = plugin(answer)
    for _ in range(2):
        with pytest.raises(ReaderError, match=what):
            made.annotate("Anna", "en")


def test_a_command_that_never_answers_is_ended(plugin):
    made = plugin("import threading; threading.Event().wait()", seconds=0.2)
    with pytest.raises(ReaderError, match="too long"):
        made.annotate("Anna", "en")


def test_a_command_that_says_no_hello_or_does_not_exist(plugin):
    with pytest.raises(ReaderError, match="hello"):
        plugin(_SPANS, hello="print({}, flush=True)").annotate("Anna", "en")
    with pytest.raises(ReaderError, match="started"):
        CommandRecogniser("exec:x", ["/nonexistent/command"]).annotate("Anna", "en")


def test_a_large_text_does_not_block_a_command_that_writes_first(plugin):
    noise = 'json.dumps({"id": question["id"], "spans": [[0, 4, "ORG"]] * 20000})'
    made = plugin(f"print({noise}, flush=True)")
    portions = list(made.portions("Anna " * 40_000, "en"))
    assert [end for end, _ in portions] == sorted({end for end, _ in portions})
    assert portions[-1][0] == 200_000
    assert all(len(mentions) == 1 for _, mentions in portions)


_NUMBERS = st.integers(-3, 40) | st.integers() | st.floats() | st.booleans()
_ODD = st.recursive(
    _NUMBERS | st.none() | st.sampled_from(["ORG", "GPE", ""]) | st.text(max_size=3),
    lambda inner: st.lists(inner, max_size=4),
    max_leaves=4,
)
_SPAN = st.tuples(_NUMBERS, _NUMBERS, st.sampled_from(["ORG", "GPE"]), _NUMBERS).map(list)


@given(
    st.text(max_size=30) | st.text("aB 👍🏽e\u0301\u200d\n", max_size=30),
    st.lists(_SPAN | _ODD, max_size=9),
)
@settings(deadline=None)
def test_whatever_a_plug_in_answers_mentions_are_whole_ordered_and_apart(text, spans):
    given_ = json.loads(json.dumps(spans))
    found = settle(text, mentions_of(given_, len(text), frozenset({"ORG"}), "exec:t"))
    check_mentions(text, found)
    assert {one.label for one in found} <= {"ORG"}


def test_names_of_recognisers():
    assert recogniser("off").annotate("Joe Biden", "en") == []
    assert recogniser("builtin") is recogniser("builtin")
    assert recogniser(f"exec:{shlex.quote(sys.executable)} -c 'pass'").id.startswith("exec:")
    with pytest.raises(UsageError, match="There are: builtin"):
        recogniser("nothing-of-that-name")
    with pytest.raises(UsageError, match="open quote"):
        recogniser("exec:'a")
    with pytest.raises(UsageError, match="no command"):
        recogniser("exec:")


def test_a_plug_in_is_served_over_json_lines(rules):
    answers = io.StringIO()
    question = {"id": "7", "text": "It is in France.", "lang": "en"}
    serve(rules, [json.dumps(question)], answers)
    hello, answer = map(json.loads, answers.getvalue().splitlines())
    assert hello["id"] == "builtin"
    assert answer["id"] == "7"
    assert answer["spans"][0][:3] == [9, 15, "GPE"]


def test_the_built_in_recogniser_conforms(recogniser):
    assert check(recogniser) == []
