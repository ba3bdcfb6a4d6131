"""Whatever is done to annotations, suggestions and tags in two documents can be undone."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from hypothesis import given, settings
from hypothesis import strategies as st

from reader.core.adoption import adopt
from reader.core.annotation import Annotation, Code, Creator, Status, Target
from reader.core.coding import Coding
from reader.core.entity import Mention
from reader.core.errors import ReaderError, RefusedError
from reader.core.session import Session
from reader.core.text import Text
from reader.core.undoing import Undoing
from tests.fakes import MemoryStore, TickingClock, document

TEXT = "Before dawn the second wave came in over the estuary. In Odesa people counted hours."
DOCUMENTS = ("d1", "d2")
TAGS = ("war", "energy", "claim", "siege")

SPANS = st.tuples(st.integers(0, 40), st.integers(1, 20)).map(lambda one: (one[0], sum(one)))
NAME = st.sampled_from(TAGS)
LABEL = st.sampled_from(["GPE", "DATE"])
WHERE = st.sampled_from(DOCUMENTS)
SOME = st.sets(st.integers(0, 5), max_size=4)


class Desk:
    """One person at two documents and their codebook."""

    def __init__(self) -> None:
        self.store, self.clock = MemoryStore(), TickingClock()
        text = document(TEXT)
        self.sessions = {one: Session(one, text, self.store, self.clock) for one in DOCUMENTS}
        self.coding = Coding(self.store, self.clock)
        self.undoing = Undoing(self.store, self.clock, Creator(), DOCUMENTS)

    def content(self) -> dict[str, dict[str, object]]:
        """Return what is stored; a revision counts undoing too."""
        return {
            document: {key: replace(one, revision=0) for key, one in records.items()}
            for document, records in self.store.records.items()
        }

    def ids(self, where: str, some: set[int]) -> list[str]:
        there = self.sessions[where].annotations()
        return [one.id for number, one in enumerate(there) if number in some]

    # -- what can be done

    def annotate(self, where: str, span: tuple[int, int], tag: str) -> None:
        self.sessions[where].annotate([span], tags=[tag])

    def give(self, where: str, span: tuple[int, int], tag: str, label: str) -> None:
        spans = [span, (span[0] + 20, span[1] + 20)]
        self.sessions[where].give(spans, tags=[tag], entity_type=label, title="for all")

    def names(self, where: str, span: tuple[int, int], label: str, accepted: bool) -> None:
        mentions = [Mention(*span, label), Mention(70, 75, "DATE")]
        session = self.sessions[where]
        (session.accept if accepted else session.reject)(mentions, title="names")

    def bring(self, where: str, span: tuple[int, int], tag: str, label: str) -> None:
        target = Target.of(Text.of(TEXT), *span)
        number = str(1 + span[0] * 100 + span[1])
        tags = () if label == "DATE" else (f"urn:{tag}",)
        one = Annotation(number, (target,), tags, "", "" if tags else label, Status.SUGGESTED)
        codes = [Code("urn:top", "top"), Code(f"urn:{tag}", tag, "urn:top", key="3")]
        adopt(self.store, self.clock, Creator(), codes, {where: [one]})

    def judge(self, where: str, some: set[int], status: Status, label: str) -> None:
        session = self.sessions[where]
        session.judge(self.ids(where, some), status, title="decide", label=label)

    def split(self, name: str, new: str, some: set[int]) -> None:
        chosen = {(where, one) for where in DOCUMENTS for one in self.ids(where, some)}
        self.coding.split(name, new, chosen)

    def merge(self, name: str, into: str) -> None:
        self.coding.merge([name], into)

    def rename(self, name: str, number: int) -> None:
        self.coding.rename(name, f"{name} {number}" if number else name.upper())

    def put_below(self, name: str, parent: str) -> None:
        self.coding.put_below(name, parent)

    def retire(self, name: str) -> None:
        self.coding.retire(name)

    def look(self, name: str, symbol: str, key: str) -> None:
        self.coding.mark(name, symbol)
        self.coding.bind(name, key)

    def remove(self, where: str, some: set[int]) -> None:
        for one in self.ids(where, some):
            self.sessions[where].remove(one)

    def undo(self) -> None:
        self.undoing.undo()

    def redo(self) -> None:
        self.undoing.redo()


def step(what: Callable[..., None], *arguments: st.SearchStrategy) -> st.SearchStrategy:
    return st.tuples(st.just(what), st.tuples(*arguments))


STEPS = st.one_of(
    step(Desk.annotate, WHERE, SPANS, NAME),
    step(Desk.give, WHERE, SPANS, NAME, st.sampled_from(["", "GPE"])),
    step(Desk.names, WHERE, SPANS, LABEL, st.booleans()),
    step(Desk.bring, WHERE, SPANS, NAME, LABEL),
    step(Desk.judge, WHERE, SOME, st.sampled_from(Status), st.sampled_from(["", "LOC"])),
    step(Desk.split, NAME, NAME, SOME),
    step(Desk.merge, NAME, NAME),
    step(Desk.rename, NAME, st.integers(0, 2)),
    step(Desk.put_below, NAME, st.sampled_from(["", *TAGS])),
    step(Desk.retire, NAME),
    step(Desk.look, NAME, st.sampled_from(["", "★"]), st.sampled_from(["", "1", "2"])),
    step(Desk.remove, WHERE, SOME),
    step(Desk.undo),
    step(Desk.redo),
)


def do(desk: Desk, steps: list) -> None:
    """Do one after another; what is refused, such as a merge of a tag that is not there, is not."""
    for what, arguments in steps:
        before = desk.content()
        try:
            what(desk, *arguments)
        except ReaderError:
            if what not in (Desk.look, Desk.remove):
                assert desk.content() == before


def undo_all(desk: Desk) -> int:
    for count in range(1_000):
        try:
            desk.undoing.undo()
        except RefusedError:
            return count
    raise AssertionError("undo never ends")


def without_new_codes(content: dict, first: dict) -> dict:
    """Return the content without codes that came later: they stay, others may use them."""
    kept = {key: one for key, one in content[""].items() if key in first[""]}
    return {name: one for name, one in content.items() if name and one} | {"": kept}


@settings(max_examples=150, deadline=None)
@given(st.lists(STEPS, max_size=8), st.lists(STEPS, max_size=14))
def test_any_steps_then_undoing_all_gives_the_first_state(before, steps):
    desk = Desk()
    do(desk, before)
    # What was there before is history that cannot be undone: like a store that was copied here.
    desk.store.log.clear()
    first = desk.content()
    do(desk, steps)
    undo_all(desk)
    assert without_new_codes(desk.content(), first) == without_new_codes(first, first)


@settings(max_examples=80, deadline=None)
@given(st.lists(STEPS, max_size=14))
def test_redoing_all_that_was_undone_gives_the_last_state(steps):
    desk = Desk()
    do(desk, steps)
    last = desk.content()
    for _ in range(undo_all(desk)):
        desk.undoing.redo()
    assert without_new_codes(desk.content(), last) == without_new_codes(last, last)
