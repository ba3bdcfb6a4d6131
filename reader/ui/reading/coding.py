"""The codebook: the tags with their digits and uses, and what can be done to one."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

from reader.core.annotation import Code
from reader.core.codebook import KEYS, Codebook
from reader.core.excerpts import Excerpt
from reader.ui.content import counted, shorten
from reader.ui.dialogs.picker import Picker, Row
from reader.ui.dialogs.prompt import Prompt
from reader.ui.reading.desk import Desk
from reader.ui.services import Services

if TYPE_CHECKING:
    from reader.core.noted import Noted

T = TypeVar("T")

_DESCRIPTION = 60
_CONTEXT = 24
_TOP = ""
_IMPORT = "\n"
"""Stands for the row that imports; no tag is called like this."""
_IMPORTABLE = "A file: CSV with a column “tag”, REFI-QDA (.qdc, .qdpx), or an export of reader."
_COLOURS = {
    "none of its own": "",
    "red": "#e06c75",
    "orange": "#d19a66",
    "yellow": "#e5c07b",
    "green": "#98c379",
    "cyan": "#56b6c2",
    "blue": "#61afef",
    "violet": "#b294bb",
    "pink": "#d7879e",
}

_SYMBOLS = "●■▲◆★✦✚⚑?!"

Act = Callable[[Code], Awaitable[None]]


class CodebookWork:
    """Carries out the command that shows the codebook, until the person leaves it."""

    def __init__(self, desk: Desk, services: Services) -> None:
        """Work on the codebook of the session at `desk`."""
        self._desk = desk
        self._services = services
        self._coding = desk.session.coding()

    async def command_codebook(self) -> None:
        """Show the tags; the one chosen can be changed, a new name adds one."""
        at = 0
        while True:
            book = self._coding.codebook()
            uses = await asyncio.to_thread(self._coding.uses)
            title = f"Codebook: {counted(len(book), 'tag')}, ⏎ changes one, a new name adds it"
            rows = [_row(book, code, uses[code.id]) for code in book.tree()]
            rows.append(Row("import a codebook from a file", _IMPORT, mark="…"))
            name = await self._desk.ask(Picker(title, rows, new=str, start=at))
            if name is None:
                return
            code = book.named(name)
            if name == _IMPORT:
                await self._import()
                continue
            if code is None:
                await self._add(name)
                continue
            at = book.tree().index(code)
            await self._choose(code, uses[code.id])

    async def _add(self, name: str) -> None:
        await self._change(f"tag {name}", lambda: self._desk.session.add_code(name))

    async def _choose(self, code: Code, uses: int) -> None:
        """Let the person choose what to do to the code."""
        acts: list[Row[Act]] = [
            Row("rename", self._rename),
            Row("merge into another", self._merge, detail="its uses follow"),
            Row("split", self._split, detail="some of its uses get another tag"),
            Row("put below another", self._put_below),
            Row("digit", self._bind, detail=code.key or "none"),
            Row("colour", self._paint, detail=code.colour or "none of its own"),
            Row("symbol", self._mark, detail=code.symbol or "none"),
            Row("description", self._describe, detail=shorten(code.description, _DESCRIPTION)),
            Row("retire", self._retire, detail="offered no more; what has it keeps it"),
            Row("remove", self._remove, detail=f"taken from {counted(uses, 'place')}"),
        ]
        act = await self._desk.ask(Picker(f"Tag {code.name}", acts))
        if act is not None:
            await act(code)

    async def _rename(self, code: Code) -> None:
        new = await self._desk.ask(Prompt("New name", code.name))
        if new:
            await self._change("renamed", lambda: self._coding.rename(code.name, new))

    async def _merge(self, code: Code) -> None:
        into = await self._other("Merge into", code)
        if into:
            await self._change("merged", lambda: self._coding.merge([code.name], into))

    async def _split(self, code: Code) -> None:
        """Give some of the uses another tag: those of a filter, less what is left out."""
        new = await self._desk.ask(
            Prompt("Name of the other tag", explanation="A new one looks like this one.")
        )
        if new is None:
            return
        rows = [Row("all of its uses", "")]
        filter_ = await self._desk.ask(Picker("Which uses? Or type a filter", rows, new=str))
        if filter_ is None:
            return
        from reader.core.noted import subject
        from reader.core.query import parse

        query, book = parse(filter_), self._coding.codebook()
        every = await asyncio.to_thread(self._uses, code)
        uses = [one for one in every if query.matches(subject(one, book))]
        if not uses:
            self._desk.say("no use of this tag passes the filter")
            return
        title = f"{code.name} becomes {new}: {counted(len(uses), 'place')}"
        excerpts = [_excerpt(one) for one in uses]
        from reader.ui.dialogs.preview import Preview

        out = await self._desk.ask(Preview(title, excerpts, len(uses)))
        if out is not None:
            chosen = {one.key for number, one in enumerate(uses) if number not in out}
            await self._change("split", lambda: self._coding.split(code.name, new, chosen))

    def _uses(self, code: Code) -> list[Noted]:
        """Return the annotations that have the code, with their documents."""
        notes, documents = self._services.all_notes, self._coding.users(code.name)
        return [
            one
            for document in dict(documents)
            for one in notes.of(document)
            if code.id in one.annotation.tags
        ]

    async def _mark(self, code: Code) -> None:
        rows = [Row("none", ""), *(Row(one, one) for one in _SYMBOLS)]
        symbol = await self._desk.ask(Picker("Symbol, or type one", rows, new=str))
        if symbol is not None:
            await self._change("symbol", lambda: self._coding.mark(code.name, symbol))

    async def _import(self) -> None:
        """Add the tags of a codebook in CSV or REFI-QDA, or of an export that has one."""
        name = await self._desk.ask(Prompt("Codebook to import", explanation=_IMPORTABLE))
        if name is None:
            return
        adopted = await self._change(
            "imported", lambda: self._services.exchange.import_codebook(Path(name).expanduser())
        )
        self._desk.say(f"saved: {counted(adopted.codes, 'tag')} added")

    async def _put_below(self, code: Code) -> None:
        parent = await self._other("Put below", code, [Row("at the top", _TOP)])
        if parent is not None:
            await self._change("moved", lambda: self._coding.put_below(code.name, parent))

    async def _bind(self, code: Code) -> None:
        book = self._coding.codebook()
        rows = [Row(key, key, detail=_holder(book, key)) for key in KEYS]
        rows.append(Row("none", "", detail="no digit"))
        start = KEYS.index(code.key) if code.key in KEYS and code.key else len(KEYS)
        key = await self._desk.ask(Picker("Digit", rows, start=start))
        if key is not None:
            await self._change("digit", lambda: self._coding.bind(code.name, key))

    async def _paint(self, code: Code) -> None:
        rows = [Row(name, value, detail=value) for name, value in _COLOURS.items()]
        colour = await self._desk.ask(Picker("Colour, or type one like #a1b2c3", rows, new=str))
        if colour is not None:
            await self._change("colour", lambda: self._coding.paint(code.name, colour))

    async def _describe(self, code: Code) -> None:
        told = await self._desk.ask(Prompt("When to use it", code.description))
        if told is not None:
            await self._change("description", lambda: self._coding.describe(code.name, told))

    async def _retire(self, code: Code) -> None:
        await self._change("retired", lambda: self._coding.retire(code.name))

    async def _remove(self, code: Code) -> None:
        await self._change("removed", lambda: self._coding.remove(code.name, force=True))

    async def _other(
        self, title: str, code: Code, first: list[Row[str]] | None = None
    ) -> str | None:
        """Let the person choose another code."""
        book = self._coding.codebook()
        others = [Row(book.path(one), one.name) for one in book.tree() if one != code]
        rows = [*(first or []), *others]
        if not rows:
            self._desk.say("there is no other tag")
            return None
        return await self._desk.ask(Picker(title, rows))

    async def _change(self, title: str, action: Callable[[], T]) -> T:
        return await self._desk.change(f"codebook: {title}", action)


def _row(book: Codebook, code: Code, uses: int) -> Row[str]:
    depth = "  " * len(book.above(code))
    detail = "  ".join(
        part
        for part in (
            f"{uses} ×" if uses else "unused",
            code.colour,
            shorten(code.description, _DESCRIPTION),
        )
        if part
    )
    return Row(book.shown(code.id), code.name, detail=detail, mark=f"{depth}{code.key or '·'}")


def _excerpt(noted: Noted) -> Excerpt:
    """Return an annotation as a line: its words in their context, its note and its document."""
    one, title = noted.annotation, shorten(noted.home.title, _DESCRIPTION)
    target = one.targets[0] if one.targets else None
    before = target.prefix[-_CONTEXT:] if target else ""
    note = f"  {shorten(one.note, _DESCRIPTION)}" if one.note else ""
    return Excerpt(before, shorten(one.quote, _DESCRIPTION), f"{note}  · {title}")


def _holder(book: Codebook, key: str) -> str:
    holder = book.for_key(key)
    return holder.name if holder else "free"
