"""Annotations in lists: filtered and sorted across documents."""

from __future__ import annotations

from pathlib import Path

import pytest

from reader.core.annotation import (
    Anchor,
    AnchorState,
    Annotation,
    Code,
    Creator,
    CreatorKind,
    Status,
    Target,
)
from reader.core.codebook import Codebook
from reader.core.noted import Home, Noted, Order, in_order, matching
from reader.core.query import parse

BOOK = Codebook([Code("1", "war"), Code("2", "Energy")])
GRID = Home("g", "The Night the Grid Held", Path("/papers/grid.txt"), "txt")
BRIEF = Home("b", "briefing", Path("/papers/air/brief.md"), "md")


def noted(number: int, home: Home = GRID, **fields) -> Noted:
    targets = (Target(number, number + 4, f"word{number}"),)
    return Noted(home, Annotation(str(number), **{"targets": targets, **fields}))


LIGHTS = noted(1, tags=("1",), note="ask for the *log*", modified="2026-11-20T10:00:00Z")
CLAIM = noted(
    2,
    tags=("2", "1"),
    status=Status.DISPUTED,
    creator=Creator(CreatorKind.PERSON, "Anna"),
    modified="2026-11-22T10:00:00Z",
)
GUESS = noted(
    3,
    BRIEF,
    entity_type="GPE",
    status=Status.SUGGESTED,
    creator=Creator(CreatorKind.SOFTWARE, "builtin"),
    anchor=Anchor(AnchorState.ORPHAN),
    modified="2026-11-21T10:00:00Z",
)
WHOLE = Noted(BRIEF, Annotation("4", note="read again"))
EVERY = [WHOLE, GUESS, CLAIM, LIGHTS]


@pytest.mark.parametrize(
    ("text", "passed"),
    [
        ("", EVERY),
        ("word2", [CLAIM]),
        ("grid", [CLAIM, LIGHTS]),
        ("log", [LIGHTS]),
        ("tag:war", [CLAIM, LIGHTS]),
        ("tag:energy tag:war", [CLAIM]),
        ("note:again", [WHOLE]),
        ("status:disputed", [CLAIM]),
        ("-status:accepted", [GUESS, CLAIM]),
        ("creator:anna", [CLAIM]),
        ("creator:software", [GUESS]),
        ("creator:built*", [GUESS]),
        ("anchor:orphan", [GUESS]),
        ("-anchor:exact", [GUESS]),
        ("type:gpe", [GUESS]),
        ("type:md", [WHOLE, GUESS]),
        ("doc:air", [WHOLE, GUESS]),
        ('doc:"grid held"', [CLAIM, LIGHTS]),
        ("date:2026-11-22", [CLAIM]),
    ],
)
def test_the_filter_language_narrows_a_list_of_annotations(text, passed):
    assert matching(EVERY, parse(text), BOOK) == passed


@pytest.mark.parametrize(
    ("order", "expected"),
    [
        (Order.PLACE, [WHOLE, GUESS, LIGHTS, CLAIM]),
        (Order.NEWEST, [CLAIM, GUESS, LIGHTS, WHOLE]),
        (Order.TAG, [CLAIM, LIGHTS, WHOLE, GUESS]),
        (Order.STATUS, [GUESS, WHOLE, LIGHTS, CLAIM]),
    ],
)
def test_a_list_is_sorted_and_equals_stay_in_order_of_the_documents(order, expected):
    assert in_order(EVERY, order, BOOK) == expected


def test_the_orders_follow_each_other_round():
    seen = [Order.PLACE]
    while len(seen) < 5:
        seen.append(seen[-1].following)
    assert seen == [*Order, Order.PLACE]
