"""The filter language: what narrows a list of documents or of annotations.

Terms are separated by blanks and all of them must hold; ``-`` before a term turns it round::

    harbour "air defence"      the words, anywhere in title, text or note
    tag:energy  tag:"war aims" has the tag; ``tag:ener*`` any that begins so, ``tag:*`` any at all
    entity:odesa               names an entity with these words in its name
    type:md  type:gpe          is of this format, or holds a decision on an entity of this type
    note:check                 has a note with these words; ``note:*`` any note
    status:disputed            has an annotation with this status
    status:read                is a document read so far: unread, reading, read
    creator:anna               of this person or program; ``creator:software`` of any program
    anchor:orphan              whose words are in this state: exact, moved, changed, review, orphan
    doc:grid                   in a document with these words in its title or path
    date:2026-11  date:>=2026-11-20  date:2026-10..2026-11   changed then

Case, accents and runs of white space do not matter.
"""

from __future__ import annotations

import operator
import re
import unicodedata
from collections.abc import Callable, Iterable, Sequence
from typing import NamedTuple

from reader.core.annotation import AnchorState, ReadingStatus, Status
from reader.core.errors import UsageError
from reader.core.text import Text

_TERM = re.compile(
    r"""(?P<minus>-(?=\S))?
        (?:(?P<field>[A-Za-z_]+):)?
        (?:"(?P<quoted>[^"]*)(?P<closing>"?)|(?P<plain>[^\s"]*))""",
    re.VERBOSE,
)
_ACCENTS = re.compile("[\u0300-\u036f\u1ab0-\u1aff\u1dc0-\u1dff]")
_DATE = re.compile(r"\d{4}(-(0[1-9]|1[0-2])(-(0[1-9]|[12]\d|3[01]))?)?", re.ASCII)


class QueryError(UsageError):
    """A filter that cannot be understood."""

    def __init__(self, what: str, position: int, remedy: str) -> None:
        """Say `what` is wrong at `position`, a code point of the filter counted from 0."""
        super().__init__(what, f"filter, character {position + 1}", remedy)
        self.position = position


def _nothing() -> str:
    return ""


def _none() -> tuple[str, ...]:
    return ()


class Subject(NamedTuple):
    """What a filter looks at: a document or an annotation."""

    title: str = ""
    text: Callable[[], str] = _nothing
    """The full text, folded; asked for only when the title does not settle it."""
    tags: Sequence[str] = ()
    entities: Callable[[], Iterable[str]] = _none
    """Names of the entities that are mentioned; asked for only by ``entity:``."""
    types: Sequence[str] = ()
    notes: Sequence[str] = ()
    statuses: Sequence[str] = ()
    creators: Sequence[str] = ()
    """Names of persons and programs, and which of the two they are."""
    anchors: Sequence[str] = ()
    """States of anchors."""
    document: str = ""
    """Title and path of the document that it is, or is on."""
    date: str = ""
    """Of the last change, ISO 8601."""


Condition = Callable[[Subject], bool]


class Query(NamedTuple):
    """A filter; every subject passes an empty one."""

    conditions: tuple[Condition, ...] = ()

    def matches(self, subject: Subject) -> bool:
        """Whether every term holds for `subject`."""
        return all(condition(subject) for condition in self.conditions)

    def __bool__(self) -> bool:
        return bool(self.conditions)


def parse(text: str) -> Query:
    """Return the query that `text` writes; raises `QueryError` if it cannot be understood."""
    # The pattern takes any character but a blank, so matches lie side by side between blanks.
    return Query(tuple(_condition(term) for term in _TERM.finditer(text) if term[0]))


def fold(text: str) -> str:
    """Return `text` as it is compared: without case, accents and runs of white space.

    Characters are folded one by one (compatibility decomposition, Unicode Standard Annex 15), so
    what is found by `reader.core.find` is found in folded text too.
    """
    if not text.isascii():
        text = _ACCENTS.sub("", unicodedata.normalize("NFKD", text))
    return " ".join(text.casefold().split())


def fold_text(text: Text) -> str:
    """Return what `fold` returns for the whole of `text`, made chunk by chunk to save memory."""
    pieces = [""]
    for _, chunk in text.chunks():
        # The bars keep the white space at both ends.
        piece = fold(f"|{chunk}|")[1:-1]
        if not pieces[-1] or pieces[-1].endswith(" "):
            piece = piece.lstrip()
        if piece:
            pieces.append(piece)
    return "".join(pieces).rstrip()


def _condition(term: re.Match[str]) -> Condition:
    """Return the condition that one term of a filter states."""
    if term["quoted"] is not None and not term["closing"]:
        raise QueryError(
            "the quotation mark is not closed", term.start("quoted") - 1, 'Add a " at the end.'
        )
    value = fold(term["plain"] or term["quoted"] or "")
    field = term["field"]
    if field is None:
        condition = _words(value)
    else:
        condition = _of_field(field.lower(), value, term.start("field"), term.end("field") + 1)
    if term["minus"]:
        return lambda subject: not condition(subject)
    return condition


def _of_field(field: str, value: str, field_at: int, value_at: int) -> Condition:
    make = _CONDITIONS.get(field)
    if make is None:
        raise QueryError(
            f"there is no field “{field}”",
            field_at,
            f"Fields are {', '.join(_CONDITIONS)}; put the words in quotation marks to find them.",
        )
    if not value:
        raise QueryError(f"“{field}:” needs a value", value_at, f"Write {field}:* for any.")
    try:
        return make(value)
    except ValueError as error:
        raise QueryError(str(error.args[0]), value_at, str(error.args[1])) from None


def _words(value: str) -> Condition:
    return lambda subject: (
        value in fold(subject.title)
        or any(value in fold(note) for note in subject.notes)
        or value in subject.text()
    )


def _names(of: Callable[[Subject], Iterable[str]]) -> Callable[[str], Condition]:
    """Return what makes a condition on whole names: equal, beginning with ``x*``, or any."""

    def make(value: str) -> Condition:
        if value.endswith("*"):
            return lambda subject: any(fold(name).startswith(value[:-1]) for name in of(subject))
        return lambda subject: any(fold(name) == value for name in of(subject))

    return make


def _passages(of: Callable[[Subject], Iterable[str]]) -> Callable[[str], Condition]:
    """Return what makes a condition on words within passages."""

    def make(value: str) -> Condition:
        wanted = "" if value == "*" else value
        return lambda subject: any(wanted in fold(passage) for passage in of(subject))

    return make


def _one_of(
    what: str, known: Iterable[str], of: Callable[[Subject], Iterable[str]]
) -> Callable[[str], Condition]:
    """Return what makes a condition on names that only those that are `known` can meet."""
    names = list(known)

    def make(value: str) -> Condition:
        if value not in ("*", *names):
            raise ValueError(f"there is no {what} “{value}”", f"It is one of {', '.join(names)}.")
        return _names(of)(value)

    return make


def _date(value: str) -> Condition:
    first, dots, last = value.partition("..")
    if dots:
        since, until = _compared(">=", first), _compared("<=", last)
        return lambda subject: since(subject) and until(subject)
    comparison = value[: len(value) - len(value.lstrip("<>="))]
    return _compared(comparison, value[len(comparison) :])


def _compared(comparison: str, date: str) -> Condition:
    """Return the condition that a date, as exact as `date` is, compares so with it."""
    compare = _COMPARISONS.get(comparison)
    if compare is None or not _DATE.fullmatch(date):
        raise ValueError(
            "this is not a date", "Write 2026, 2026-11, 2026-11-22, >=2026-11 or 2026-10..2026-11."
        )
    return lambda subject: bool(subject.date) and compare(subject.date[: len(date)], date)


_COMPARISONS: dict[str, Callable[[str, str], bool]] = {
    "": operator.eq,
    ">": operator.gt,
    ">=": operator.ge,
    "<": operator.lt,
    "<=": operator.le,
}

_CONDITIONS: dict[str, Callable[[str], Condition]] = {
    "tag": _names(lambda subject: subject.tags),
    "entity": _passages(lambda subject: subject.entities()),
    "type": _names(lambda subject: subject.types),
    "note": _passages(lambda subject: subject.notes),
    "status": _one_of("status", (*Status, *ReadingStatus), lambda subject: subject.statuses),
    "creator": _names(lambda subject: subject.creators),
    "anchor": _one_of("anchor state", AnchorState, lambda subject: subject.anchors),
    "doc": _passages(lambda subject: [subject.document]),
    "date": _date,
}
