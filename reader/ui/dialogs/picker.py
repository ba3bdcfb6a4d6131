"""A list to choose from by typing: tags, themes, headings, entities, annotations, commands."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import ClassVar, Generic, TypeVar

from textual import getters, on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.content import Content
from textual.fuzzy import Matcher
from textual.screen import ModalScreen
from textual.widgets import Input, OptionList
from textual.widgets.option_list import Option

from reader.ui.content import line

T = TypeVar("T")

_FIND = "Type to find"
_NEW = "Type to find, or to name a new one"
_MOST = 300
"""Rows shown at once: more are found by typing."""


@dataclass(frozen=True, slots=True)
class Row(Generic[T]):
    """Something to choose: two texts, from anywhere, and what it stands for."""

    title: str
    value: T
    detail: str = ""
    mark: str = ""
    """Shown before the title: a key, a tick."""
    strong: tuple[int, int] = (0, 0)
    """The part of the title that it is about."""
    also: str = ""
    """What else finds it by typing, such as its other names."""


class Picker(ModalScreen[T | None], Generic[T]):
    """Lets the person choose a row; gives its value, or None."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "cancel", "Cancel", id="picker.cancel"),
        Binding("down,ctrl+n", "move(1)", "Down", id="picker.down"),
        Binding("up,ctrl+p", "move(-1)", "Up", id="picker.up"),
        Binding("pagedown", "move(10)", "Page down", id="picker.page-down"),
        Binding("pageup", "move(-10)", "Page up", id="picker.page-up"),
        Binding("tab", "choose_otherwise", "Choose otherwise", id="picker.otherwise"),
    ]

    query_input = getters.query_one(Input)
    options = getters.query_one(OptionList)

    def __init__(
        self,
        title: str,
        rows: Sequence[Row[T]],
        *,
        new: Callable[[str], T] | None = None,
        preview: Callable[[T], None] | None = None,
        start: int = 0,
        otherwise: str = "",
    ) -> None:
        """Offer `rows` under `title`.

        `new` makes a value of a text that is no row's title; `preview` is told which value is
        looked at; `start` is the row to begin with. `otherwise` says in a few words what is done
        with a row that is chosen by Tab.
        """
        super().__init__()
        self._title = title
        self._rows = rows
        self._new = new
        self._preview = preview
        self._start = start
        self._otherwise = otherwise
        self.is_otherwise = False
        """Whether the row was chosen by Tab."""
        self._shown: list[Row[T]] = []

    def compose(self) -> ComposeResult:
        """Lay out the input over the list."""
        with Vertical(classes="dialog"):
            yield Input(placeholder=_NEW if self._new else _FIND, compact=True)
            yield OptionList(markup=False, compact=True)

    def on_mount(self) -> None:
        """Show every row, and let the person type at once."""
        self.options.can_focus = False
        self.query_one(Vertical).border_title = Content(self._title)
        if self._otherwise:
            self.query_one(Vertical).border_subtitle = Content(f"⇥ {self._otherwise}")
        self._list("")
        if self._shown:
            self.options.highlighted = min(self._start, len(self._shown) - 1)
        self.set_focus(self.query_input)

    @on(Input.Changed)
    def _typed(self, event: Input.Changed) -> None:
        self._list(event.value)

    @on(Input.Submitted)
    def _entered(self) -> None:
        self._choose(self.options.highlighted)

    @on(OptionList.OptionSelected)
    def _clicked(self, event: OptionList.OptionSelected) -> None:
        self._choose(event.option_index)

    @on(OptionList.OptionHighlighted)
    def _looked_at(self, event: OptionList.OptionHighlighted) -> None:
        if self._preview and event.option_index < len(self._shown):
            self._preview(self._shown[event.option_index].value)

    def action_cancel(self) -> None:
        """Choose nothing."""
        self.dismiss(None)

    def action_choose_otherwise(self) -> None:
        """Choose the row for what Tab does, if it does anything here."""
        if self._otherwise:
            self.is_otherwise = True
            self._choose(self.options.highlighted)

    def action_move(self, rows: int) -> None:
        """Move the highlight by `rows`, not beyond the ends."""
        if self._shown:
            now = self.options.highlighted or 0
            self.options.highlighted = max(0, min(now + rows, len(self._shown) - 1))

    def _choose(self, index: int | None) -> None:
        if index is not None and index < len(self._shown):
            self.dismiss(self._shown[index].value)

    def _list(self, typed: str) -> None:
        """Show the rows that match what was typed, the best first."""
        wanted = typed.strip()
        rows = list(self._rows) if not wanted else _matching(self._rows, wanted)
        exact = any(row.title.casefold() == wanted.casefold() for row in self._rows)
        if self._new and wanted and not exact:
            rows.append(Row(wanted, self._new(wanted), detail="new", mark="+"))
        self._shown = rows[:_MOST]
        self.options.clear_options()
        self.options.add_options([Option(_prompt(row)) for row in self._shown])
        if self._shown:
            self.options.highlighted = 0


def _matching(rows: Sequence[Row[T]], typed: str) -> list[Row[T]]:
    matcher = Matcher(typed)
    scored = [
        (matcher.match(row.title) or matcher.match(row.also) / 2, index)
        for index, row in enumerate(rows)
    ]
    best = sorted((-score, index) for score, index in scored if score > 0)
    return [rows[index] for _, index in best]


def _prompt(row: Row[T]) -> Content:
    parts = [line(f"{row.mark} ", "$accent")] if row.mark else []
    start, end = row.strong
    parts.append(line(row.title[:start]))
    parts.append(line(row.title[start:end], "$accent bold"))
    parts.append(line(row.title[end:]))
    if row.detail:
        parts.append(line(f"  {row.detail}", "$dim"))
    return Content.assemble(*parts)
