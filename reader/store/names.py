"""The list of names of a store: a text file that people may edit beside the program."""

from __future__ import annotations

from pathlib import Path

from reader.core.names import NameRule, with_rule, without_name
from reader.store.files import reading, replace_file, writing
from reader.store.lock import StoreLock

FILE = "names.txt"


class NameFile:
    """The rules of one library, kept in its store."""

    def __init__(self, folder: Path, state: Path) -> None:
        """Keep the list in the store `folder`; its lock is in `state`, on this device."""
        self.path = folder / FILE
        self._lock = StoreLock(state / "names.lock")

    def set(self, rule: NameRule) -> None:
        """Write `rule` in the place of what the list says of its name; durable on return.

        Raises `ReaderError` if the file cannot be read or written, or cannot hold the name.
        """
        with self._lock.hold():
            self._replace(with_rule(self._text(), rule))

    def forget(self, name: str) -> None:
        """Take `name` out of the list; for errors see `set`."""
        with self._lock.hold():
            self._replace(without_name(self._text(), name))

    def _text(self) -> str:
        with reading(self.path):
            # What is no UTF-8 stays as it is, byte for byte.
            data = self.path.read_bytes() if self.path.exists() else b""
        return data.decode("utf-8", "surrogateescape")

    def _replace(self, text: str) -> None:
        with writing(self.path):
            replace_file(self.path, text.encode("utf-8", "surrogateescape"))
