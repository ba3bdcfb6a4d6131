"""Dates, times, amounts and numbers, by rule."""

import pytest

from reader.entities import values
from reader.entities.reflow import reflow
from reader.entities.tokens import tokenise


def found(text):
    text = reflow(text)
    tokens = tokenise(text)
    starts = [
        start
        for start, word in zip(tokens.starts, tokens.words, strict=True)
        if values.may_begin(word.lower())
    ]
    return [(text[m.start : m.end], m.label) for m in values.find_values(text, starts)]


@pytest.mark.parametrize(
    "value",
    [
        "Friday",
        "May 8, 2009",
        "8 May 2009",
        "2022-03-04",
        "12/03/2021",
        "the past two years",
        "last week",
        "the first half of 2026",
        "August of last year",
        "half a century",
        "three days ago",
        "early March",
        "mid-July",
        "the second quarter of 2021",
        "twenty-first century",
        "a few years ago",
        "the summer of 2014",
        "2014-2018",
        "42-year-old",
        "1990s",
    ],
)
def test_dates(value):
    assert found(f"It was seen {value}, he said.") == [(value, "DATE")]


@pytest.mark.parametrize(
    "value",
    [
        *("10:30 a.m.", "3 pm", "18:45 GMT", "two hours", "this morning", "Monday evening", "noon"),
        *("half an hour", "five nights", "2:07.31"),
    ],
)
def test_times(value):
    assert found(f"It was seen {value}, he said.") == [(value, "TIME")]


@pytest.mark.parametrize(
    ("value", "label"),
    [
        ("$3.5bn", "MONEY"),
        ("US$ 20 million", "MONEY"),
        ("€20m", "MONEY"),
        ("200 million euros", "MONEY"),
        ("$2 billion to $3 billion", "MONEY"),
        ("5,000 hryvnias", "MONEY"),
        ("Sh640 million", "MONEY"),
        ("half a million", "CARDINAL"),
        ("12%", "PERCENT"),
        ("12.5 percent", "PERCENT"),
        ("12 per cent", "PERCENT"),
        ("155mm", "QUANTITY"),
        ("less than 100 km", "QUANTITY"),
        ("13 square kilometres", "QUANTITY"),
        ("90 miles per hour", "QUANTITY"),
        ("6,000 tonnes", "QUANTITY"),
        ("21st", "ORDINAL"),
        ("third", "ORDINAL"),
        ("at least 19", "CARDINAL"),
        ("some seventy", "CARDINAL"),
        ("thirty-five thousand", "CARDINAL"),
        ("1.5 million", "CARDINAL"),
        ("10 to 15", "CARDINAL"),
        ("a dozen", "CARDINAL"),
        ("two-thirds", "CARDINAL"),
    ],
)
def test_amounts_and_numbers(value, label):
    assert found(f"They reported {value} of it.") == [(value, label)]


@pytest.mark.parametrize(
    "text",
    [
        "One of us may go.",
        "They march on.",
        "No one came, and one could see why.",
        "1. Introduction",
        "the T34b and abc123 models",
        "May I come in?",
    ],
)
def test_words_that_are_no_values(text):
    assert found(text) == []


def test_a_round_number_before_a_plural_is_a_count_and_another_after_in_a_year():
    assert found("In 2014 about 2000 soldiers left.") == [
        ("2014", "DATE"),
        ("about 2000", "CARDINAL"),
    ]


def test_both_ends_of_between_are_one_range():
    assert found("between 10 and 15 tanks") == [("10 and 15", "CARDINAL")]


def test_a_value_goes_on_after_a_soft_line_break():
    assert found("They met on 8\nMay 2009 and left.") == [("8 May 2009", "DATE")]


def test_an_ordinal_may_count_days_or_nights():
    assert found("It rained for a fifth day.") == [("fifth day", "DATE")]
    assert found("Its third consecutive night of rain.") == [("third consecutive night", "TIME")]
    assert found("He took the fifth seat.") == [("fifth", "ORDINAL")]
