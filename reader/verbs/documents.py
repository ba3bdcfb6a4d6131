"""``reader list``."""

from __future__ import annotations

import argparse
from collections.abc import Iterator

from reader.compose import Services
from reader.core.errors import ReaderError
from reader.library.entry import Entry
from reader.verbs import output
from reader.verbs.arguments import filter_of, with_filter, with_paths


def configure_list(parser: argparse.ArgumentParser) -> None:
    """Add the arguments of ``reader list``."""
    with_paths(parser, "files and folders; the last library if none is given")
    with_filter(parser)
    parser.add_argument("--json", action="store_true", help="print a JSON array")
    parser.set_defaults(run=_list)


def _list(services: Services, options: argparse.Namespace) -> int:
    query = filter_of(options)
    roots = services.roots(options.paths)
    if not services.library.has_documents(roots):
        where = ", ".join(map(output.shown, roots))
        known = " ".join(services.converter.suffixes())
        raise ReaderError("there is no document here", where, f"Documents end in {known}")
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
    return problems.status


def _fields(entry: Entry) -> dict[str, object]:
    fields: dict[str, object] = {
        "path": output.shown(entry.path),
        "title": entry.title,
        "kind": entry.kind,
        "words": entry.words,
        "tags": list(entry.tags),
        "notes": entry.notes,
        "modified": entry.modified,
        "status": entry.reading.value,
    }
    if entry.copies:
        fields["shares_notes_with"] = [output.shown(path) for path in entry.copies]
    return fields


def _row(entry: Entry) -> tuple[str, ...]:
    return (
        output.shown(entry.path),
        entry.title,
        entry.kind,
        output.count(entry.words, "word"),
        output.count(entry.notes, "note"),
        " ".join(f"#{tag}" for tag in entry.tags),
        entry.modified[:10],
        " ".join(f"= {output.shown(path)}" for path in entry.copies),
    )
