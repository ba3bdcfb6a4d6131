"""``reader list`` and ``reader show``."""

from __future__ import annotations

import argparse
import os
import shutil
import sys
from collections.abc import Iterator

from reader.compose import Services
from reader.core.document import Document
from reader.core.errors import ReaderError
from reader.core.layout import NARROWEST, rows
from reader.core.paint import Layers, paint
from reader.library.entry import Entry
from reader.ui.widgets.palette import ViewPalette
from reader.verbs import output
from reader.verbs.arguments import filter_of, whole, with_filter, with_paths


def configure_list(parser: argparse.ArgumentParser) -> None:
    """Add the arguments of ``reader list``."""
    with_paths(parser, "files and folders; the last library if none is given")
    with_filter(parser)
    parser.add_argument("--json", action="store_true", help="print a JSON array")
    parser.set_defaults(run=_list)


def _list(services: Services, options: argparse.Namespace) -> int:
    query = filter_of(options)
    roots = services.roots(options.paths)
    problems = output.Problems()

    def entries() -> Iterator[Entry]:
        for entry in services.library.matching(roots, query):
            if entry.problem:
                problems(entry.path, entry.problem)
            else:
                yield entry

    if options.json:
        output.array(map(_fields, entries()))
    else:
        output.columns(map(_row, entries()))
    if next(services.library.entries(roots), None) is None:
        where = ", ".join(map(output.shown, roots))
        known = " ".join(services.converter.suffixes())
        raise ReaderError("there is no document here", where, f"Documents end in {known}")
    return problems.status


def _fields(entry: Entry) -> dict[str, object]:
    return {
        "path": output.shown(entry.path),
        "title": entry.title,
        "kind": entry.kind,
        "words": entry.words,
        "tags": list(entry.tags),
        "notes": entry.notes,
        "modified": entry.modified,
    }


def _row(entry: Entry) -> tuple[str, ...]:
    return (
        output.shown(entry.path),
        entry.title,
        entry.kind,
        output.count(entry.words, "word"),
        output.count(entry.notes, "note"),
        " ".join(f"#{tag}" for tag in entry.tags),
        entry.modified[:10],
    )


def configure_show(parser: argparse.ArgumentParser) -> None:
    """Add the arguments of ``reader show``."""
    parser.add_argument("paths", metavar="FILE", nargs=1, help="a document, - for standard input")
    parser.add_argument(
        "--width", type=whole(NARROWEST, 1_000), metavar="N", help="of the page, in cells"
    )
    parser.add_argument("--no-color", action="store_true", help="plain text (or NO_COLOR)")
    parser.set_defaults(run=_show)


def _show(services: Services, options: argparse.Namespace) -> int:
    path = options.paths[0]
    is_terminal = sys.stdout.isatty()
    width = options.width or services.settings.measure
    if is_terminal and not options.width:
        width = min(width, shutil.get_terminal_size().columns)
    if is_terminal and not options.no_color and not os.environ.get("NO_COLOR"):
        session = services.open_session(path)
        document, layers = session.document, Layers()
        layers.set_document(document)
        layers.set_annotations(session.annotations())
        layers.set_mentions(services.mentions(document))
        _print(document, width, layers, ViewPalette(monochrome=True))
    else:
        document = services.converter.open(path)
        _print(document, width, Layers(), None)
    if not options.quiet:
        for warning in document.warnings:
            output.tell(f"{output.shown(path)}: {warning}")
    return 0


def _print(document: Document, width: int, layers: Layers, palette: ViewPalette | None) -> None:
    """Print the page; with a `palette`, entities and notes are told apart by bold and underline."""
    for row in rows(document, width):
        runs = paint(document, row, layers)
        if palette is None:
            output.line("".join(run.text for run in runs).rstrip())
        else:
            output.styled((run.text, palette.pen(run.look).sgr()) for run in runs)
