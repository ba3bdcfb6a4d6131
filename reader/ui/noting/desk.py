"""What the parts of a screen of annotations share."""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence
from typing import Protocol, TypeVar

from reader.core.codebook import Codebook
from reader.core.noted import Noted
from reader.core.noting import Noting
from reader.ui.reading.desk import Asking

T = TypeVar("T")


class NotesDesk(Asking, Protocol):
    """Where annotations are worked on in a list."""

    @property
    def noting(self) -> Noting:
        """The work on annotations."""
        ...

    @property
    def codebook(self) -> Codebook:
        """The codebook as last read."""
        ...

    @property
    def current(self) -> Noted | None:
        """The annotation that the person is at; None in an empty list."""
        ...

    @property
    def documents(self) -> Collection[str]:
        """The ids of the documents that the list is about, also of those without annotations."""
        ...

    @property
    def chosen(self) -> Sequence[Noted]:
        """The annotations that a command is about: those marked, or else the current one."""
        ...

    @property
    def taken(self) -> Sequence[Noted]:
        """The annotations that an export is about: those marked, or else all that are shown."""
        ...

    async def change(
        self, title: str, action: Callable[[], T], touched: Callable[[T], Collection[str]]
    ) -> T:
        """Run `action`, which writes, in a thread; show what changed, and `title` once saved.

        `touched` tells from its result the ids of the documents that it wrote to. Raises
        `ReaderError` if it could not be saved.
        """
        ...
