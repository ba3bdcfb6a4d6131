"""Annotations whose words changed: who is asked, and what becomes of the answer."""

from __future__ import annotations

import pytest

from reader.core.annotation import AnchorState, Annotation
from reader.core.errors import RefusedError
from reader.core.session import Session
from tests.fakes import MemorySnapshots, MemoryStore, TickingClock, document

TEXT = "Before dawn the second wave came in over the estuary. In Odesa people counted hours."
WORDS = "the second wave came in over the estuary"
EDITED = TEXT.replace("second wave came in", "third wave came in")
GONE = "Nothing of what was here is left: all of it was written anew, from the top."


class History:
    """A document through its versions."""

    def __init__(self) -> None:
        self.store, self.snapshots = MemoryStore(), MemorySnapshots()

    def now(self, text: str) -> Session:
        return Session("d1", document(text), self.store, TickingClock(), snapshots=self.snapshots)

    def annotated(self, words: str = WORDS) -> Annotation:
        start = TEXT.index(words)
        return self.now(TEXT).annotate([(start, start + len(words))], note="when?")


@pytest.fixture
def history():
    return History()


def test_words_that_did_not_change_wait_for_nobody(history):
    history.annotated()
    assert history.now(TEXT).doubts() == []
    assert history.now("A line before.\n\n" + TEXT).doubts() == []


def test_edited_words_wait_with_what_they_were_and_what_they_are(history):
    history.annotated()
    (doubt,) = history.now(EDITED).doubts()
    assert doubt.stored.quote == WORDS
    assert doubt.shown.anchor.state is AnchorState.CHANGED
    assert doubt.shown.quote == "the third wave came in over the estuary"


def test_who_keeps_the_new_words_is_not_asked_again(history):
    note = history.annotated()
    session = history.now(EDITED)
    kept = session.keep(note.id)
    assert (kept.quote, kept.anchor.state) == (
        "the third wave came in over the estuary",
        AnchorState.EXACT,
    )
    assert session.doubts() == []
    session.undo()
    assert [one.stored.quote for one in session.doubts()] == [WORDS]


def test_an_orphan_waits_until_it_is_dismissed_and_is_never_dropped(history):
    note = history.annotated()
    session = history.now(GONE)
    assert [one.shown.is_lost for one in session.doubts()] == [True]
    with pytest.raises(RefusedError, match="words are gone"):
        session.keep(note.id)
    session.dismiss(note.id)
    assert session.doubts() == []
    assert [(one.quote, one.note) for one in session.annotations()] == [(WORDS, "when?")]
    assert history.now(GONE + " And more.").doubts() == []


def test_a_dismissed_orphan_waits_again_when_its_words_come_back(history):
    note = history.annotated()
    history.now(GONE).dismiss(note.id)
    back = history.now(GONE + " " + TEXT)
    (shown,) = back.annotations()
    assert shown.quote == WORDS
    assert not shown.is_lost


def test_doubtful_words_can_be_dismissed_too_and_keep_their_old_quote(history):
    note = history.annotated()
    session = history.now(EDITED)
    session.dismiss(note.id)
    assert session.doubts() == []
    assert session.annotation(note.id).quote == WORDS
    assert session.annotation(note.id).spans == []


def test_what_is_gone_from_the_text_is_not_taken_for_what_stands_there_now(history):
    history.annotated()
    session = history.now(GONE)
    assert session.under((0, len(GONE))) is None
