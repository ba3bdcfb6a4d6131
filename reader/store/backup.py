"""Backups: a zip file a day of every note and the codebook, checked by reading it again."""

from __future__ import annotations

import zipfile
import zlib
from collections.abc import Collection, Iterable, Iterator
from datetime import date
from pathlib import Path

from reader.core.errors import ReaderError
from reader.core.safetext import safe_line
from reader.store.files import CannotWriteError, reading, replacing, writing
from reader.store.layout import ANNOTATIONS, CODEBOOK, CODES, annotations_path, document_files
from reader.store.lines import FOOTER, encode, head, parse
from reader.store.versions import Records, Version

DAILY, WEEKLY, MONTHLY = 7, 4, 12
"""How many backups are kept: the last days, the last ones of weeks, and of months."""


class Backups:
    """The backups of one store, kept outside of it, on this device."""

    def __init__(self, store: Path, folder: Path) -> None:
        """Keep backups of the store at `store` in `folder`, made with the first one."""
        self._store = store
        self._folder = folder

    def dates(self) -> tuple[str, ...]:
        """Return the days of which there is a backup, oldest first, as ISO dates."""
        return tuple(sorted(path.stem for path in self._folder.glob("????-??-??.zip")))

    def daily(self, today: str) -> Path | None:
        """Make the backup of `today` if there is none.

        For a worker thread. Returns its path; None if there is one already, or nothing to keep.
        """
        if today in self.dates() or not any(self._files()):
            return None
        return self.make(today)

    def make(self, today: str) -> Path:
        """Make the backup of `today`, in the place of one there may be, and return its path.

        Raises `CannotWriteError` if it cannot be written or does not read back as it was.
        """
        path = self._path(today)
        with writing(path):
            _pack(path, self._files())
        try:
            self.verify(today)
        except ReaderError as error:
            path.unlink()
            remedy = "The disk may be failing: copy the store to another one."
            raise CannotWriteError(error.what, error.where, remedy) from error
        return path

    def verify(self, day: str) -> None:
        """Read all of a backup; raises `ReaderError` if any of it is damaged."""
        with self._open(day) as archive:
            for name in archive.namelist():
                _read(archive, name)

    def documents(self, day: str) -> Iterator[tuple[str, Records]]:
        """Yield the documents of a backup with their records; ``""`` stands for the codebook.

        Raises `ReaderError` if there is no such backup.
        """
        with self._open(day) as archive:
            for name in archive.namelist():
                records = Records(parse(_read(archive, name), _table(name)).versions)
                yield ("" if name == CODEBOOK else Path(name).stem), records

    def versions(self, name: str) -> Iterator[tuple[str, Version]]:
        """Yield the versions in one file of the newest backup, by its name in the store."""
        for day in self.dates()[-1:]:
            with self._open(day) as archive:
                if name in archive.namelist():
                    yield from parse(_read(archive, name), _table(name)).versions

    def _files(self) -> Iterator[tuple[str, bytes]]:
        """Yield the name and the bytes of every file that is worth a backup."""
        paths = (annotations_path(self._store, one) for one, _ in document_files(self._store))
        for path in (self._store / CODEBOOK, *paths):
            try:
                with reading(path):
                    data = path.read_bytes()
            except ReaderError as error:
                if isinstance(error.__cause__, FileNotFoundError):
                    continue
                raise
            yield path.relative_to(self._store).as_posix(), data

    def _open(self, day: str) -> zipfile.ZipFile:
        path = self._path(day)
        try:
            return zipfile.ZipFile(path)
        except (OSError, zipfile.BadZipFile) as error:
            days = ", ".join(self.dates()) or "none yet"
            raise ReaderError(
                "there is no backup that can be read", safe_line(str(path)), f"There are: {days}."
            ) from error

    def _path(self, day: str) -> Path:
        return self._folder / f"{day}.zip"

    def forget(self, document: str, keys: Collection[str]) -> int:
        """Take all but the removal of some records out of every backup; return out of how many."""
        path = annotations_path(self._store, document).relative_to(self._store).as_posix()
        return sum(self._forget(day, path, keys) for day in self.dates())

    def _forget(self, day: str, name: str, keys: Collection[str]) -> bool:
        with self._open(day) as archive:
            names = archive.namelist()
            data = _read(archive, name) if name in names else b""
            versions = parse(data, _table(name)).versions
            kept = [encode(key, version) for key, version in versions if key not in keys]
            if len(kept) == len(versions):
                return False
            data = b"".join((head(_table(name)), *kept, FOOTER))
            contents = ((one, data if one == name else _read(archive, one)) for one in names)
            _pack(self._path(day), contents)
        return True

    def rotate(self) -> None:
        """Remove the backups that are neither the last of a day, nor of a week, nor of a month."""
        days = [date.fromisoformat(day) for day in self.dates()]
        weeks = {day.isocalendar()[:2]: day for day in days}
        months = {(day.year, day.month): day for day in days}
        kept = {*days[-DAILY:], *list(weeks.values())[-WEEKLY:], *list(months.values())[-MONTHLY:]}
        for day in days:
            if day not in kept:
                self._path(day.isoformat()).unlink()


def _pack(path: Path, contents: Iterable[tuple[str, bytes]]) -> None:
    """Write a zip file of `contents`, by name."""
    with (
        replacing(path) as file,
        zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as archive,
    ):
        for name, data in contents:
            archive.writestr(name, data)


def _read(archive: zipfile.ZipFile, name: str) -> bytes:
    """Return one file of a backup; its checksum is good."""
    try:
        return archive.read(name)
    except (OSError, zipfile.BadZipFile, zlib.error) as error:
        where = safe_line(f"{archive.filename}: {name}")
        raise ReaderError("the backup is damaged", where, "Use that of another day.") from error


def _table(name: str) -> str:
    return CODES if name == CODEBOOK else ANNOTATIONS
