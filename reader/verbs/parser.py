"""The options of all verbs, and what their help says."""

from __future__ import annotations

import argparse
from importlib import import_module
from typing import NoReturn

from reader import __version__
from reader.core.errors import UsageError
from reader.verbs.table import VERBS


class Parser(argparse.ArgumentParser):
    """A parser whose complaints are messages like all others."""

    def error(self, message: str) -> NoReturn:
        """Raise `UsageError`."""
        raise UsageError(message, remedy=f"See {self.prog} --help")


def parser_of(verb: str) -> Parser:
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
