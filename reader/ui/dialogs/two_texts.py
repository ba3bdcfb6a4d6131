"""Two texts of one note, from two devices, side by side: one key keeps either, or both."""

from __future__ import annotations

from collections.abc import Callable
from difflib import SequenceMatcher
from enum import IntEnum
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal, Vertical
from textual.content import Content
from textual.screen import ModalScreen
from textual.widgets import Static

from reader.core.annotation import Annotation
from reader.core.rivalry import Choice, Rivalry
from reader.ui.content import line, lines, shorten

_MOST = 4_000
"""Characters shown of each text; what is kept is all of it."""
_QUOTE = 300
_KEYS = "1 keep this   2 keep that   b keep both, one after the other   j next   esc later"


class Step(IntEnum):
    """To another note, with this one left waiting."""

    NEXT = 1
    PREVIOUS = -1


class TwoTexts(ModalScreen[Choice | Step | None]):
    """Shows the two versions of one note; gives what to keep, or None to leave both there."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape,q", "leave", "Later", id="two-texts.leave"),
        Binding("1,h,left", "keep('SHOWN')", "Keep this", id="two-texts.this"),
        Binding("2,l,right", "keep('OTHER')", "Keep that", id="two-texts.that"),
        Binding("b", "keep('BOTH')", "Keep both", id="two-texts.both"),
        Binding("j,down,n,tab", "step('NEXT')", "Next", id="two-texts.next"),
        Binding("k,up,p,shift+tab", "step('PREVIOUS')", "Before", id="two-texts.previous"),
        Binding("space,pagedown", "page(1)", "Page down", id="two-texts.page-down"),
        Binding("pageup", "page(-1)", "Page up", id="two-texts.page-up"),
    ]

    def __init__(
        self, rivalry: Rivalry, number: int, count: int, tag_name: Callable[[str], str]
    ) -> None:
        """Show `rivalry`, the `number`-th of `count`; `tag_name` names the code with an id."""
        super().__init__()
        self._rivalry = rivalry
        self._place = f"{number} of {count}"
        self._tag_name = tag_name

    def compose(self) -> ComposeResult:
        """Lay out the two texts side by side, under the words they are on."""
        shown, (device, other) = self._rivalry
        with Vertical(classes="dialog wide"):
            words = shorten(shown.quote, _QUOTE) if shown.targets else "on the whole document"
            yield Static(line(words, "$dim italic"), id="quote")
            with Horizontal(classes="beside"):
                yield Static(self._version("1  shown now", shown, other))
                yield Static(self._version(f"2  from {device}", other, shown))
            yield Static(line(_KEYS, "$dim"), id="state")

    def on_mount(self) -> None:
        """Say what this is."""
        self.query_one(Vertical).border_title = line(
            f"{self._place}: edited on two devices, both texts are kept until you decide"
        )

    def action_keep(self, name: str) -> None:
        """Decide."""
        self.dismiss(Choice[name])

    def action_step(self, name: str) -> None:
        """Look at another one."""
        self.dismiss(Step[name])

    def action_page(self, pages: int) -> None:
        """Scroll both texts."""
        texts = self.query_one(Horizontal)
        texts.scroll_to(y=texts.scroll_y + pages * texts.size.height, animate=False)

    def action_leave(self) -> None:
        """Leave both texts there."""
        self.dismiss(None)

    def _version(self, heading: str, one: Annotation, other: Annotation) -> Content:
        """Return what a version says; words that the other one lacks are marked."""
        when = f" · {one.modified[:16].replace('T', ' ')}" if one.modified else ""
        tags = " ".join(f"#{self._tag_name(tag)}" for tag in one.tags)
        about = [] if one.quote == other.quote else [line(f"on “{shorten(one.quote, 60)}”", "$dim")]
        return Content("\n").join(
            [
                line(f"{heading}{when}", "$dim"),
                *about,
                line(tags or "no tags", "$accent" if tags else "$dim"),
                _marked(one.note, other.note) if one.note else line("no note", "$dim"),
            ]
        )


def _marked(text: str, other: str) -> Content:
    """Return `text` with the words marked that `other` lacks."""
    words, others = text[:_MOST].split(" "), other[:_MOST].split(" ")
    matcher = SequenceMatcher(None, others, words, autojunk=False)
    parts = [
        lines(" ".join(words[start:end]), "" if tag == "equal" else "$warning bold")
        for tag, _, _, start, end in matcher.get_opcodes()
        if end > start
    ]
    return Content(" ").join(parts)
