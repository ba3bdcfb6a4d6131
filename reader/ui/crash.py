"""What happens when the program itself fails: a short message, and a report without any text.

Textual's own report prints local variables, with what the person reads and writes in them.
"""

from __future__ import annotations

import os
import traceback
from pathlib import Path

REPORT = "crash.txt"


def write_report(error: BaseException, folder: Path) -> str:
    """Write where `error` happened into `folder`; return the message for the person.

    The report names files, lines and the kind of error: no values, so no document text.
    """
    frames = traceback.extract_tb(error.__traceback__)
    places = [f"{Path(frame.filename).name}:{frame.lineno} {frame.name}" for frame in frames]
    report = "\n".join([type(error).__name__, *places, ""])
    try:
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        path = folder / REPORT
        descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
        with os.fdopen(descriptor, "w", encoding="utf-8") as file:
            file.write(report)
    except OSError:
        where = f" at {places[-1]}" if places else ""
        return f"reader stopped: {type(error).__name__}{where}. Every note that was saved is safe."
    return (
        f"reader stopped: {type(error).__name__}. Every note that was saved is safe. "
        f"Where it happened, without any of your text, is in {path}."
    )
