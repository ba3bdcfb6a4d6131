"""Codes as the labels of other tools: one string each, with the hierarchy as a path."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from reader.core.annotation import Annotation, Code

ENTITY = "entity"
"""Above the entity types, where tags and entity types share one tree."""

_COLOUR = re.compile(r"#[0-9a-fA-F]{6}")
PALETTE = (
    "#4e79a7", "#f28e2b", "#59a14f", "#b07aa1", "#edc948", "#76b7b2", "#e15759", "#9c755f",
)  # fmt: skip
"""For codes without a colour: Tableau's eight hues, told apart by most readers."""


class Tags:
    """The codebook, as exports name its codes."""

    def __init__(self, codes: Iterable[Code]) -> None:
        """Take the codes in order of creation, retired ones included."""
        self._codes = {code.id: code for code in codes}

    def __iter__(self) -> Iterator[Code]:
        return iter(self._codes.values())

    def name(self, code_id: str) -> str:
        """Return the code's name, or its id when it is not in the codebook."""
        code = self._codes.get(code_id)
        return code.name if code else code_id

    def path(self, code_id: str) -> str:
        """Return the names from the top down to this code, joined by slashes."""
        names: list[str] = []
        seen: set[str] = set()
        # A codebook merged from two machines may hold a circle.
        while code_id and code_id not in seen:
            seen.add(code_id)
            names.append(self.name(code_id))
            code = self._codes.get(code_id)
            code_id = code.parent if code else ""
        return "/".join(reversed(names))

    def names(self, annotation: Annotation) -> tuple[str, ...]:
        """Return the names of the annotation's tags."""
        return tuple(map(self.name, annotation.tags))

    def labels(self, annotation: Annotation) -> tuple[str, ...]:
        """Return entity type and tag paths, each once: the labels of a flat label set."""
        types = [annotation.entity_type] if annotation.entity_type else []
        return tuple(dict.fromkeys([*types, *map(self.path, annotation.tags)]))

    def tree_labels(self, annotation: Annotation) -> tuple[str, ...]:
        """Return ``entity/TYPE`` and tag paths, each once: the labels of a tree."""
        types = [f"{ENTITY}/{annotation.entity_type}"] if annotation.entity_type else []
        return tuple(dict.fromkeys([*types, *map(self.path, annotation.tags)]))

    def tree(self, annotations: Iterable[Annotation]) -> tuple[str, ...]:
        """Return the labels of the whole codebook, and then those of `annotations` beyond it."""
        codes = (self.path(code.id) for code in self if not code.retired)
        used = {label for one in annotations for label in self.tree_labels(one)}
        return tuple(dict.fromkeys([*codes, *sorted(used)]))

    def key(self, label: str) -> str:
        """Return the digit that applies the code with this path; empty without one."""
        return next((code.key for code in self if self.path(code.id) == label), "")

    def colours(self, labels: Iterable[str]) -> dict[str, str]:
        """Return a colour ``#rrggbb`` for each label: the code's own, else one of the palette."""
        own = {
            self.path(code.id): code.colour.lower()
            for code in self
            if _COLOUR.fullmatch(code.colour)
        }
        return {
            label: own.get(label, PALETTE[index % len(PALETTE)])
            for index, label in enumerate(labels)
        }
