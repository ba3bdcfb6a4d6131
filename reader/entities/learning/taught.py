"""What a person has taught: documents with the decisions on their entities."""

from __future__ import annotations

from dataclasses import dataclass

from reader.core.entity import Mention

Entity = tuple[int, int, str]
"""A span ``[start, end)`` and its type."""


@dataclass(frozen=True, slots=True)
class Taught:
    """The text of a document, and what is known of its entities."""

    text: str
    language: str
    right: frozenset[Entity]
    """Spans that are entities, none overlapping."""
    wrong: frozenset[Entity] = frozenset()
    """Spans that are none of that type."""
    complete: frozenset[str] = frozenset()
    """Types of which every entity is among those that are right."""

    @property
    def count(self) -> int:
        """How many decisions there are."""
        return len(self.right) + len(self.wrong)

    def verdict(self, mention: Mention) -> bool | None:
        """Whether a mention is right; None if nobody has said so."""
        entity = mention[:3]
        if entity in self.right:
            return True
        if entity in self.wrong or mention.label in self.complete:
            return False
        start, end = mention.start, mention.end
        if any(first < end and start < last for first, last, _ in self.right):
            return False
        return None
