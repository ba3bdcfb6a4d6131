"""Serve a plug-in over JSON lines: ``python -m reader.entities.worker NAME [ARGUMENT]``.

NAME is one of ours or an entry point of the group `reader.recognisers`: a function that takes
the argument, what stands after the colon in the settings, and returns a
`reader.core.ports.Recogniser`. It runs here, in a process of its own, so that what it loads and
how it fails stays out of the reader.
"""

from __future__ import annotations

import json
import os
import sys
from collections.abc import Callable, Iterable, Mapping
from importlib import import_module
from importlib.metadata import entry_points
from typing import TextIO, cast

from reader.core.errors import ReaderError
from reader.core.ports import Recogniser

GROUP = "reader.recognisers"

ADAPTERS = {"gliner": "reader.entities.adapters.gliner", "spacy": "reader.entities.adapters.spacy"}
"""Our plug-ins: modules with a function `load`."""

Factory = Callable[[str], Recogniser]


def serve(recogniser: Recogniser, questions: Iterable[str], answers: TextIO) -> None:
    """Say hello, then answer each line of `questions` until they end."""
    hello = {"id": recogniser.id, "version": recogniser.version, "labels": list(recogniser.labels)}
    _say(answers, hello)
    for line in questions:
        question = json.loads(line)
        try:
            mentions = recogniser.annotate(question["text"], question["lang"])
        except Exception as error:  # noqa: BLE001 - whatever a library raises is its answer
            # Its message may quote the document.
            _say(answers, {"id": question["id"], "error": f"it met a {type(error).__name__}"})
            continue
        spans = [[m.start, m.end, m.label, round(m.score, 4)] for m in mentions]
        _say(answers, {"id": question["id"], "spans": spans})


def factory(name: str) -> Factory:
    """Return what makes the recogniser of that name."""
    if name in ADAPTERS:
        return cast("Factory", import_module(ADAPTERS[name]).load)
    (entry,) = entry_points(group=GROUP, name=name)
    return cast("Factory", entry.load())


def _say(answers: TextIO, message: Mapping[str, object]) -> None:
    answers.write(json.dumps(message) + "\n")
    answers.flush()


def main() -> None:
    """Serve the plug-in that the command line names."""
    name, argument = (*sys.argv[1:], "")[:2]
    # What a library prints must not be taken for an answer, and none may look for anything online.
    os.environ["HF_HUB_OFFLINE"] = "1"
    answers = os.fdopen(os.dup(sys.stdout.fileno()), "w", encoding="utf-8")
    os.dup2(sys.stderr.fileno(), sys.stdout.fileno())
    try:
        recogniser = factory(name)(argument)
    except ReaderError as error:
        _say(answers, {"error": str(error)})
    except Exception as error:  # noqa: BLE001 - whatever a library raises is told to the person
        _say(answers, {"error": f"it cannot be loaded ({type(error).__name__}: {error})"})
    else:
        serve(recogniser, sys.stdin, answers)


if __name__ == "__main__":
    main()
