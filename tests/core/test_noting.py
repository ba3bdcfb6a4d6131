"""Work on many annotations at once, in any documents."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reader.core.annotation import Annotation, Status
from reader.core.errors import ReaderError, RefusedError
from reader.core.noting import Noting
from reader.core.session import Session
from tests.fakes import MemoryStore, TickingClock, document

TEXTS = {"one": "The lights went out.", "two": "Nine people waited in the dark."}


class Desk:
    """A store with some annotations, and the work on them."""

    def __init__(self) -> None:
        self.store, self.clock = MemoryStore(), TickingClock()
        self.noting = Noting(self.store, self.clock)
        self.keys = []
        for name, text in TEXTS.items():
            session = Session(name, document(text), self.store, self.clock)
            for start in range(3):
                one = session.annotate([(start, start + 3)], note=f"{name} {start}")
                self.keys.append((name, one.id))

    def there(self) -> dict[tuple[str, str], Annotation]:
        return {(name, one.id): one for name in TEXTS for one in self.store.annotations(name)}

    def content(self):
        """Return what is stored, without the revisions, which count undoing too."""
        return {
            key: (one.tags, one.note, one.status, one.targets) for key, one in self.there().items()
        }

    def undoing(self):
        return self.noting.undoing(list(TEXTS))


def test_a_tag_is_given_in_several_documents_as_one_change():
    desk = Desk()
    before = desk.content()
    assert desk.noting.tag(desk.keys, "claim") == 6
    (code,) = desk.noting.codebook()
    assert all(one.tags == (code.id,) for one in desk.there().values())
    assert desk.undoing().undo().title == "tag claim"
    assert desk.content() == before
    desk.undoing().redo()
    assert all(one.tags == (code.id,) for one in desk.there().values())


def test_what_has_the_tag_already_is_left_as_it_is():
    desk = Desk()
    desk.noting.tag(desk.keys[:2], "claim")
    revisions = {key: one.revision for key, one in desk.there().items()}
    assert desk.noting.tag(desk.keys[:3], "claim") == 1
    changed = {key for key, one in desk.there().items() if one.revision != revisions[key]}
    assert changed == {desk.keys[2]}
    assert desk.noting.untag(desk.keys, "Claim") == 3


def test_a_status_is_set_and_annotations_are_removed():
    desk = Desk()
    assert desk.noting.set_status(desk.keys[:4], Status.DISPUTED) == 4
    assert desk.noting.remove(desk.keys[:4]) == 4
    assert set(desk.there()) == set(desk.keys[4:])
    desk.undoing().undo()
    assert desk.there()[desk.keys[0]].status is Status.DISPUTED


def test_nothing_changes_if_one_of_them_is_gone():
    desk = Desk()
    desk.noting.remove(desk.keys[:1])
    before = desk.content()
    with pytest.raises(ReaderError, match="1 of the notes were removed in another session"):
        desk.noting.remove(desk.keys)
    assert desk.content() == before


def test_a_note_written_elsewhere_meanwhile_is_kept_beside_the_new_one():
    desk = Desk()
    key = desk.keys[0]
    seen = desk.there()[key].note
    desk.noting.write_note(key, "theirs", seen=seen)
    assert desk.noting.write_note(key, "mine", seen=seen) == "mine\n\ntheirs"
    assert desk.there()[key].note == "mine\n\ntheirs"


def test_the_history_tells_every_change_of_one():
    desk = Desk()
    desk.noting.tag(desk.keys, "claim")
    desk.noting.set_status(desk.keys[1:], Status.DISPUTED)
    assert [event.title for event, _ in desk.noting.history(desk.keys[0])] == [
        "annotate",
        "tag claim",
    ]


steps = st.lists(
    st.tuples(
        st.sampled_from(["tag", "untag", "status", "remove", "note"]),
        st.sets(st.integers(0, 5), min_size=1),
        st.sampled_from(["a", "b"]),
    ),
    max_size=8,
)


@given(steps)
def test_undoing_everything_gives_the_first_state(steps):
    desk = Desk()
    before = desk.content()
    for verb, which, name in steps:
        keys = [key for number, key in enumerate(desk.keys) if number in which]
        keys = [key for key in keys if key in desk.there()]
        if verb == "tag":
            desk.noting.tag(keys, name)
        elif verb == "untag" and desk.noting.codebook().named(name):
            desk.noting.untag(keys, name)
        elif verb == "status":
            desk.noting.set_status(keys, Status.DISPUTED)
        elif verb == "remove":
            desk.noting.remove(keys)
        elif verb == "note" and keys:
            desk.noting.write_note(keys[0], name, seen=desk.there()[keys[0]].note)
    annotated = 6
    for _ in range(len(desk.undoing().done()) - annotated):
        desk.undoing().undo()
    assert desk.content() == before
    for _ in range(annotated):
        desk.undoing().undo()
    assert desk.there() == {}
    with pytest.raises(RefusedError):
        desk.undoing().undo()
