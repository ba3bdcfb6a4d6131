"""The command line: which verb is meant, and the exit status.

Exit status 0: done; 1: failed; 2: wrong usage; 3: refused because something would be lost; 130
and 141: stopped by Ctrl-C, or because nobody reads what is printed any more.
"""

from __future__ import annotations

import io
import os
import sys
from collections.abc import Sequence

from reader.core.errors import ReaderError
from reader.verbs.table import VERBS

INTERRUPTED = 130
BROKEN_PIPE = 141

_WITH_VALUE = ("--store", "--config")
"""Options that may stand before the verb and take the next argument."""


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the program with these `arguments` and return its exit status."""
    try:
        status = _run(sys.argv[1:] if arguments is None else arguments)
        sys.stdout.flush()
    except ReaderError as error:
        _tell(str(error))
        return error.exit_status
    except KeyboardInterrupt:
        return INTERRUPTED
    except BrokenPipeError:
        _forget_output()
        return BROKEN_PIPE
    except OSError as error:
        _forget_output()
        where = f"{error.filename}: " if error.filename else ""
        _tell(f"{where}the system refused ({error.strerror or error})")
        return 1
    return status


def _run(arguments: Sequence[str]) -> int:
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            # A terminal of an old encoding shows an escape for a letter that it lacks.
            stream.reconfigure(errors="backslashreplace")
    verb, rest = _split(arguments)
    if not verb and not any(argument.startswith("-") for argument in rest):
        # Without options there is nothing to parse, and the parser takes its time to load.
        from reader.verbs.running import open_app

        return open_app(rest)
    from reader.verbs.parser import parser_of

    options = parser_of(verb).parse_intermixed_args(rest)
    from reader.verbs.running import run

    return run(options)


def _split(arguments: Sequence[str]) -> tuple[str, list[str]]:
    """Return the verb that is named, empty for the app, and the arguments without it."""
    places = _words(arguments)
    for count in (1, 2):
        verb = " ".join(arguments[place] for place in places[:count])
        if verb in VERBS:
            rest = [one for place, one in enumerate(arguments) if place not in places[:count]]
            return verb, rest
    first = arguments[places[0]] if places else ""
    if any(verb.startswith(f"{first} ") for verb in VERBS):
        return first, [one for place, one in enumerate(arguments) if place != places[0]]
    return "", list(arguments)


def _words(arguments: Sequence[str]) -> list[int]:
    """Return where the first two words are that are no options; nothing is one after ``--``."""
    places: list[int] = []
    value = False
    for place, argument in enumerate(arguments):
        if argument == "--" or len(places) == 2:
            break
        if not value and not argument.startswith("-"):
            places.append(place)
        value = not value and argument in _WITH_VALUE
    return places


def _tell(message: str) -> None:
    from reader.verbs import output

    output.tell(message)


def _forget_output() -> None:
    """Let what cannot be printed any more go nowhere, also when the interpreter ends."""
    try:
        sys.stdout.flush()
    except OSError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
