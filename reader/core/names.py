"""Lists of names: what is always an entity, and what never is, in every document of a library.

A list is a plain text file that people edit by hand: a heading in brackets, an entity type or
``never``, and below it one name a line; or both on one line with a tab between them. ``#`` at the
beginning of a line begins a comment, and so does one between blanks::

    [ORG]
    Azov Brigade
    [never]
    May
    PRODUCT<tab>Vilkha    # on one line
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from reader.core.annotation import Annotation, Event
from reader.core.entity import EntityType
from reader.core.errors import RefusedError
from reader.core.safetext import safe_line

NEVER = "never"
"""In the place of an entity type: the words are no entity."""
ALWAYS_TITLE = "always, in the library"
NEVER_TITLE = "never, in the library"
"""Titles of the events that come with a rule of the library."""

_LONGEST = 200
"""Characters of a name."""
_MOST = 200_000
"""Names of a list."""
_TOLD = 5
"""Bad lines that are told one by one."""
_HEADING = re.compile(r"\[([^\[\]]*)\]")
_COMMENT = re.compile(r"^\s*#.*|\s#(?:\s.*|$)")


class NameRule(NamedTuple):
    """What the words `name`, as they are written, always are: a type, or `NEVER` an entity."""

    name: str
    """On one line."""
    kind: str

    @property
    def line(self) -> str:
        """The rule as a line of a list."""
        return f"{self.kind}\t{self.name}"


def read_names(text: str) -> tuple[list[NameRule], list[str]]:
    """Return the rules of a list, and a sentence about each line that is none."""
    rules: list[NameRule] = []
    problems: list[str] = []
    for number, found in _lines(text):
        if isinstance(found, str):
            problems.append(f"line {number}: {found}")
        elif len(rules) < _MOST:
            rules.append(found)
        else:
            problems.append(f"line {number}: more than {_MOST:,} names; the rest is left out")
            break
    if len(problems) > _TOLD:
        problems[_TOLD:] = [f"{len(problems) - _TOLD} more lines are no names"]
    return rules, problems


def with_rule(text: str, rule: NameRule) -> str:
    """Return a list with `rule` in the place of what it says of the same name.

    Raises `RefusedError` if a list cannot hold the name.
    """
    if read_names(rule.line)[0] != [rule]:
        raise RefusedError("these words cannot stand in a list of names")
    rest = without_name(text, rule.name)
    return f"{rest.rstrip()}\n{rule.line}\n".lstrip("\n")


def without_name(text: str, name: str) -> str:
    """Return a list that says nothing of `name`; every other line stays as it is."""
    of_name = {
        number
        for number, found in _lines(text)
        if isinstance(found, NameRule) and found.name == name
    }
    lines = text.split("\n")
    return "\n".join(line for number, line in enumerate(lines, 1) if number not in of_name)


def one_line(words: str) -> str:
    """Return the words of a text as a list writes them; empty for what is too long for a name."""
    name = " ".join(words.split())
    return name if len(name) <= _LONGEST and safe_line(name) == name else ""


def rule_of(event: Event) -> NameRule | None:
    """Return the rule of the library that was made together with `event`; None for others."""
    if event.title not in {ALWAYS_TITLE, NEVER_TITLE}:
        return None
    for change in event.changes:
        for one in (change.after, change.before):
            if isinstance(one, Annotation) and one.targets:
                kind = NEVER if event.title == NEVER_TITLE else one.entity_type
                return NameRule(one_line(one.targets[0].exact), kind)
    return None


def _lines(text: str) -> Iterator[tuple[int, NameRule | str]]:
    """Yield for each line that says something its number, and its rule or what is wrong."""
    heading = ""
    for number, raw in enumerate(text.split("\n"), 1):
        line = _COMMENT.sub("", raw.removeprefix("\ufeff")).strip()
        if match := _HEADING.fullmatch(line):
            heading = _kind(match[1])
            if not heading:
                yield number, "the heading is no entity type"
        elif line:
            kind, tab, name = line.partition("\t")
            yield number, _rule(_kind(kind) if tab else heading, name if tab else line)


def _rule(kind: str, words: str) -> NameRule | str:
    """Return the rule, or what is wrong with it."""
    name = one_line(words)
    if not kind:
        return f"no type before the name: one of {', '.join(EntityType)} or {NEVER}, and a tab"
    if not any(map(str.isalnum, name)):
        return "this is no name"
    return NameRule(name, kind)


def _kind(written: str) -> str:
    """Return the entity type that is meant, or `NEVER`; empty for anything else."""
    kind = written.strip()
    if kind.casefold() == NEVER:
        return NEVER
    return kind.upper() if kind.upper() in EntityType.__members__ else ""
