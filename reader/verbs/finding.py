"""``reader entities``, ``reader search`` and ``reader concordance``."""

from __future__ import annotations

import argparse
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from typing import NamedTuple

from reader.compose import Services
from reader.core.document import Document
from reader.core.entity import EntityType, Mention
from reader.core.errors import UsageError
from reader.library.finding import Hit
from reader.verbs import output
from reader.verbs.arguments import with_paths


class Recognised(NamedTuple):
    """A document and what was found in it."""

    path: str
    document: Document
    mentions: list[Mention]

    def name(self, mention: Mention) -> str:
        """Return the words of a mention."""
        return self.document.text.slice(mention.start, mention.end)


def configure_entities(parser: argparse.ArgumentParser) -> None:
    """Add the arguments of ``reader entities``."""
    with_paths(parser, "files and folders, - for standard input", required=True)
    parser.add_argument("--format", choices=tuple(_PRINTERS), default="table")
    parser.add_argument("--labels", metavar="A,B", default="", help="only these entity types")
    parser.add_argument("--recogniser", metavar="NAME", default="", help="what finds them")
    parser.set_defaults(run=_entities)


def _entities(services: Services, options: argparse.Namespace) -> int:
    from reader.entities.registry import recogniser

    known = recogniser(options.recogniser).labels if options.recogniser else EntityType
    labels = _labels(options.labels, known)
    problems = output.Problems()

    def recognised() -> Iterator[Recognised]:
        for path, document in services.library.documents(options.paths, problems):
            found = services.recognition.find(document, path, only=options.recogniser)
            for problem in found.problems:
                problems(path, problem)
            chosen = [one for one in found.mentions if not labels or one.label in labels]
            yield Recognised(output.shown(path), document, chosen)

    _PRINTERS[options.format](recognised())
    return problems.status


def _labels(wanted: str, known: Iterable[str]) -> set[str]:
    """Return the labels that are `wanted`, separated by commas; none if all are.

    Raises `UsageError` for one that is not known.
    """
    by_name = {label.casefold(): label for label in known}
    names = [name.strip() for name in wanted.split(",") if name.strip()]
    for name in names:
        if name.casefold() not in by_name:
            types = ", ".join(by_name.values())
            raise UsageError("there is no such entity type", name, f"Types are {types}")
    return {by_name[name.casefold()] for name in names}


def _print_table(found: Iterable[Recognised]) -> None:
    """Print how often each name is in each document, the most frequent first."""

    def rows() -> Iterator[tuple[str, ...]]:
        for one in found:
            names = Counter(
                (mention.label, " ".join(one.name(mention).split())) for mention in one.mentions
            )
            for (label, name), number in names.most_common():
                yield one.path, label, str(number), name

    output.columns(rows())


def _print_json(found: Iterable[Recognised]) -> None:
    output.array(map(_fields, found))


def _print_jsonl(found: Iterable[Recognised]) -> None:
    for one in found:
        output.record(_fields(one))


def _fields(one: Recognised) -> dict[str, object]:
    text = one.document.text
    return {
        "path": one.path,
        "sha256": text.sha256,
        "length": len(text),
        "entities": [
            {
                "start": mention.start,
                "end": mention.end,
                "label": mention.label,
                "text": one.name(mention),
                "score": mention.score,
            }
            for mention in one.mentions
        ],
    }


def _print_csv(found: Iterable[Recognised]) -> None:
    output.csv_row(("path", "start", "end", "label", "text", "score"))
    for one in found:
        for mention in one.mentions:
            span = str(mention.start), str(mention.end)
            score = f"{mention.score:g}"
            output.csv_row((one.path, *span, mention.label, one.name(mention), score))


_PRINTERS: dict[str, Callable[[Iterable[Recognised]], None]] = {
    "table": _print_table,
    "json": _print_json,
    "jsonl": _print_jsonl,
    "csv": _print_csv,
}


def configure_search(parser: argparse.ArgumentParser) -> None:
    """Add the arguments of ``reader search``."""
    parser.add_argument("query", metavar="QUERY", help="words; in lower case they match any case")
    _configure_hits(parser)
    parser.set_defaults(run=_search)


def configure_concordance(parser: argparse.ArgumentParser) -> None:
    """Add the arguments of ``reader concordance``."""
    parser.add_argument("name", metavar="NAME", help="of an entity, or a part of it")
    _configure_hits(parser)
    parser.set_defaults(run=_concordance)


def _configure_hits(parser: argparse.ArgumentParser) -> None:
    with_paths(parser, "files and folders; the last library if none is given")
    parser.add_argument("--json", action="store_true", help="print a JSON array")


def _search(services: Services, options: argparse.Namespace) -> int:
    if not options.query.strip():
        raise UsageError("there is nothing to search for")
    problems = output.Problems()
    roots = services.roots(options.paths)
    _print_hits(services.library.search(roots, options.query, problems), as_json=options.json)
    return problems.status


def _concordance(services: Services, options: argparse.Namespace) -> int:
    if not options.name.strip():
        raise UsageError("there is no name to look for")
    problems = output.Problems()
    roots = services.roots(options.paths)
    _print_hits(services.library.concordance(roots, options.name, problems), as_json=options.json)
    return problems.status


def _print_hits(hits: Iterable[Hit], *, as_json: bool) -> None:
    if as_json:
        output.array(
            {
                "path": output.shown(hit.path),
                "start": hit.start,
                "end": hit.end,
                "before": hit.before,
                "exact": hit.exact,
                "after": hit.after,
            }
            for hit in hits
        )
        return
    for hit in hits:
        words = " ".join(f"{hit.before}[{hit.exact}]{hit.after}".split())
        output.line(f"{output.shown(hit.path)}:{hit.start}: {words}")
