"""Exports of documents to files, and codebooks from files."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from reader.core.adoption import Adopted, adopt
from reader.core.annotation import Creator
from reader.core.errors import ReaderError
from reader.core.noted import Key
from reader.core.ports import AnnotationStore, Clock
from reader.core.session import Session
from reader.exchange.files import Ledger, write_export
from reader.exchange.model import Export, ExportItem
from reader.exchange.registry import format_named, read_any, render
from reader.formats.source import read_file


@dataclass(frozen=True)
class Exchange:
    """What goes out of the store, and codebooks that come in."""

    open_session: Callable[[Path], Session]
    store: AnnotationStore
    clock: Clock
    creator: Creator
    ledger: Path
    """The file that knows which exports are ours, and may be replaced."""

    def export(
        self,
        paths: Sequence[Path],
        format_name: str,
        target: Path,
        overwrite: bool,
        only: Collection[Key] | None = None,
    ) -> Sequence[str]:
        """Write the annotations of documents to `target`; return what the format cannot hold.

        They are those with the keys in `only`, or all if it is None.
        Raises `RefusedError` if a file is there that `reader` did not write, unless `overwrite`.
        """
        items = self._items(paths)
        if only is not None:
            items = [_narrowed(one, only) for one in items]
        export = render(format_name, items, self.store.codes())
        self.write(export, format_name, target, overwrite=overwrite)
        return export.losses

    def write(
        self, export: Export, format_name: str, target: Path, *, overwrite: bool = False
    ) -> None:
        """Write an export to `target`, see `reader.exchange.files.write_export`."""
        ledger, chosen = Ledger(self.ledger), format_named(format_name)
        write_export(export, chosen, target, ledger=ledger, overwrite=overwrite)

    def import_codebook(self, path: Path) -> Adopted:
        """Add the codes of a file that is a codebook, or holds one.

        Raises `ReaderError` if it cannot be read, or has none.
        """
        read = read_any(read_file(path))
        if not read.codes:
            raise ReaderError("there are no tags in this file", str(path))
        return adopt(self.store, self.clock, self.creator, read.codes, {})

    def _items(self, paths: Iterable[Path]) -> list[ExportItem]:
        return [export_item(self.open_session(path), str(path)) for path in paths]


def export_item(session: Session, path: str) -> ExportItem:
    """Return the document of `session`, known as `path`, with its annotations as they are now."""
    return ExportItem(session.document_id, path, session.document, session.annotations())


def _narrowed(item: ExportItem, only: Collection[Key]) -> ExportItem:
    """Return the document with those of its annotations that have a key in `only`."""
    kept = (one for one in item.annotations if (item.document_id, one.id) in only)
    return replace(item, annotations=tuple(kept))
