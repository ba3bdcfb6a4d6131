"""Annotations shown where their words are now, whatever was done to the document since."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from reader.core.annotation import Anchor, Annotation, Target
from reader.core.ports import Snapshots
from reader.core.text import Text

_WORDS = 80
"""Characters by which a place is found again."""


class NoSnapshots:
    """Keeps no texts: words are then followed by their quotes alone."""

    def keep(self, text: Text) -> None:
        """Keep nothing."""

    def get(self, sha256: str) -> Text | None:
        """Return None."""


class Follower:
    """Brings the annotations of one document to its text as it is now."""

    def __init__(self, text: Text, snapshots: Snapshots) -> None:
        """Follow to `text`, from the texts that are kept in `snapshots`."""
        self._text = text
        self._sha256 = text.sha256
        self._snapshots = snapshots
        self._kept = False
        self._followed: dict[str, tuple[Annotation, Annotation]] = {}
        """By id: an annotation as it was when it was looked for, and where it was found."""

    def anchor(self) -> Anchor:
        """Return the anchor of what a person puts on the text now, which is kept from then on.

        Raises `ReaderError` if it cannot be kept.
        """
        if not self._kept:
            self._snapshots.keep(self._text)
            self._kept = True
        return Anchor(sha256=self._sha256)

    def follow(self, stored: Iterable[Annotation]) -> list[Annotation]:
        """Return the annotations, in their order, with targets in the text as it is now."""
        stored = list(stored)
        unknown = [one for one in stored if self._known(one) is None]
        if unknown:
            self._find(unknown)
        return [self._known(one) or one for one in stored]

    def _known(self, stored: Annotation) -> Annotation | None:
        """Return the annotation in the text as it is now; None if it was not looked for yet."""
        if stored.anchor.sha256 == self._sha256:
            return stored
        before, found = self._followed.get(stored.id, (None, None))
        if before is stored or before is None or found is None:
            return found
        if (before.targets, before.anchor) != (stored.targets, stored.anchor):
            return None
        found = replace(stored, targets=found.targets, anchor=found.anchor)
        self._followed[stored.id] = stored, found
        return found

    def _find(self, unknown: list[Annotation]) -> None:
        """Bring annotations on other versions of the text to this one, and remember them."""
        from reader.core.anchor import reanchor

        for sha256 in {one.anchor.sha256 for one in unknown}:
            there = [one for one in unknown if one.anchor.sha256 == sha256]
            found = reanchor(there, self._snapshots.get(sha256), self._text)
            for pair in zip(there, found, strict=True):
                self._followed[pair[0].id] = pair


def followed(offset: int, before: Text, after: Text) -> int:
    """Return where the words at `offset` of `before` are in `after`; 0 if they are gone."""
    end = min(offset + _WORDS, len(before))
    if offset >= end:
        return 0
    if before.slice(0, end) == after.slice(0, end):
        return offset  # the one begins as the other
    from reader.core.anchor import reanchor

    here = Annotation("", (Target.of(before, offset, end),), anchor=Anchor(sha256=before.sha256))
    (found,) = reanchor([here], before, after)
    return 0 if found.is_lost else found.start
