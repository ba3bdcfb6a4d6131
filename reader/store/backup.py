"""Backups: zip files of every note and the codebook, checked by reading them again."""

from __future__ import annotations

import zipfile
import zlib
from collections.abc import Collection, Iterable, Iterator
from datetime import date
from itertools import chain, count
from pathlib import Path

from reader.core.errors import ReaderError
from reader.core.safetext import safe_line
from reader.store.files import CannotWriteError, reading, replacing, writing
from reader.store.layout import ANNOTATIONS, CODEBOOK, CODES, annotations_path, document_files
from reader.store.lines import FOOTER, encode, head, parse
from reader.store.versions import Records, Version

DAILY, WEEKLY, MONTHLY = 7, 4, 12
"""How much is kept: all backups of the last days, the last ones of weeks, and of months."""


class Backups:
    """The backups of one store, kept outside of it, on this device."""

    def __init__(self, store: Path, folder: Path) -> None:
        """Keep backups of the store at `store` in `folder`, made with the first one."""
        self._store = store
        self._folder = folder

    def names(self) -> tuple[str, ...]:
        """Return the names of all backups, oldest first.

        They are the times at which they were made, without colons.
        """
        return tuple(sorted(path.stem for path in self._folder.glob("????-??-??*.zip")))

    def size(self, name: str) -> int:
        """Return the size of a backup in bytes."""
        return self._path(name).stat().st_size

    def daily(self, now: str) -> Path | None:
        """Make a backup if there is none of this day; `now` is an ISO time.

        For a worker thread. Returns its path; None if there is one already, or nothing to keep.
        """
        if any(name[:10] == now[:10] for name in self.names()) or not any(self._files()):
            return None
        return self.make(now)

    def make(self, time: str) -> Path:
        """Make a backup named by `time`, ISO 8601, beside all others; return its path.

        Raises `CannotWriteError` if it cannot be written or does not read back as it was.
        """
        name = self._unused(time.replace(":", ""))
        path = self._path(name)
        with writing(path):
            _pack(path, self._files())
        try:
            self.verify(name)
        except ReaderError as error:
            path.unlink()
            remedy = "The disk may be failing: copy the store to another one."
            raise CannotWriteError(error.what, error.where, remedy) from error
        return path

    def _unused(self, name: str) -> str:
        """Return `name`, or with a number if there is a backup of this name."""
        numbered = (f"{name}-{number}" for number in count(2))
        return next(one for one in chain([name], numbered) if not self._path(one).exists())

    def verify(self, name: str) -> None:
        """Read all of a backup; raises `ReaderError` if any of it is damaged."""
        with self._open(name) as archive:
            for one in archive.namelist():
                _read(archive, one)

    def named(self, time: str) -> str:
        """Return the name of the backup of a time, or of the last one of a date.

        Raises `ReaderError` if there is none.
        """
        time = time.replace(":", "")
        names = self.names()
        found = [name for name in names if name == time or name[:10] == time]
        if not found:
            raise ReaderError(
                "there is no backup of this time",
                safe_line(time),
                f"There are: {', '.join(names) or 'none yet'}.",
            )
        return found[-1]

    def documents(self, name: str) -> Iterator[tuple[str, Records]]:
        """Yield the documents of a backup with their records; ``""`` stands for the codebook.

        Raises `ReaderError` if it cannot be read.
        """
        with self._open(name) as archive:
            for file in archive.namelist():
                records = Records(parse(_read(archive, file), _table(file)).versions)
                yield ("" if file == CODEBOOK else Path(file).stem), records

    def versions(self, file: str) -> Iterator[tuple[str, Version]]:
        """Yield the versions in one file of the newest backup, by its name in the store."""
        return chain.from_iterable(self._versions(name, file) for name in self.names()[-1:])

    def every_version(self, file: str) -> Iterator[tuple[str, Version]]:
        """Yield the versions in one file of all backups, by its name in the store."""
        return chain.from_iterable(self._versions(name, file) for name in self.names())

    def _versions(self, name: str, file: str) -> Iterator[tuple[str, Version]]:
        with self._open(name) as archive:
            if file in archive.namelist():
                yield from parse(_read(archive, file), _table(file)).versions

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

    def _open(self, name: str) -> zipfile.ZipFile:
        path = self._path(name)
        try:
            return zipfile.ZipFile(path)
        except (OSError, zipfile.BadZipFile) as error:
            remedy = "Use another one: “reader restore” lists them."
            raise ReaderError("the backup cannot be read", safe_line(str(path)), remedy) from error

    def _path(self, name: str) -> Path:
        return self._folder / f"{name}.zip"

    def forget(self, document: str, keys: Collection[str]) -> int:
        """Take all but the removal of some records out of every backup; return out of how many."""
        path = annotations_path(self._store, document).relative_to(self._store).as_posix()
        return sum(self._forget(name, path, keys) for name in self.names())

    def _forget(self, name: str, file: str, keys: Collection[str]) -> bool:
        with self._open(name) as archive:
            files = archive.namelist()
            data = _read(archive, file) if file in files else b""
            versions = parse(data, _table(file)).versions
            kept = [encode(key, version) for key, version in versions if key not in keys]
            if len(kept) == len(versions):
                return False
            data = b"".join((head(_table(file)), *kept, FOOTER))
            contents = ((one, data if one == file else _read(archive, one)) for one in files)
            _pack(self._path(name), contents)
        return True

    def rotate(self) -> None:
        """Remove the backups that are neither of the last days, nor the last of a week or month."""
        names = self.names()
        last = {date.fromisoformat(name[:10]): name for name in names}
        days = list(last)
        weeks = {day.isocalendar()[:2]: day for day in days}
        months = {(day.year, day.month): day for day in days}
        older = {*list(weeks.values())[-WEEKLY:], *list(months.values())[-MONTHLY:]}
        for name in names:
            day = date.fromisoformat(name[:10])
            if day not in days[-DAILY:] and (day not in older or name != last[day]):
                self._path(name).unlink()


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
