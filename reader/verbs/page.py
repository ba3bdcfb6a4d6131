"""``reader show``."""

from __future__ import annotations

import argparse
import os
import shutil
import sys
from collections.abc import Iterable

from reader.compose import Services
from reader.core.document import Document
from reader.core.layout import rows
from reader.core.paint import Layers, paint
from reader.core.row import NARROWEST, Row
from reader.core.typography import SPACINGS
from reader.drawing.palette import ViewPalette
from reader.verbs import output
from reader.verbs.arguments import whole


def configure_show(parser: argparse.ArgumentParser) -> None:
    """Add the arguments of ``reader show``."""
    parser.add_argument("paths", metavar="FILE", nargs=1, help="a document, - for standard input")
    parser.add_argument(
        "--width", type=whole(NARROWEST, 1_000), metavar="N", help="of the page, in cells"
    )
    parser.add_argument(
        "--spacing",
        type=whole(SPACINGS[0], SPACINGS[-1]),
        metavar="N",
        help="blank rows between rows",
    )
    both = argparse.BooleanOptionalAction
    parser.add_argument("--justify", action=both, help="end rows at the margin")
    parser.add_argument("--hyphenate", action=both, help="break words at the end of rows")
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
    choices = {name: getattr(options, name) for name in ("spacing", "justify", "hyphenate")}
    given = {name: value for name, value in choices.items() if value is not None}
    typography = services.settings.typography._replace(**given)
    is_coloured = is_terminal and not options.no_color and not os.environ.get("NO_COLOR")
    # The notes on a file of many documents are on each of them.
    if is_coloured and not services.is_folder(path):
        session = services.open_session(path, whole_page=options.whole_page)
        document, layers = session.document, Layers()
        layers.set_document(document)
        layers.set_annotations(session.annotations())
        layers.set_mentions(services.recognition.find(document, path).mentions)
        palette: ViewPalette | None = ViewPalette(monochrome=True)
    else:
        document = services.converter.open(path, whole_page=options.whole_page)
        layers, palette = Layers(), None
    hyphenate = services.hyphenation(document) if typography.hyphenate else None
    _print(document, rows(document, width, typography, hyphenate), layers, palette)
    if not options.quiet:
        for warning in document.warnings:
            output.tell(f"{output.shown(path)}: {warning}")
    return 0


def _print(
    document: Document, page: Iterable[Row], layers: Layers, palette: ViewPalette | None
) -> None:
    """Print the page; with a `palette`, entities and notes are told apart by bold and underline."""
    for row in page:
        runs = paint(document, row, layers)
        if palette is None:
            output.line("".join(run.text for run in runs).rstrip())
        else:
            output.styled((run.text, palette.pen(run.look).sgr()) for run in runs)
