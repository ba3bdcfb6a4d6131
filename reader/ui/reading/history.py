"""What was done to one annotation: when, by whom, and what it was before."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import datetime

from reader.core.annotation import Annotation, Change, Event
from reader.core.codebook import Codebook
from reader.ui.content import shorten
from reader.ui.dialogs.picker import Picker, Row
from reader.ui.reading.desk import Desk

_WORDS = 60


class History:
    """Carries out the command that shows the history of an annotation."""

    def __init__(self, desk: Desk) -> None:
        """Tell of what is selected at `desk`."""
        self._desk = desk

    async def command_history(self) -> None:
        """List what was done to the annotation at the selection, the last thing first."""
        span, session = self._desk.selection, self._desk.session
        one = session.under(span) if span else None
        if one is None:
            self._desk.say("there is no annotation here")
            return
        rows = history_rows(session.history(one.id), session.codebook())
        await self._desk.ask(Picker(f"History of “{shorten(one.quote, 40)}”", rows))


def history_rows(history: Sequence[tuple[Event, Change]], codebook: Codebook) -> list[Row[None]]:
    """Return what was done to an annotation as rows, the last thing first."""
    return [_row(event, change, codebook) for event, change in reversed(history)]


def _row(event: Event, change: Change, book: Codebook) -> Row[None]:
    did = f"undo: {event.title}" if event.undoes else event.title
    by = f" · {event.creator.name}" if event.creator.name else ""
    return Row(f"{_local(event.time)}  {did}{by}", None, detail="  ".join(_told(change, book)))


def _local(time: str) -> str:
    """Return a time as a clock here shows it; as it is written if it is none."""
    try:
        return f"{datetime.fromisoformat(time).astimezone():%Y-%m-%d %H:%M}"
    except ValueError:
        return time


def _told(change: Change, book: Codebook) -> Iterator[str]:
    """Yield what the change made of the annotation."""
    before, after = change.before, change.after
    if not isinstance(after, Annotation):
        return
    old = before if isinstance(before, Annotation) else Annotation(after.id)
    if old.quote != after.quote:
        yield f"on “{shorten(after.quote, _WORDS)}”"
    yield from (f"+#{book.name(tag)}" for tag in after.tags if tag not in old.tags)
    yield from (f"−#{book.name(tag)}" for tag in old.tags if tag not in after.tags)
    if old.note != after.note:
        yield f"note: {shorten(after.note, _WORDS) or 'taken away'}"
    if old.entity_type != after.entity_type:
        yield after.entity_type or "no entity"
    if old.status is not after.status:
        yield after.status.value
    if old.anchor.state is not after.anchor.state:
        yield after.anchor.state.value
