"""An app around one document view whose output is kept: what a terminal would have got."""

from collections.abc import Iterator
from contextlib import asynccontextmanager

import pyte
from textual.app import App
from textual.drivers.headless_driver import HeadlessDriver
from textual.widgets import Static

from reader.core.document import Document
from reader.core.text import Text
from reader.ui.widgets.document_view import DocumentView


class RecordingDriver(HeadlessDriver):
    """Keeps what is written to the terminal."""

    def __init__(self, *arguments, **options):
        super().__init__(*arguments, **options)
        self.written: list[str] = []

    @property
    def is_headless(self):
        return False

    def write(self, data):
        self.written.append(data)

    def take(self) -> str:
        """Return what was written since the last call."""
        taken, self.written = "".join(self.written), []
        return taken


class Terminal:
    """A terminal that draws what it is sent, by another library than the one that sends it."""

    def __init__(self, width: int, height: int) -> None:
        self.screen = pyte.Screen(width, height)
        self._stream = pyte.Stream(self.screen)

    def feed(self, data: str) -> None:
        self._stream.feed(data)

    def cells(self) -> list[list[tuple]]:
        """Return every cell with its character and attributes."""
        lines, columns = self.screen.lines, self.screen.columns
        return [[tuple(self.screen.buffer[y][x]) for x in range(columns)] for y in range(lines)]

    def differences(self, other: list[list[tuple]]) -> Iterator[tuple[int, int, tuple, tuple]]:
        """Yield where the screen is not as `other` was."""
        for y, (line, was) in enumerate(zip(self.cells(), other, strict=True)):
            for x, (cell, before) in enumerate(zip(line, was, strict=True)):
                if cell != before:
                    yield x, y, before, cell


class Bed(App):
    """A page with a line above it and one below."""

    CSS = "Static { height: 1; }"

    def __init__(self):
        super().__init__(driver_class=RecordingDriver)
        self.messages = []

    def compose(self):
        yield Static("title", id="title")
        yield DocumentView()
        yield Static("", id="status")

    def on_document_view_moved(self, message):
        self.messages.append(message)
        self.query_one("#status", Static).update(f"{message.progress:.0%}", layout=False)

    def on_document_view_selected(self, message):
        self.messages.append(message)


def document(text: str, **fields) -> Document:
    return Document(Text.of(text), "txt", "txt/1", **fields)


@asynccontextmanager
async def shown(doc: Document, size=(60, 20), offset=0):
    """Run the app on `doc`; give the pilot, the view and the driver."""
    app = Bed()
    async with app.run_test(headless=False, size=size) as pilot:
        view = app.query_one(DocumentView)
        view.show(doc, offset)
        await pilot.pause()
        yield pilot, view, app._driver
