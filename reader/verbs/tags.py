"""``reader tag``: the tags of the codebook."""

from __future__ import annotations

import argparse
import re

from reader.compose import Services
from reader.core.coding import Coding
from reader.core.noted import subject
from reader.verbs import output
from reader.verbs.arguments import filter_of, with_filter


def configure_tag_list(parser: argparse.ArgumentParser) -> None:
    """Add the arguments of ``reader tag list``."""
    parser.add_argument("--json", action="store_true", help="print a JSON array")
    parser.set_defaults(run=_list)


def _list(services: Services, options: argparse.Namespace) -> int:
    coding = _coding(services)
    codebook, uses = coding.codebook(), coding.uses()
    if options.json:
        output.array(
            {
                "id": code.id,
                "name": code.name,
                "parent": codebook.name(code.parent) if code.parent else "",
                "key": code.key,
                "colour": code.colour,
                "symbol": code.symbol,
                "description": code.description,
                "uses": uses[code.id],
            }
            for code in codebook
        )
    else:
        output.columns(
            (
                code.key or "-",
                codebook.shown(code.id),
                output.count(uses[code.id], "note"),
                code.description,
            )
            for code in codebook
        )
    return 0


def configure_tag_add(parser: argparse.ArgumentParser) -> None:
    """Add the arguments of ``reader tag add``."""
    parser.add_argument("names", metavar="NAME", nargs="+", help="of a tag")
    parser.add_argument("--parent", metavar="NAME", default="", help="the tag above")
    parser.add_argument("--colour", type=_colour, metavar="#RRGGBB", help="of its tint")
    parser.add_argument("--symbol", metavar="C", default="", help="one character before its name")
    parser.add_argument("--description", metavar="TEXT", default="", help="what it is for")
    parser.set_defaults(run=_add)


def _add(services: Services, options: argparse.Namespace) -> int:
    coding = _coding(services)
    for name in options.names:
        coding.add(
            name,
            parent=options.parent,
            colour=options.colour or "",
            description=options.description,
            symbol=options.symbol,
        )
    return 0


def configure_tag_rename(parser: argparse.ArgumentParser) -> None:
    """Add the arguments of ``reader tag rename``."""
    parser.add_argument("name", metavar="NAME", help="of the tag")
    parser.add_argument("new", metavar="NEW", help="its new name")
    parser.set_defaults(run=_rename)


def _rename(services: Services, options: argparse.Namespace) -> int:
    _coding(services).rename(options.name, options.new)
    return 0


def configure_tag_split(parser: argparse.ArgumentParser) -> None:
    """Add the arguments of ``reader tag split``."""
    parser.add_argument("name", metavar="NAME", help="of the tag")
    parser.add_argument("new", metavar="NEW", help="the tag that some of its notes get instead")
    with_filter(parser)
    parser.set_defaults(run=_split)


def _split(services: Services, options: argparse.Namespace) -> int:
    query, coding = filter_of(options), _coding(services)
    notes, book = services.all_notes, coding.codebook()
    chosen = {
        one.key
        for document in dict(coding.users(options.name))
        for one in notes.of(document)
        if query.matches(subject(one, book))
    }
    changed = coding.split(options.name, options.new, chosen)
    output.line(f"{output.count(changed, 'note')} changed")
    return 0


def configure_tag_merge(parser: argparse.ArgumentParser) -> None:
    """Add the arguments of ``reader tag merge``."""
    parser.add_argument("names", metavar="NAME", nargs="+", help="of a tag that goes")
    parser.add_argument("--into", metavar="NAME", required=True, help="the tag that stays")
    parser.set_defaults(run=_merge)


def _merge(services: Services, options: argparse.Namespace) -> int:
    changed = _coding(services).merge(options.names, options.into)
    output.line(f"{output.count(changed, 'note')} changed")
    return 0


def configure_tag_remove(parser: argparse.ArgumentParser) -> None:
    """Add the arguments of ``reader tag remove``."""
    parser.add_argument("name", metavar="NAME", help="of the tag")
    parser.add_argument("--force", action="store_true", help="also if notes have it")
    parser.set_defaults(run=_remove)


def _remove(services: Services, options: argparse.Namespace) -> int:
    _coding(services).remove(options.name, force=options.force)
    return 0


def _coding(services: Services) -> Coding:
    return Coding(services.store, services.clock, services.creator)


def _colour(text: str) -> str:
    if not re.fullmatch(r"#[0-9a-fA-F]{6}", text):
        raise argparse.ArgumentTypeError(f"{text!r} is not a colour such as #a1b2c3")
    return text
