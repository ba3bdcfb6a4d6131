"""JSON that is safe to print: what a terminal would obey is escaped, so nothing is lost."""

from __future__ import annotations

import json

from reader.core.errors import ReaderError
from reader.core.safetext import is_safe


def dumps(value: object, *, indent: int | None = None) -> str:
    """Return `value` as JSON: letters readable, control characters as four-digit escapes."""
    text = json.dumps(value, ensure_ascii=False, indent=indent, allow_nan=False)
    return escape_unsafe(text)


def escape_unsafe(text: str) -> str:
    """Return `text` with every character that `safe_text` would replace as a JSON escape.

    Line feeds and tabs stay.
    """
    if is_safe(text):
        return text
    return text.translate({ord(char): _escape(char) for char in set(text) if not is_safe(char)})


def _escape(char: str) -> str:
    """Return the JSON escape of `char`: one or two UTF-16 units."""
    units = char.encode("utf-16-be", "surrogatepass")
    return "".join(f"\\u{units[at : at + 2].hex()}" for at in range(0, len(units), 2))


def loads(content: bytes | str, where: str) -> object:
    """Return the value of a JSON text; `where` names the file or the line in errors.

    Raises `ReaderError` when it is not JSON in UTF-8, or nested beyond all measure.
    """
    try:
        text = content.decode("utf-8-sig") if isinstance(content, bytes) else content
        value: object = json.loads(text)
    except RecursionError:
        raise ReaderError("the JSON is nested too deeply", where) from None
    except ValueError as error:
        reason = error.msg if isinstance(error, json.JSONDecodeError) else "it is not UTF-8"
        raise ReaderError(f"this is not JSON ({reason})", where) from None
    return value


def lines(*values: object) -> bytes:
    """Return JSON lines: one value a line, in UTF-8, each line ended by a line feed."""
    return "".join(f"{dumps(value)}\n" for value in values).encode()
