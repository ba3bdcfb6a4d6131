"""What the parts of a screen share: the document in work, and how things are asked and said."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from typing import Protocol, TypeVar

from textual.screen import Screen

from reader.core.annotation import Annotation
from reader.core.entity import Mention
from reader.core.keymap import Given
from reader.core.rivalry import Rivalry
from reader.core.session import Session, Span
from reader.ui.widgets.document_view import DocumentView

T = TypeVar("T")


class Asking(Protocol):
    """A screen that shows dialogs and messages."""

    async def ask(self, dialog: Screen[T]) -> T | None:
        """Show a dialog and return its answer."""
        ...

    def say(self, message: str, style: str = "") -> None:
        """Show a message on the status line."""
        ...

    def beside(self, work: Callable[[], Awaitable[None]], group: str) -> None:
        """Do `work` beside the reading of keys, in the place of what else is done of its group."""
        ...


class Desk(Asking, Protocol):
    """Where a document is annotated."""

    @property
    def session(self) -> Session:
        """The work on the document."""
        ...

    @property
    def heading(self) -> str:
        """The document's title, or else the name of its file."""
        ...

    @property
    def selection(self) -> Span | None:
        """The span that is selected; None when the document as a whole is meant."""
        ...

    @property
    def mentions(self) -> list[Mention]:
        """The named entities that are highlighted, in order."""
        ...

    async def change(self, title: str, action: Callable[[], T]) -> T:
        """Run `action`, which writes, in a thread; show what changed, and `title` once saved.

        Raises `ReaderError` if it could not be saved.
        """
        ...


class Shown(Asking, Protocol):
    """A screen with the text of a document on it."""

    @property
    def view(self) -> DocumentView:
        """The page."""
        ...


class Page(Desk, Shown, Protocol):
    """A desk with the document's text on it."""

    @property
    def annotations(self) -> tuple[Annotation, ...]:
        """The annotations as last read from the store."""
        ...

    @property
    def rivalries(self) -> list[Rivalry]:
        """The annotations that have two texts, from two devices, as last read from the store."""
        ...

    def carry_out(self, given: Given) -> None:
        """Carry out a command as if its keys had been pressed."""
        ...

    async def show_session(self, session: Session) -> None:
        """Show another text of the same file, from the words that are on top now."""
        ...

    async def has_recognised(self) -> bool:
        """Wait a moment for the entities if need be; whether they have been found."""
        ...

    def recognise(self) -> None:
        """Find the entities again: what is always one, or never, has changed."""
        ...

    def update_status(self) -> None:
        """Show the state and what can be done now."""
        ...
