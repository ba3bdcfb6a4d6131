"""What one start of the program leaves for the next: the theme, the library, hidden types."""

from __future__ import annotations

import contextlib
import json
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from pathlib import Path

_THEME = "theme"
_LIBRARY = "library.json"
_SWITCHED = "types.json"


@dataclass(frozen=True)
class Remembered:
    """Choices that were made in the program, not in the settings; losing them costs a look."""

    state: Path
    """The folder that they are kept in."""

    def theme(self) -> str:
        """Return the name of the theme that was chosen last, empty if there is none."""
        try:
            return (self.state / _THEME).read_text(encoding="utf-8").strip()
        except (OSError, ValueError):
            return ""

    def keep_theme(self, name: str) -> None:
        """Remember the theme `name`."""
        self._keep(_THEME, name)

    def library(self) -> tuple[Path, ...]:
        """Return the folders of the library that was open last, as far as they still exist."""
        paths = map(Path, self._texts(_LIBRARY))
        return tuple(path for path in paths if path.exists())

    def keep_library(self, roots: Sequence[Path]) -> None:
        """Remember `roots` as the library."""
        self._keep(_LIBRARY, json.dumps([str(root.absolute()) for root in roots]))

    def hidden(self, usual: Collection[str]) -> frozenset[str]:
        """Return the entity types that are not highlighted: the `usual` ones, some switched."""
        return frozenset(usual) ^ frozenset(self._texts(_SWITCHED))

    def keep_hidden(self, hidden: Collection[str], usual: Collection[str]) -> None:
        """Remember in what the types that are `hidden` differ from the `usual` ones."""
        self._keep(_SWITCHED, json.dumps(sorted(frozenset(hidden) ^ frozenset(usual))))

    def _texts(self, name: str) -> list[str]:
        """Return the texts of a list that was kept; none if it is not there or damaged."""
        try:
            texts = json.loads((self.state / name).read_bytes())
        except (OSError, ValueError):
            return []
        return [text for text in texts if isinstance(text, str)] if isinstance(texts, list) else []

    def _keep(self, name: str, text: str) -> None:
        file = self.state / name
        # Without it the next start has another look, or shows another library: no reason to
        # bother anybody.
        with contextlib.suppress(OSError):
            self.state.mkdir(mode=0o700, parents=True, exist_ok=True)
            file.touch(mode=0o600)
            file.write_text(text, encoding="utf-8")
