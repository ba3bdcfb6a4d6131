"""The settings files: the person's own, and that of a library."""

from __future__ import annotations

from pathlib import Path

from reader.core.config import Configuration, Settings, read_settings
from reader.core.errors import ReaderError
from reader.locations import Locations


def read_configuration(locations: Locations) -> Configuration:
    """Return the settings in effect; what cannot be used of them is a problem, not an error.

    Raises `ReaderError` if a settings file was named and is not there.
    """
    own = _configuration(locations.config_file, required=locations.config_named)
    return _with_library(own, locations.store / "config.toml") if locations.library else own


def _configuration(file: Path, *, required: bool) -> Configuration:
    """Return the settings of `file`; a broken file is a problem, and the defaults are used.

    Raises `ReaderError` if it is `required` and not there.
    """
    try:
        configuration = read_settings(_toml(file))
    except FileNotFoundError as error:
        if not required:
            return Configuration(Settings())
        raise ReaderError("there is no such file", str(file), "Check --config.") from error
    except (OSError, ValueError) as error:
        problem = f"{file}: the settings cannot be read ({_reason(error)}); the defaults are used"
        return Configuration(Settings(), (problem,))
    problems = tuple(f"{file}: {problem}" for problem in configuration.problems)
    return configuration._replace(problems=problems)


def _with_library(own: Configuration, file: Path) -> Configuration:
    """Return the settings with those of the library in `file`, if it has any."""
    try:
        both = own.with_library(_toml(file))
    except FileNotFoundError:
        return own
    except (OSError, ValueError) as error:
        problem = f"{file}: the settings cannot be read ({_reason(error)})"
        return own._replace(problems=(*own.problems, problem))
    new = both.problems[len(own.problems) :]
    return both._replace(problems=(*own.problems, *(f"{file}: {problem}" for problem in new)))


def _toml(file: Path) -> dict[str, object]:
    """Return the parsed file; raises `OSError`, or `ValueError` if it is not TOML in UTF-8."""
    import tomllib

    return tomllib.loads(file.read_bytes().decode("utf-8"))


def _reason(error: OSError | ValueError) -> str:
    return (error.strerror or "unreadable") if isinstance(error, OSError) else str(error)
