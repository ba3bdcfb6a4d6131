"""From parsed options to the services, and to the app or the verb."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Collection, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, TextIO

from reader.compose import Services
from reader.core.errors import ReaderError, UsageError
from reader.core.members import file_of
from reader.core.safetext import safe_line
from reader.locations import STANDARD_INPUT, Locations
from reader.verbs import loading, output

if TYPE_CHECKING:
    import argparse


def run(options: argparse.Namespace) -> int:
    """Run what the options ask for and return the exit status."""
    if options.run is None:
        return open_app(options.paths, options.store, options.config)
    options.paths = [_path(name) for name in getattr(options, "paths", [])]
    locations = _locations(options.paths, options.store, options.config)
    services = Services(locations, ask_password=_asker(options.paths))
    problems = services.configuration.problems
    for problem in problems if not options.quiet else ():
        output.tell(problem)
    try:
        status: int = options.run(services, options)
    finally:
        for sentence in services.repairs():
            output.tell(sentence)
    return status


def open_app(names: Sequence[str], store: str | None = None, config: str | None = None) -> int:
    """Run the app on the files and folders that a person wrote; return the exit status.

    The notes are kept in `store`, and the settings read from `config`, if they are given.
    """
    paths = [_path(name) for name in names]
    return _start_app(Services(_locations(paths, store, config)), paths)


def _locations(paths: Sequence[Path], store: str | None, config: str | None) -> Locations:
    """Return where everything is kept for somebody who works on `paths`."""
    near = next((path for path in paths if path != STANDARD_INPUT), Path.cwd())
    return Locations.find(
        os.environ,
        near,
        store=Path(store) if store else None,
        config_file=Path(config) if config else None,
    )


def _asker(named: Collection[Path]) -> Callable[[Path], str]:
    """Return what asks for the passwords of `named` files; nobody is asked for what is listed."""

    def ask(path: Path) -> str:
        if path not in named or not _is_terminal(sys.stdin):
            return ""
        from getpass import getpass

        return getpass(f"Password of {safe_line(output.shown(path))}: ")

    return ask


def _path(name: str) -> Path:
    """Return the path that a person wrote; raises `UsageError` if it can be none."""
    if not name or "\0" in name:
        raise UsageError("this is not a path", repr(name))
    return STANDARD_INPUT if name == "-" else Path(name)


def _start_app(services: Services, paths: Sequence[Path]) -> int:
    """Run the app on `paths`, or else the last library."""
    for path in paths:
        if path != STANDARD_INPUT and not (path.exists() or file_of(path).exists()):
            raise ReaderError("there is no such file or folder", str(path), "Check the spelling")
    if not _is_terminal(sys.stdout):
        raise ReaderError(
            "the app needs a terminal", remedy="Use “reader show FILE” to print a document"
        )
    if STANDARD_INPUT in paths:
        services.converter.open(STANDARD_INPUT)  # before the keyboard takes its place
        _take_keys_from_terminal()
    elif not _is_terminal(sys.stdin):
        raise ReaderError(
            "standard input is not a terminal", remedy="Use “reader -” to read what is piped in"
        )
    roots = services.roots(paths)
    if len(roots) == 1 and roots[0] != STANDARD_INPUT and not services.is_folder(roots[0]):
        services.converter.begin(roots[0])  # while the interface is being loaded
    with loading.quickly():
        from reader.ui.app import run as run_app

    if any(root.is_dir() for root in paths):
        services.remembered.keep_library(roots)
    try:
        return run_app(services, roots)
    finally:
        services.close()


def _is_terminal(stream: TextIO | None) -> bool:
    """Whether `stream` is a terminal; it is None if the program was started without it."""
    return stream is not None and stream.isatty()


def _take_keys_from_terminal() -> None:
    """Make the terminal the standard input, which a document was piped into."""
    try:
        terminal = os.open("/dev/tty", os.O_RDWR)
    except OSError as error:
        raise ReaderError("there is no terminal to take keys from") from error
    os.dup2(terminal, 0)
    os.close(terminal)
