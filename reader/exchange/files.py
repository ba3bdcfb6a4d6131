"""Exports on the disk: safe names, atomic writes, and nothing of the person's overwritten."""

from __future__ import annotations

import hashlib
import json
import os
import re
import secrets
import stat
import unicodedata
from pathlib import Path

from reader.core.errors import ReaderError, RefusedError
from reader.core.safetext import safe_line
from reader.exchange.model import Export
from reader.exchange.registry import Format

_NAME_LIMIT = 120


def export_name(title: str, document_id: str, suffix: str) -> str:
    """Return a file name for a document's export, unique by the id.

    It has only ``A-Z a-z 0-9 . _ -``, at most 120 of them, and begins with a letter or a digit.
    """
    ascii_title = unicodedata.normalize("NFKD", title).encode("ascii", "ignore").decode()
    slug = re.sub(r"[^A-Za-z0-9]+", "-", ascii_title).strip("-").lower() or "document"
    tail = "-" + (re.sub(r"[^A-Za-z0-9]+", "", document_id)[:16] or "0") + suffix
    return slug[: _NAME_LIMIT - len(tail)].rstrip("-") + tail


class Ledger:
    """Remembers the digest of every export, so that a later one may take its place.

    A file that was changed since, or that comes from elsewhere, is not ours to overwrite.
    """

    def __init__(self, path: Path) -> None:
        """Keep the ledger in the file `path`, made when it is first needed."""
        self._path = path

    def wrote(self, target: Path, content: bytes) -> bool:
        """Whether `content` is what the last export to `target` wrote."""
        return self._read().get(_key(target)) == _digest(content)

    def record(self, target: Path, content: bytes) -> None:
        """Remember that `content` was written to `target`.

        Raises `ReaderError` if it cannot be written down.
        """
        try:
            entries = {**self._read(), _key(target): _digest(content)}
            self._path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
            _replace(self._path, json.dumps(entries, indent=0, sort_keys=True).encode())
        except OSError as error:
            raise ReaderError(
                f"the export was written, but could not be remembered ({error.strerror})",
                safe_line(str(self._path)),
                "The next export will not replace this one unless it is asked to.",
            ) from error

    def _read(self) -> dict[str, object]:
        try:
            entries = json.loads(self._path.read_bytes())
        except (FileNotFoundError, ValueError):
            # Without its memory, the ledger refuses once more to replace a file.
            return {}
        return entries if isinstance(entries, dict) else {}


def write_export(
    export: Export,
    format_: Format,
    target: Path,
    *,
    ledger: Ledger | None = None,
    overwrite: bool = False,
) -> None:
    """Write an export to `target`, whole or not at all, readable by its owner only.

    A file that is there already is replaced only if it is what the last export wrote (says
    `ledger`), if the format can be merged into it, or if `overwrite` asks for it. Raises
    `RefusedError` otherwise, and `ReaderError` if the file cannot be written.
    """
    try:
        existing = _existing(target)
        content = export.content
        if existing is None:
            _create(target, content)
        elif existing != content:
            content = _merged(existing, export, format_, target, overwrite=overwrite)
            ours = overwrite or format_.merger or (ledger and ledger.wrote(target, existing))
            if not ours:
                raise _occupied(target)
            _replace(target, content)
        if ledger:
            ledger.record(target, content)
    except FileExistsError:
        raise _occupied(target) from None
    except OSError as error:
        raise ReaderError(
            f"the export could not be written ({error.strerror})",
            safe_line(str(target)),
            "Choose another place.",
        ) from error


def _existing(target: Path) -> bytes | None:
    """Return the content of the file at `target`, or None if nothing is there."""
    try:
        mode = target.lstat().st_mode
    except FileNotFoundError:
        return None
    if not stat.S_ISREG(mode):
        raise RefusedError(
            "this is not a regular file", safe_line(str(target)), "Choose another name."
        )
    return target.read_bytes()


def _merged(
    existing: bytes, export: Export, format_: Format, target: Path, *, overwrite: bool
) -> bytes:
    """Return the export, with what the person wrote around the last one where that is possible."""
    if not format_.merger:
        return export.content
    try:
        return format_.merge(existing, export.content)
    except RefusedError as error:
        if overwrite:
            return export.content
        raise RefusedError(error.what, safe_line(str(target)), error.remedy) from error


def _occupied(target: Path) -> RefusedError:
    return RefusedError(
        "there is a file that this export did not write, or that was changed since",
        safe_line(str(target)),
        "Choose another name, or ask for it to be overwritten.",
    )


def _create(target: Path, content: bytes) -> None:
    """Write a new file; raises `FileExistsError` if another program makes one meanwhile."""
    temporary = _temporary(target, content)
    try:
        os.link(temporary, target)
    except FileExistsError:
        raise
    except OSError:
        # A file system without hard links (FAT, some network drives).
        temporary.replace(target)
    finally:
        temporary.unlink(missing_ok=True)
    _sync_folder(target.parent)


def _replace(target: Path, content: bytes) -> None:
    temporary = _temporary(target, content)
    try:
        temporary.replace(target)
    finally:
        temporary.unlink(missing_ok=True)
    _sync_folder(target.parent)


def _temporary(target: Path, content: bytes) -> Path:
    """Write `content` to a new file beside `target` and return its path."""
    path = target.with_name(f".{secrets.token_hex(8)}.tmp")
    descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_NOFOLLOW, 0o600)
    try:
        with os.fdopen(descriptor, "wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
    except OSError:
        path.unlink()
        raise
    return path


def _sync_folder(folder: Path) -> None:
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def _key(target: Path) -> str:
    # Names may be undecodable bytes, which JSON cannot hold.
    return os.fsencode(target.absolute()).decode("utf-8", "backslashreplace")


def _digest(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()
