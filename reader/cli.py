"""The command line: which verb is meant, the options of all verbs, and the exit status.

Exit status 0: done; 1: failed; 2: wrong usage; 3: refused because something would be lost; 130
and 141: stopped by Ctrl-C, or because nobody reads what is printed any more.
"""

from __future__ import annotations

import argparse
import io
import os
import sys
from collections.abc import Sequence
from importlib import import_module
from typing import NamedTuple, NoReturn

from reader import __version__
from reader.core.errors import ReaderError, UsageError

INTERRUPTED = 130
BROKEN_PIPE = 141


class Verb(NamedTuple):
    """A word of the command line, or two: ``note add``."""

    module: str
    """The family it belongs to, see `reader.verbs`."""
    help: str


VERBS = {
    "list": Verb("documents", "list documents"),
    "show": Verb("page", "print a document as a page"),
    "entities": Verb("finding", "list the named entities of documents"),
    "search": Verb("finding", "find words in documents"),
    "concordance": Verb("finding", "list every mention of an entity with its sentence"),
    "note add": Verb("notes", "annotate a document or a passage of it"),
    "note list": Verb("notes", "list notes"),
    "note edit": Verb("notes", "change the text, the tags or the status of a note"),
    "note remove": Verb("notes", "remove notes"),
    "tag list": Verb("tags", "list the tags"),
    "tag add": Verb("tags", "add tags"),
    "tag rename": Verb("tags", "give a tag another name"),
    "tag merge": Verb("tags", "put one tag in the place of others"),
    "tag split": Verb("tags", "give some of the notes of a tag another one"),
    "tag remove": Verb("tags", "take a tag away from every note, and from the tags"),
    "export": Verb("exchange", "export notes to a file or to standard output"),
    "import": Verb("exchange", "import notes from files"),
    "recognisers list": Verb("about", "list what can find entities"),
    "recognisers check": Verb("about", "try a recogniser on difficult text"),
    "train": Verb("training", "learn to find entities from your corrections"),
    "init": Verb("keeping", "keep notes in a folder beside the documents"),
    "backup": Verb("keeping", "back up the notes now"),
    "restore": Verb("keeping", "bring notes back from a backup"),
    "doctor": Verb("keeping", "check every note file, and repair it"),
    "purge": Verb("keeping", "forget the text of removed notes for ever"),
    "config": Verb("about", "print the settings and where everything is kept"),
    "keys": Verb("about", "list commands and their keys"),
    "themes": Verb("about", "list the themes"),
}

_WITH_VALUE = ("--store", "--config")
"""Options that may stand before the verb and take the next argument."""


class Parser(argparse.ArgumentParser):
    """A parser whose complaints are messages like all others."""

    def error(self, message: str) -> NoReturn:
        """Raise `UsageError`."""
        raise UsageError(message, remedy=f"See {self.prog} --help")


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
    options = _parser(verb).parse_intermixed_args(rest)
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


def _parser(verb: str) -> Parser:
    """Return the parser for the arguments of `verb`; of the app for an empty one."""
    parser = Parser(
        prog=f"reader {verb}".strip(),
        description=VERBS[verb].help.capitalize() + "." if verb in VERBS else None,
        formatter_class=argparse.RawDescriptionHelpFormatter,
        allow_abbrev=False,
    )
    every = parser.add_argument_group("for every verb")
    every.add_argument("--store", metavar="DIR", help="keep notes there (or READER_STORE)")
    every.add_argument("--config", metavar="FILE", help="read the settings from there")
    every.add_argument("--quiet", action="store_true", help="print errors only, no remarks")
    every.add_argument("--version", action="version", version=f"reader {__version__}")
    if verb in VERBS:
        module = import_module(f"reader.verbs.{VERBS[verb].module}")
        getattr(module, "configure_" + verb.replace(" ", "_"))(parser)
    elif verb:
        _configure_family(parser, verb)
    else:
        _configure_app(parser)
    return parser


def _configure_family(parser: Parser, first: str) -> None:
    """Let `parser` ask for the second word of a verb that begins with `first`."""
    seconds = [verb.partition(" ")[2] for verb in VERBS if verb.startswith(f"{first} ")]
    parser.add_argument("verb", choices=seconds, metavar="|".join(seconds), help="what to do")
    parser.epilog = _table(f"{first} ")


def _configure_app(parser: Parser) -> None:
    parser.usage = "reader [PATH ...]\n       reader VERB ..."
    parser.description = (
        "Read documents with their named entities highlighted, and annotate them.\n"
        "Without a path the last library opens, at first the sample documents."
    )
    parser.add_argument(
        "paths", nargs="*", metavar="PATH", help="a file, a folder, or - for standard input"
    )
    parser.set_defaults(run=None)
    parser.epilog = (
        f"{_table('')}\n\n"
        "A file with the name of a verb is opened as ./NAME.\n\n"
        "examples:\n"
        "  reader ~/Documents\n"
        "  reader note add report.md --quote 'nineteen people' --tag check --text 'Who counted?'\n"
        "  reader export --format markdown -o notes.md\n"
    )


def _table(beginning: str) -> str:
    """Return help on the verbs that begin so."""
    rows = [(verb, one.help) for verb, one in VERBS.items() if verb.startswith(beginning)]
    width = max(len(verb) for verb, _ in rows)
    return "verbs:\n" + "\n".join(f"  {verb:{width}}  {text}" for verb, text in rows)


def _tell(message: str) -> None:
    from reader.verbs import output

    output.tell(message)


def _forget_output() -> None:
    """Let what cannot be printed any more go nowhere, also when the interpreter ends."""
    try:
        sys.stdout.flush()
    except OSError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
