"""Where notes are kept, and kept safe: ``init``, ``backup``, ``restore``, ``doctor``, ``purge``."""

from __future__ import annotations

import argparse
from datetime import date
from itertools import chain
from pathlib import Path

from reader.compose import Services
from reader.core.errors import ReaderError, RefusedError
from reader.core.session import Session
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


def configure_doctor(parser: argparse.ArgumentParser) -> None:
    """Add the arguments of ``reader doctor``."""
    parser.add_argument("--repair", action="store_true", help="repair what can be repaired")
    parser.set_defaults(run=_doctor)


def _doctor(services: Services, options: argparse.Namespace) -> int:
    from reader.store.doctor import examine

    status = 0
    for finding in examine(services.store, repair=options.repair):
        done = "It is repaired." if finding.repaired else finding.remedy
        output.line(f"{finding.where}: {finding.what}. {done}")
        status = status if finding.repaired else 1
    if not status and not options.quiet:
        output.tell("every note is well")
    return status


def configure_purge(parser: argparse.ArgumentParser) -> None:
    """Add the arguments of ``reader purge``."""
    parser.description = (
        "Take the text of removed notes on a document out of the note file, the journal and the\n"
        "backups, so that nobody can bring it back, and say where it may still be."
    )
    parser.add_argument("paths", metavar="PATH", nargs=1, help="the document")
    parser.add_argument("--yes", action="store_true", help="do it: it cannot be undone")
    parser.set_defaults(run=_purge)


def _purge(services: Services, options: argparse.Namespace) -> int:
    from reader.store.purge import purge

    session = services.open_session(options.paths[0])
    removed = _removed(services, session)
    if not options.yes:
        raise RefusedError(
            f"{output.count(len(removed), 'removed note')} could never be brought back",
            output.shown(options.paths[0]),
            "Repeat the command with --yes",
        )
    purged = purge(services.store, session.document_id, removed)
    output.line(
        f"taken out: {output.count(purged.lines, 'line')} of the note file,"
        f" {output.count(purged.events, 'event')}, {output.count(purged.quarantined, 'file')} in"
        f" quarantine; {output.count(purged.backups, 'backup')} written again"
    )
    for sentence in purged.beyond_reach:
        output.line(sentence)
    return 0


def _removed(services: Services, session: Session) -> set[str]:
    """Return the ids of the annotations that were removed from a document."""
    changes = chain.from_iterable(
        event.changes for event in services.store.events(session.document_id)
    )
    touched = {
        record.id
        for change in changes
        if change.document == session.document_id
        for record in (change.before, change.after)
        if record
    }
    return touched - {one.id for one in session.annotations()}


def _day(text: str) -> str:
    """Return an ISO date as it is."""
    try:
        return date.fromisoformat(text).isoformat()
    except ValueError:
        raise argparse.ArgumentTypeError(f"{text!r} is not a date such as 2026-11-22") from None
