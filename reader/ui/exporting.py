"""Export, step by step: the format, the file, and what the format could not hold."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Collection, Sequence
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from reader.core.errors import ReaderError, RefusedError
from reader.ui.dialogs.picker import Picker, Row
from reader.ui.dialogs.prompt import Prompt
from reader.ui.reading.desk import Asking
from reader.ui.services import Services

if TYPE_CHECKING:
    from reader.core.noted import Key


async def export(
    screen: Asking,
    services: Services,
    paths: Sequence[Path],
    title: str,
    name: str = "notes",
    only: Collection[Key] | None = None,
) -> None:
    """Let the person export the annotations of the documents at `paths`.

    `title` names the export in the dialog and in the file name; `name` makes it unique.
    Only the annotations with the keys in `only` are exported, or all if it is None.
    """
    from reader.exchange.files import export_name
    from reader.exchange.registry import FORMATS

    rows = [Row(one.title, one, detail=one.suffix) for one in FORMATS.values()]
    chosen = await screen.ask(Picker(f"Export {title}", rows))
    if chosen is None:
        return
    answer: str | None = str(Path.cwd() / export_name(title, name, chosen.suffix))
    problem = ""
    write = partial(services.exchange.export, paths, chosen.name, only=only)
    while answer := await screen.ask(Prompt(f"Export as {chosen.title} to", answer or "", problem)):
        target = await asyncio.to_thread(Path(answer).expanduser)
        try:
            losses = await _write(screen, write, target)
        except ReaderError as error:
            problem = str(error)
        else:
            lost = f" ({'; '.join(losses)})" if losses else ""
            screen.say(f"exported to {target}{lost}", "$success")
            return


async def _write(
    screen: Asking, write: Callable[..., Sequence[str]], target: Path
) -> Sequence[str]:
    """Write the export; ask before it takes the place of a file that reader did not write."""
    try:
        return await asyncio.to_thread(write, target=target, overwrite=False)
    except RefusedError:
        text = f"{target} is there, and it is not what reader exported last."
        from reader.ui.dialogs.confirm import Confirm

        if not await screen.ask(Confirm("Replace the file?", text, "replace it")):
            raise
    return await asyncio.to_thread(write, target=target, overwrite=True)
