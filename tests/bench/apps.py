"""The programs that are compared: ``python -m tests.bench.apps view|textarea|hello [FILE]``."""

from __future__ import annotations

import gc
import sys
from pathlib import Path
from typing import ClassVar

from textual.app import App, ComposeResult
from textual.widgets import Static


class Hello(App[None]):
    """The least that Textual can do."""

    BINDINGS: ClassVar = [("j", "answer", "key")]

    def compose(self) -> ComposeResult:
        yield Static("first-page-mark")

    def action_answer(self) -> None:
        self.query_one(Static).update("key-answered")


class Area(App[None]):
    """Textual's own widget for long texts."""

    def compose(self) -> ComposeResult:
        from textual.widgets import TextArea

        area = TextArea(Path(sys.argv[2]).read_text(encoding="utf-8"), read_only=True)
        area.show_line_numbers = False
        area.focus()
        yield area

    def key_j(self) -> None:
        self._scroll(1)

    def key_space(self) -> None:
        self._scroll(38)

    def key_G(self) -> None:  # noqa: N802 - the name of the key
        self.query_one("TextArea").scroll_end(animate=False)

    def _scroll(self, rows: int) -> None:
        self.query_one("TextArea").scroll_relative(y=rows, animate=False)


class View(App[None]):
    """Our page with a line above and below, names and annotations over it."""

    CSS = "Static { height: 1; }"
    label = ""
    ENABLE_COMMAND_PALETTE = False

    def compose(self) -> ComposeResult:
        from reader.ui.widgets.document_view import DocumentView

        yield Static("title")
        yield DocumentView()
        yield Static("", id="status")

    def on_mount(self) -> None:
        from reader.core.typography import Typography
        from reader.formats.registry import Registry
        from reader.ui.widgets.document_view import DocumentView

        document = Registry().open(Path(sys.argv[2]))
        self.view = self.query_one(DocumentView)
        self.view.set_typography(Typography(measure=100))
        self.view.show(document)
        self.view.hardware_scroll.enabled = "--software" not in sys.argv
        if "--layers" in sys.argv:
            self._add_layers(document.text)
        # What is loaded stays: the collector need not look at it again.
        gc.collect()
        gc.freeze()

    def _add_layers(self, text) -> None:
        """Lay 1,500 names and 300 annotations a MB over the text."""
        from reader.core.annotation import Annotation, Target
        from reader.core.entity import Mention

        self.view.set_mentions(
            [Mention(start, start + 6, "GPE") for start in range(20, len(text) - 6, 670)]
        )
        self.view.set_annotations(
            [
                Annotation(str(start), (Target(start, start + 60, "x" * 60),), note="note")
                for start in range(50, len(text) - 60, 3_350)
            ]
        )

    def on_document_view_moved(self, message) -> None:
        label = f"{message.progress:.0%}"
        if label != self.label:
            self.label = label
            self.query_one("#status", Static).update(label, layout=False)

    def on_key(self, event) -> None:
        keys = {
            "j": lambda: self.view.scroll_rows(1),
            "k": lambda: self.view.scroll_rows(-1),
            "space": lambda: self.view.scroll_pages(1),
            "G": self.view.go_to_end,
            "g": self.view.go_to_start,
            "m": lambda: self.view.set_mark("a"),
            "apostrophe": lambda: self.view.go_to_mark("a"),
            "tab": lambda: self.view.next_mention(1),
            "h": lambda: self.view.go_to(len(self.view.document.text) // 2),
        }
        if event.key in keys:
            event.prevent_default()
            keys[event.key]()


if __name__ == "__main__":
    {"hello": Hello, "textarea": Area, "view": View}[sys.argv[1]]().run()
