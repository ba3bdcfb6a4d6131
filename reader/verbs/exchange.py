"""``reader export`` and ``reader import``."""

from __future__ import annotations

import argparse
import re
import sys
from dataclasses import replace
from pathlib import Path

from reader.compose import Services
from reader.compose.exchange import export_item
from reader.core.adoption import adopt
from reader.core.annotation import Annotation
from reader.core.codebook import Codebook
from reader.core.errors import ReaderError, UsageError
from reader.core.query import Query
from reader.exchange.model import Export, ExportItem, Import, ImportedDocument
from reader.exchange.registry import FORMATS, format_named, read_any, render, verify
from reader.formats.source import read_file
from reader.verbs import output
from reader.verbs.annotated import Annotated, annotated
from reader.verbs.arguments import filter_of, with_filter, with_paths

_DOCUMENT_ID = re.compile(r"[0-9a-f]{16}")


def configure_export(parser: argparse.ArgumentParser) -> None:
    """Add the arguments of ``reader export``."""
    with_paths(parser, "documents and folders; every annotated document if none is given")
    parser.add_argument("--format", required=True, metavar="F", help=f"one of {', '.join(FORMATS)}")
    parser.add_argument("-o", "--output", metavar="OUT", help="a file; standard output without")
    with_filter(parser)
    parser.add_argument("--verify", action="store_true", help="read the export back and compare")
    parser.add_argument(
        "--strict", action="store_true", help="write nothing if the format cannot hold everything"
    )
    parser.set_defaults(run=_export)


def _export(services: Services, options: argparse.Namespace) -> int:
    format_named(options.format)
    query = filter_of(options)
    problems = output.Problems()
    codebook = Codebook(services.store.codes())
    items = [
        _item(document, query, codebook)
        for document in annotated(services, options.paths, problems)
    ]
    if problems.status:
        # An export that lacks a document must not take the place of one that has it.
        raise ReaderError("nothing was exported", remedy="Leave out what cannot be opened")
    export = render(options.format, items, services.store.codes(), strict=options.strict)
    if options.verify:
        number = verify(options.format, export.content, items)
        _remark(options, f"{output.count(number, 'span')} read back, all as they should be")
    if options.output:
        services.exchange.write(export, options.format, Path(options.output))
    else:
        _print(export, options.format)
    for loss in export.losses:
        _remark(options, loss)
    return 0


def _item(document: Annotated, query: Query, codebook: Codebook) -> ExportItem:
    item = export_item(document.session, output.shown(document.path))
    return replace(item, annotations=tuple(document.noted(query, codebook)))


def _print(export: Export, format_name: str) -> None:
    """Write an export to standard output; its format makes it safe to print, if it is text."""
    if sys.stdout.isatty() and b"\0" in export.content:
        raise UsageError("this format is not text", format_name, "Name a file with -o")
    sys.stdout.flush()
    sys.stdout.buffer.write(export.content)


def _remark(options: argparse.Namespace, message: str) -> None:
    if not options.quiet:
        output.tell(message)


def configure_import(parser: argparse.ArgumentParser) -> None:
    """Add the arguments of ``reader import``."""
    parser.add_argument("files", metavar="FILE", nargs="+", help="an export of reader or others")
    parser.add_argument("--format", metavar="F", help="the format; by default, what the file is")
    parser.add_argument("--dry-run", action="store_true", help="only say what would be added")
    parser.set_defaults(run=_import)


def _import(services: Services, options: argparse.Namespace) -> int:
    problems = output.Problems()
    for path in map(Path, options.files):
        try:
            data = read_file(path)
            read = format_named(options.format).read(data) if options.format else read_any(data)
        except ReaderError as error:
            problems(path, error.sentence)
            continue
        adopted = adopt(
            services.store,
            services.clock,
            services.creator,
            read.codes,
            _by_document(services, read, problems),
            dry_run=options.dry_run,
        )
        done = "would be added" if options.dry_run else "added"
        notes, tags = output.count(adopted.added, "note"), output.count(adopted.codes, "tag")
        output.line(f"{path}: {notes} and {tags} {done}, {adopted.known} there already")
        for loss in read.losses:
            _remark(options, f"{path}: {loss}")
    return problems.status


def _by_document(
    services: Services, read: Import, problems: output.Problems
) -> dict[str, list[Annotation]]:
    """Return the annotations by the id that their document has here."""
    documents: dict[str, list[Annotation]] = {}
    for document in read.documents:
        document_id = _id_here(services, document)
        if document_id is None:
            problems(Path(document.path), "this document is not known here: open it, then import")
        else:
            documents.setdefault(document_id, []).extend(document.annotations)
    return documents


def _id_here(services: Services, document: ImportedDocument) -> str | None:
    """Return the id that a document of an import has here, or would have once it is seen."""
    if services.catalogue.path(document.document_id) is not None:
        return document.document_id
    path = Path(document.path)
    known = services.catalogue.known(path, document.sha256) or services.store.find(document.sha256)
    if known is None and path.is_file():
        known = services.open_session(path).document_id
    if known is None and document.sha256 and _DOCUMENT_ID.fullmatch(document.document_id):
        return document.document_id  # found by the hash of its text when it is opened
    return known
