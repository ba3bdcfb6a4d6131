"""Arguments that several verbs share."""

from __future__ import annotations

import argparse
from collections.abc import Callable

from reader.core.query import Query, parse


def with_paths(parser: argparse.ArgumentParser, meaning: str, *, required: bool = False) -> None:
    """Let `parser` take documents: `paths`, files and folders and ``-``."""
    parser.add_argument("paths", metavar="PATH", nargs="+" if required else "*", help=meaning)


def with_filter(parser: argparse.ArgumentParser) -> None:
    """Let `parser` take a filter; see `filter_of`."""
    parser.add_argument(
        "--filter",
        metavar="Q",
        default="",
        help="only what matches: words, tag: entity: type: note: status: creator: anchor: doc:"
        " date:",
    )


def filter_of(options: argparse.Namespace) -> Query:
    """Return the filter of the options; raises `QueryError` if it cannot be understood."""
    return parse(options.filter)


def whole(least: int, most: int) -> Callable[[str], int]:
    """Return what reads a whole number from `least` to `most`."""

    def read(text: str) -> int:
        if text.isascii() and text.isdigit() and least <= int(text) <= most:
            return int(text)
        raise argparse.ArgumentTypeError(f"{text!r} is not a whole number from {least} to {most}")

    return read
