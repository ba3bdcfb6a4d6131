"""What the program knows of itself: ``recognisers list``, ``config``, ``keys``, ``themes``."""

from __future__ import annotations

import argparse

from reader.compose import Services
from reader.core.commands import COMMANDS
from reader.core.errors import ReaderError
from reader.core.keymap import Keymap
from reader.themes import load_themes
from reader.verbs import output


def configure_recognisers_list(parser: argparse.ArgumentParser) -> None:
    """Add nothing: ``reader recognisers list`` has no arguments of its own."""
    parser.set_defaults(run=_recognisers)


def _recognisers(services: Services, _options: argparse.Namespace) -> int:
    from reader.entities.registry import NAMES, plugins, recogniser

    settings = services.settings
    chosen = {
        *settings.recogniser,
        *(one for names in settings.recognisers.values() for one in names),
    }
    named = sorted(settings.named_recognisers.difference(NAMES))
    installed = (one for one in plugins() if one not in named)
    rows = [(name, " ".join(recogniser(name).labels)) for name in NAMES]
    rows += ((name, "named in the settings") for name in named)
    rows += ((name, _TOLD.get(name, "installed")) for name in installed)
    output.columns(("*" if name in chosen else " ", name, told) for name, told in rows)
    return 0


_TOLD = {
    "spacy": "spacy:PACKAGE or spacy:FOLDER, with the extra spacy",
    "gliner": "gliner:FOLDER, with the extra gliner",
}


def configure_recognisers_check(parser: argparse.ArgumentParser) -> None:
    """Add the arguments of ``reader recognisers check``."""
    parser.add_argument("name", metavar="NAME", help="builtin, exec:COMMAND or a plug-in's name")
    parser.set_defaults(run=_check_recogniser)


def _check_recogniser(_services: Services, options: argparse.Namespace) -> int:
    from reader.entities.conformance import check
    from reader.entities.registry import close_all, recogniser

    try:
        faults = check(recogniser(options.name))
    finally:
        close_all()
    if faults:
        for fault in faults:
            output.line(str(fault))
        raise ReaderError(f"{output.count(len(faults), 'fault')} found", options.name)
    output.line(f"{options.name}: it keeps to what a recogniser has to")
    return 0


def configure_config(parser: argparse.ArgumentParser) -> None:
    """Add the arguments of ``reader config``."""
    parser.add_argument("--json", action="store_true", help="print a JSON object")
    parser.set_defaults(run=_config)


def _config(services: Services, options: argparse.Namespace) -> int:
    locations = services.locations
    places = {
        "config file": locations.config_file,
        "store": locations.store,
        "state": locations.state,
        "cache": locations.cache,
        "themes": services.theme_folders[-1],
    }
    settings = services.settings._asdict()
    if options.json:
        output.record({"folders": {k: str(v) for k, v in places.items()}, "settings": settings})
        return 0
    output.columns((name, str(place)) for name, place in places.items())
    output.line()
    output.columns((name, _toml(value)) for name, value in settings.items())
    return 0


def _toml(value: object) -> str:
    """Return a setting as the configuration file writes it."""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, tuple):
        return f"[{', '.join(map(_toml, value))}]"
    if isinstance(value, dict):
        return f"{{{', '.join(f'{_toml(key)} = {_toml(keys)}' for key, keys in value.items())}}}"
    return output.json_text(value)


def configure_keys(parser: argparse.ArgumentParser) -> None:
    """Add nothing: ``reader keys`` has no arguments of its own."""
    parser.set_defaults(run=_keys)


def _keys(services: Services, options: argparse.Namespace) -> int:
    keymap = Keymap(services.settings.keys)
    output.columns(
        (command.id, ", ".join(keymap.keys(command)), command.help) for command in COMMANDS
    )
    if not options.quiet:
        for problem in keymap.problems:
            output.tell(problem)
    return 0


def configure_themes(parser: argparse.ArgumentParser) -> None:
    """Add nothing: ``reader themes`` has no arguments of its own."""
    parser.set_defaults(run=_themes)


def _themes(services: Services, _options: argparse.Namespace) -> int:
    themes = load_themes(services.theme_folders)
    output.columns(
        ("*" if name == services.theme else " ", name, theme.title)
        for name, theme in themes.loaded.items()
    )
    for problem in themes.problems:
        output.tell(problem)
    return 1 if themes.problems else 0
