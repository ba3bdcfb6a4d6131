"""Serve a recogniser over JSON lines: ``python -m reader.entities.worker NAME``.

NAME is an entry point of the group `reader.recognisers`: a function that returns a
`reader.core.ports.Recogniser`. It runs here, in a process of its own, so that what it loads
and how it fails stays out of the reader.
"""

from __future__ import annotations

import json
import os
import sys
from collections.abc import Iterable
from importlib.metadata import entry_points
from typing import TextIO

from reader.core.ports import Recogniser

GROUP = "reader.recognisers"


def serve(recogniser: Recogniser, questions: Iterable[str], answers: TextIO) -> None:
    """Say hello, then answer each line of `questions` until they end."""
    hello = {"id": recogniser.id, "version": recogniser.version, "labels": list(recogniser.labels)}
    answers.write(json.dumps(hello) + "\n")
    answers.flush()
    for line in questions:
        question = json.loads(line)
        mentions = recogniser.annotate(question["text"], question["lang"])
        spans = [[m.start, m.end, m.label, round(m.score, 4)] for m in mentions]
        answers.write(json.dumps({"id": question["id"], "spans": spans}) + "\n")
        answers.flush()


def main() -> None:
    """Serve the entry point that the command line names."""
    (entry,) = entry_points(group=GROUP, name=sys.argv[1])
    # What a library prints must not be taken for an answer.
    answers = os.fdopen(os.dup(sys.stdout.fileno()), "w", encoding="utf-8")
    os.dup2(sys.stderr.fileno(), sys.stdout.fileno())
    serve(entry.load()(), sys.stdin, answers)


if __name__ == "__main__":
    main()
