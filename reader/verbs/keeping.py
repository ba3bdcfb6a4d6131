"""Where notes are kept, and kept safe: ``reader init``, ``reader backup``, ``reader restore``."""

from __future__ import annotations

import argparse
from datetime import date
from pathlib import Path

from reader.compose import Services
from reader.core.errors import ReaderError
from reader.locations import STORE_FOLDER
from reader.verbs import output


def configure_init(parser: argparse.ArgumentParser) -> None:
    """Add the arguments of ``reader init``."""
    parser.description = (
        f"Make a folder {STORE_FOLDER} in DIR. The notes on documents in DIR and below are kept\n"
        "there from then on, and go where the documents go: git, Syncthing, a USB stick."
    )
    parser.add_argument(
        "folder", metavar="DIR", nargs="?", default=".", help="the folder of the documents"
    )
    parser.set_defaults(run=_init)


def _init(_services: Services, options: argparse.Namespace) -> int:
    from reader.store.initialise import initialise

    folder = Path(options.folder)
    if not folder.is_dir():
        raise ReaderError("there is no such folder", options.folder, "Make it first")
    store = folder / STORE_FOLDER
    initialise(store)
    output.line(str(store))
    return 0


def configure_backup(parser: argparse.ArgumentParser) -> None:
    """Add nothing: ``reader backup`` has no arguments of its own."""
    parser.set_defaults(run=_backup)


def _backup(services: Services, _options: argparse.Namespace) -> int:
    output.line(str(services.store.backups.make(services.clock.now()[:10])))
    return 0


def configure_restore(parser: argparse.ArgumentParser) -> None:
    """Add the arguments of ``reader restore``."""
    parser.description = (
        "Bring back the notes of a backup that are gone. Notes made since stay, unless --exact\n"
        "asks for everything to be as it was. Without a day, list the backups."
    )
    parser.add_argument("day", metavar="DAY", nargs="?", type=_day, help="such as 2026-11-22")
    parser.add_argument("--exact", action="store_true", help="make everything as it was that day")
    parser.add_argument("--dry-run", action="store_true", help="only say what would change")
    parser.set_defaults(run=_restore)


def _restore(services: Services, options: argparse.Namespace) -> int:
    from reader.store.restore import preview, restore

    if options.day is None:
        for day in services.store.backups.dates():
            output.line(day)
        return 0
    if options.dry_run:
        for one in preview(services.store, options.day):
            path = services.catalogue.path(one.document)
            output.line(
                f"{output.shown(path) or one.document}: {len(one.gone)} gone,"
                f" {len(one.changed)} changed, {len(one.newer)} newer"
            )
        return 0
    changed = restore(services.store, options.day, services.clock.now(), exact=options.exact)
    output.line(f"{output.count(changed, 'note')} restored")
    return 0


def _day(text: str) -> str:
    """Return an ISO date as it is."""
    try:
        return date.fromisoformat(text).isoformat()
    except ValueError:
        raise argparse.ArgumentTypeError(f"{text!r} is not a date such as 2026-11-22") from None
