"""``reader show``."""

from __future__ import annotations

import argparse
import os
import shutil
import sys

from reader.compose import Services
from reader.core.document import Document
from reader.core.layout import NARROWEST, rows
from reader.core.paint import Layers, paint
from reader.ui.widgets.palette import ViewPalette
from reader.verbs import output
from reader.verbs.arguments import whole


def configure_show(parser: argparse.ArgumentParser) -> None:
    """Add the arguments of ``reader show``."""
    parser.add_argument("paths", metavar="FILE", nargs=1, help="a document, - for standard input")
    parser.add_argument(
        "--width", type=whole(NARROWEST, 1_000), metavar="N", help="of the page, in cells"
    )
    parser.add_argument(
        "--whole-page", action="store_true", help="all of a web page, not just its article"
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
        session = services.open_session(path, whole_page=options.whole_page)
        document, layers = session.document, Layers()
        layers.set_document(document)
        layers.set_annotations(session.annotations())
        layers.set_mentions(services.mentions(document))
        _print(document, width, layers, ViewPalette(monochrome=True))
    else:
        document = services.converter.open(path, whole_page=options.whole_page)
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
