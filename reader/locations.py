"""Where the program keeps what, and where the folders are that come with it."""

from __future__ import annotations

import os
import stat
from collections.abc import Mapping
from pathlib import Path
from typing import NamedTuple

STANDARD_INPUT = Path("/dev/stdin")
"""The path that stands for what is piped in; a person writes ``-``."""

STORE_FOLDER = ".reader"
"""A store beside the documents, for these and all below."""


class Locations(NamedTuple):
    """Where the program keeps what."""

    config: Path
    """Settings and the person's own themes."""
    store: Path
    """Notes and the codebook: what must not be lost."""
    state: Path
    """What this device knows of the store: places, journal, backups."""
    cache: Path
    """Derived: it can be deleted at any time."""
    config_file: Path
    config_named: bool = False
    """Whether the person named the configuration file, so that it has to be there."""
    library: Path | None = None
    """The folder that the store is beside; None for the store of all documents."""

    @classmethod
    def find(
        cls,
        environment: Mapping[str, str],
        near: Path,
        store: Path | None = None,
        config_file: Path | None = None,
    ) -> Locations:
        """Return the locations for work on documents at `near`.

        ``READER_HOME`` holds everything if it is set; otherwise the system's folders do. The
        store is `store`, ``READER_STORE``, the nearest ``.reader`` folder at or above `near`, or
        the one for all documents, in this order.
        """
        config, data, state, cache = _folders(environment)
        beside = None
        if not store:
            named = environment.get("READER_STORE")
            beside = None if named else store_beside(near)
            store = Path(named) if named else beside or data
        name = _name(store)
        return cls(
            config,
            store,
            state / name,
            cache / name,
            config_file=config_file or config / "config.toml",
            config_named=config_file is not None,
            library=beside.parent if beside else None,
        )


def _folders(environment: Mapping[str, str]) -> tuple[Path, Path, Path, Path]:
    """Return the folders for configuration, data, state and cache."""
    if home := environment.get("READER_HOME"):
        base = Path(home)
        return base / "config", base / "data", base / "state", base / "cache"
    from platformdirs import PlatformDirs

    system = PlatformDirs("reader", appauthor=False)
    return (
        system.user_config_path,
        system.user_data_path,
        system.user_state_path,
        system.user_cache_path,
    )


def store_beside(path: Path) -> Path | None:
    """Return the person's own ``.reader`` folder at or nearest above `path`, if there is one.

    One that belongs to somebody else is passed over: notes are not put where a stranger, who
    has left a folder in a shared place, would read them.
    """
    absolute = path.absolute()
    candidates = (folder / STORE_FOLDER for folder in (absolute, *absolute.parents))
    return next((folder for folder in candidates if _is_own_folder(folder)), None)


def _is_own_folder(path: Path) -> bool:
    try:
        status = path.stat()
    except (OSError, ValueError):  # not there, or not to be looked at
        return False
    return stat.S_ISDIR(status.st_mode) and status.st_uid == os.getuid()


def _name(store: Path) -> str:
    """Return what the folders of this device call a store: by its place."""
    # Hashing takes longer to load than what else is asked of this module before the first page.
    import hashlib

    return hashlib.sha256(os.fsencode(store.resolve())).hexdigest()[:16]


def bundled(name: str) -> Path:
    """Return a folder that comes with the program: ``themes`` or ``sample_docs``."""
    package = Path(__file__).parent
    installed = package / "_data" / name
    checkout = package.parent
    if not installed.is_dir() and (checkout / "pyproject.toml").exists():
        return checkout / name
    return installed
