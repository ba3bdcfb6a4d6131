"""The filter language."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reader.core.find import find_iter
from reader.core.query import QueryError, Subject, fold, fold_text, parse
from reader.core.text import Text

REPORT = Subject(
    title="The Night the Grid Held",
    text=lambda: fold("Before dawn the second wave\n  came in over the estuary near Malmö."),
    tags=["energy", "war aims"],
    entities=lambda: ["Odesa", "the Black Sea"],
    types=["md", "GPE"],
    notes=["check the count"],
    statuses=["accepted", "disputed"],
    creators=["Anna", "Person"],
    anchors=["exact", "review"],
    document="The Night the Grid Held\n/papers/grid.md",
    date="2026-11-22T18:10:37Z",
)
BARE = Subject(title="Bare")


@pytest.mark.parametrize(
    "text",
    [
        "",
        "   ",
        "grid",
        "GRID night",
        "estuary",
        '"second wave came"',
        "Malmo\u0308",
        "malmo",
        "count",
        "tag:energy",
        "TAG:Energy",
        'tag:"war aims"',
        "tag:ener*",
        "tag:*",
        "entity:odesa",
        'entity:"black sea"',
        "entity:*",
        "type:md",
        "type:gpe",
        "note:check",
        "note:*",
        "status:disputed",
        "status:*",
        "creator:anna",
        "creator:person",
        "anchor:review",
        "doc:papers",
        "date:2026",
        "date:2026-11",
        "date:2026-11-22",
        "date:>=2026-11-22",
        "date:<=2026",
        "date:<2027",
        "date:>2026-10",
        "date:2026-10..2026-11",
        "-tag:claim",
        "-submarine",
        "grid tag:energy -note:claim",
        '""',
    ],
)
def test_it_passes(text):
    assert parse(text).matches(REPORT)


@pytest.mark.parametrize(
    "text",
    [
        "submarine",
        '"wave second"',
        "tag:war",
        "tag:nerg*",
        "entity:kyiv",
        "type:m",
        "note:claim",
        "status:rejected",
        "date:2025",
        "date:>2026",
        "date:<2026-11-22",
        "date:2026-12..2027",
        "-grid",
        "-tag:*",
        "grid submarine",
    ],
)
def test_it_does_not_pass(text):
    assert not parse(text).matches(REPORT)


@pytest.mark.parametrize(
    "text", ["tag:*", "entity:*", "type:*", "note:*", "status:*", "date:2026", "date:<2030"]
)
def test_a_star_asks_for_any_and_a_subject_without_does_not_pass(text):
    assert not parse(text).matches(BARE)


def test_the_text_is_not_read_when_the_title_or_a_field_settles_it():
    def text() -> str:
        raise AssertionError("the text was read")

    subject = Subject(title="The Grid", text=text, entities=text)
    assert parse("grid").matches(subject)
    assert not parse("tag:energy").matches(subject)


def test_only_an_empty_filter_is_false():
    assert not parse(" ")
    assert parse("grid")


@pytest.mark.parametrize(
    ("text", "position", "words"),
    [
        ("tags:energy", 0, "tag, entity, type"),
        ("grid what:x", 5, "no field “what”"),
        ("tag:", 4, "tag:* for any"),
        ('tag:""', 4, "needs a value"),
        ('grid "open', 5, "not closed"),
        ('tag:"open', 4, "not closed"),
        ("date:yesterday", 5, "not a date"),
        ("date:2026-13", 5, "not a date"),
        ("date:2026-1..", 5, "not a date"),
        ("date:>=2026..2027", 5, "not a date"),
        ("-date:x", 6, "not a date"),
        ("status:done", 7, "accepted, rejected"),
        ("anchor:lost", 7, "review, orphan"),
        ("https://example.org", 0, "quotation marks"),
    ],
)
def test_a_mistake_is_told_with_its_place_and_a_remedy(text, position, words):
    with pytest.raises(QueryError) as caught:
        parse(text)
    assert caught.value.position == position
    assert words in str(caught.value)
    assert caught.value.remedy
    assert caught.value.exit_status == 2


def outcome(text: str) -> bool | str:
    """Return whether the report passes, or what is wrong with the filter."""
    try:
        return parse(text).matches(REPORT)
    except QueryError as error:
        return error.what if 0 <= error.position <= len(text) else "a place outside of the text"


@given(st.text(st.sampled_from('ab"-:*.<>= \t2026tagdatenote'), max_size=30))
def test_a_filter_said_twice_is_the_same_filter(text):
    assert outcome(f"{text} {text}") == outcome(text) or text.count('"') % 2


@given(st.text(st.sampled_from("abcé ß"), min_size=1).filter(str.strip))
def test_words_in_quotation_marks_find_a_title_that_holds_them(words):
    assert parse(f'"{words}"').matches(Subject(title=f"x {words} y"))
    assert not parse(f'-"{words}"').matches(Subject(title=f"x {words} y"))


@given(st.text(st.sampled_from("aAeé e\u0301İIßẞςΣK\u00a0\n")), st.data())
def test_what_is_found_in_a_text_is_found_in_the_folded_text(text, data):
    start = data.draw(st.integers(0, len(text)))
    words = text[start : data.draw(st.integers(start, len(text)))]
    if any(find_iter(Text.of(text), words)):
        assert fold(words) in fold(text)


@given(st.lists(st.text(st.sampled_from("aÉ\u0301 \n\t"), max_size=4)))
def test_a_text_is_folded_the_same_in_chunks_and_as_a_whole(chunks):
    assert fold_text(Text(chunks)) == fold("".join(chunks))
