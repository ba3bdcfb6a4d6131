"""JSON objects read with every field's type checked: annotation files come from others."""

from __future__ import annotations

from collections.abc import Iterator
from enum import StrEnum
from typing import TypeVar

from reader.core.errors import ReaderError

Choice = TypeVar("Choice", bound=StrEnum)


class Record:
    """A JSON object; a field of the wrong type is a `ReaderError` that says where it stands."""

    __slots__ = ("_fields", "where")

    def __init__(self, value: object, where: str) -> None:
        """Take the object; raises `ReaderError` if `value` is not one."""
        if not isinstance(value, dict):
            raise ReaderError("an object was expected", where)
        self._fields = value
        self.where = where

    def get(self, key: str) -> object:
        """Return the field as it is; None when it is missing."""
        return self._fields.get(key)

    def text(self, key: str, default: str = "") -> str:
        """Return a string field."""
        value = self._fields.get(key, default)
        if not isinstance(value, str):
            raise self._wrong(key, "a string")
        return value

    def whole(self, key: str, default: int | None = None) -> int:
        """Return an integer field; without a default it has to be there."""
        value = self._fields.get(key, default)
        if not isinstance(value, int) or isinstance(value, bool):
            raise self._wrong(key, "an integer")
        return value

    def number(self, key: str) -> float | None:
        """Return a number field; None when it is missing or null."""
        value = self._fields.get(key)
        if value is None:
            return None
        if not isinstance(value, int | float) or isinstance(value, bool):
            raise self._wrong(key, "a number")
        return float(value)

    def flag(self, key: str) -> bool:
        """Return a boolean field; false when it is missing."""
        value = self._fields.get(key, False)
        if not isinstance(value, bool):
            raise self._wrong(key, "true or false")
        return value

    def texts(self, key: str) -> tuple[str, ...]:
        """Return a list of strings; empty when it is missing."""
        values = self._list(key)
        if not all(isinstance(value, str) for value in values):
            raise self._wrong(key, "a list of strings")
        return tuple(str(value) for value in values)

    def choice(self, key: str, choices: type[Choice], default: Choice) -> Choice:
        """Return a field that is one of the values of an enumeration."""
        value = self.text(key, default.value)
        try:
            return choices(value)
        except ValueError:
            raise self._wrong(key, "one of " + ", ".join(choices)) from None

    def record(self, key: str) -> Record:
        """Return an object field; an empty object when it is missing."""
        return Record(self._fields.get(key, {}), f"{self.where}, {key}")

    def records(self, key: str) -> Iterator[Record]:
        """Yield the objects of a list field; nothing when it is missing."""
        for index, value in enumerate(self._list(key)):
            yield Record(value, f"{self.where}, {key} {index + 1}")

    def _list(self, key: str) -> list[object]:
        value = self._fields.get(key, [])
        if not isinstance(value, list):
            raise self._wrong(key, "a list")
        return value

    def _wrong(self, key: str, expected: str) -> ReaderError:
        return ReaderError(f"{key!r} should be {expected}", self.where)
