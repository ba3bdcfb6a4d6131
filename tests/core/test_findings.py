"""What is remembered of words that were followed: it is what following them again would say."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

import reader.core.anchor
from reader.core.anchor import reanchor
from reader.core.annotation import Anchor, AnchorState, Annotation, Target
from reader.core.findings import Finding, finding_of, key_of, recalled
from reader.core.following import Follower
from reader.core.text import Text
from tests.fakes import MemoryFindings, MemorySnapshots

OLD = Text.of("The grid held in Odesa. Nobody slept that night. The mill was shut by six.")
NEW = Text.of("A first line. The grid held in Odesa. Nobody could sleep that night.")
QUOTES = ("Odesa", "Nobody slept", "mill was shut")


def note(number: int, *quotes: str) -> Annotation:
    starts = [str(OLD).index(quote) for quote in quotes]
    targets = tuple(
        Target.of(OLD, start, start + len(quote))
        for start, quote in zip(starts, quotes, strict=True)
    )
    return Annotation(str(number), targets, anchor=Anchor(sha256=OLD.sha256))


NOTES = [*(note(number, quote) for number, quote in enumerate(QUOTES)), note(9, *QUOTES[:2])]


@pytest.fixture
def snapshots():
    kept = MemorySnapshots()
    kept.keep(OLD)
    return kept


@pytest.fixture
def sought(monkeypatch):
    """How many annotations were looked for, each time that any were."""
    counts: list[int] = []

    def counting(annotations, old, new):
        every = list(annotations)
        counts.append(len(every))
        return reanchor(every, old, new)

    monkeypatch.setattr(reader.core.anchor, "reanchor", counting)
    return counts


def follower(snapshots: MemorySnapshots, cache: MemoryFindings, text: Text = NEW) -> Follower:
    return Follower(text, snapshots, lambda: cache)


def test_what_was_found_once_is_not_looked_for_in_another_session(snapshots, sought):
    cache = MemoryFindings()
    first = follower(snapshots, cache).follow(NOTES)
    assert follower(snapshots, cache).follow(NOTES) == first == reanchor(NOTES, OLD, NEW)
    assert sought == [len(NOTES)]


def test_only_what_is_new_is_looked_for(snapshots, sought):
    cache = MemoryFindings()
    follower(snapshots, cache).follow(NOTES[:2])
    found = follower(snapshots, cache).follow(NOTES)
    assert found == reanchor(NOTES, OLD, NEW)
    assert sought == [2, len(NOTES) - 2]
    follower(snapshots, cache).follow(NOTES)
    assert len(sought) == 2


def test_what_a_note_says_is_not_remembered(snapshots):
    cache = MemoryFindings()
    follower(snapshots, cache).follow(NOTES)
    said = [replace(one, note="new", tags=("7",), revision=2) for one in NOTES]
    assert follower(snapshots, cache).follow(said) == reanchor(said, OLD, NEW)
    assert not any(quote in repr(cache.kept) for quote in QUOTES)


@pytest.mark.parametrize(
    "other",
    [
        replace(NOTES[0], targets=(Target.of(OLD, 4, 8),)),
        replace(NOTES[0], targets=(NOTES[0].targets[0]._replace(prefix="near "),)),
        replace(NOTES[0], anchor=Anchor(AnchorState.REVIEW, 0.5, OLD.sha256)),
        replace(NOTES[0], anchor=Anchor(AnchorState.ORPHAN, 0.0, OLD.sha256)),
    ],
)
def test_a_note_that_is_stored_otherwise_is_looked_for(snapshots, sought, other):
    cache = MemoryFindings()
    follower(snapshots, cache).follow([NOTES[0]])
    assert follower(snapshots, cache).follow([other]) == reanchor([other], OLD, NEW)
    assert sought == [1, 1]


def test_another_text_has_other_places(snapshots, sought):
    cache = MemoryFindings()
    follower(snapshots, cache).follow(NOTES)
    newer = Text.of(f"More. {NEW}")
    assert follower(snapshots, cache, newer).follow(NOTES) == reanchor(NOTES, OLD, newer)
    assert len(sought) == 2


def test_what_was_found_without_the_old_text_is_no_answer_once_it_is_there(snapshots, sought):
    cache = MemoryFindings()
    bare = follower(MemorySnapshots(), cache)
    assert bare.follow(NOTES) == reanchor(NOTES, None, NEW)
    assert follower(snapshots, cache).follow(NOTES) == reanchor(NOTES, OLD, NEW)
    assert len(sought) == 2


def test_while_notes_are_looked_for_it_is_told_how_many_are_found(snapshots, monkeypatch):
    told = []

    def telling(annotations, old, new):
        return reanchor((told.append(one.progress) or each for each in annotations), old, new)

    monkeypatch.setattr(reader.core.anchor, "reanchor", telling)
    one = follower(snapshots, MemoryFindings())
    one.follow(NOTES)
    assert told == [(number, len(NOTES)) for number in range(len(NOTES))]
    assert one.progress is None


@pytest.mark.parametrize("spans", [(), ((0, 0),), ((5, 10_000),), ((-3, 4),)])
def test_places_that_the_text_does_not_have_are_not_believed(spans):
    assert recalled(NOTES[0], Finding(AnchorState.EXACT, 1.0, spans), NEW) is None


@given(
    st.text("ab. \né日", min_size=1, max_size=60),
    st.text("ab. \né日", max_size=60),
    st.data(),
)
def test_what_is_recalled_is_what_was_found(before, after, data):
    old, new = Text.of(before), Text.of(after)
    spans = st.tuples(st.integers(0, len(old) - 1), st.integers(1, len(old)))
    start, end = data.draw(spans.filter(lambda span: span[0] < span[1]))
    one = Annotation("1", (Target.of(old, start, end),), anchor=Anchor(sha256=old.sha256))
    [found] = reanchor([one], old, new)
    if old.sha256 != new.sha256:
        assert recalled(one, finding_of(found), new) == found
    assert key_of(one) == key_of(replace(one, id="2", note="other"))
