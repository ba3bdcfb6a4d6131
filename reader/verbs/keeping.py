"""Where notes are kept, and kept safe: ``init``, ``backup``, ``restore``, ``doctor``, ``purge``."""

from __future__ import annotations

import argparse
from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from reader.compose import Services
from reader.core.annotation import Annotation
from reader.core.codebook import Codebook
from reader.core.errors import ReaderError, RefusedError
from reader.locations import STORE_FOLDER
from reader.verbs import output

if TYPE_CHECKING:
    from reader.store.restore import Difference

_QUOTED = 50
"""Characters of a quotation in a preview."""


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
    output.line(str(services.store.backups.make(services.clock.now())))
    return 0


def configure_restore(parser: argparse.ArgumentParser) -> None:
    """Add the arguments of ``reader restore``."""
    parser.description = (
        "Bring back the notes of a backup that are gone. Notes made since stay, unless --exact\n"
        "asks for everything to be as it was. Without a time, list the backups. Restoring is a\n"
        "change like any other: u in the document takes it back."
    )
    parser.add_argument(
        "time",
        metavar="TIME",
        nargs="?",
        type=_time,
        help="of a backup, as in the list; a date stands for the last one of that day",
    )
    parser.add_argument("--exact", action="store_true", help="make everything as it was then")
    parser.add_argument("--dry-run", action="store_true", help="only say what would change")
    parser.set_defaults(run=_restore)


def _restore(services: Services, options: argparse.Namespace) -> int:
    from reader.store.restore import preview, restore

    backups = services.store.backups
    if options.time is None:
        output.columns((name, _size(backups.size(name))) for name in backups.names())
        if not backups.names():
            output.tell("there is no backup yet; the app makes one a day, “reader backup” any time")
        return 0
    name = backups.named(options.time)
    if options.dry_run:
        _preview(services, preview(services.store, name), exact=options.exact)
        return 0
    changed = restore(services.store, name, services.clock.now(), exact=options.exact)
    output.line(f"{output.count(changed, 'note')} restored from the backup of {name}")
    return 0


def _preview(services: Services, differences: Sequence[Difference], *, exact: bool) -> None:
    """Print what a restore would do, note by note."""
    codebook = Codebook(services.store.codes())
    changed = sum(len(one.changed) for one in differences)
    newer = sum(len(one.newer) for one in differences)
    for one in differences:
        rows = [("comes back", _note(gone, codebook)) for gone in one.gone]
        if exact:
            rows += [("becomes again", _note(then, codebook)) for _, then in one.changed]
            rows += [("is removed", _note(now, codebook)) for now in one.newer]
        if rows:
            path = services.catalogue.path(one.document)
            output.line(output.shown(path) or f"document {one.document}")
            output.columns((f"  {what}", note) for what, note in rows)
    if not exact and changed + newer:
        output.line(
            f"{output.count(changed, 'note')} changed since and {output.count(newer, 'newer note')}"
            " stay as they are; --exact makes them as they were"
        )
    if not differences:
        output.tell("nothing would change: every note of the backup is there as it was")


def _note(one: Annotation, codebook: Codebook) -> str:
    """Return an annotation in a few words."""
    quote = " ".join(one.quote.split())
    words = f"“{quote[:_QUOTED]}{'…' if len(quote) > _QUOTED else ''}”" if quote else "(document)"
    tags = (f"#{codebook.name(code)}" for code in one.tags)
    return "  ".join([words, *tags, one.note.partition("\n")[0]]).rstrip()


def _size(size: int) -> str:
    """Return a number of bytes as people write it."""
    return f"{size / 1e6:.1f} MB" if size >= 1e5 else f"{max(1, round(size / 1e3))} kB"


def configure_doctor(parser: argparse.ArgumentParser) -> None:
    """Add the arguments of ``reader doctor``."""
    parser.add_argument("--repair", action="store_true", help="repair what can be repaired")
    parser.add_argument(
        "--accept", action="store_true", help="take notes that have vanished as removed"
    )
    parser.set_defaults(run=_doctor)


def _doctor(services: Services, options: argparse.Namespace) -> int:
    from reader.store.doctor import examine, quarantined

    if options.accept:
        for document, *_ in services.store.vanished():
            services.store.accept_loss(document)
    left = repaired = 0
    for finding in examine(services.store, repair=options.repair):
        done = "It is repaired." if finding.repaired else finding.remedy
        output.line(f"{finding.where}: {finding.what}. {done}")
        left += not finding.repaired
        repaired += finding.repaired
    services.repairs()  # they were told above
    if not options.quiet:
        _sum_up(left, repaired, quarantined(services.store))
    return 1 if left else 0


def _sum_up(left: int, repaired: int, kept: Sequence[Path]) -> None:
    """Say how the store is, and where damaged files are as they were."""
    if repaired:
        output.tell(f"{output.count(repaired, 'finding')} repaired")
    output.tell(f"{output.count(left, 'finding')} left to you" if left else "every note is well")
    if kept:
        output.tell(
            f"{output.count(len(kept), 'file')} kept as they were before a repair, in"
            f" {kept[0].parent}: delete them when nothing is missing"
        )


def configure_purge(parser: argparse.ArgumentParser) -> None:
    """Add the arguments of ``reader purge``."""
    parser.description = (
        "Take the text of removed notes on a document out of the note file, the journal, the\n"
        "backups and the drafts, so that nobody can bring it back, and say where it may still be."
    )
    parser.add_argument("paths", metavar="PATH", nargs=1, help="the document")
    parser.add_argument("--yes", action="store_true", help="do it: it cannot be undone")
    parser.set_defaults(run=_purge)


def _purge(services: Services, options: argparse.Namespace) -> int:
    from reader.first_page import pages
    from reader.store.files import writing
    from reader.store.purge import purge, removed

    document = services.open_session(options.paths[0]).document_id
    gone = removed(services.store, document)
    if not gone:
        output.tell("nothing to purge: no note was removed from this document")
        return 0
    if not options.yes:
        raise RefusedError(
            f"{output.count(len(gone), 'removed note')} could never be brought back",
            output.shown(options.paths[0]),
            "Repeat the command with --yes",
        )
    purged = purge(services.store, services.drafts, document, gone)
    with writing(Path(pages.folder())):
        pages.forget_all()
    output.line(
        f"taken out: {output.count(purged.lines, 'line')} of the note file,"
        f" {output.count(purged.events, 'event')}, {output.count(purged.quarantined, 'file')} in"
        f" quarantine, {output.count(purged.drafts, 'draft')};"
        f" {output.count(purged.backups, 'backup')} written again"
    )
    for sentence in purged.beyond_reach:
        output.line(sentence)
    if services.learned_file.exists():
        output.line("What was learned may hold names from it: “reader train --forget”.")
    return 0


def _time(text: str) -> str:
    """Return the time or the date of a backup as it is."""
    try:
        date.fromisoformat(text[:10])
    except ValueError:
        raise argparse.ArgumentTypeError(f"{text!r} is not a date such as 2026-11-22") from None
    return text
