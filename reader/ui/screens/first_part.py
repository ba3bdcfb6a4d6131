"""The screen for the beginning of a document, while the rest of it is converted."""

from __future__ import annotations

from collections.abc import Sequence

from textual import getters
from textual.app import ComposeResult
from textual.content import Content

from reader.core.commands import Scope
from reader.core.document import Document
from reader.core.keymap import Given, Keymap
from reader.core.progress import Progress
from reader.core.typography import Typography
from reader.drawing.hints import Hint
from reader.drawing.palette import ViewPalette
from reader.ui.content import line
from reader.ui.reading.moving import Moving
from reader.ui.screens.command_screen import CommandScreen
from reader.ui.widgets.document_view import DocumentView
from reader.ui.widgets.status_line import StatusLine
from reader.ui.widgets.title_line import TitleLine

_LOOK = 0.2
"""Seconds between two looks at how far the conversion is."""

_LATER = {"command_notes", "command_concordance"}
"""What leads to other documents: one is opened at a time."""


class FirstPart(CommandScreen):
    """Shows the beginning of a document, to be read and moved in.

    Everything else comes with the whole: what is annotated has to be there to stay.
    """

    view = getters.query_one(DocumentView)
    title_line = getters.query_one(TitleLine)

    def __init__(
        self,
        name: str,
        part: Document,
        progress: Progress,
        keymap: Keymap,
        palette: ViewPalette,
        typography: Typography,
    ) -> None:
        """Show `part`, set as `typography` says, of a document; `progress` is that of the rest."""
        super().__init__(keymap)
        self.part = part
        self._heading = part.metadata.title or name
        self._progress = progress
        self._palette = palette
        self._typography = typography
        self._moving = Moving(self)

    def compose(self) -> ComposeResult:
        """Lay out title, page and status."""
        yield TitleLine()
        yield DocumentView()
        yield StatusLine()

    def on_mount(self) -> None:
        """Show the page, and how far the rest is."""
        self.view.set_palette(self._palette)
        self.view.set_typography(self._typography)
        self.view.show(self.part)
        self.title_line.show(line(self._heading, "bold"), Content(""))
        self.update_status()
        self.set_interval(_LOOK, self.update_status)

    def scopes(self) -> Sequence[Scope]:
        """Return the scopes of a document."""
        return Scope.READING, Scope.GLOBAL

    def performers(self) -> Sequence[object]:
        """Return what can be done with a part."""
        return self, self._moving, self.app

    def carry_out(self, given: Given) -> None:
        """Carry out a command, if it is one of those that a part is enough for."""
        method = given.command.method
        if method not in _LATER and any(hasattr(one, method) for one in self.performers()):
            super().carry_out(given)
        else:
            self.say(f"{given.command.title}: when the whole document is there")

    def command_back(self) -> None:
        """Give the document up."""
        self._progress.cancel()

    def command_clear(self) -> None:
        """Give the document up, as in every dialog that waits."""
        self._progress.cancel()

    def state(self) -> Content:
        """Return how far the conversion is."""
        share = self._progress.share
        return Content.styled(
            f"converting {share:.0%}, the beginning can be read" if share else "converting …",
            "$warning",
        )

    def hints(self) -> list[Hint]:
        """Return the key that gives the document up."""
        return [("esc", "cancel")]
