"""Export, step by step: the format, the file, and what the format could not hold."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from pathlib import Path

from reader.core.errors import RefusedError
from reader.exchange.files import export_name
from reader.exchange.registry import FORMATS
from reader.ui.dialogs.picker import Picker, Row
from reader.ui.dialogs.prompt import Prompt
from reader.ui.reading.desk import Asking
from reader.ui.services import Services


async def export(
    screen: Asking, services: Services, paths: Sequence[Path], title: str, name: str = "notes"
) -> None:
    """Let the person export the annotations of the documents at `paths`.

    `title` names the export in the dialog and in the file name; `name` makes it unique. Raises
    `ReaderError` if the file cannot be written.
    """
    rows = [Row(one.title, one, detail=one.suffix) for one in FORMATS.values()]
    chosen = await screen.ask(Picker(f"Export {title}", rows))
    if chosen is None:
        return
    proposed = str(Path.cwd() / export_name(title, name, chosen.suffix))
    answer = await screen.ask(Prompt(f"Export as {chosen.title} to", proposed))
    if answer is None:
        return
    target = await asyncio.to_thread(Path(answer).expanduser)
    try:
        losses = await asyncio.to_thread(services.export, paths, chosen.name, target, False)
    except RefusedError as refusal:
        sure = await screen.ask(
            Picker(str(refusal), [Row("Leave it", False), Row("Replace it", True)])
        )
        if not sure:
            return
        losses = await asyncio.to_thread(services.export, paths, chosen.name, target, True)
    lost = f" ({'; '.join(losses)})" if losses else ""
    screen.say(f"exported to {target}{lost}", "$success")
