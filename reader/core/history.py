"""What can be undone and redone, told from the events alone, so also after a restart."""

from __future__ import annotations

from collections.abc import Iterable

from reader.core.annotation import Change, Code, Event


def undoable(events: Iterable[Event]) -> list[Event]:
    """Return the events in effect, oldest first: the last one is the next to undo."""
    return _replay(events)[0]


def redoable(events: Iterable[Event]) -> list[Event]:
    """Return the undoing events that can be taken back: the last one is the next to redo.

    A new change empties it, as everywhere.
    """
    return _replay(events)[1]


def changes_codes(event: Event) -> bool:
    """Whether `event` changed codes that were there, and did not only add some."""
    return any(isinstance(change.before, Code) for change in event.changes)


def history(events: Iterable[Event], record_id: str) -> list[tuple[Event, Change]]:
    """Return the events that changed the record with this id, each with its change."""
    return [
        (event, change)
        for event in events
        for change in event.changes
        if record_id in {one.id for one in (change.before, change.after) if one}
    ]


def _replay(events: Iterable[Event]) -> tuple[list[Event], list[Event]]:
    """Return the undo stack and the redo stack after `events`."""
    done: list[Event] = []
    undone: list[Event] = []
    for event in events:
        if not event.undoes:
            done.append(event)
            undone.clear()
        elif any(event.undoes == earlier.id for earlier in undone):
            # It takes an undo back: the change is in effect again, through this event.
            undone = [earlier for earlier in undone if earlier.id != event.undoes]
            done.append(event)
        else:
            done = [earlier for earlier in done if earlier.id != event.undoes]
            undone.append(event)
    return done, undone
